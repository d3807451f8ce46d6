"""Rule: full points up to a limit, then so many points off for each step (5 percentage points, say) over it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from scoring.rules.base import Rule
from scoring.rules.case import Case, Verdict
from scoring.rules.deduction import Counting, deduct_by_step, step_problems
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class PerStepOver(Rule):
    """新建楼堂馆所面积控制率: not above 100 % full points, each 5 % over minus 2."""

    kind = "per_step_over"
    label = _("每超过一档扣分")
    help = _("不超过上限得满分；每超过一档（例如 5 个百分点）扣若干分，扣完为止。")
    uses = "value"

    limit: Decimal = parameter(_("上限（%）"), help=_("不超过它得满分"), usual=Decimal(100))
    step: Decimal = parameter(_("每档幅度（百分点）"), usual=Decimal(5))
    per_step: Decimal | None = parameter(_("每档扣分"), help=_("留空为分值的十分之一"), default=None)
    counting: Counting = parameter(_("不足一档"), default=Counting.FULL)

    def problems(self, points: Decimal) -> list[str]:
        return step_problems(self.step, self.per_step)

    def judge(self, case: Case) -> Verdict:
        assert case.value is not None
        return deduct_by_step(
            case, beyond=case.value - self.limit, verb="超过", limit=self.limit, step=self.step,
            per_step=self.per_step, counting=self.counting,
        )  # fmt: skip
