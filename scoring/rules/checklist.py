"""Rule: so many points for each point of a list that is met."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import plain, round_half_up
from scoring.rules.base import Rule
from scoring.rules.case import Case, Step, Verdict, scored
from scoring.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class Checklist(Rule):
    """管理制度健全性: four points to examine, 2 points each."""

    kind = "checklist"
    label = _("逐项得分")
    help = _("列出考核要点，每具备一项得若干分。")
    uses = "answer"

    items: tuple[str, ...] = parameter(_("考核要点"), help=_("一行一项"))
    each: Decimal | None = parameter(_("每项得分"), help=_("留空为平均分配"), default=None)

    def problems(self, points: Decimal) -> list[str]:
        if not self.items:
            return [_t("至少要写一项考核要点。")]
        if self.each is not None and self.each * len(self.items) != points:
            return [
                _t("%(count)s 项 × %(each)s 分与分值 %(points)s 不符。")
                % {"count": len(self.items), "each": plain(self.each), "points": plain(points)}
            ]
        return []

    def judge(self, case: Case) -> Verdict:
        checked = case.answer.checked
        size = len(self.items)
        if checked is None:
            return Verdict(None, problem="请逐项勾选是否具备", settled=False)
        met = [number for number in range(1, size + 1) if number in checked]
        unmet = [number for number in range(1, size + 1) if number not in checked]
        text = "，".join(
            f"第 {'、'.join(map(str, numbers))} 项{state}"
            for numbers, state in ((met, "具备"), (unmet, "不具备"))
            if numbers
        )
        if self.each is None:
            score = round_half_up(case.points * len(met) / size)
            sum_text = f"{size} 项平均，每项 {plain(case.points)} ÷ {size} 分：{plain(case.points)} ÷ {size}"
        else:
            score = round_half_up(min(self.each * len(met), case.points))
            sum_text = f"每项 {plain(self.each)} 分：{plain(self.each)}"
        share = f"{len(met)} / {size} 项"
        return Verdict(
            score,
            (Step(text, share), scored(f"{sum_text} × {len(met)}", score)),
            value_text=share,
            settled=False,
        )
