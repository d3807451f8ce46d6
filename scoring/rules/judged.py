"""Rule: a person's judgement within bounds, or one of a few printed grades, with its reason."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import ZERO, plain, round_half_up
from scoring.rules.base import Rule
from scoring.rules.case import Case, Step, Verdict, scored
from scoring.rules.parameters import parameter

BELOW_FULL = "没有得满分，请写明扣分理由。"
WITHOUT_EVIDENCE = "自评满分但没有佐证材料，请上传佐证或写明理由。"


@dataclass(frozen=True, slots=True)
class Option:
    """One printed grade and what it is worth."""

    label: str = parameter(_("等级"))
    points: Decimal = parameter(_("得分"))


@dataclass(frozen=True, slots=True)
class Judged(Rule):
    """行政效能: good 6, fair 3, none 0; or any score from `least` up to the points."""

    kind = "judged"
    label = _("评判得分")
    help = _("由填报人在范围内给分并写明理由；也可以只准选择几个等级。")
    uses = "answer"

    options: tuple[Option, ...] = parameter(_("等级"), help=_("留空为在范围内自由给分"), default=())
    least: Decimal = parameter(_("最低分"), default=ZERO)

    def problems(self, points: Decimal) -> list[str]:
        if not 0 <= self.least <= points:
            return [_t("最低分要在 0 和分值之间。")]
        if self.options and max(option.points for option in self.options) != points:
            return [_t("最好的等级要等于分值 %(points)s。") % {"points": plain(points)}]
        if any(not 0 <= option.points <= points for option in self.options):
            return [_t("各等级得分要在 0 和分值之间。")]
        return []

    def judge(self, case: Case) -> Verdict:
        judged = case.answer.judged
        if self.options:
            return self._one_of(case, judged)
        bounds = f"{plain(self.least)} 至 {plain(case.points)} 分"
        if judged is None:
            return Verdict(None, problem=f"请在 {bounds}之间给出得分", settled=False)
        if not self.least <= judged <= case.points:
            return Verdict(None, problem=f"得分应在 {bounds}之间，不能是 {plain(judged)} 分", settled=False)
        return accept_judgement(case, judged, value_text="自评", bounds=f"（{bounds}之间）")

    def _one_of(self, case: Case, judged: Decimal | None) -> Verdict:
        choices = "、".join(f"{option.label} {plain(option.points)} 分" for option in self.options)
        if judged is None:
            return Verdict(None, problem=f"请选择等级：{choices}", settled=False)
        chosen = next((option for option in self.options if option.points == judged), None)
        if chosen is None:
            return Verdict(None, problem=f"只能选择：{choices}，不能是 {plain(judged)} 分", settled=False)
        return accept_judgement(case, judged, value_text=chosen.label, bounds=f"“{chosen.label}”")


def accept_judgement(
    case: Case, judged: Decimal, *, value_text: str, bounds: str = "", before: tuple[Step, ...] = ()
) -> Verdict:
    """The verdict for a score within its bounds.

    A reason is wanted for every score below full, and for full points where evidence is asked for and none is
    there; the score counts meanwhile, and the row says what is wanted.
    """
    score = round_half_up(min(judged, case.points))
    reason = case.answer.reason.strip()
    steps = (*before, scored(f"自评得分{bounds}：{plain(judged)}", score))
    wants_reason = ""
    if reason:
        steps = (*steps, Step(f"理由：{reason}"))
    elif score < case.points:
        wants_reason = BELOW_FULL
    elif case.wants_evidence and not case.evidence:
        wants_reason = WITHOUT_EVIDENCE
    if wants_reason:
        steps = (*steps, Step(wants_reason))
    return Verdict(score, steps, value_text=value_text, wants_reason=wants_reason, settled=False)
