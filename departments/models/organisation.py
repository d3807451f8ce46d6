"""Who reports and who looks after them: departments and the divisions of the finance bureau."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.enums import AdministrativeLevel


class Division(models.Model):
    """A 业务股室 of the finance bureau, in charge of some departments."""

    code = models.CharField(_("股室编码"), max_length=20, unique=True)
    name = models.CharField(_("股室名称"), max_length=60, unique=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A budget unit that reports; `code` is its 预算单位编码."""

    code = models.CharField(_("预算单位编码"), max_length=20, unique=True)
    name = models.CharField(_("单位全称"), max_length=120, unique=True)
    short_name = models.CharField(_("单位简称"), max_length=40)
    level = models.CharField(_("级别"), max_length=20, choices=AdministrativeLevel, default=AdministrativeLevel.SECTION)
    supervisor = models.ForeignKey(
        "self", verbose_name=_("主管部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="supervised"
    )
    division = models.ForeignKey(
        Division,
        verbose_name=_("财政业务股室"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="departments",
    )
    is_finance_bureau = models.BooleanField(_("财政局"), default=False)
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level__in=AdministrativeLevel.values), name="department_level_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(supervisor=models.F("id")), name="department_not_its_own_supervisor"
            ),
            models.UniqueConstraint(
                fields=("is_finance_bureau",),
                condition=models.Q(is_finance_bureau=True),
                name="one_finance_bureau",
                violation_error_message=_("财政局只能有一个。"),
            ),
        )

    def __str__(self) -> str:
        return self.name
