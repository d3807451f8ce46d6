"""How likely a wrong total came so near the sum of its parts by accident, were they no parts of it.

Where words alone do not say that a list names all parts of a total, the figures themselves tell: 41 052 beside a sum
of 41 502 is two digits swapped, as people write it, and hardly ever chance; 12 beside 14 says nothing.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import gcd

from departments.importing.report.mentions import Mention
from departments.prose.quantities import Quantity

from ..figures import scale_of

_SPREAD = Decimal("2.3")  # sums of unrelated figures lie anywhere within a power of ten around a total
CERTAIN_NOT = Decimal(1)


def grain(quantity: Quantity) -> Decimal:
    """The value of the last digit shown."""
    return scale_of(quantity).scaleb(-quantity.decimals)


def rounding(total: Mention, parts: Sequence[Mention]) -> Decimal:
    """What rounding may leave between a total and the sum of its parts."""
    figures = [total.figure.quantity, *(part.figure.quantity for part in parts)]
    return sum((grain(each) / 2 for each in figures if each.decimals or grain(each) > 1), Decimal(0))


def accident(total: Mention, parts: Sequence[Mention]) -> Decimal:
    """The share of unrelated sums that would look like a slip of the total at least as much; 1 where none does.

    A slip is: two neighbours swapped or one digit other in the total or in a part, a part left out or counted twice.
    """
    whole = total.figure.quantity
    values = [part.figure.quantity.value for part in parts]
    actual, value = sum(values, Decimal(0)), whole.value
    gap = abs(actual - value)
    if value <= 0 or actual <= 0:
        return CERTAIN_NOT
    unit = _common_grain([whole, *(part.figure.quantity for part in parts)])
    ways = _ways(whole, parts, actual)
    if ways is None:
        return CERTAIN_NOT
    counted = min(2 * gap / unit + 1, Decimal(ways))
    return min(CERTAIN_NOT, counted * unit / (value * _SPREAD))


def _ways(whole: Quantity, parts: Sequence[Mention], actual: Decimal) -> int | None:
    """How many sums would look like a slip of the kind seen or of a rarer one; None where it looks like none."""
    figures = [whole, *(part.figure.quantity for part in parts)]
    lengths = [len(_digits(each, each.value)) for each in figures]
    seen = {_kind(stated, true) for stated, true in _corrections(whole, parts, actual)}
    swaps, left_out, others = sum(lengths) - len(lengths), 2 * len(parts), 9 * sum(lengths)
    if "swapped" in seen:
        return swaps
    if any(abs(actual - whole.value) == part.figure.quantity.value for part in parts):
        return left_out
    return swaps + left_out + others if "other" in seen else None


def _corrections(whole: Quantity, parts: Sequence[Mention], actual: Decimal) -> Iterator[tuple[str, str]]:
    """Each figure as written and as it would have to be for the sum to be right."""
    yield _digits(whole, whole.value), _digits(whole, actual)
    for part in parts:
        quantity = part.figure.quantity
        true = quantity.value + whole.value - actual
        if true > 0 and true % grain(quantity) == 0:
            yield _digits(quantity, quantity.value), _digits(quantity, true)


def _digits(quantity: Quantity, value: Decimal) -> str:
    """The digits of a value to the last one that a figure shows."""
    return str((abs(value) / grain(quantity)).quantize(Decimal(1), ROUND_HALF_UP))


def _kind(stated: str, true: str) -> str:
    if len(stated) == len(true):
        differing = [place for place in range(len(true)) if stated[place] != true[place]]
        if len(differing) == 1:
            return "other"
        if len(differing) == 2 and differing[1] - differing[0] == 1:
            first, second = differing
            if stated[first] == true[second] and stated[second] == true[first]:
                return "swapped"
    longer, shorter = max(stated, true, key=len), min(stated, true, key=len)
    missing = len(longer) >= 4 and len(longer) - len(shorter) == 1
    return "other" if missing and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    ) else ""  # fmt: skip


def _common_grain(figures: Sequence[Quantity]) -> Decimal:
    """The round unit of all figures, but no finer than the total is told: 400, 280 and 120 are told in tens."""
    finest = min(grain(each) for each in figures)
    common = gcd(*(int(each.value / finest) for each in figures))
    unit = 1
    while common and common % (unit * 5) == 0:
        unit *= 5 if common % (unit * 10) else 10
    return max(unit * finest, grain(figures[0]))
