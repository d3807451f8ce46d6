"""The very hidden sheet that tells which cell is which place of the report (departments.importing.sheets.places)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname

from departments.importing.sheets.places import HEADS, PLACES_SHEET

from .context import Source
from .excel_formulas import FIRST_ROW
from .excel_results import Results
from .excel_sheet import put_text
from .figures import rounded, shown
from .grid import Grid, placed


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell that somebody fills: its place, the reference to it, what it was handed out with as text and number."""

    place: str
    reference: str
    value: str
    number: Decimal | None


def write_places(book: Workbook, source: Source, cells: Iterable[PlacedCell]) -> Results:
    """Add the sheet behind all others; gives what its references come to."""
    results: dict[str, Decimal | str] = {}
    sheet = book.create_sheet(PLACES_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.append(["report", source.report_id, "version", source.version, "revision", source.revision])
    sheet.append(HEADS)
    for cell in cells:
        sheet.append([cell.place, f"={cell.reference}"])
        put_text(sheet.cell(sheet.max_row, 3), cell.value)
        results[f"B{sheet.max_row}"] = cell.number if cell.number is not None else cell.value
    return results


def placed_cells(sheet: str, grid: Grid) -> Iterator[PlacedCell]:
    """Give the cells of a grid that have a place, as they stand on the sheet of this name."""
    for row, column, cell in placed(grid.rows):
        if cell.place:
            corner = f"${get_column_letter(column + 1)}${FIRST_ROW + row}"
            number = rounded(cell.value) if isinstance(cell.value, Decimal) else None
            yield PlacedCell(cell.place, f"{quote_sheetname(sheet)}!{corner}", shown(cell), number)
