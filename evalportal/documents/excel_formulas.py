"""Formulas as Excel takes them, over the cells of a workbook's forms; a dash stands where there is nothing."""

from collections.abc import Iterable

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple

from .figures import DASH
from .grid import Computed, Grid, LinkTo, SumOf, placed

# Above the table stand the number of the form, its title, and unit and unit of measure.
FIRST_ROW = 4


class Addresses:
    """Where each cell with a key stands: by form and key, with the name of the sheet."""

    def __init__(self, sheets: Iterable[tuple[str, Grid]]) -> None:
        self._cells: dict[str, dict[str, str]] = {}
        self._sheets: dict[str, str] = {}
        for sheet, grid in sheets:
            self._sheets[grid.name] = sheet
            self._cells[grid.name] = {
                cell.key: f"{get_column_letter(column + 1)}{FIRST_ROW + row}"
                for row, column, cell in placed(grid.rows)
                if cell.key
            }

    def formula(self, computed: Computed, grid: str) -> str:
        """The formula of a cell of this form. A cell that holds a dash counts as nothing."""
        here = self._cells[grid]
        if isinstance(computed, LinkTo):
            there = f"{quote_sheetname(self._sheets[computed.grid])}!{self._cells[computed.grid][computed.key]}"
            return f'=IF({there}="","{DASH}",{there})'
        if isinstance(computed, SumOf):
            parts = ",".join(_runs(here[key] for key in computed.keys if key in here))
            return f'=IF(COUNT({parts})=0,"{DASH}",SUM({parts}))'
        over, under = here[computed.numerator], here[computed.denominator]
        return f'=IF(OR(COUNT({over})=0,N({under})=0),"{DASH}",ROUND({over}/{under},4))'


def _runs(cells: Iterable[str]) -> list[str]:
    """Cells below each other as ranges: a function of Excel takes 255 arguments, and a unit may have 300 projects."""
    runs: list[tuple[int, int, int]] = []
    for row, column in map(coordinate_to_tuple, cells):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [
        f"{get_column_letter(column)}{first}" + ("" if first == last else f":{get_column_letter(column)}{last}")
        for column, first, last in runs
    ]
