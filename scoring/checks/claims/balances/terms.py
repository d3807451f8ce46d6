"""Figures added and taken off: what they make, what rounding leaves, what else may explain a figure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from django.utils.translation import gettext as _

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ...finding import Observation
from ..figures import HUNDRED, amount_like, scale_of, shown, sum_tolerance

Signed = Sequence[tuple[int, Mention]]
_MOST = 9  # figures that are tried together


def made_of(signed: Signed) -> Decimal:
    """What the terms make."""
    return sum((sign * term.figure.quantity.value for sign, term in signed), Decimal(0))


def rounding(result: Mention, terms: Iterable[Mention]) -> Decimal:
    """What rounding may leave between a figure and what others make: a unit of the last digit where 万 or 亿 cut it."""
    figures = (result, *terms)
    if result.kind == MONEY:
        return sum_tolerance(result, figures[1:])
    scaled = [each.figure.quantity for each in figures if each.kind == COUNT and scale_of(each.figure.quantity) > 1]
    return sum((scale_of(each).scaleb(-each.decimals) / 2 for each in scaled), Decimal(0))


def told(result: Mention, signed: Signed) -> Observation:
    """The finding that the terms make something else."""
    true = made_of(signed)
    words = "".join((" + " if sign > 0 else " − ") + shown(term) for sign, term in signed).removeprefix(" + ")
    spans = [each.span for each in (result, *(term for _sign, term in signed)) if each.sentence is result.sentence]
    return Observation(
        min(start for start, _end in spans), max(end for _start, end in spans), stated=shown(result),
        expected=amount_like(true, result),
        message=_("%(terms)s = %(true)s，文中写“%(stated)s”。")
        % {"terms": words, "true": amount_like(true, result), "stated": shown(result)},
    )  # fmt: skip


def is_explained(result: Mention, around: Sequence[Mention]) -> bool:
    """Whether a figure is another one around, the sum or difference of two or three, or a percentage of one."""
    near = sorted(around, key=lambda each: abs(each.figure.start - result.figure.start))
    others = [each for each in near if each is not result and same_measure(each, result)][:_MOST]
    stated, slack = result.figure.quantity.value, rounding(result, others)
    values = [each.figure.quantity.value for each in others]
    rates = [each.figure.quantity.value / HUNDRED for each in near if each.kind == PERCENT]
    step = scale_of(result.figure.quantity).scaleb(-result.figure.quantity.decimals)
    if any(abs(value * rate - stated) <= step for value in values for rate in (*rates, *(1 - rate for rate in rates))):
        return True
    return any(
        abs(abs(sums) - stated) <= slack
        for size in (1, 2, 3)
        for chosen in combinations(values, size)
        for sums in _signed_sums(chosen)
    )


def _signed_sums(values: Sequence[Decimal]) -> list[Decimal]:
    sums = [values[0]]
    for value in values[1:]:
        sums = [each + sign * value for each in sums for sign in (1, -1)]
    return sums
