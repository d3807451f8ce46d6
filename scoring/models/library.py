"""A bureau's own library of indicators (个性化绩效指标库), from which it picks each year."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.enums import IndicatorGroup, Sign
from departments.models import Department


class DepartmentIndicator(models.Model):
    """One output, benefit or satisfaction indicator that a department keeps."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="indicators")
    group = models.CharField(_("一级指标"), max_length=20, choices=IndicatorGroup)
    level_two = models.CharField(_("二级指标"), max_length=60, blank=True)
    name = models.CharField(_("三级指标"), max_length=100)
    sign = models.CharField(_("计算符号"), max_length=12, choices=Sign, default=Sign.AT_LEAST)
    target = models.DecimalField(_("指标值"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    evidence = models.CharField(_("佐证材料"), max_length=200, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("department_id", "group", "id")
        constraints = (
            models.UniqueConstraint(fields=("department", "group", "name"), name="one_own_indicator_per_name"),
            models.CheckConstraint(condition=models.Q(group__in=IndicatorGroup.values), name="own_group_known"),
            models.CheckConstraint(condition=models.Q(sign__in=Sign.values), name="own_sign_known"),
        )

    def __str__(self) -> str:
        return self.name
