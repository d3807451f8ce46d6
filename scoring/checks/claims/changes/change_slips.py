"""Whether a wrong change is a slip of the right one: what lets the readings by nearness speak.

Two statements of one change vouch for each other: where the difference fits both figures, only the rate can be wrong.
Else a wrong figure must look like the right one, or like one that people make of the same two figures by mistake.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import COUNT, MONEY, PERCENT, PERMILLE, POINTS, TIMES, Quantity

from ..figures import HUNDRED, Verdict, amount_like, difference_slack, is_mistyped, is_slip, judge, percent
from .judged_changes import Change, rate_fits
from .near_changes import Step
from .stated_changes import Stated, is_stated_change

_FEWEST_DIGITS = 4


def is_slip_of_change(step: Step) -> bool:
    """Whether what a change states of its two figures is wrong, and wrong as people are."""
    now, base = step.now.figure.quantity.value, step.base.figure.quantity.value
    moved = now - base
    difference, rate = step.stated.of_kind(MONEY, COUNT), step.stated.of_kind(PERCENT)
    fits = [_fits(each, step) for each in (difference, rate) if each is not None]
    if not fits:
        return False  # points and multiples have judges of their own
    if step.stated.rising is not None and moved and (moved > 0) != step.stated.rising:
        return step.tied and all(fits) and not _is_explained(step)  # the amount is right, the direction is not
    if len(fits) == 2 and any(fits):
        return not all(fits)
    if all(fits) or (not step.by_year and _is_explained(step)):
        return False
    if difference is not None:
        quantity = difference.figure.quantity
        if not step.tied:
            return is_mistyped(quantity, abs(moved))
        slipped = is_slip(quantity, abs(moved)) or quantity.value in _differences(step)
        return slipped or _is_level_mistyped(step, difference)
    return rate is not None and step.tied and _is_slip_of_rate(rate.figure.quantity, step)


def _is_level_mistyped(step: Step, difference: Mention) -> bool:
    """862.4万元，减收96.3万元，上年为985.7万元 for 958.7: whether one of the two figures is mistyped."""
    if step.stated.rising is None:
        return False
    moved = difference.figure.quantity.value * (1 if step.stated.rising else -1)
    now, base = step.now.figure.quantity, step.base.figure.quantity
    wanted = ((base, now.value - moved), (now, base.value + moved))
    return any(
        true > 0 and Decimal("0.5") < each.value / true < 2 and is_mistyped(each, true)
        for each, true in wanted if len(re.findall(r"\d", each.number)) >= _FEWEST_DIGITS
    )  # fmt: skip


def is_slip_of_lone_rate(stated: Stated, now: Mention, around: Sequence[Mention]) -> bool:
    """Whether the rate beside a difference is one that people make of the present value and the difference."""
    difference, rate = stated.of_kind(MONEY, COUNT), stated.of_kind(PERCENT)
    assert difference is not None
    assert rate is not None
    quantity, moved = rate.figure.quantity, difference.figure.quantity.value
    base = _before(now, moved, stated)
    if base <= 0 or now.figure.quantity.value <= 0 or quantity.value >= HUNDRED:
        return False
    if rate_fits(Change(now, None, difference, rate, stated.rising), base):
        return False
    others = [each for each in around if same_measure(each, difference) and each is not now and each is not difference]
    bases = [*(each.figure.quantity.value for each in others), *(_before(each, moved, stated) for each in others)]
    if any(judge(quantity, percent(moved, each)) == Verdict.RIGHT for each in bases if each > 0):
        return False
    share = quantity.value / (HUNDRED + quantity.value if stated.rising else HUNDRED - quantity.value)
    if is_mistyped(difference.figure.quantity, now.figure.quantity.value * share):
        return True  # the difference that the rate would make
    mistaken = (percent(moved, now.figure.quantity.value), percent(now.figure.quantity.value, base))
    return is_slip(quantity, percent(moved, base)) or any(judge(quantity, each) == Verdict.RIGHT for each in mistaken)


def _before(now: Mention, moved: Decimal, stated: Stated) -> Decimal:
    return now.figure.quantity.value + (-moved if stated.rising else moved)


def is_slip_of_multiple(step: Step) -> bool:
    """Whether a multiple is wrong, and wrong as people are: 是上年的1.5倍 for 2.5倍, 增长2.5倍 for 1.5倍."""
    times = step.stated.of_kind(TIMES)
    assert times is not None
    quantity, true = times.figure.quantity, true_multiple(step)
    half = quantity.step
    if not step.tied or true <= 0 or abs(quantity.value - true) <= half:
        return False
    mistaken = (true + 1, true - 1, 1 / true)
    return is_slip(quantity, true) or any(abs(quantity.value - each) <= half for each in mistaken)


def true_multiple(step: Step) -> Decimal:
    """How many times the base the present value is, or by how many times it has grown."""
    ratio = step.now.figure.quantity.value / step.base.figure.quantity.value
    return ratio if step.stated.rising is None else abs(ratio - 1)


def _fits(stated: Mention, step: Step) -> bool:
    moved = abs(step.now.figure.quantity.value - step.base.figure.quantity.value)
    if stated.kind == PERCENT:
        return judge(stated.figure.quantity, percent(moved, step.base.figure.quantity.value)) != Verdict.WRONG
    return abs(moved - stated.figure.quantity.value) <= difference_slack(step.now, step.base, stated)


def _is_slip_of_rate(quantity: Quantity, step: Step) -> bool:
    """A rate near the right one, of the wrong base, or a ratio where the growth was meant: 145.7% as 245.7%."""
    now, base = step.now.figure.quantity.value, step.base.figure.quantity.value
    moved = abs(now - base)
    mistaken = [percent(moved, now), percent(now, base), percent(base, now), abs(percent(base, now) - HUNDRED)]
    if step.by_year:
        mistaken.extend(percent(each, base) for each in _differences(step))
    if any(judge(quantity, each) == Verdict.RIGHT for each in mistaken):
        return True
    difference = amount_like(moved, step.now).removesuffix(step.now.figure.quantity.unit)
    return is_slip(quantity, percent(moved, base)) or difference == trimmed(quantity.value)  # 180户 to 252户, 增长72%


def _differences(step: Step) -> set[Decimal]:
    """What the present value differs by from the other figures: 与2021年相比 with the difference to 2022."""
    now = step.now.figure.quantity.value
    others = [each for each in _levels(step) if each not in (step.now, step.base)]
    return {abs(now - each.figure.quantity.value) for each in others} if step.by_year else set()


def _levels(step: Step) -> list[Mention]:
    return [each for each in step.around if same_measure(each, step.now) and not is_stated_change(each)]


def _pairs(step: Step) -> Iterator[tuple[Decimal, Decimal]]:
    """Every other pair of figures of the same measure around."""
    own = {id(step.now), id(step.base)}
    for one, other in permutations(_levels(step), 2):
        if {id(one), id(other)} != own:
            yield one.figure.quantity.value, other.figure.quantity.value


def _is_explained(step: Step) -> bool:
    """Whether other figures around make the stated change."""
    difference, rate = step.stated.of_kind(MONEY, COUNT), step.stated.of_kind(PERCENT)
    now = step.now.figure.quantity.value
    moves = [
        each.figure.quantity.value for each in step.around
        if is_stated_change(each) and same_measure(each, step.now) and each not in step.stated.figures
    ]  # fmt: skip
    if difference is not None:
        stated, slack = difference.figure.quantity.value, difference_slack(difference, step.now)
        true = abs(now - step.base.figure.quantity.value)
        if any(abs(abs(one - other) - stated) <= slack for one, other in _pairs(step)):
            return True
        if any(abs(abs(stated + sign * each) - true) <= slack for each in moves for sign in (1, -1)):
            return True  # 增加120万元，减少20万元: two ways of one stock
    if rate is not None:
        bases = [other for _one, other in _pairs(step) if other > 0]
        ratios = [percent(abs(one - other), other) for one, other in _pairs(step) if other > 0]
        ratios += [percent(each, other) for each in moves for other in bases]
        if difference is not None:
            stated = difference.figure.quantity.value
            before = now - stated if step.stated.rising else now + stated
            ratios += [percent(stated, each) for each in (before, *bases) if each > 0]
        return any(judge(rate.figure.quantity, each) == Verdict.RIGHT for each in ratios)
    return False


def is_slip_of_points(step: Step) -> bool:
    """Whether points between two percentages are wrong, and wrong as people are."""
    points = step.stated.of_kind(POINTS)
    now, base = step.now.figure.quantity, step.base.figure.quantity
    assert points is not None
    if not step.tied:
        return False
    stated, moved = points.figure.quantity, now.value - base.value
    levels = [each for each in step.around if each.kind in (PERCENT, PERMILLE)]
    slack = stated.step if max(now.decimals, base.decimals) <= stated.decimals else stated.step + now.step
    if abs(abs(moved) - stated.value) <= slack:
        rising = step.stated.rising
        return rising is not None and bool(moved) and (moved > 0) != rising
    own = {id(step.now), id(step.base)}
    if any(
        abs(abs(one.figure.quantity.value - other.figure.quantity.value) - stated.value) <= stated.step
        for one, other in permutations(levels, 2)
        if {id(one), id(other)} != own
    ):
        return step.by_year
    if abs(stated.value - abs(moved)) <= 1 or is_slip(stated, abs(moved)):
        return True
    # The rate of the percentages.
    return base.value > 0 and judge(stated, percent(abs(moved), base.value)) == Verdict.RIGHT
