"""What each table of a report is made of: its model, its cells, whether rows come and go.

Pages, saving, importing and freezing all read this registry, so that a table is described once.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models

from departments import facts
from departments.enums import Column
from departments.models import (
    AssetLine,
    BudgetLine,
    BuildingProject,
    ContactDetails,
    DraftRow,
    Measure,
    OrganisationUnit,
    Problem,
    ProjectFund,
    ProjectIndicator,
    SatisfactionSurvey,
    StaffFigures,
    WorkFigures,
)

MONEY_COLUMNS = tuple(Column.values)


@dataclass(frozen=True)
class TableSpec:
    """A table: `cells` are the fields that a person fills.

    Rows are addressed by the value of `key`: the chart code or kind where rows are fixed, else the id.
    A `single` table has one row, addressed by the table's own name. `pointers` are cells that name one other row
    of the same report, `links` those that name several; both are written as row ids.
    """

    name: str
    model: type[DraftRow]
    cells: tuple[str, ...]
    key: str = "pk"
    single: bool = False
    pointers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether a person adds and removes rows."""
        return self.key == "pk" and not self.single

    def row_key(self, row: DraftRow) -> str:
        """The address of a row within the table."""
        return self.name if self.single else str(getattr(row, self.key))

    def field(self, cell: str) -> "models.Field[Any, Any]":
        """The model field behind a cell."""
        return self.model._meta.get_field(cell)  # type: ignore[return-value]  # cells name plain fields only


_SPECS = (
    TableSpec(facts.STAFF_TABLE, StaffFigures, ("staff_quota", "staff_actual", "staff_retired"), single=True),
    TableSpec(facts.UNITS_TABLE, OrganisationUnit, ("kind", "name")),
    TableSpec(facts.CONTACT_TABLE, ContactDetails, ("prepared_by", "phone", "prepared_on"), single=True),
    TableSpec(facts.BASE_TABLE, BudgetLine, MONEY_COLUMNS, key="line"),
    TableSpec(
        facts.PROJECTS_TABLE,
        ProjectFund,
        (
            "name",
            "kind",
            "is_key",
            "prior_outturn",
            "initial",
            "adjusted",
            "outturn",
            "initial_carried",
            "adjusted_carried",
            "outturn_carried",
            "initial_other",
            "adjusted_other",
            "outturn_other",
            "responsible",
            "organisation",
            "management",
            "goal",
            "achievement",
            "deviation_reason",
        ),
    ),
    TableSpec(
        facts.INDICATORS_TABLE,
        ProjectIndicator,
        (
            "project",
            "group",
            "second",
            "name",
            "sign",
            "target",
            "target_text",
            "unit",
            "actual",
            "actual_grade",
            "points",
            "score",
            "reason",
        ),
        pointers=("project",),
    ),
    TableSpec(
        facts.ASSETS_TABLE,
        AssetLine,
        ("opening", "closing", "in_use", "idle", "disposed", "income"),
        key="kind",
    ),
    TableSpec(
        facts.BUILDINGS_TABLE,
        BuildingProject,
        ("name", "approved_area", "actual_area", "approved_investment", "actual_investment"),
    ),
    TableSpec(
        facts.SURVEYS_TABLE,
        SatisfactionSurvey,
        ("target_group", "method", "surveyed_on", "answered", "satisfied"),
    ),
    TableSpec(
        facts.WORK_TABLE,
        WorkFigures,
        (
            "tasks_planned",
            "tasks_done",
            "tasks_on_time",
            "tasks_up_to_standard",
            "key_tasks_assigned",
            "key_tasks_done",
        ),
        single=True,
    ),
    TableSpec(facts.PROBLEMS_TABLE, Problem, ("text", "cause")),
    TableSpec(facts.MEASURES_TABLE, Measure, ("text", "problems", "responsible", "due"), links=("problems",)),
)

TABLES: dict[str, TableSpec] = {spec.name: spec for spec in _SPECS}
