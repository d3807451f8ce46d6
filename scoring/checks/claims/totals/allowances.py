"""How much chance may have to do with a total that looks like a slip of the sum of a list, before it is called wrong.

Parts that make too much of a whole are a contradiction by themselves, unless the same is told under two of them; too
little may be a list that names the larger parts only.
"""

from collections.abc import Sequence
from decimal import Decimal

from departments.importing.report.mentions import Mention
from departments.prose.quantities import MONEY

from ..figures import sum_of
from .partitions import are_of_one_division

# Two of several sources of money are named more often than both of two.
_TWO_AMOUNTS = Decimal("0.01")
_TWO_OVER = Decimal("0.05")
NEAR_OF_MANY, _NEAR_OF_TWO = Decimal("0.1"), Decimal("0.05")


def most_chance(total: Mention, parts: Sequence[Mention], *, bracket: bool) -> Decimal:
    """The most chance (`slips.accident`) for a list that words open or that stands in a bracket behind its total."""
    two = len(parts) == 2
    if sum_of(parts) > total.figure.quantity.value:
        return _TWO_OVER if two and not bracket and not are_of_one_division(parts) else Decimal("0.3")
    if bracket:
        return Decimal("0.06") if two else Decimal("0.1")
    if two and total.kind == MONEY:
        return _TWO_AMOUNTS
    return Decimal("0.04") if two and not are_of_one_division(parts) else Decimal("0.05")


def near_over(parts: Sequence[Mention]) -> Decimal:
    """By how much of the total its parts may be more and yet be no other things than its parts."""
    if len(parts) >= 3:
        return NEAR_OF_MANY
    return _NEAR_OF_TWO if parts[0].figure.group == parts[-1].figure.group else Decimal(0)
