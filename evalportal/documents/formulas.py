"""What a computed cell of a grid comes to, so that a workbook's formula is written only where it gives the same.

A sum that was capped, or a rate over a changed figure, stays the number that the portal settled on.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from .figures import rate_of
from .grid import Cell, Computed, Grid, LinkTo, SumOf

Known = Mapping[str, Decimal | None]


def known_values(grid: Grid) -> Known:
    """Give the numbers of the cells that have a key, None where nothing was entered yet."""
    return {cell.key: cell.value for row in grid.rows for cell in row if cell.key and not isinstance(cell.value, str)}


def known_of(grids: Iterable[Grid]) -> Mapping[str, Known]:
    """Give the numbers of several forms by the name of the form."""
    return {grid.name: known_values(grid) for grid in grids}


def holds(cell: Cell, grid: str, known: Mapping[str, Known]) -> bool:
    """Say whether the cell's formula, worked out over the numbers of all forms, gives the cell's own number."""
    if cell.formula is None or isinstance(cell.value, str):
        return False
    if isinstance(cell.formula, LinkTo) and cell.formula.key not in known.get(cell.formula.grid, {}):
        return False
    return result_of(cell.formula, grid, known) == cell.value


def result_of(formula: Computed, grid: str, known: Mapping[str, Known]) -> Decimal | None:
    """Work a formula out; None where nothing is entered or a rate has no base. Absent parts of a sum are nothing."""
    here = known[grid]
    if isinstance(formula, LinkTo):
        return known[formula.grid][formula.key]
    if isinstance(formula, SumOf):
        parts = [value for key in formula.keys if (value := here.get(key)) is not None]
        return sum(parts, Decimal(0)) if parts else None
    return rate_of(here.get(formula.numerator), here.get(formula.denominator))
