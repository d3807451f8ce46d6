"""Finds a table in a workbook by the heads of its columns, wherever it stands and in whatever order they come."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from departments.importing.refusal import RefusedImport
from departments.importing.sheets.workbook import Sheet, read_workbook

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HEADS_WITHIN = 20  # rows in which the heads are looked for; above them stand titles


@dataclass(frozen=True)
class Column:
    """A column that is looked for; `aliases` are other heads that people give it, `note` explains it."""

    key: str
    head: "StrOrPromise"
    note: "StrOrPromise"
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """A row that is not empty: its number in Excel, and the text of each known column that the table has."""

    number: int
    cells: dict[str, str]

    def get(self, key: str) -> str:
        """The text of a column, empty where there is none."""
        return self.cells.get(key, "")


@dataclass(frozen=True)
class Table:
    """What was found. `ignored` are heads that nobody asked for."""

    sheet: str
    rows: list[TableRow]
    ignored: list[str]


def read_table(content: bytes, name: str, columns: Sequence[Column]) -> Table:
    """The first table of the workbook with all required columns. Raises Refused and names those that are missing."""
    sheets = read_workbook(content, name)
    fewest: list[Column] = [column for column in columns if column.required]
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:HEADS_WITHIN]):
            places = _places(row, columns)
            missing = [column for column in columns if column.required and column.key not in places]
            if not missing:
                return Table(sheet.name, list(_rows(sheet, at, places)), _ignored(row, places))
            fewest = min(fewest, missing, key=len)
    raise RefusedImport(
        _("没有找到需要的列：%(heads)s。请使用模板，或者在表头中写上这些列名（前 %(rows)s 行之内）。")
        % {"heads": "、".join(f"“{column.head}”" for column in fewest), "rows": HEADS_WITHIN}
    )


def normal_head(text: str) -> str:
    """A head without blanks, marks and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\(.*?\)|[\s*＊:：、]", "", plain)


def _places(row: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Key of a column → its place in the row; the first of two equal heads counts."""
    heads = [normal_head(cell) for cell in row]
    found = {}
    for column in columns:
        names = {normal_head(str(each)) for each in (column.head, *column.aliases)}
        at = next((at for at, head in enumerate(heads) if head in names), None)
        if at is not None:
            found[column.key] = at
    return found


def _ignored(row: Sequence[str], places: dict[str, int]) -> list[str]:
    return [cell.strip() for at, cell in enumerate(row) if cell.strip() and at not in places.values()]


def _rows(sheet: Sheet, heads_at: int, places: dict[str, int]) -> Iterator[TableRow]:
    for at, row in enumerate(sheet.rows[heads_at + 1 :], start=heads_at + 1):
        cells = {key: row[place].strip() for key, place in places.items()}
        if any(cells.values()):
            yield TableRow(sheet.first + at, cells)
