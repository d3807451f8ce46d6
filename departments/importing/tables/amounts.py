"""Amounts of a workbook in 万元: the unit is told by the sheet or by the head of the column."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from departments.importing.tables.found import Found
from departments.importing.tables.grid import Grid
from departments.prose.characters import fold
from departments.prose.sentences import squeeze
from departments.tables import TABLES
from departments.values import parse_cell, show_cell

_UNITS = {"亿元": Decimal(10_000), "万元": Decimal(1), "千元": Decimal("0.1"), "元": Decimal("0.0001")}
_SHEET_UNIT = re.compile(r"单位：(?:人民币)?(亿元|万元|千元|元)")
_HEAD_UNIT = re.compile(r"[（/](亿元|万元|千元|元)(?:）|$)")
_NUMBER = re.compile(r"(-?[\d,，]*\.?\d+)(亿元|万元|千元|元)?")
LONGEST = 40  # characters of a number; more are text, or somebody who wants to keep the reader busy
_CENT = Decimal("0.01")


def unit_of_sheet(grid: Grid) -> Decimal:
    """Factor to 万元 that the first rows or the foot tell; 万元, the unit of the forms, where nothing does."""
    for row in (*range(min(len(grid), 12)), *range(max(0, len(grid) - 3), len(grid))):
        match = _SHEET_UNIT.search(squeeze(fold("　".join(grid.shown_row(row)))))
        if match:
            return _UNITS[match[1]]
    return Decimal(1)


def unit_of_head(head: str, otherwise: Decimal) -> Decimal:
    """Factor to 万元 that the head of a column tells by itself: 金额（元）."""
    match = _HEAD_UNIT.search(squeeze(fold(head)))
    return _UNITS[match[1]] if match else otherwise


def is_amount(text: str) -> bool:
    """Whether the text is a number, with or without its unit."""
    return len(text) <= LONGEST and bool(_NUMBER.fullmatch(squeeze(fold(text))))


def read_amount(text: str, unit: Decimal) -> str:
    """The amount as it would be typed in 万元, rounded to two decimals; text that is no number comes back as it is."""
    match = _NUMBER.fullmatch(squeeze(fold(text))) if len(text) <= LONGEST else None
    if match is None:
        return text
    try:
        number = Decimal(match[1].replace(",", "").replace("，", ""))
        return str((number * (_UNITS[match[2]] if match[2] else unit)).quantize(_CENT, ROUND_HALF_UP))
    except InvalidOperation:
        return text


def checked(found: Found, grid: Grid, at: tuple[int, int], table: str, cell: str, value: str) -> str:
    """The value if the cell of the draft takes it; else a fault is noted, and it is empty."""
    unknown = grid.unknown(*at)
    if unknown is not None:
        found.unknown(grid.source(*at), unknown)
        return ""
    parsed = parse_cell(TABLES[table].field(cell), value)
    if parsed.error:
        found.fault(grid.source(*at), parsed.error)
        return ""
    if parsed.value in (None, ""):
        return ""
    # １２ and ² are numbers to a cell; here they become figures that can be added up.
    return value if value.isascii() or not isinstance(parsed.value, Decimal) else show_cell(parsed.value)
