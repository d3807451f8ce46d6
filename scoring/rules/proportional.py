"""Rule for an indicator with a target: points in proportion to how much of it was reached."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import HUNDRED, ZERO, fixed, plain, round_half_up, to_percent
from scoring.rules.base import Rule
from scoring.rules.case import Case, Operand, Step, Verdict, limit_text, scored
from scoring.rules.parameters import parameter


class Better(TextChoices):
    """Which way an indicator is good."""

    HIGHER = "higher", _("正向指标（≥ 目标为好）")
    LOWER = "lower", _("反向指标（≤ 目标为好）")


class ZeroTarget(TextChoices):
    """What a target of zero means, by which nothing can be divided."""

    COMPARE = "compare", _("直接与 0 比较，做到得满分，没做到得 0 分")
    OPEN = "open", _("不计算，留给审核人处理")


@dataclass(frozen=True, slots=True)
class Proportional(Rule):
    """Points × actual ÷ target, or target ÷ actual where lower is better (财预〔2020〕10号).

    A target far surpassed can be taken as one that was set too low: from `deviation_from` percent of it
    `deviation_off` points are deducted. Below `pass_line` percent nothing is scored.
    """

    kind = "proportional"
    label = _("按完成比例得分")
    help = _("达到目标得满分；没有达到按完成比例得分。")
    uses = "pair"

    target: str = parameter(_("目标值"), help=_("一个数，或由数据名称组成的算式"))
    better: Better = parameter(_("方向"), default=Better.HIGHER)
    zero_target: ZeroTarget = parameter(_("目标为 0 时"), default=ZeroTarget.COMPARE)
    pass_line: Decimal | None = parameter(_("及格线（%）"), help=_("完成比例低于它得 0 分；留空为不设"), default=None)
    deviation_from: Decimal | None = parameter(
        _("偏离线（%）"), help=_("实际达到目标的这个比例，视为目标偏低；留空为不设"), default=None
    )
    deviation_off: Decimal = parameter(_("偏离扣分"), default=Decimal(2))

    def problems(self, points: Decimal) -> list[str]:
        problems = []
        if self.pass_line is not None and not 0 <= self.pass_line <= HUNDRED:
            problems.append(_t("及格线要在 0 到 100 之间。"))
        if self.deviation_from is not None and self.deviation_from <= HUNDRED:
            problems.append(_t("偏离线要大于 100。"))
        if self.deviation_off < 0:
            problems.append(_t("偏离扣分不能小于 0。"))
        return problems

    def judge(self, case: Case) -> Verdict:
        actual, target, points = case.actual, case.target, case.points
        assert actual is not None
        assert target is not None
        if target.value < 0 or (target.value == 0 and self.zero_target is ZeroTarget.OPEN):
            return Verdict(None, problem=f"目标值为 {plain(target.value)}，不能按比例计分")
        if target.value == 0:
            return self._compare_with_zero(case, actual)
        if self.better is Better.HIGHER:
            return self._share(case, actual, target, to_percent(actual.value / target.value))
        if actual.value <= target.value:
            text = f"{actual.words} {plain(actual.value)}，不超过目标 {plain(target.value)}，得满分"
            value = plain(actual.value)
            return Verdict(points, (scored(f"{text}：{fixed(points)}", points),), actual.value, value_text=value)
        return self._share(case, target, actual, to_percent(target.value / actual.value))

    def _compare_with_zero(self, case: Case, actual: Operand) -> Verdict:
        reached = actual.value >= 0 if self.better is Better.HIGHER else actual.value <= 0
        score = case.points if reached else ZERO
        text = f"目标为 0，{actual.words} {plain(actual.value)}，{'做到' if reached else '没有做到'}"
        return Verdict(score, (scored(f"{text}：{fixed(score)}", score),), actual.value, value_text=plain(actual.value))

    def _share(self, case: Case, above: Operand, below: Operand, rate: Decimal) -> Verdict:
        points = case.points
        shown = f"{fixed(rate)}%"
        steps = [Step(f"{above.words} ÷ {below.words} = {above.numbers} ÷ {below.numbers}", shown)]
        if self.deviation_from is not None and self.better is Better.HIGHER and rate >= self.deviation_from:
            off = min(self.deviation_off, points)
            score = round_half_up(points - off)
            edge = limit_text(self.deviation_from, percent=True)
            text = f"达到目标的 {edge}，目标偏低，扣 {plain(off)} 分：{fixed(points)} − {fixed(off)}"
        elif rate >= HUNDRED:
            score, text = points, f"达到目标，得满分：{fixed(points)}"
        elif self.pass_line is not None and rate < self.pass_line:
            edge = limit_text(self.pass_line, percent=True)
            score, text = ZERO, f"低于及格线 {edge}，不得分：0.00"
        elif rate < 0:
            score, text = ZERO, "完成比例小于 0，不得分：0.00"
        else:
            score, text = round_half_up(points * rate / HUNDRED), f"{plain(points)} × {shown}"
        steps.append(scored(text, score))
        return Verdict(score, tuple(steps), rate, value_text=shown)
