"""Deducting points for each step beyond a limit: what the four step-wise rules share."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.rounding import HUNDREDTH, ZERO, fixed, plain, round_half_up
from scoring.rules.case import Case, Step, Verdict, amount, limit_text, scored

ONE = Decimal(1)
TEN = Decimal(10)


class Counting(TextChoices):
    """Whether "each step" means a full or a started one."""

    FULL = "full", gettext_lazy("满一个才扣（不足一个不扣）")
    STARTED = "started", gettext_lazy("不足一个按一个扣")


def deduct_by_step(
    case: Case, *, beyond: Decimal, verb: str, limit: Decimal, step: Decimal, per_step: Decimal | None,
    counting: Counting,
) -> Verdict:  # fmt: skip
    """Deduct `per_step` points for each `step` of `beyond`, down to zero.

    `beyond` is how far the value lies on the wrong side of `limit` (zero or less: nothing is deducted);
    `verb` is 超过 or 低于. `per_step` None means a tenth of the indicator's points, the usual rate.
    """
    value, points, percent = case.value, case.points, case.percent
    assert value is not None
    bound = limit_text(limit, percent=percent)
    if beyond <= 0:
        return Verdict(points, (scored(f"没有{verb} {bound}，不扣分：{fixed(points)} − 0.00", points),))
    each = points / TEN if per_step is None else per_step
    rounding = ROUND_FLOOR if counting is Counting.FULL else ROUND_CEILING
    steps = beyond if step == ONE else beyond / step
    count = steps.to_integral_value(rounding)
    unit = "个百分点" if percent else ""
    shown = amount(value, percent=percent)
    difference = f"{shown} − {bound}" if verb == "超过" else f"{bound} − {shown}"
    trace = [Step(f"{verb} {bound} 的部分：{difference}", f"{fixed(beyond)} {unit}".rstrip())]
    if step != ONE:
        division = f"{fixed(beyond)} ÷ {plain(step)}"
        counted = f"取整({division})" if counting is Counting.FULL else f"{division}，不足一档按一档计"
        text = f"每 {plain(step)} {unit}为一档：{counted}"
        trace.append(Step(text, f"{count} 档"))
        each_step = "每档"
    else:
        each_step = f"每{verb}一{unit or '个单位'}"
        if counting is Counting.STARTED:
            each_step += "（不足一个按一个计）"
    wanted = round_half_up(count * each)
    taken = min(wanted, points)
    text = f"{each_step}扣 {plain(each)} 分：{count} × {plain(each)} = {fixed(wanted)}"
    if wanted > points:
        text += f"，最多扣 {plain(points)} 分"
    trace.append(Step(text, f"扣 {fixed(taken)}"))
    score = round_half_up(points - taken)
    trace.append(scored(f"{fixed(points)} − {fixed(taken)}", score))
    return Verdict(score, tuple(trace))


def step_problems(step: Decimal, per_step: Decimal | None) -> list[str]:
    """What is wrong with the settings of a step-wise rule, in Chinese sentences."""
    problems = []
    if step < HUNDREDTH:
        problems.append(_("每档的幅度至少是 0.01。"))
    if per_step is not None and per_step < ZERO:
        problems.append(_("每档扣分不能小于 0。"))
    return problems
