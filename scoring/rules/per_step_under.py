"""Rule: full points from a limit upwards, then so many points off for each step under it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from scoring.rules.base import Rule
from scoring.rules.case import Case, Verdict
from scoring.rules.deduction import Counting, deduct_by_step, step_problems
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class PerStepUnder(Rule):
    """预算完成率: 100 % full points, each full 5 % lower minus 2 (so 99.27 % scores full points)."""

    kind = "per_step_under"
    label = _("每低于一档扣分")
    help = _("达到下限得满分；每低于一档（例如 5 个百分点）扣若干分，扣完为止。")
    uses = "value"

    limit: Decimal = parameter(_("下限（%）"), help=_("达到它得满分"), usual=Decimal(100))
    step: Decimal = parameter(_("每档幅度（百分点）"), usual=Decimal(5))
    per_step: Decimal | None = parameter(_("每档扣分"), help=_("留空为分值的十分之一"), default=None)
    counting: Counting = parameter(_("不足一档"), help=_("满一档才扣时，99.27% 得满分"), default=Counting.FULL)

    def problems(self, points: Decimal) -> list[str]:
        return step_problems(self.step, self.per_step)

    def judge(self, case: Case) -> Verdict:
        assert case.value is not None
        return deduct_by_step(
            case, beyond=self.limit - case.value, verb="低于", limit=self.limit, step=self.step,
            per_step=self.per_step, counting=self.counting,
        )  # fmt: skip
