"""A table as data: cells with spans and meaning, laid out once and shown by page, PDF, Word and Excel.

A cell that is computed says from which cells, so that the workbook can hold a live formula.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """What a cell holds: how it is aligned and which number format it gets."""

    TEXT = "text"
    LABEL = "label"
    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class SumOf:
    """The sum of the cells with these keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateOf:
    """`numerator` over `denominator` in percent, rounded half up to two decimals; "" where it is 0."""

    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class LinkTo:
    """The same figure as the cell with this key of another form: it is entered there and only shown here."""

    grid: str
    key: str


Computed = SumOf | RateOf | LinkTo


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `key` names it within its grid for formulas. `width` spans columns, `height` rows.

    `place` is the address of what the unit typed here (departments.places), empty for everything else.
    """

    value: str | Decimal | None = None
    kind: Kind = Kind.TEXT
    width: int = 1
    height: int = 1
    key: str = ""
    formula: Computed | None = None
    bold: bool = False
    indent: int = 0
    align: str = ""
    place: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `widths` in percent of its breadth (whole numbers, sum 100), the first `head_rows` repeat.

    `above` stands over the table left and right (填报单位, 单位：万元), `notes` and `foot` under it.
    """

    name: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    head_rows: int = 1
    above: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    landscape: bool = False

    @property
    def head(self) -> tuple[Row, ...]:
        return self.rows[: self.head_rows]

    @property
    def body(self) -> tuple[Row, ...]:
        return self.rows[self.head_rows :]


def placed(rows: tuple[Row, ...]) -> Iterator[tuple[int, int, Cell]]:
    """Give each cell with its row and column (from 0), after the spans of the cells before it."""
    taken: set[tuple[int, int]] = set()
    for at_row, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at_row, column) in taken:
                column += 1
            yield at_row, column, cell
            if cell.height > 1:
                taken.update(
                    (at_row + down, column + right) for down in range(1, cell.height) for right in range(cell.width)
                )
            column += cell.width
