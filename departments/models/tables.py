"""The tables of a report. Each row keeps what was typed, valid or not.

A cell that was typed but is not a valid value stands in `invalid` (field → text as typed) and its column is empty,
so nothing typed is lost and nothing wrong is counted. `version` counts the saves of a row: whoever saves says which
version they saw (see `departments.drafts`).
"""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.enums import (
    AssetKind,
    Column,
    FundKind,
    IndicatorGroup,
    QualitativeGrade,
    Sign,
    UnitKind,
)
from departments.models.people import User
from departments.models.report import Report


def money(label: Any) -> "models.DecimalField[Decimal | None, Decimal | None]":
    """An amount in 万元 with two decimals, empty while nobody has entered it."""
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True)


def number(label: Any) -> "models.DecimalField[Decimal | None, Decimal | None]":
    """A measured value of any unit, up to four decimals."""
    return models.DecimalField(label, max_digits=18, decimal_places=4, null=True, blank=True)


def count(label: Any) -> "models.PositiveIntegerField[int | None, int | None]":
    """A number of persons, units or pieces."""
    return models.PositiveIntegerField(label, null=True, blank=True)


class LiveRows(models.Manager[Any]):
    """Rows that nobody has removed."""

    def get_queryset(self) -> "models.QuerySet[Any]":
        """All rows but the removed ones."""
        return super().get_queryset().filter(is_removed=False)


