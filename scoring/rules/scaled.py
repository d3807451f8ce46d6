"""Rule: a score given elsewhere (by the 绩效办, say), scaled to the indicator's points."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import HUNDRED, plain, round_half_up, to_percent
from scoring.rules.base import Rule
from scoring.rules.case import Case, Step, Verdict, scored
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class Scaled(Rule):
    """重点工作实际完成率: the score given by the 绩效办 ÷ its maximum × 8."""

    kind = "scaled"
    label = _("外部评分折算")
    help = _("其他部门给出的得分 ÷ 其满分 × 分值。")
    uses = "answer"

    given_by: str = parameter(_("由谁评分"), help=_("例如：市绩效办"), default="")
    out_of: Decimal | None = parameter(_("评分的满分"), help=_("留空为由填报人填写"), default=None)

    def problems(self, points: Decimal) -> list[str]:
        return [_t("评分的满分要大于 0。")] if self.out_of is not None and self.out_of <= 0 else []

    def judge(self, case: Case) -> Verdict:
        given = case.answer.outside
        most = self.out_of if self.out_of is not None else case.answer.outside_max
        who = self.given_by or "外部"
        if given is None or most is None:
            return Verdict(None, problem=f"请填写{who}评分和它的满分")
        if most <= 0 or not 0 <= given <= most:
            return Verdict(None, problem=f"{who}评分 {plain(given)} 应在 0 和满分 {plain(most)} 之间")
        rate = to_percent(given / most)
        score = round_half_up(case.points * rate / HUNDRED)
        return Verdict(
            score,
            (
                Step(f"{who}评分 ÷ 满分 = {plain(given)} ÷ {plain(most)}", f"{rate}%"),
                scored(f"{plain(case.points)} × {rate}%", score),
            ),
            value_text=f"{plain(given)} / {plain(most)}",
        )
