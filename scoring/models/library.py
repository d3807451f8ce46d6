"""A bureau's own library of indicators (个性化绩效指标库), the county's common bank, and what stands in a report."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.enums import IndicatorGroup, Sign
from departments.models import Department, Report, User


class KeptIndicator(models.Model):
    """What an output, benefit or satisfaction indicator says of itself, wherever it is kept."""

    group = models.CharField(_("一级指标"), max_length=20, choices=IndicatorGroup, default=IndicatorGroup.OUTPUT)
    level_two = models.CharField(_("二级指标"), max_length=40, blank=True)
    name = models.CharField(_("三级指标"), max_length=100)
    sign = models.CharField(_("计算符号"), max_length=12, choices=Sign, default=Sign.AT_LEAST)
    target = models.DecimalField(_("指标值"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_text = models.CharField(_("定性目标"), max_length=200, blank=True)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    evidence = models.CharField(_("佐证材料"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class DepartmentIndicator(KeptIndicator):
    """One indicator that a department keeps; it is taken out of use, never deleted: reports may have used it."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="indicators")
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("department_id", "group", "id")
        constraints = (
            models.UniqueConstraint(fields=("department", "group", "name"), name="one_own_indicator_per_name"),
            models.CheckConstraint(condition=models.Q(group__in=IndicatorGroup.values), name="own_group_known"),
            models.CheckConstraint(condition=models.Q(sign__in=Sign.values), name="own_sign_known"),
        )


class BankState(models.TextChoices):
    """A proposal to the common bank, and what became of it."""

    PROPOSED = "proposed", _("待审")
    ACCEPTED = "accepted", _("已入库")
    DECLINED = "declined", _("未采纳")
    RETIRED = "retired", _("已停用")


class BankIndicator(KeptIndicator):
    """One indicator of the county's common bank, or proposed to it by a department."""

    state = models.CharField(_("状态"), max_length=10, choices=BankState, default=BankState.PROPOSED)
    proposed_by = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)

    class Meta:
        ordering = ("group", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "name"),
                condition=models.Q(state__in=("proposed", "accepted")),
                name="one_bank_indicator_per_name",
            ),
            models.CheckConstraint(condition=models.Q(group__in=IndicatorGroup.values), name="bank_group_known"),
            models.CheckConstraint(condition=models.Q(sign__in=Sign.values), name="bank_sign_known"),
            models.CheckConstraint(condition=models.Q(state__in=BankState.values), name="bank_state_known"),
        )


class OwnRow(KeptIndicator):
    """An indicator of its own that a department put in place of a row of the system in one report.

    `replaces` is the code of that row; the points of all rows that replace it add up to its points.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="own_rows")
    replaces = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    points = models.DecimalField(_("分值"), max_digits=6, decimal_places=2)

    class Meta:
        ordering = ("report_id", "replaces", "position", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(points__gte=0), name="own_row_points_from_zero"),
            models.CheckConstraint(condition=models.Q(sign__in=Sign.values), name="own_row_sign_known"),
        )
