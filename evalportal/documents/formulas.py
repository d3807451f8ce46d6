"""What a computed cell of a grid comes to, so that a workbook's formula is written only where it gives the same.

A sum that was capped, or a rate over a changed figure, stays the number that the portal settled on.
"""

from collections.abc import Mapping
from decimal import Decimal

from .figures import rate_of
from .grid import Cell, Grid, RateOf, SumOf

Known = Mapping[str, Decimal]


def known_values(grid: Grid) -> Known:
    """Give the numbers of the cells that have a key."""
    return {cell.key: cell.value for row in grid.rows for cell in row if cell.key and isinstance(cell.value, Decimal)}


def holds(cell: Cell, known: Known) -> bool:
    """Say whether the cell's formula, worked out over the numbers beside it, gives the cell's own number."""
    if cell.formula is None or not isinstance(cell.value, Decimal):
        return False
    return result_of(cell.formula, known) == cell.value


def result_of(formula: SumOf | RateOf, known: Known) -> Decimal | None:
    """Work a formula out; None where a rate has no base. Absent parts of a sum count as nothing."""
    if isinstance(formula, SumOf):
        parts = [known[key] for key in formula.keys if key in known]
        return sum(parts, Decimal(0)) if parts else None
    return rate_of(known.get(formula.numerator), known.get(formula.denominator))
