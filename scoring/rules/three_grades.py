"""Rule for a qualitative indicator: one of three grades, and a score within the grade's range."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from departments.enums import QualitativeGrade
from scoring.rounding import HUNDRED, ZERO, fixed, plain, round_half_up
from scoring.rules.base import Rule
from scoring.rules.case import Case, Step, Verdict
from scoring.rules.judged import accept_judgement
from scoring.rules.parameters import parameter

NAMES = {
    QualitativeGrade.REACHED: "达成年度指标",
    QualitativeGrade.PARTLY: "部分达成年度指标并具有一定效果",
    QualitativeGrade.MISSED: "未达成年度指标且效果较差",
}


@dataclass(frozen=True, slots=True)
class ThreeGrades(Rule):
    """100-80 %, 80-60 %, 60-0 % of the points, lower bound included (财预〔2020〕10号); older forms cut at 50."""

    kind = "three_grades"
    label = _("定性三档得分")
    help = _("达成、部分达成、未达成三档，在该档的比例范围内给分。")
    uses = "answer"

    upper_cut: Decimal = parameter(_("“达成”的下限（%）"), default=Decimal(80))
    lower_cut: Decimal = parameter(
        _("“部分达成”的下限（%）"), help=_("2020 年起一般为 60，较早的表为 50"), default=Decimal(60)
    )

    def problems(self, points: Decimal) -> list[str]:
        if not 0 < self.lower_cut < self.upper_cut < HUNDRED:
            return [_t("两个下限要满足 0 < 部分达成 < 达成 < 100。")]
        return []

    def judge(self, case: Case) -> Verdict:
        points, judged = case.points, case.answer.judged
        upper = round_half_up(points * self.upper_cut / HUNDRED)
        lower = round_half_up(points * self.lower_cut / HUNDRED)
        attainment = case.answer.attainment
        if attainment is None:
            if judged is None:
                return Verdict(None, problem="请选择达成情况并给出得分", settled=False)
            attainment = _grade_of(judged, upper, lower)
        name = NAMES[attainment]
        if attainment is QualitativeGrade.REACHED:
            fits = judged is not None and upper <= judged <= points
            share, span = f"{plain(self.upper_cut)}% 至 100%", f"{fixed(upper)} 至 {fixed(points)} 分"
        elif attainment is QualitativeGrade.PARTLY:
            # The upper edge belongs to the better grade, unless rounding made both edges one.
            fits = judged is not None and (lower <= judged < upper or lower == judged)
            share = f"{plain(self.lower_cut)}% 至 {plain(self.upper_cut)}%"
            span = f"{fixed(lower)} 至不到 {fixed(upper)} 分"
        else:
            fits = judged is not None and (ZERO <= judged < lower or judged == ZERO)
            share, span = f"0 至 {plain(self.lower_cut)}%", f"0.00 至不到 {fixed(lower)} 分"
        if judged is None:
            return Verdict(None, value_text=name, problem=f"“{name}”请在 {span}之间给出得分", settled=False)
        if not fits:
            return Verdict(
                None, value_text=name, problem=f"“{name}”应得 {span}，不能是 {plain(judged)} 分", settled=False
            )
        return accept_judgement(
            case, judged, value_text=name, before=(Step(f"{name}：分值 {plain(points)} 的 {share}，即 {span}"),)
        )


def _grade_of(judged: Decimal, upper: Decimal, lower: Decimal) -> QualitativeGrade:
    """The grade that a score belongs to, where only the score was given."""
    if judged >= upper:
        return QualitativeGrade.REACHED
    return QualitativeGrade.PARTLY if judged >= lower else QualitativeGrade.MISSED
