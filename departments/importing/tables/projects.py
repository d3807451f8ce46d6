"""Reads project lists and the forms of single projects: 项目支出绩效自评表 and the overall 自评表."""

import re
from collections.abc import Sequence
from decimal import Decimal

from departments.enums import FundKind
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE
from departments.importing.report.tables import columns_of
from departments.importing.tables.amounts import checked, is_amount, read_amount, unit_of_head, unit_of_sheet
from departments.importing.tables.base_data import line_code
from departments.importing.tables.columns import FoundList, find_list
from departments.importing.tables.found import Compared, Found, FoundCell, FoundRow
from departments.importing.tables.grid import Grid, head_of, label_of
from departments.importing.tables.indicator_cells import actual_cells, group_of, sign_of, target_cells
from departments.values import show_cell

_MONEY = ("prior_outturn", "initial", "adjusted", "outturn")
_LIST_HEADS = {
    "name": ("项目名称", "专项名称", "专项资金名称", "资金名称", "项目"),
    "kind": ("项目类别", "项目类型", "类别", "项目性质"),
    "is_key": ("重点项目", "是否重点", "是否重点项目"),
    "responsible": ("实施单位", "责任单位", "责任股室", "承办股室", "实施股室"),
    "goal": ("预期目标", "绩效目标", "年度目标", "年度绩效目标", "年度总体目标"),
    "achievement": ("实际完成情况", "目标完成情况", "完成情况"),
    "deviation_reason": ("执行偏差原因", "偏差原因", "未完成原因"),
    "pending": ("金额", "项目金额", "资金", "项目资金", "安排金额", "资金额", "项目支出"),
}
_INDICATOR_HEADS = {
    "group": ("一级指标",),
    "second": ("二级指标",),
    "name": ("三级指标", "指标名称"),
    "sign": ("计算符号", "指标性质"),
    "target": ("年度指标值", "指标值", "年度目标值", "目标值"),
    "unit": ("计量单位", "度量单位"),
    "actual": ("实际完成值", "完成值", "全年完成值", "实际完成指标值"),
    "points": ("分值", "权重", "权重设定值"),
    "score": ("得分", "自评得分", "实际得分"),
    "reason": ("偏差原因分析及改进措施", "未完成原因分析", "偏差原因及改进措施", "偏差原因分析", "未完成原因"),
}
_TOTAL = re.compile(r"^(?:合计|总计|小计|总分|本页合计)")
_FUNDS = (("", r"年度资金总额|资金总额|^总额"), ("_carried", r"上年结转"), ("_other", r"其[他它]资金"))


def read_project_list(grid: Grid, found: Found, *, year: int) -> bool:
    """Take a list with one project a row; a total line is held against them."""
    table = find_list(grid, _LIST_HEADS, ("name",), more=lambda words: len(_money(words, year)))
    if table is None or _form_name(grid):
        return False
    taken = _money(table.heads, year)
    if not taken and "pending" not in table.places:
        return False
    names = [name for row in table.rows(grid) if (name := grid.text(row, table.places["name"]))]
    if sum(bool(line_code(name)) for name in names) * 2 >= len(names):
        return False  # 项目 heads the lines of the base-data table as well
    unit = unit_of_sheet(grid)
    sums: dict[str, Decimal] = {}
    rows = 0
    for row in table.rows(grid):
        name = label_of(grid.text(row, table.places["name"]))
        first = next((text for text in grid.shown_row(row) if text), "")
        if _TOTAL.match(name) or _TOTAL.match(label_of(first)):
            _compare_total(grid, found, row, taken, sums, unit, table)
        elif not name and (unknown := grid.unknown(row, table.places["name"])) is not None:
            found.unknown(grid.source(row, table.places["name"]), unknown)
        elif name and not name.isdecimal():
            rows += 1
            found.rows.append(_project(grid, found, row, name, table, taken, unit, sums))
    return rows > 0


def _money(heads: Sequence[str], year: int) -> dict[str, int]:
    """Column of the chart → position, the first of each."""
    columns = columns_of([head_of(head) for head in heads], year)
    return {name: at for at, name in reversed(columns.items()) if name in _MONEY}


def _project(
    grid: Grid, found: Found, row: int, name: str, table: FoundList, money: dict[str, int], unit: Decimal,
    sums: dict[str, Decimal],
) -> FoundRow:  # fmt: skip
    cells: dict[str, FoundCell] = {}
    for cell, at in {
        **{key: at for key, at in table.places.items() if key not in ("name", "pending")},
        **money,
    }.items():
        text = grid.text(row, at)
        if not text and grid.unknown(row, at) is None:
            continue
        value = read_amount(text, unit_of_head(table.heads[at], unit)) if cell in _MONEY else _listed(cell, text)
        value = checked(found, grid, (row, at), PROJECTS_TABLE, cell, value)
        if value:
            cells[cell] = FoundCell(PROJECTS_TABLE, "", cell, value, grid.source(row, at))
            if cell in _MONEY:
                sums[cell] = sums.get(cell, Decimal(0)) + Decimal(value)
    pending = ""
    if not money and "pending" in table.places:
        at = table.places["pending"]
        amount = read_amount(grid.text(row, at), unit_of_head(table.heads[at], unit))
        pending = checked(found, grid, (row, at), PROJECTS_TABLE, "initial", amount) if grid.text(row, at) else ""
    return FoundRow(PROJECTS_TABLE, name, cells, grid.source(row, table.places["name"]), pending=pending)


