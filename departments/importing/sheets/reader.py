"""Run as a process of its own: a workbook on stdin, its visible sheets as JSON on stdout. Imports nothing of Django.

Apart, because a hostile file can kill its reader: two cells in opposite corners of a sheet make calamine reserve half
a terabyte, and that ends the process, not only the call.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from departments.importing.sheets.places import PLACES_SHEET
from departments.importing.sheets.raw_cells import RawCells, read_raw_cells

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, LONGEST = 20, 5_000, 100, 5_000

READ, UNREADABLE, PASSWORD = 0, 3, 4


def as_text(value: Any) -> str:
    """A cell as a person sees it: 305001 and not 305001.0, 2024-05-30 and not a count of days."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        # Excel holds 0.1 + 0.2 as 0.30000000000000004 and shows 15 digits: 0.3.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)[:LONGEST]


def read(content: bytes) -> list[dict[str, Any]]:
    """Each visible sheet, and the hidden one of the portal's own workbooks, as `sheets.workbook.Sheet` has it."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    raw = read_raw_cells(content)
    sheets: list[dict[str, Any]] = []
    for at, meta in enumerate(book.sheets_metadata):
        shown = meta.visible == SheetVisibleEnum.Visible
        if meta.typ != SheetTypeEnum.WorkSheet or not (shown or meta.name == PLACES_SHEET):
            continue
        if shown and sum(each["shown"] for each in sheets) == MOST_SHEETS:
            continue
        sheets.append(_sheet(book.get_sheet_by_index(at), meta.name, raw.get(meta.name, RawCells()), shown=shown))
    return sheets


def _sheet(sheet: Any, name: str, raw: RawCells, *, shown: bool) -> dict[str, Any]:
    top, left = sheet.start or (0, 0)
    rows = []
    for down, row in enumerate(sheet.to_python(nrows=MOST_ROWS + 1)):
        cells = [as_text(cell) for cell in row[:MOST_COLUMNS]]
        for right, cell in enumerate(row[:MOST_COLUMNS]) if raw.percents else ():
            if isinstance(cell, float) and f"{_letters(left + right)}{top + down + 1}" in raw.percents:
                cells[right] = as_text(float(Decimal(f"{cell:.15g}") * 100)) + "%"
        rows.append(cells)
    return {
        "name": name,
        "shown": shown,
        "first": top + 1,
        "left": left + 1,
        "rows": rows[:MOST_ROWS],
        "cut": len(rows) > MOST_ROWS,
        "merged": [[*start, *end] for start, end in (sheet.merged_cell_ranges or [])[:MOST_ROWS]],
        "unknown": raw.unknown,
        "formulas": {} if shown else raw.formulas,
    }


def _letters(column: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def main() -> int:
    """Read under limits of memory and time; the status says how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import PasswordError

    try:
        json.dump(read(sys.stdin.buffer.read()), sys.stdout)
    except PasswordError:
        return PASSWORD
    except Exception:  # whatever a broken file makes the reader say
        return UNREADABLE
    return READ


if __name__ == "__main__":
    sys.exit(main())
