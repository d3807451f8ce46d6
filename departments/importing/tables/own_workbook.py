"""The portal's own workbook come back: what was typed in each cell that has a place, beside what was handed out.

New rows that were written between the others have no place; they are read by the heads of their form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from departments import places
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE
from departments.importing.refusal import RefusedImport
from departments.importing.sheets.places import FIRST_ROW
from departments.importing.sheets.workbook import Book, Sheet
from departments.importing.tables.amounts import read_amount
from departments.importing.tables.found import Found, FoundCell, Source
from departments.importing.tables.grid import Grid
from departments.importing.tables.indicator_cells import actual_cells, target_cells
from departments.importing.tables.reading import read_sheet
from departments.lookup import plain
from departments.tables import MONEY_COLUMNS, TABLES
from departments.values import parse_cell

ONE = Decimal(1)
_REFERENCE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True)
class _Placed:
    """A place with the cell that shows it, as text, and what was handed out there."""

    place: places.Place
    source: Source
    handed: str
    unknown: str | None


def report_of(book: Book) -> int | None:
    """The id of the report that the workbook was made of; None for a workbook of another origin."""
    if book.places is None or not book.places.rows or not book.places.rows[0]:
        return None
    head = book.places.rows[0]
    return int(head[1]) if head[0] == "report" and len(head) > 1 and head[1].isdecimal() else None


def read_own_workbook(book: Book, *, report: int, year: int) -> Found:
    """What was typed in the workbook of this report. Raises Refused for that of another report."""
    if report_of(book) != report:
        raise RefusedImport(_("这个工作簿是从另一份报告导出的，不能填入这份报告。请选择本报告导出的工作簿。"))
    if book.places is None or not book.places.formulas:
        raise RefusedImport(
            _("工作簿在另存时丢失了单元格的对应关系。请重新导出工作簿，填写后保存为 .xlsx，不要另存为其他格式。")
        )
    found = Found()
    grids = {sheet.name: Grid(sheet) for sheet in book.sheets}
    rows: dict[str, set[int]] = {}
    for placed in _placed(book.places, grids, found):
        rows.setdefault(placed.source.sheet, set()).add(int(placed.source.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
        found.cells.extend(_typed(placed, found))
    for name, covered in rows.items():
        found.read.append(name)
        _read_new_rows(grids[name], covered, found, year=year)
    return found


def _placed(listed: Sheet, grids: dict[str, Grid], found: Found) -> Iterator[_Placed]:
    for at, row in enumerate(listed.rows):
        number = listed.first + at
        if number < FIRST_ROW or not row[0].strip():
            continue
        handed = row[2].strip() if len(row) > 2 else ""
        try:
            place = places.parse(row[0].strip())
        except ValueError:
            continue
        reference = _REFERENCE.fullmatch(listed.formulas.get(f"B{number}", ""))
        name = (reference[1] or reference[2]).replace("''", "'") if reference else ""
        if reference is None or name not in grids:
            if handed:
                found.fault(
                    Source("", "", handed),
                    _("原来写着“%(text)s”的单元格已被删除，没有改动报告。") % {"text": handed[:40]},
                )
            continue
        grid = grids[name]
        across = 0
        for letter in reference[3]:
            across = across * 26 + ord(letter) - 64
        where = (int(reference[4]) - grid.sheet.first, across - grid.sheet.left)
        source = Source(name, f"{reference[3]}{reference[4]}", grid.text(*where))
        yield _Placed(place, source, handed, grid.unknown(*where))


def _typed(placed: _Placed, found: Found) -> Iterator[FoundCell]:
    """The cells that somebody changed; one that was not touched says nothing."""
    place, source = placed.place, placed.source
    if place.name not in TABLES or place.cell not in TABLES[place.name].cells:
        return
    if placed.unknown is not None:
        if placed.unknown:
            found.unknown(source, placed.unknown)
        return
    if _same(source.text, placed.handed):
        return
    handed, typed = _cells(place, placed.handed), _cells(place, source.text)
    for cell, value in typed.items():
        if value == handed.get(cell, ""):
            continue
        parsed = parse_cell(TABLES[place.name].field(cell), value)
        if parsed.error:
            found.fault(source, parsed.error)
        else:
            yield FoundCell(
                place.name, place.row, cell, value, source, section=place.section, handed=handed.get(cell, "")
            )


def _same(typed: str, handed: str) -> bool:
    if plain(typed) == plain(handed):
        return True
    try:
        return float(typed.replace(",", "")) == float(handed.replace(",", ""))
    except ValueError:
        return False


def _cells(place: places.Place, text: str) -> dict[str, str]:
    """The cells that a printed cell fills, each as it would be typed."""
    if place.name == INDICATORS_TABLE and place.cell == "target":
        return target_cells(text) if text else {"target": "", "target_text": ""}
    if place.name == INDICATORS_TABLE and place.cell == "actual":
        # 达成, 部分达成, 未达成 stand where the target is in words.
        graded = bool(re.fullmatch(r"\D*达成\D*", text))
        return actual_cells(text, sign="qualitative" if graded else "") if text else {"actual": ""}
    money = place.cell in MONEY_COLUMNS or place.cell.endswith(("_carried", "_other"))
    return {place.cell: "" if text in ("—", "-", "无") else read_amount(text, ONE) if money else text}


def _read_new_rows(grid: Grid, covered: set[int], found: Found, *, year: int) -> None:
    """Lines that somebody added: only those in rows that hold no place."""
    new = Found()
    read_sheet(grid, new, year=year)
    for row in new.rows:
        number = int(re.sub(r"\D", "", row.source.address))
        if row.table in (PROJECTS_TABLE, INDICATORS_TABLE) and number not in covered:
            found.rows.append(row)
            here = {cell.source.address for cell in row.cells.values()}
            found.faults.extend(fault for fault in new.faults if fault.source.address in here)
