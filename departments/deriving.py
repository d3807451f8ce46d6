"""From the rows of a table to facts: each reader takes one table, `update_facts` keeps `Report.facts` whole.

A save reads and derives one table only; what the others gave is taken from the stored facts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from departments import chart
from departments.enums import Column, UnitKind
from departments.facts import (
    ASSETS_TABLE,
    BASE_TABLE,
    BUILDINGS_TABLE,
    PROJECTS_TABLE,
    STAFF_TABLE,
    SURVEYS_TABLE,
    UNITS_TABLE,
    UNREADABLE,
    WORK_TABLE,
    rate,
    read_facts,
)
from departments.models import (
    AssetLine,
    BudgetLine,
    BuildingProject,
    DraftRow,
    OrganisationUnit,
    ProjectFund,
    SatisfactionSurvey,
    StaffFigures,
    WorkFigures,
)

Known = dict[str, Decimal | None]

PROJECT_COLUMNS = (Column.PRIOR_OUTTURN, Column.INITIAL, Column.ADJUSTED, Column.OUTTURN)
PROJECT_CELLS = {column: chart.amount_code(chart.PROJECT_LINE, column) for column in PROJECT_COLUMNS}
BASE_CELLS = frozenset(
    chart.amount_code(line, column) for line in chart.TYPED_LINES for column in chart.LINES[line].columns
)
DERIVED_CELLS = frozenset(
    chart.amount_code(line.code, column) for line in chart.LINES.values() if line.parts for column in line.columns
)
STAFF_FIELDS = ("staff_quota", "staff_actual", "staff_retired")
WORK_FIELDS = (
    "tasks_planned",
    "tasks_done",
    "tasks_on_time",
    "tasks_up_to_standard",
    "key_tasks_assigned",
    "key_tasks_done",
)
BUILDING_FIELDS = ("approved_area", "actual_area", "approved_investment", "actual_investment")
ASSET_FIELDS = ("opening", "closing", "in_use", "idle", "disposed", "income")


def _sum_of(rows: Iterable[DraftRow], name: str) -> Decimal | None:
    """The sum of a column; nothing when no row has it or a row has it unreadable."""
    values: list[Decimal] = []
    for row in rows:
        if name in row.invalid:
            return None
        value = getattr(row, name)
        if value is not None:
            values.append(Decimal(value))
    return sum(values, Decimal(0)) if values else None


def facts_of_staff(rows: Sequence[StaffFigures]) -> Known:
    """Persons, from the one row of the staff table."""
    return {name: _sum_of(rows, name) for name in STAFF_FIELDS}


def facts_of_units(rows: Sequence[OrganisationUnit]) -> Known:
    """Counts of the named lines of 内设股室 and 所属单位."""
    named = [row.kind for row in rows if row.name.strip()]
    return {
        "internal_units": Decimal(named.count(UnitKind.INTERNAL)) if named else None,
        "subordinate_units": Decimal(named.count(UnitKind.SUBORDINATE)) if named else None,
    }


def facts_of_base(rows: Sequence[BudgetLine]) -> Known:
    """The typed cells of the base-data table, 万元."""
    facts: Known = dict.fromkeys(BASE_CELLS)
    for row in rows:
        line = chart.LINES.get(row.line)
        for column in line.columns if line and not line.is_derived else ():
            facts[chart.amount_code(row.line, column)] = getattr(row, column)
    return facts


def facts_of_projects(rows: Sequence[ProjectFund]) -> Known:
    """Totals over the projects, 万元, and their number."""
    facts: Known = {code: _sum_of(rows, column) for column, code in PROJECT_CELLS.items()}
    facts["key_project_outturn"] = _sum_of([row for row in rows if row.is_key], Column.OUTTURN)
    facts["project_count"] = Decimal(len(rows)) if rows else None
    return facts


def facts_of_buildings(rows: Sequence[BuildingProject]) -> Known:
    """Totals over the buildings finished in the year, ㎡ and 万元."""
    sums = {f"building_{name}": _sum_of(rows, name) for name in BUILDING_FIELDS}
    return {"building_count": Decimal(len(rows)) if rows else None, **sums}


def facts_of_assets(rows: Sequence[AssetLine]) -> Known:
    """Totals of the asset table, 万元."""
    return {f"assets_{name}": _sum_of(rows, name) for name in ASSET_FIELDS}


def facts_of_surveys(rows: Sequence[SatisfactionSurvey]) -> Known:
    """The share of the satisfied over all surveys, percent, and the sample."""
    complete = [row for row in rows if row.answered and row.satisfied is not None]
    sample = Decimal(sum(row.answered or 0 for row in complete))
    satisfied = Decimal(sum(row.satisfied or 0 for row in complete))
    return {"survey_sample": sample or None, "satisfaction_rate": rate(satisfied, sample)}


def facts_of_work(rows: Sequence[WorkFigures]) -> Known:
    """Numbers of tasks, from the one row of the work table."""
    return {name: _sum_of(rows, name) for name in WORK_FIELDS}


READERS: dict[str, Callable[[Any], Known]] = {
    STAFF_TABLE: facts_of_staff,
    UNITS_TABLE: facts_of_units,
    BASE_TABLE: facts_of_base,
    PROJECTS_TABLE: facts_of_projects,
    BUILDINGS_TABLE: facts_of_buildings,
    ASSETS_TABLE: facts_of_assets,
    SURVEYS_TABLE: facts_of_surveys,
    WORK_TABLE: facts_of_work,
}

# What is known of a table that the unit has declared empty ("本年无…").
FACTS_OF_NOTHING: dict[str, dict[str, Decimal]] = {
    BUILDINGS_TABLE: {"building_count": Decimal(0)},
    PROJECTS_TABLE: {"project_count": Decimal(0), **dict.fromkeys(PROJECT_CELLS.values(), Decimal(0))},
    UNITS_TABLE: {"subordinate_units": Decimal(0)},
}


def _own_cells(table: str) -> frozenset[str]:
    """Codes of the amounts that this table brings into sums."""
    return {BASE_TABLE: BASE_CELLS, PROJECTS_TABLE: frozenset(PROJECT_CELLS.values())}.get(table, frozenset())


def _unreadable_cells(table: str, rows: Sequence[Any]) -> set[str]:
    """Codes of the amounts of this table that were typed but are no numbers."""
    if table == BASE_TABLE:
        return {chart.amount_code(row.line, cell) for row in rows for cell in row.invalid} & BASE_CELLS
    if table == PROJECTS_TABLE:
        return {code for column, code in PROJECT_CELLS.items() if any(column in row.invalid for row in rows)}
    return set()


def _marked(stored: Mapping[str, str]) -> set[str]:
    return {code.removeprefix(UNREADABLE) for code in stored if code.startswith(UNREADABLE)}


def update_facts(
    stored: Mapping[str, str], table: str, rows: Sequence[Any], *, declared_empty: Collection[str] = ()
) -> dict[str, str]:
    """The new `Report.facts` after `table` came to hold `rows`; what other tables gave is taken from `stored`.

    Sums of the chart are derived again from all typed cells.
    """
    reader = READERS.get(table)
    if reader is None:
        return dict(stored)
    unreadable = (_marked(stored) - _own_cells(table)) | _unreadable_cells(table, rows)
    known = {code: value for code, value in read_facts(stored).items() if code not in DERIVED_CELLS}
    found = reader(rows)
    if not rows and table in declared_empty:
        found |= FACTS_OF_NOTHING.get(table, {})
    for code, value in found.items():
        if value is None or code in unreadable:
            known.pop(code, None)
        else:
            known[code] = Decimal(value)
    amounts = chart.derive_sums(known, unreadable)
    return {code: format(value, "f") for code, value in amounts.items()} | {
        UNREADABLE + code: "" for code in unreadable
    }


def unreadable_amounts(stored: Mapping[str, str]) -> set[str]:
    """Codes of amounts, typed or summed, that stay open until a cell is corrected."""
    return chart.spread_unreadable(_marked(stored))
