"""A sheet with one table, written row by row: title, heads with a filter, frozen panes, formats, print set-up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from math import ceil
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from departments.safe_cells import safe_cell
from evalportal.documents.sheet_names import free_name
from evalportal.documents.title import breadth

FACE = "宋体"
HEAD_FACE = "黑体"
HEAD_FILL = PatternFill("solid", fgColor="E4EBF1")
THIN = Side(style="thin", color="B8C2CC")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
A3, A4 = 8, 9
MARGIN, FOOT = 0.5, 0.3  # inches


class Kind(Enum):
    """What a column holds: its number format and how it is aligned."""

    TEXT = "text"
    CODE = "code"
    LONG = "long"
    CENTRE = "centre"
    COUNT = "#,##0"
    SCORE = "0.00"
    GAP = "+0.00;-0.00;0.00"
    NUMBER = "#,##0.00"
    MOMENT = "yyyy-mm-dd hh:mm"


_NUMBERS = frozenset({Kind.COUNT, Kind.SCORE, Kind.GAP, Kind.NUMBER})
_ACROSS = {Kind.COUNT: "center", Kind.SCORE: "right", Kind.GAP: "right", Kind.NUMBER: "right", Kind.CENTRE: "center",
           Kind.MOMENT: "center"}  # fmt: skip
LINE, LEAST, MOST = 13.5, 18.0, 409.0  # points


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters of Excel, its kind."""

    head: str
    width: float
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula among the rows above the heads; nothing that people typed ever is one."""

    text: str
    format: str


class Table:
    """One sheet under way. Rows are on disk as soon as they are added."""

    def __init__(
        self,
        book: Workbook,
        name: str,
        title: str,
        columns: Sequence[Column],
        *,
        note: str = "",
        frozen: int = 0,
        above: Sequence[Sequence[str | Decimal | Formula | None]] = (),
        heights: Mapping[int, float] = MappingProxyType({}),
        framed: bool = True,
        paper: int = A4,
        pages_wide: int = 1,
    ) -> None:
        """`frozen` columns stay in sight; `above` are rows between the note and the heads; `heights` in points."""
        self.columns = columns
        self.sheet: WriteOnlyWorksheet = book.create_sheet(free_name(book.sheetnames, name))
        self._framed = framed
        self._head_row = 3 + len(above)
        self._row = self._head_row
        for at, column in enumerate(columns, start=1):
            self.sheet.column_dimensions[get_column_letter(at)].width = column.width
        self.sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{self._head_row + 1}"
        for number, height in {1: 28.0, **heights}.items():
            self.sheet.row_dimensions[number].height = height
        self._set_up_page(paper, pages_wide, frozen)
        self.sheet.append([_plain(self.sheet, title, Font(name=HEAD_FACE, size=15))])
        self.sheet.append([_plain(self.sheet, note, Font(name=FACE, size=10, color="5A6772"))])
        for row in above:
            self.sheet.append([self._head_cell(value) for value in row])
        self.sheet.append([self._head_cell(column.head) for column in columns])
        self._cells = [self._styled(column.kind) for column in columns]

    @property
    def first_row(self) -> int:
        """The number of the first row under the heads."""
        return self._head_row + 1

    @property
    def last_row(self) -> int:
        """The number of the last row that was added, at least that of the heads."""
        return self._row

    def add(self, values: Iterable[Any]) -> None:
        """Add a row: texts, numbers, moments, None where there is nothing. Of numbers, an int is written as a count."""
        given = tuple(values)
        self._row += 1
        if self._framed:
            self.sheet.row_dimensions[self._row].height = self._height(given)
        # A row is written before the next one is made: one cell a column is enough for all of them.
        row = [self._filled(cells, value) for cells, value in zip(self._cells, given, strict=True)]
        self.sheet.append(row)
        self.sheet.row_dimensions.pop(self._row, None)

    def _height(self, values: Sequence[Any]) -> float:
        """As high as the longest text needs: not every program works that out when it opens a file."""
        lines = 1
        for column, value in zip(self.columns, values, strict=True):
            if column.kind is Kind.LONG and value:
                # A full-width character takes two of Excel's units of width, the indent one.
                room = max(1.0, (column.width - 2) / 2)
                lines = max(lines, sum(max(1, ceil(breadth(part) / room)) for part in value.split("\n")))
        return min(MOST, max(LEAST, lines * LINE + 4))

    def close(self) -> None:
        """Set the filter over the rows that were added."""
        last = get_column_letter(len(self.columns))
        self.sheet.auto_filter.ref = f"A{self._head_row}:{last}{max(self._row, self.first_row)}"

    def merge(self, area: str) -> None:
        """Merge cells above the heads, where no filter and no sorting comes by."""
        self.sheet.merged_cells.add(area)

    def area(self, first: int, last: int) -> str:
        """The cells under the heads from one column to another, counted from 1; one row at least."""
        end = max(self._row, self.first_row)
        return f"{get_column_letter(first)}{self.first_row}:{get_column_letter(last)}{end}"

    def _styled(self, kind: Kind) -> tuple[Cell, Cell]:
        """A cell of this kind, and one for counts among numbers or for text that looks like a formula and is none."""
        if kind is Kind.NUMBER:
            whole = self._cell(kind)
            whole.number_format = Kind.COUNT.value
            return self._cell(kind), whole
        return self._cell(kind), self._cell(kind, quoted=True)

    def _cell(self, kind: Kind, *, quoted: bool = False) -> Cell:
        cell = WriteOnlyCell(self.sheet)
        cell.font = Font(name=FACE, size=10)
        across = _ACROSS.get(kind, "left")
        indent = 0 if across == "center" else 1
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=kind is Kind.LONG, indent=indent)
        if self._framed:
            cell.border = FRAME
        if kind in _NUMBERS or kind is Kind.MOMENT:
            cell.number_format = kind.value
        elif kind is Kind.CODE:
            cell.number_format = "@"
        cell.quotePrefix = quoted
        return cell

    def _filled(self, cells: tuple[Cell, Cell], value: Any) -> Cell | None:
        cell, other = cells
        if isinstance(value, str):
            text = safe_cell(value)
            if text.startswith("'") and not value.startswith("'"):
                other.value = text[1:]
                other.data_type = "s"
                return other
            cell.value = text
        elif isinstance(value, datetime):
            cell.value = timezone.localtime(value).replace(tzinfo=None, second=0, microsecond=0)
        elif value is None and not self._framed:
            return None
        elif isinstance(value, int) and other.number_format == Kind.COUNT.value:
            other.value = value
            return other
        else:
            cell.value = value
        return cell

    def _head_cell(self, value: str | Decimal | Formula | None) -> Cell:
        cell = WriteOnlyCell(self.sheet)
        cell.font = Font(name=HEAD_FACE, size=10)
        cell.fill, cell.border = HEAD_FILL, FRAME
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        if isinstance(value, Formula):
            cell.value, cell.number_format = value.text, value.format
        else:
            cell.value = safe_cell(value) if isinstance(value, str) else value
        return cell

    def _set_up_page(self, paper: int, pages_wide: int, frozen: int) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = paper
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
        for side in ("left", "right", "top", "bottom"):
            setattr(sheet.page_margins, side, MARGIN)
        sheet.page_margins.footer = FOOT
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.center.text = "— &P / &N —"
        sheet.print_title_rows = f"3:{self._head_row}"
        if frozen:
            sheet.print_title_cols = f"A:{get_column_letter(frozen)}"


def _plain(sheet: WriteOnlyWorksheet, text: str, font: Font) -> Cell:
    cell = WriteOnlyCell(sheet, safe_cell(text))
    cell.font = font
    cell.alignment = Alignment(vertical="center")
    return cell
