"""What a save of one table changes elsewhere on the page: sums, counts and rates."""

from departments.deriving import DERIVED_CELLS, PROJECT_CELLS, unreadable_amounts
from departments.facts import (
    ASSETS_TABLE,
    BASE_TABLE,
    BUILDINGS_TABLE,
    FACTS,
    PROJECTS_TABLE,
    SURVEYS_TABLE,
    UNITS_TABLE,
    read_facts,
)
from departments.models import Report
from departments.values import show_cell

_SHOWN_AFTER = {
    BASE_TABLE: sorted(DERIVED_CELLS),
    PROJECTS_TABLE: sorted({*PROJECT_CELLS.values(), *DERIVED_CELLS}),
    UNITS_TABLE: ["internal_units", "subordinate_units"],
    ASSETS_TABLE: [code for code in FACTS if code.startswith("assets_")],
    BUILDINGS_TABLE: [code for code in FACTS if code.startswith("building_")],
    SURVEYS_TABLE: ["survey_sample", "satisfaction_rate"],
}


def amounts_after(report: Report, table: str) -> dict[str, str | None]:
    """Fact code → value as shown; "" where nothing is known, None where a cell must be corrected first."""
    known, broken = read_facts(report.facts), unreadable_amounts(report.facts)
    return {code: None if code in broken else show_cell(known.get(code)) for code in _SHOWN_AFTER.get(table, ())}
