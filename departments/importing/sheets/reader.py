"""Run as a process of its own: a workbook on stdin, its visible sheets as JSON on stdout. Imports nothing of Django.

Apart, because a hostile file can kill its reader: two cells in opposite corners of a sheet make calamine reserve half
a terabyte, and that ends the process, not only the call.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, LONGEST = 20, 5_000, 100, 5_000

READ, UNREADABLE, PASSWORD = 0, 3, 4


def as_text(value: Any) -> str:
    """A cell as a person sees it: 305001 and not 305001.0, 2024-05-30 and not a count of days."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)[:LONGEST]


def read(content: bytes) -> list[dict[str, Any]]:
    """For each visible sheet: name, number of the first row, rows, and whether rows were cut off."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for at, meta in enumerate(book.sheets_metadata):
        if meta.visible != SheetVisibleEnum.Visible or meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(at)
        rows = [[as_text(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.to_python(nrows=MOST_ROWS + 1)]
        first = sheet.start[0] + 1 if sheet.start else 1
        sheets.append({"name": meta.name, "first": first, "rows": rows[:MOST_ROWS], "cut": len(rows) > MOST_ROWS})
        if len(sheets) == MOST_SHEETS:
            break
    return sheets


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
