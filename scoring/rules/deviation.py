"""Rule: full points at a target, then so many points off for each step away from it, over or under."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from scoring.rules.base import Rule
from scoring.rules.case import Case, Verdict
from scoring.rules.deduction import Counting, deduct_by_step, step_problems
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class Deviation(Rule):
    """政府采购执行率: 100 % full points, each 5 % over or under minus 2."""

    kind = "deviation"
    label = _("偏离扣分（高低都扣）")
    help = _("等于目标得满分；每高出或低于一档扣若干分，扣完为止。")
    uses = "value"

    target: Decimal = parameter(_("目标（%）"), usual=Decimal(100))
    step: Decimal = parameter(_("每档幅度（百分点）"), usual=Decimal(5))
    per_step: Decimal | None = parameter(_("每档扣分"), help=_("留空为分值的十分之一"), default=None)
    counting: Counting = parameter(_("不足一档"), default=Counting.FULL)

    def problems(self, points: Decimal) -> list[str]:
        return step_problems(self.step, self.per_step)

    def judge(self, case: Case) -> Verdict:
        assert case.value is not None
        over = case.value >= self.target
        return deduct_by_step(
            case, beyond=abs(case.value - self.target), verb="超过" if over else "低于", limit=self.target,
            step=self.step, per_step=self.per_step, counting=self.counting,
        )  # fmt: skip
