"""Reads 部门整体支出绩效评价基础数据表: lines by their names, columns by their heads, projects between the lines.

Sums are not taken but held against their parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from departments import chart
from departments.enums import FundKind
from departments.facts import BASE_TABLE, FACTS, PROJECTS_TABLE
from departments.importing.report.tables import columns_of
from departments.importing.report.vocabulary import read_label
from departments.importing.tables.amounts import checked, is_amount, read_amount, unit_of_head, unit_of_sheet
from departments.importing.tables.found import Compared, Found, FoundCell, FoundRow
from departments.importing.tables.grid import Grid, head_of, label_of
from departments.values import show_cell

# Words of the printed forms that the lines are not called by elsewhere.
_NAMES = {
    "三公经费合计": "three_public_total",
    "公务用车购置和维护经费": "three_public_vehicle",
    "公车购置和维护经费": "three_public_vehicle",
    "公车购置": "vehicle_purchase",
    "公车运行维护": "vehicle_running",
    "出国经费": "three_public_abroad",
    "公务接待": "three_public_reception",
    "办公经费": "public_office",
    "办公费": "public_office",
    "水费电费差旅费": "public_utilities_travel",
    "会议费培训费": "public_meeting_training",
    "政府采购": "procurement",
}
_KINDS = {
    "业务工作专项": FundKind.BUSINESS,
    "运行维护专项": FundKind.OPERATION,
    "省级专项资金": FundKind.HIGHER_LEVEL,
    "市级专项资金": FundKind.HIGHER_LEVEL,
    "省市级专项资金": FundKind.HIGHER_LEVEL,
}
_STAND_FOR = {"goods_services": "expenditure_public", "income_funds_other": "income_other"}
_PROJECT_COLUMNS = ("prior_outturn", "initial", "adjusted", "outturn")


def _bare(name: str) -> str:
    return label_of(name).translate(str.maketrans("", "", "、“”\"'（）()‘’"))


_LINES = {**{_bare(str(line.name)): code for code, line in chart.LINES.items()}, **_NAMES}


@dataclass
class _Reading:
    """Where the reader stands: the columns of the last head, and whether project lines may follow."""

    grid: Grid
    found: Found
    year: int
    unit: Decimal
    columns: dict[int, str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    kind: FundKind | None = None
    typed: dict[str, Decimal] = field(default_factory=dict)
    sums: list[tuple[str, tuple[int, int], str]] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    projects: bool = False


def read_base_data(grid: Grid, found: Found, *, year: int) -> bool:
    """Take the lines of the sheet; returns whether it has any."""
    reading = _Reading(grid, found, year, unit_of_sheet(grid))
    lines = 0
    for row in range(len(grid)):
        if _is_head(reading, row):
            reading.projects = False
        elif reading.columns:
            lines += _read_line(reading, row)
    if lines:
        _compare(reading)
    return lines >= 2


def line_code(label: str) -> str:
    """The code of the chart for a printed label, empty for any other."""
    bare = _bare(label)
    if bare in _LINES:
        return _LINES[bare]
    if "调整" in bare:
        return ""
    read = read_label(label_of(label))
    code = _STAND_FOR.get(read.code, read.code)
    return code if code in chart.LINES and not read.residue and not read.scope and not read.weak else ""


def _is_head(reading: _Reading, row: int) -> bool:
    """Whether columns of the chart are named in this row, alone or with the row above it."""
    grid = reading.grid
    here = grid.shown_row(row)
    if any(is_amount(text) for text in here):
        return False
    above = grid.shown_row(row - 1) if row else [""] * len(here)
    joined = [a if a == b else a + b for a, b in zip(above, here, strict=True)]
    for heads in (here, joined):
        columns = columns_of([head_of(head) for head in heads], reading.year)
        if len(columns) >= 2 and not any(line_code(head) for at, head in enumerate(heads) if at not in columns):
            reading.columns, reading.heads = columns, dict(enumerate(heads))
            return True
    return False


def _read_line(reading: _Reading, row: int) -> int:
    """Take one row; returns 1 for a line of the chart."""
    grid = reading.grid
    first = min(reading.columns)
    labels = [text for column in range(first) if (text := grid.text(row, column))]
    if not labels:
        return 0
    label = next((each for each in reversed(labels) if line_code(each)), labels[-1])
    kind = _KINDS.get(head_of(label_of(label).replace("（市）", "市")).replace("（", "").replace("）", ""))
    if kind:
        reading.kind, reading.projects = kind, True
        return 0
    code = line_code(label)
    if not code:
        if reading.projects:
            _read_project(reading, row, label)
        else:
            _leave(reading, row, label)
        return 0
    reading.projects = code == chart.PROJECT_LINE
    if reading.projects:
        reading.kind = None
    line = chart.LINES[code]
    for column, name in _of_line(line, reading.columns).items():
        _read_cell(reading, line, (row, column), name)
    return 1


def _of_line(line: chart.Line, columns: Mapping[int, str]) -> dict[int, str]:
    """The columns that this line has. 本年预算数 is the adjusted budget where a line knows no other."""
    held = {column: name for column, name in columns.items() if name in line.columns}
    if not held and line.columns == chart.ADJUSTED_ONLY:
        held = {column: "adjusted" for column, name in columns.items() if name == "initial"}
    return held


def _read_cell(reading: _Reading, line: chart.Line, at: tuple[int, int], column: str) -> None:
    grid, found = reading.grid, reading.found
    text = grid.text(*at)
    if not text and grid.unknown(*at) is None:
        return
    if line.is_derived and grid.unknown(*at) is not None:
        return  # a sum is worked out here in any case
    amount = read_amount(text, unit_of_head(reading.heads.get(at[1], ""), reading.unit))
    noted = len(found.faults)
    value = checked(found, grid, at, BASE_TABLE, column, amount)
    code = chart.amount_code(line.code, column)
    if len(found.faults) > noted:
        reading.unreadable.add(code)
    if not value:
        return
    if line.is_derived:
        reading.sums.append((code, at, value))
        return
    reading.typed[code] = Decimal(value)
    found.cells.append(FoundCell(BASE_TABLE, line.code, column, value, grid.source(*at)))


def _read_project(reading: _Reading, row: int, label: str) -> None:
    grid, found = reading.grid, reading.found
    name = label_of(label)
    cells: dict[str, FoundCell] = {}
    for at, column in reading.columns.items():
        if column not in _PROJECT_COLUMNS or not (grid.text(row, at) or grid.unknown(row, at) is not None):
            continue
        amount = read_amount(grid.text(row, at), unit_of_head(reading.heads.get(at, ""), reading.unit))
        noted = len(found.faults)
        value = checked(found, grid, (row, at), PROJECTS_TABLE, column, amount)
        code = chart.amount_code(chart.PROJECT_LINE, column)
        if len(found.faults) > noted:
            reading.unreadable.add(code)
        if value:
            cells[column] = FoundCell(PROJECTS_TABLE, "", column, value, grid.source(row, at))
            reading.typed[code] = reading.typed.get(code, Decimal(0)) + Decimal(value)
    source = grid.source(row, next(column for column in range(grid.width) if grid.text(row, column) == label))
    if cells and name:
        if reading.kind:
            cells["kind"] = FoundCell(PROJECTS_TABLE, "", "kind", reading.kind.value, source)
        found.rows.append(FoundRow(PROJECTS_TABLE, name, cells, source))


def _leave(reading: _Reading, row: int, label: str) -> None:
    """A line that nobody knows, but with figures: said, not dropped."""
    for column in reading.columns:
        if is_amount(reading.grid.text(row, column)):
            message = _("“%(label)s”不是基础数据表的项目，没有读入。") % {"label": label[:40]}
            reading.found.fault(reading.grid.source(row, column), message)


def _compare(reading: _Reading) -> None:
    derived = chart.derive_sums(reading.typed, reading.unreadable)
    for code, at, stated in reading.sums:
        if code in derived and code not in reading.unreadable:
            compared = Compared(reading.grid.source(*at), FACTS[code].name, stated, show_cell(derived[code]))
            reading.found.compared.append(compared)
