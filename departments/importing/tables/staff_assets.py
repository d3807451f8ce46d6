"""Reads 人员情况 and the asset table."""

import re
from decimal import Decimal

from departments.enums import AssetKind
from departments.facts import ASSETS_TABLE, STAFF_TABLE
from departments.importing.report.vocabulary import read_label
from departments.importing.tables.amounts import checked, read_amount, unit_of_head, unit_of_sheet
from departments.importing.tables.columns import find_list
from departments.importing.tables.found import Compared, Found, FoundCell
from departments.importing.tables.grid import Grid, label_of
from departments.values import show_cell

_STAFF = ("staff_quota", "staff_actual", "staff_retired")
_ASSET_HEADS = {
    "opening": ("年初数", "期初数", "年初余额", "期初余额", "年初", "期初"),
    "closing": ("年末数", "期末数", "年末余额", "期末余额", "年末", "期末"),
    "in_use": ("在用", "在用资产", "在用数", "其中在用"),
    "idle": ("闲置", "闲置资产", "闲置数", "其中闲置"),
    "disposed": ("本年处置", "处置", "处置数", "本年减少", "处置资产"),
    "income": ("处置和出租收益", "收益", "资产收益", "处置收益", "出租收益"),
}
_ASSET_KINDS = (
    (AssetKind.BUILDINGS, r"房屋|构筑物"),
    (AssetKind.VEHICLES, r"车辆|交通运输|公务用车"),
    (AssetKind.FURNITURE, r"家具|用具"),
    (AssetKind.EQUIPMENT, r"设备"),
    (AssetKind.INTANGIBLE, r"无形"),
    (AssetKind.OTHER, r"其[他它]"),
)


def read_staff(grid: Grid, found: Found) -> bool:
    """Take the counts that stand under or behind 编制数, 在职人数 and 离退休人数."""
    taken: set[str] = set()
    for row, column, text in grid.walk():
        label = read_label(label_of(text))
        if label.code not in _STAFF or label.residue or label.scope or label.code in taken or "率" in text:
            continue
        at = next((place for place in _behind(grid, row, column) if _is_count(grid.text(*place))), None)
        if at is None:
            continue
        value = checked(found, grid, at, STAFF_TABLE, label.code, re.sub(r"[人名]$", "", grid.text(*at)))
        if value:
            taken.add(label.code)
            found.cells.append(FoundCell(STAFF_TABLE, STAFF_TABLE, label.code, value, grid.source(*at)))
    return bool(taken)


def _behind(grid: Grid, row: int, column: int) -> list[tuple[int, int]]:
    """Where the count of a label stands: under it, or behind it in the row."""
    following = next((at for at in range(column + 1, grid.width) if grid.text(row, at)), column + 1)
    return [(row + 1, column), (row, following)]


def _is_count(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,6}\s*[人名]?", text))


def read_assets(grid: Grid, found: Found) -> bool:
    """Take the lines of the asset table by kind; a total line is held against them."""
    table = find_list(grid, _ASSET_HEADS, ("opening", "closing"))
    if table is None:
        return False
    unit = unit_of_sheet(grid)
    sums: dict[str, Decimal] = {}
    totals: list[tuple[str, tuple[int, int], str]] = []
    taken: set[AssetKind] = set()
    for row in table.rows(grid):
        first = min(table.places.values())
        label = "".join(grid.text(row, column) for column in range(first))
        total = bool(re.search(r"合\s*计|总\s*计", label))
        kind = next((kind for kind, words in _ASSET_KINDS if re.search(words, label)), None)
        if not total and (kind is None or kind in taken):
            continue
        for cell, column in table.places.items():
            if not grid.text(row, column) or (total and grid.unknown(row, column) is not None):
                continue
            amount = read_amount(grid.text(row, column), unit_of_head(table.heads[column], unit))
            value = checked(found, grid, (row, column), ASSETS_TABLE, cell, amount)
            if value and total:
                totals.append((cell, (row, column), value))
            elif value and kind:
                sums[cell] = sums.get(cell, Decimal(0)) + Decimal(value)
                found.cells.append(FoundCell(ASSETS_TABLE, kind.value, cell, value, grid.source(row, column)))
        if kind and not total:
            taken.add(kind)
    for cell, at, stated in totals:
        name = f"资产{_ASSET_HEADS[cell][0]}"
        found.compared.append(Compared(grid.source(*at), name, stated, show_cell(sums.get(cell))))
    return bool(taken)
