"""One form as a worksheet: cells, formulas, borders, widths, heights, and how it is printed."""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil

from django.utils.translation import gettext as _
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from departments.safe_cells import safe_cell

from .excel_checks import check_inputs
from .excel_formulas import FIRST_ROW, Addresses
from .excel_results import Results
from .figures import DASH, rounded, shown
from .formulas import Known, holds
from .grid import Cell, Grid, Kind, placed
from .title import breadth

INCH = 25.4
# Columns of an A4 sheet in characters of 10 pt, upright and turned.
TALL, WIDE = 92, 132
LINE, LEAST, MOST = 14.0, 18.0, 409.0
THIN = Side(style="thin", color="000000")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.AREA: "#,##0.00",
    Kind.PERCENT: "0.00%",
    Kind.POINTS: "0.##",
    Kind.COUNT: "0",
}
NUMBERS = frozenset(FORMATS)
HEAD, TEXT, TITLE = "黑体", "宋体", "方正小标宋简体"


def write_grid(
    sheet: Worksheet, grid: Grid, number: str, addresses: Addresses, known: Mapping[str, Known], *, draft: bool
) -> Results:
    """Fill the sheet: number and title of the form, the table, notes and the foot line. Gives the results of formulas.

    `known` are the numbers of all forms of the workbook, `addresses` where they stand.
    """
    columns = len(grid.widths)
    for at, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width / 100 * (WIDE if grid.landscape else TALL)
    _line(sheet, 1, columns, number, Font(name=HEAD, size=14))
    _line(sheet, 2, columns, grid.title, Font(name=TITLE, size=18), align="center", height=34)
    _line_above(sheet, 3, columns, grid.above)
    first = FIRST_ROW
    _write_cells(sheet, grid, first)
    results = _write_formulas(sheet, grid, addresses, known)
    check_inputs(sheet, grid)
    _set_heights(sheet, grid, first)
    row = first + len(grid.rows)
    for text in (*grid.notes, "　　".join(grid.foot)):
        if text:
            _line(sheet, row, columns, text, Font(name=TEXT, size=10))
            row += 1
    _set_up_page(sheet, grid, first, row - 1, draft=draft)
    return results


def _line_above(sheet: Worksheet, row: int, columns: int, texts: tuple[str, str]) -> None:
    """What stands left and right over the table: 填报单位, 单位：万元."""
    middle = columns // 2 + 1
    for text, first, last, align in ((texts[0], 1, middle, "left"), (texts[1], middle + 1, columns, "right")):
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        cell = sheet.cell(row, first)
        put_text(cell, text)
        cell.font = Font(name=TEXT, size=10)
        cell.alignment = Alignment(horizontal=align, vertical="center", shrink_to_fit=True)
    sheet.row_dimensions[row].height = LEAST


def _line(
    sheet: Worksheet, row: int, columns: int, text: str, font: Font, *, align: str = "left", height: float = 0
) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    cell = sheet.cell(row, 1)
    put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    room = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(1, columns + 1)) / 2
    sheet.row_dimensions[row].height = height or min(MOST, max(LEAST, ceil(breadth(text) / room) * LINE + 4))


def _write_cells(sheet: Worksheet, grid: Grid, first: int) -> None:
    """Write texts and numbers."""
    for at, column, cell in placed(grid.rows):
        row = first + at
        target = sheet.cell(row, column + 1)
        _write_value(target, cell)
        for down in range(cell.height):
            for right in range(cell.width):
                sheet.cell(row + down, column + 1 + right).border = FRAME
        if cell.width > 1 or cell.height > 1:
            sheet.merge_cells(
                start_row=row,
                start_column=column + 1,
                end_row=row + cell.height - 1,
                end_column=column + cell.width,
            )


def _write_value(target: SheetCell, cell: Cell) -> None:
    target.font = Font(name=HEAD if cell.bold else TEXT, size=10)
    align = cell.align or ("right" if cell.kind in NUMBERS else "left")
    target.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True, indent=cell.indent)
    if isinstance(cell.value, Decimal):
        target.value = _number(cell, cell.value)
    else:
        put_text(target, shown(cell))
    # Also where nothing is entered yet: somebody may do so in this workbook.
    target.number_format = FORMATS.get(cell.kind, "General")


def _number(cell: Cell, value: Decimal) -> Decimal:
    """A number as Excel keeps it: percent as a fraction."""
    return rounded(value) / 100 if cell.kind is Kind.PERCENT else rounded(value)


def put_text(target: SheetCell, text: str) -> None:
    """Write text that stays text: what looks like a formula is kept as typed, and quoted for whoever edits it."""
    safe = safe_cell(text)
    quoted = safe.startswith("'") and not text.startswith("'")
    target.value = safe[1:] if quoted else safe
    if quoted:
        target.data_type = "s"
        target.quotePrefix = True


def _write_formulas(sheet: Worksheet, grid: Grid, addresses: Addresses, known: Mapping[str, Known]) -> Results:
    results: dict[str, Decimal | str] = {}
    for at, column, cell in placed(grid.rows):
        if cell.formula is not None and holds(cell, grid.name, known):
            target = sheet.cell(FIRST_ROW + at, column + 1)
            target.value = addresses.formula(cell.formula, grid.name)
            results[target.coordinate] = _number(cell, cell.value) if isinstance(cell.value, Decimal) else DASH
    return results


def _set_heights(sheet: Worksheet, grid: Grid, first: int) -> None:
    """Make rows as high as their text needs: Excel does not do so for merged cells."""
    heights = [LEAST] * len(grid.rows)
    for at, column, cell in placed(grid.rows):
        span = range(column + 1, column + 1 + cell.width)
        # A full-width character takes two of Excel's units of width.
        room = max(1.0, sum(sheet.column_dimensions[get_column_letter(each)].width for each in span) / 2 - 1)
        parts = shown(cell).split("\n")
        needed = sum(max(1, ceil(breadth(part) / room)) for part in parts) * LINE + 4
        for down in range(cell.height):
            heights[at + down] = max(heights[at + down], needed / cell.height)
    for at, height in enumerate(heights):
        sheet.row_dimensions[first + at].height = min(MOST, height)


def _set_up_page(sheet: Worksheet, grid: Grid, first: int, last: int, *, draft: bool) -> None:
    sheet.print_area = f"A1:{get_column_letter(len(grid.widths))}{last}"
    if grid.head_rows:
        sheet.print_title_rows = f"{first}:{first + grid.head_rows - 1}"
        sheet.freeze_panes = f"A{first + grid.head_rows}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = (28, 37, 26, 35) if grid.landscape else (37, 26, 35, 28)
    sides = ("top", "right", "bottom", "left")
    for side, millimetres in zip(sides, margins, strict=True):
        setattr(sheet.page_margins, side, millimetres / INCH)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "— &P —"
    if draft:
        sheet.oddHeader.center.text = _("草稿")