def _listed(cell: str, text: str) -> str:
    """A cell of words as the portal keeps it; a kind under another name stays as it is, for the check to say."""
    if cell == "kind":
        return next((kind.value for kind in FundKind if head_of(text).startswith(str(kind.label)[:2])), text)
    return text


def _compare_total(
    grid: Grid, found: Found, row: int, money: dict[str, int], sums: dict[str, Decimal], unit: Decimal, table: FoundList
) -> None:
    for name, at in money.items():
        if is_amount(grid.text(row, at)):
            stated = read_amount(grid.text(row, at), unit_of_head(table.heads[at], unit))
            computed = show_cell(sums.get(name))
            found.compared.append(Compared(grid.source(row, at), f"项目合计（{table.heads[at]}）", stated, computed))


def _form_name(grid: Grid) -> tuple[int, int] | None:
    """Where the name of the project stands in the form of a single one: behind the label 项目名称."""
    for row in range(min(len(grid), 12)):
        for column in range(grid.width):
            if head_of(grid.text(row, column)) != "项目名称":
                continue
            at = next((each for each in range(column + 1, grid.width) if grid.text(row, each)), None)
            below = head_of(grid.text(row + 1, column))
            if at is not None and below in ("主管部门", "实施单位", "预算单位", "项目负责人", "主管部门及代码"):
                return row, at
    return None


def read_project_form(grid: Grid, found: Found, *, year: int) -> bool:
    """Take the form of one project, or the indicators of the overall form, which names no project."""
    indicators = find_list(grid, _INDICATOR_HEADS, ("name", "target"))
    at = _form_name(grid)
    if at is None and (indicators is None or "group" not in indicators.places):
        return False
    name = grid.text(*at) if at else ""
    if at:
        cells = _funds(grid, found, year=year)
        cells.update(_words(grid, found))
        found.rows.append(FoundRow(PROJECTS_TABLE, name, cells, grid.source(*at)))
    if indicators is not None:
        _indicators(grid, found, indicators, name)
    return True


def _funds(grid: Grid, found: Found, *, year: int) -> dict[str, FoundCell]:
    """年度资金总额 with its parts: 上年结转资金 and 其他资金; 当年财政拨款 is what remains."""
    cells: dict[str, FoundCell] = {}
    head: dict[int, str] = {}
    unit = unit_of_sheet(grid)
    for row in range(min(len(grid), 30)):
        words = grid.shown_row(row)
        columns = {k: v for k, v in columns_of([head_of(word) for word in words], year).items() if v in _MONEY[1:]}
        if len(columns) >= 2 and not any(word.replace(".", "").isdecimal() for word in words):
            head = columns
            continue
        if not head:
            continue
        label = "".join(grid.text(row, column) for column in range(min(head)))
        suffix = next((suffix for suffix, pattern in _FUNDS if re.search(pattern, label_of(label))), None)
        if suffix is None:
            continue
        for column, name in head.items():
            cell = f"{name}{suffix}"
            known = grid.text(row, column) or grid.unknown(row, column) is not None
            if known and cell not in cells:
                value = checked(
                    found, grid, (row, column), PROJECTS_TABLE, cell, read_amount(grid.text(row, column), unit)
                )
                if value:
                    cells[cell] = FoundCell(PROJECTS_TABLE, "", cell, value, grid.source(row, column))
    return cells


def _words(grid: Grid, found: Found) -> dict[str, FoundCell]:
    """Goal and achievement under their heads, responsible unit and reason behind their labels."""
    cells: dict[str, FoundCell] = {}
    under = {"预期目标": "goal", "实际完成情况": "achievement"}
    behind = {"实施单位": "responsible", "执行偏差原因": "deviation_reason"}
    for row, column, text in grid.walk():
        word = head_of(text)
        cell, place = "", (row, column)
        if word in under and grid.text(row + 1, column):
            cell, place = under[word], (row + 1, column)
        elif word in behind:
            at = next((each for each in range(column + 1, grid.width) if grid.text(row, each)), None)
            if at is not None:
                cell, place = behind[word], (row, at)
        if cell and cell not in cells:
            value = checked(found, grid, place, PROJECTS_TABLE, cell, grid.text(*place))
            if value:
                cells[cell] = FoundCell(PROJECTS_TABLE, "", cell, value, grid.source(*place))
    return cells


def _indicators(grid: Grid, found: Found, table: FoundList, project: str) -> None:
    places = table.places
    group = second = ""
    for row in table.rows(grid):
        first = next(text for text in grid.shown_row(row) if text)
        if _TOTAL.match(label_of(first)):
            return
        if "group" in places:
            group = group_of(grid.shown(row, places["group"])) or group
        if "second" in places:
            second = grid.shown(row, places["second"]) or second
        name = grid.text(row, places["name"])
        if not name:
            continue
        text = {key: grid.text(row, at) for key, at in places.items()}
        values = {"group": group, "second": second}
        if text["target"]:
            values.update(target_cells(text["target"], sign=sign_of(text.get("sign", "")), unit=text.get("unit", "")))
        if text.get("actual"):
            values.update(actual_cells(text["actual"], sign=values.get("sign", "")))
        values.update({key: text[key] for key in ("points", "score", "reason") if text.get(key)})
        cells = {}
        for cell, value in values.items():
            at = places.get({"target_text": "target", "actual_grade": "actual"}.get(cell, cell), places["target"])
            if value and (value := checked(found, grid, (row, at), INDICATORS_TABLE, cell, value)):
                cells[cell] = FoundCell(INDICATORS_TABLE, "", cell, value, grid.source(row, at))
        found.rows.append(FoundRow(INDICATORS_TABLE, name, cells, grid.source(row, places["name"]), project=project))