class DraftRow(models.Model):
    """What every row of every table has. A removed row stays, so that removing can be undone."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="%(class)s_rows")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    invalid = models.JSONField(default=dict, blank=True)
    is_removed = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[LiveRows] = LiveRows()
    all_rows: ClassVar["models.Manager[Any]"] = models.Manager()

    class Meta:
        abstract = True
        ordering = ("position", "id")


class StaffFigures(DraftRow):
    """人员情况, one row a report."""

    staff_quota = count(_("编制数"))
    staff_actual = count(_("在职人数"))
    staff_retired = count(_("离退休人数"))

    class Meta(DraftRow.Meta):
        constraints = (models.UniqueConstraint(fields=("report",), name="one_staff_row"),)


class WorkFigures(DraftRow):
    """Numbers of tasks that the 产出 indicators of 财预〔2013〕53号 compare; one row a report."""

    tasks_planned = count(_("计划工作数"))
    tasks_done = count(_("完成工作数"))
    tasks_on_time = count(_("及时完成工作数"))
    tasks_up_to_standard = count(_("质量达标工作数"))
    key_tasks_assigned = count(_("重点工作交办数"))
    key_tasks_done = count(_("重点工作完成数"))

    class Meta(DraftRow.Meta):
        constraints = (models.UniqueConstraint(fields=("report",), name="one_work_row"),)


class ContactDetails(DraftRow):
    """Who prepared the report and how to reach them (表尾 填表人、联系电话、填报日期); one row a report."""

    prepared_by = models.CharField(_("填表人"), max_length=40, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    prepared_on = models.DateField(_("填报日期"), null=True, blank=True)

    class Meta(DraftRow.Meta):
        constraints = (models.UniqueConstraint(fields=("report",), name="one_contact_row"),)


class OrganisationUnit(DraftRow):
    """A line of 内设股室 or 所属单位; the counts are derived from the lines."""

    kind = models.CharField(_("类别"), max_length=15, choices=UnitKind)
    name = models.CharField(_("名称"), max_length=120, blank=True)

    class Meta(DraftRow.Meta):
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=UnitKind.values), name="organisation_unit_kind_known"),
        )


class BudgetLine(DraftRow):
    """A typed line of the base-data table; `line` is a code of `departments.chart`. 万元."""

    line = models.CharField(max_length=40)
    prior_budget = money(Column.PRIOR_BUDGET.label)
    prior_outturn = money(Column.PRIOR_OUTTURN.label)
    initial = money(Column.INITIAL.label)
    adjusted = money(Column.ADJUSTED.label)
    outturn = money(Column.OUTTURN.label)

    class Meta(DraftRow.Meta):
        constraints = (models.UniqueConstraint(fields=("report", "line"), name="one_row_per_budget_line"),)


class ProjectFund(DraftRow):
    """One project: its money, how it was organised and managed, its goal.

    The project lines of the base-data table are these rows.
    Amounts in 万元. Of each total, `*_carried` is 上年结转资金 and `*_other` 其他资金; 当年财政拨款 is the remainder.
    """

    name = models.CharField(_("项目名称"), max_length=120, blank=True)
    kind = models.CharField(_("项目类别"), max_length=15, choices=FundKind, default=FundKind.BUSINESS)
    is_key = models.BooleanField(_("重点项目"), default=False)
    prior_outturn = money(Column.PRIOR_OUTTURN.label)
    initial = money(Column.INITIAL.label)
    adjusted = money(Column.ADJUSTED.label)
    outturn = money(Column.OUTTURN.label)
    initial_carried = money(_("年初预算：上年结转资金"))
    adjusted_carried = money(_("全年预算：上年结转资金"))
    outturn_carried = money(_("决算：上年结转资金"))
    initial_other = money(_("年初预算：其他资金"))
    adjusted_other = money(_("全年预算：其他资金"))
    outturn_other = money(_("决算：其他资金"))
    responsible = models.CharField(_("实施单位"), max_length=120, blank=True)
    organisation = models.TextField(_("组织情况"), blank=True)
    management = models.TextField(_("管理情况"), blank=True)
    goal = models.TextField(_("预期目标"), blank=True)
    achievement = models.TextField(_("实际完成情况"), blank=True)
    deviation_reason = models.TextField(_("执行偏差原因"), blank=True)

    class Meta(DraftRow.Meta):
        constraints = (models.CheckConstraint(condition=models.Q(kind__in=FundKind.values), name="fund_kind_known"),)


class ProjectIndicator(DraftRow):
    """A row of a 项目支出绩效自评表, or of the overall table when it belongs to no project.

    `score` is the unit's own; for quantitative rows the portal proposes it from target and actual.
    """

    project = models.ForeignKey(ProjectFund, null=True, blank=True, on_delete=models.CASCADE, related_name="indicators")
    group = models.CharField(_("一级指标"), max_length=15, choices=IndicatorGroup, default=IndicatorGroup.OUTPUT)
    second = models.CharField(_("二级指标"), max_length=40, blank=True)
    name = models.CharField(_("三级指标"), max_length=120, blank=True)
    sign = models.CharField(_("计算符号"), max_length=15, choices=Sign, default=Sign.AT_LEAST)
    target = number(_("年度指标值"))
    target_text = models.CharField(_("定性目标"), max_length=200, blank=True)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    actual = number(_("实际完成值"))
    actual_grade = models.CharField(_("完成等次"), max_length=15, choices=QualitativeGrade, blank=True)
    points = models.DecimalField(_("分值"), max_digits=5, decimal_places=2, null=True, blank=True)
    score = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("偏差原因分析及改进措施"), blank=True)

    class Meta(DraftRow.Meta):
        constraints = (
            models.CheckConstraint(condition=models.Q(group__in=IndicatorGroup.values), name="indicator_group_known"),
            models.CheckConstraint(condition=models.Q(sign__in=Sign.values), name="indicator_sign_known"),
        )


class AssetLine(DraftRow):
    """A line of the asset table, one per kind, 万元."""

    kind = models.CharField(_("资产类别"), max_length=15, choices=AssetKind)
    opening = money(_("年初数"))
    closing = money(_("年末数"))
    in_use = money(_("在用"))
    idle = money(_("闲置"))
    disposed = money(_("本年处置"))
    income = money(_("处置和出租收益"))

    class Meta(DraftRow.Meta):
        constraints = (
            models.UniqueConstraint(fields=("report", "kind"), name="one_row_per_asset_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=AssetKind.values), name="asset_kind_known"),
        )


class BuildingProject(DraftRow):
    """A building finished in the year (楼堂馆所控制情况); areas in ㎡, investments in 万元."""

    name = models.CharField(_("项目名称"), max_length=120, blank=True)
    approved_area = money(_("批复规模（㎡）"))
    actual_area = money(_("实际规模（㎡）"))
    approved_investment = money(_("预算投资"))
    actual_investment = money(_("实际投资"))


class SatisfactionSurvey(DraftRow):
    """A survey of those served; the rate is derived from the two numbers."""

    target_group = models.CharField(_("调查对象"), max_length=120, blank=True)
    method = models.CharField(_("调查方式"), max_length=60, blank=True)
    surveyed_on = models.DateField(_("调查日期"), null=True, blank=True)
    answered = count(_("有效样本数"))
    satisfied = count(_("满意数"))


class Problem(DraftRow):
    """An entry of 存在的问题."""

    text = models.TextField(_("问题"), blank=True)
    cause = models.TextField(_("原因分析"), blank=True)


class Measure(DraftRow):
    """An entry of 改进措施和建议, tied to the problems it answers, with who and when."""

    text = models.TextField(_("措施"), blank=True)
    problems = models.ManyToManyField(Problem, verbose_name=_("对应问题"), blank=True, related_name="measures")
    responsible = models.CharField(_("责任股室（人）"), max_length=80, blank=True)
    due = models.CharField(_("完成时限"), max_length=40, blank=True)
