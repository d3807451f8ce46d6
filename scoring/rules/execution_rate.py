"""Rule: the budget execution rate times the points, never above them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import HUNDRED, ZERO, fixed, plain, round_half_up
from scoring.rules.base import Rule
from scoring.rules.case import Case, Step, Verdict, limit_text, scored
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class ExecutionRate(Rule):
    """全年执行数 ÷ 全年预算数 × 10 (财预〔2020〕10号); some bureaus want a reason below 90 %."""

    kind = "execution_rate"
    label = _("预算执行率得分")
    help = _("执行率 × 分值，最多得满分。")
    uses = "value"

    reason_below: Decimal | None = parameter(_("低于多少须写原因（%）"), help=_("留空为不要求"), default=None)

    def problems(self, points: Decimal) -> list[str]:
        if self.reason_below is not None and not 0 <= self.reason_below <= HUNDRED:
            return [_t("须写原因的界限要在 0 到 100 之间。")]
        return []

    def judge(self, case: Case) -> Verdict:
        rate, points = case.value, case.points
        assert rate is not None
        if rate > HUNDRED:
            score, text = points, f"执行率超过 100%，得满分：{fixed(points)}"
        elif rate < ZERO:
            score, text = ZERO, "执行率小于 0，不得分：0.00"
        else:
            score, text = round_half_up(points * rate / HUNDRED), f"{plain(points)} × {fixed(rate)}%"
        steps: tuple[Step, ...] = (scored(text, score),)
        reason, wants_reason = case.answer.reason.strip(), ""
        if reason:
            steps = (*steps, Step(f"原因：{reason}"))
        elif self.reason_below is not None and rate < self.reason_below:
            edge = limit_text(self.reason_below, percent=True)
            wants_reason = f"执行率低于 {edge}，请写明原因。"
            steps = (*steps, Step(wants_reason))
        return Verdict(score, steps, wants_reason=wants_reason)
