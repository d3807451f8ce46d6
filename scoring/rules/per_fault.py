"""Rule: so many points off for each case found."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import fixed, plain, round_half_up
from scoring.rules.base import Rule
from scoring.rules.case import Case, Step, Verdict, scored
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class PerFault(Rule):
    """资金使用合规性: minus 1 for each case found. `kinds` lists what counts as one."""

    kind = "per_fault"
    label = _("每发现一例扣分")
    help = _("没有问题得满分；每发现一例扣若干分，扣完为止。")
    uses = "answer"

    per_fault: Decimal = parameter(_("每例扣分"), usual=Decimal(1))
    kinds: tuple[str, ...] = parameter(_("哪些情形算一例"), help=_("一行一种"), default=())

    def problems(self, points: Decimal) -> list[str]:
        return [_t("每例扣分不能小于 0。")] if self.per_fault < 0 else []

    def judge(self, case: Case) -> Verdict:
        faults = case.answer.faults
        if faults is None:
            return Verdict(None, problem="请填写发现的例数，没有填 0")
        if faults < 0:
            return Verdict(None, problem="例数不能小于 0")
        points = case.points
        wanted = round_half_up(faults * self.per_fault)
        taken = min(wanted, points)
        each = plain(self.per_fault)
        text = f"每例扣 {each} 分：{faults} × {each} = {fixed(wanted)}"
        if wanted > points:
            text += f"，最多扣 {plain(points)} 分"
        score = round_half_up(points - taken)
        return Verdict(
            score,
            (Step(text, f"扣 {fixed(taken)}"), scored(f"{fixed(points)} − {fixed(taken)}", score)),
            value_text=f"{faults} 例",
        )
