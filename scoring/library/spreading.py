"""Spreading a total of points over rows. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from scoring.rounding import HUNDREDTH, ZERO


def spread(total: Decimal, count: int) -> list[Decimal]:
    """`total` points over `count` rows as evenly as whole points allow, the first rows getting what is over.

    A total with decimals, or of less than a point a row, is spread in hundredths. The parts add up to the total.
    """
    if count <= 0:
        return []
    step = Decimal(1) if total == total.to_integral_value() and total >= count else HUNDREDTH
    steps = int(total / step)
    each, over = divmod(steps, count)
    return [(each + (1 if number < over else 0)) * step for number in range(count)]


def remainder(total: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """What is left of a total, below zero where too much was given out."""
    return total - sum(parts, ZERO)
