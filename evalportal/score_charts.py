"""What a score sheet is drawn as: where the points went, and how the level-one parts stand. Page and PDF alike."""

from decimal import Decimal

from django.utils.translation import gettext as _

from evalportal.charts import Bar, BarChart, Step, Waterfall
from scoring.results import ScoreSheet

# A waterfall with more steps says less; the smaller losses are one step.
MOST_STEPS = 8


def loss_chart(sheet: ScoreSheet) -> Waterfall:
    """How full points shrink to the score, the largest loss first; what has no score yet is one step of its own."""
    steps = [Step(row.name, row.lost, is_final=row.recoverable == 0) for row in sheet.losses]
    if len(steps) > MOST_STEPS:
        rest = steps[MOST_STEPS - 1 :]
        others = Step(_("其他%s项") % len(rest), _total(rest), all(each.is_final for each in rest))
        steps = [*steps[: MOST_STEPS - 1], others]
    if sheet.pending_points:
        steps.append(Step(_("尚未评分"), sheet.pending_points))
    points = sum((part.points for part in sheet.subtotals if not part.parent), Decimal(0))
    if points != sheet.points:
        # Points that do not apply are spread over the rest afterwards: drawn is what the rows themselves say.
        return Waterfall(_("失分构成"), _("适用指标满分"), points, tuple(steps), _("折算前得分"))
    if sheet.sum > sheet.total:
        steps.append(Step(_("总分上限"), sheet.sum - sheet.total, is_final=True))
    is_open = sheet.ceiling != sheet.total
    return Waterfall(
        _("失分构成"), _("满分"), points, tuple(steps), _("自评得分"),
        sheet.ceiling if is_open else None, _("最高可得") if is_open else "",
    )  # fmt: skip


def level_chart(sheet: ScoreSheet) -> BarChart:
    """Points and score of each level-one part."""
    bars = [Bar(part.name, (part.points, part.score)) for part in sheet.subtotals if not part.parent]
    return BarChart(_("各部分得分"), _("单位：分"), (_("分值"), _("得分")), tuple(bars))


def _total(steps: list[Step]) -> Decimal:
    return sum((step.loss for step in steps), Decimal(0))
