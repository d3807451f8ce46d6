"""Indicator systems as they are stored: numbered versions with one row an indicator.

`scoring.system_store` turns them into the plain specifications that the engine works with, and back.
"""

from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models import Campaign
from scoring.rules import RULES
from scoring.systems import ValueKind, ZeroBase


class IndicatorSystem(models.Model):
    """One version of an indicator system.

    `settings` holds what concerns the whole: points of the levels, total, grades, caps, and what becomes of
    indicators that do not apply. `digest` is the SHA-256 over all of it, indicators included: what was computed
    for one digest need not be computed again. Once `frozen_at` is set nothing changes any more.
    """

    code = models.CharField(_("代码"), max_length=40)
    version = models.PositiveIntegerField(_("版本"), default=1)
    name = models.CharField(_("名称"), max_length=100)
    source = models.TextField(_("依据"), blank=True)
    description = models.TextField(_("说明"), blank=True)
    completions = models.TextField(_("补全的内容"), blank=True)
    bank = models.BooleanField(_("指标库（不带分值）"), default=False)
    settings = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("锁定时间"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("code", "-version")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="one_system_per_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="system_version_from_one"),
        )

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """One third-level indicator of a system; `rule` holds the parameters of its `rule_kind`."""

    system = models.ForeignKey(IndicatorSystem, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(_("代码"), max_length=60)
    name = models.CharField(_("三级指标"), max_length=100)
    level_one = models.CharField(_("一级指标"), max_length=60)
    level_two = models.CharField(_("二级指标"), max_length=60)
    points = models.DecimalField(_("分值"), max_digits=6, decimal_places=2)
    rule_kind = models.CharField(
        _("评分规则"), max_length=20, choices=[(kind, rule.label) for kind, rule in RULES.items()]
    )
    rule = models.JSONField(_("规则参数"), default=dict)
    formula = models.TextField(_("公式"), blank=True)
    value_kind = models.CharField(_("公式的结果"), max_length=10, choices=ValueKind, default=ValueKind.RATIO)
    full_if = models.TextField(_("得满分的条件"), blank=True)
    full_text = models.CharField(_("条件的说明"), max_length=100, blank=True)
    when_zero = models.CharField(_("除数为 0 时"), max_length=10, choices=ZeroBase, default=ZeroBase.OPEN)
    evidence = models.JSONField(_("佐证材料"), default=list, blank=True)
    criterion = models.TextField(_("评分标准"), blank=True)
    explanation = models.TextField(_("指标解释"), blank=True)
    source = models.TextField(_("依据"), blank=True)
    completed = models.BooleanField(_("由本系统补全"), default=False)
    own = models.BooleanField(_("由部门换成个性指标"), default=False)

    class Meta:
        ordering = ("system_id", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("system", "code"), name="one_indicator_per_code"),
            models.CheckConstraint(condition=models.Q(points__gte=Decimal(0)), name="indicator_points_from_zero"),
            models.CheckConstraint(condition=models.Q(rule_kind__in=sorted(RULES)), name="indicator_rule_known"),
            models.CheckConstraint(
                condition=models.Q(value_kind__in=ValueKind.values), name="indicator_value_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(when_zero__in=ZeroBase.values), name="indicator_when_zero_known"),
        )

    def __str__(self) -> str:
        return self.name


class CampaignScoring(models.Model):
    """The indicator system that a campaign scores with.

    `before` is the whole specification it scored with until `changed_at`, so that drafts can be shown what moved.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="scoring")
    system = models.ForeignKey(IndicatorSystem, on_delete=models.PROTECT, related_name="campaigns")
    before = models.JSONField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.campaign}: {self.system}"
