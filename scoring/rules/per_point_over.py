"""Rule: full points up to a limit, then so many points off for each percentage point over it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from scoring.rules.base import Rule
from scoring.rules.case import Case, Verdict
from scoring.rules.deduction import ONE, Counting, deduct_by_step, step_problems
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class PerPointOver(Rule):
    """在职人员控制率: not above 100 % full points, each percentage point over minus 0.5."""

    kind = "per_point_over"
    label = _("每超过一个百分点扣分")
    help = _("不超过上限得满分；每超过一个百分点扣若干分，扣完为止。")
    uses = "value"

    limit: Decimal = parameter(_("上限（%）"), help=_("不超过它得满分"), usual=Decimal(100))
    per_point: Decimal | None = parameter(_("每个百分点扣分"), help=_("留空为分值的十分之一"), default=None)
    counting: Counting = parameter(
        _("不足一个百分点"), help=_("162.22% 超过 100% 的部分按 62 个还是 63 个百分点计"), default=Counting.FULL
    )

    def problems(self, points: Decimal) -> list[str]:
        return step_problems(ONE, self.per_point)

    def judge(self, case: Case) -> Verdict:
        assert case.value is not None
        return deduct_by_step(
            case, beyond=case.value - self.limit, verb="超过", limit=self.limit, step=ONE,
            per_step=self.per_point, counting=self.counting,
        )  # fmt: skip
