"""The tables of a section as its page shows them: rows with their cells, and what is derived beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.content import ReportContent
from departments.deriving import PROJECT_CELLS
from departments.enums import AssetKind, Column, UnitKind
from departments.facts import (
    ASSETS_TABLE,
    BASE_TABLE,
    BUILDINGS_TABLE,
    CONTACT_TABLE,
    INDICATORS_TABLE,
    MEASURES_TABLE,
    PROBLEMS_TABLE,
    PROJECTS_TABLE,
    STAFF_TABLE,
    SURVEYS_TABLE,
    UNITS_TABLE,
    WORK_TABLE,
    rate,
)
from departments.models import DraftRow, ProjectFund, ProjectIndicator
from departments.places import table as table_place
from departments.tables import TABLES
from departments.wizard.base_sheet import BaseSheet, base_sheet
from departments.wizard.cells import NEW_ROW, Options, RowView, row_view
from departments.wizard.wording import TABLE_WORDS, Words

# Of the 100 points of a 自评表, 10 belong to the execution rate (财预〔2020〕10号).
INDICATOR_POINTS = Decimal(90)


@dataclass(frozen=True)
class TableView:
    """A table of the page. `blank` is the row that a script copies when a row is added."""

    name: str
    place: str
    rows: list[RowView]
    is_declared_empty: bool
    facts: dict[str, Decimal]
    sheet: BaseSheet | None = None
    blank: RowView | None = None

    @property
    def template(self) -> str:
        """The template that draws this table."""
        return f"wizard/tables/{self.name}.html"

    @property
    def words(self) -> Words:
        """Heading and guidance."""
        return TABLE_WORDS[self.name]

    @property
    def row(self) -> RowView:
        """The row of a table that has one only."""
        return self.rows[0]

    @property
    def by_kind(self) -> list[tuple[UnitKind, list[RowView]]]:
        """The rows of 内设股室 and of 所属单位 apart."""
        return [(kind, [row for row in self.rows if row.cells["kind"].shown == kind.value]) for kind in UnitKind]

    @property
    def totals(self) -> dict[str, Decimal | None]:
        """Sums over all projects, 万元, and their execution rate in percent."""
        sums = {column.value: self.facts.get(code) for column, code in PROJECT_CELLS.items()}
        return {**sums, "execution": _share(sums[Column.OUTTURN], sums[Column.ADJUSTED])}

    @property
    def asset_totals(self) -> list[tuple[str, str, Decimal | None]]:
        """Column, fact code and sum of each column of the asset table, 万元."""
        return [(name, f"assets_{name}", self.facts.get(f"assets_{name}")) for name in TABLES[ASSETS_TABLE].cells]

    @property
    def points(self) -> Decimal:
        """What the indicators of a table share out."""
        return INDICATOR_POINTS

    @property
    def shared(self) -> Decimal:
        """Points that are given to indicators so far."""
        return self._sum("points")

    @property
    def scored(self) -> Decimal:
        """What the unit scored itself so far."""
        return self._sum("score")

    @property
    def rest(self) -> str:
        """Whether the points add up, in words; static/js/sums.js says the same while one types."""
        left = self.points - self.shared
        if left > 0:
            return _("还可分配 %(points)s 分") % {"points": format(left, ".2f")}
        return _("超出 %(points)s 分") % {"points": format(-left, ".2f")} if left < 0 else _("分值已分配完")

    def _sum(self, cell: str) -> Decimal:
        values = (getattr(row.row, cell) for row in self.rows)
        return sum((value for value in values if value is not None), Decimal(0))


def _share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """Part ÷ whole in percent; None while one of them is not known."""
    return None if part is None or whole is None else rate(Decimal(part), Decimal(whole))


def project_row(section: str, project: ProjectFund) -> RowView:
    """A project with its execution rate (percent)."""
    execution = _share(project.outturn, project.adjusted)
    return row_view(TABLES[PROJECTS_TABLE], section, project, label=project.name, extra={"execution": execution})


def indicator_row(section: str, indicator: ProjectIndicator | None) -> RowView:
    """A row of the overall or of a project's indicator table; to which it belongs is not for the person to choose."""
    cells = tuple(cell for cell in TABLES[INDICATORS_TABLE].cells if cell != "project")
    key = "" if indicator else NEW_ROW
    return row_view(TABLES[INDICATORS_TABLE], section, indicator, key=key, cells=cells)


def _single(content: ReportContent, section: str, table: str) -> RowView:
    stored = content.of(table)
    return row_view(TABLES[table], section, stored[0] if stored else None, key=table)


def _plain(content: ReportContent, section: str, table: str) -> list[RowView]:
    return [row_view(TABLES[table], section, row) for row in content.of(table)]


def _staff(content: ReportContent, section: str) -> list[RowView]:
    return [_single(content, section, STAFF_TABLE)]


def _contact(content: ReportContent, section: str) -> list[RowView]:
    return [_single(content, section, CONTACT_TABLE)]


def _work(content: ReportContent, section: str) -> list[RowView]:
    return [_single(content, section, WORK_TABLE)]


def _units(content: ReportContent, section: str) -> list[RowView]:
    return _plain(content, section, UNITS_TABLE)


def _problems(content: ReportContent, section: str) -> list[RowView]:
    return _plain(content, section, PROBLEMS_TABLE)


def _assets(content: ReportContent, section: str) -> list[RowView]:
    stored = {row.kind: row for row in content.assets}
    spec = TABLES[ASSETS_TABLE]
    return [row_view(spec, section, stored.get(kind), key=kind.value, label=kind.label) for kind in AssetKind]


def _projects(content: ReportContent, section: str) -> list[RowView]:
    rows = []
    for project in content.projects:
        row = project_row(section, project)
        indicators = content.indicators(project)
        shared = sum((each.points for each in indicators if each.points is not None), Decimal(0))
        rows.append(row.with_extra(indicators=len(indicators), points=shared))
    return rows


def _indicators(content: ReportContent, section: str) -> list[RowView]:
    return [indicator_row(section, row) for row in content.indicators(None)]


def _buildings(content: ReportContent, section: str) -> list[RowView]:
    return [
        row_view(
            TABLES[BUILDINGS_TABLE],
            section,
            row,
            label=row.name,
            extra={
                "area_rate": _share(row.actual_area, row.approved_area),
                "investment_rate": _share(row.actual_investment, row.approved_investment),
            },
        )
        for row in content.buildings
    ]


def _surveys(content: ReportContent, section: str) -> list[RowView]:
    return [
        row_view(
            TABLES[SURVEYS_TABLE],
            section,
            row,
            label=row.target_group,
            extra={"rate": _share(row.satisfied, row.answered)},
        )
        for row in content.surveys
    ]


def _problem_options(content: ReportContent) -> dict[str, Options]:
    named = [(str(row.pk), f"{number}. {row.text[:40]}") for number, row in enumerate(content.problems, start=1)]
    return {"problems": named}


def _measures(content: ReportContent, section: str) -> list[RowView]:
    options = _problem_options(content)
    return [row_view(TABLES[MEASURES_TABLE], section, row, options=options) for row in content.measures]


_ROWS: dict[str, Callable[[ReportContent, str], list[RowView]]] = {
    STAFF_TABLE: _staff,
    CONTACT_TABLE: _contact,
    WORK_TABLE: _work,
    UNITS_TABLE: _units,
    BUILDINGS_TABLE: _buildings,
    PROBLEMS_TABLE: _problems,
    PROJECTS_TABLE: _projects,
    INDICATORS_TABLE: _indicators,
    ASSETS_TABLE: _assets,
    SURVEYS_TABLE: _surveys,
    MEASURES_TABLE: _measures,
}


def _blank(content: ReportContent, section: str, table: str) -> RowView | None:
    """The row that is copied for a new one; None where the form prints the rows."""
    spec = TABLES[table]
    if not spec.is_list:
        return None
    if table == INDICATORS_TABLE:
        return indicator_row(section, None)
    options = _problem_options(content) if table == MEASURES_TABLE else None
    no_row: DraftRow | None = None
    return row_view(spec, section, no_row, key=NEW_ROW, options=options)


def table_view(content: ReportContent, section: str, table: str) -> TableView:
    """A table for the page of a section."""
    sheet = base_sheet(content, section) if table == BASE_TABLE else None
    return TableView(
        name=table,
        place=table_place(section, table),
        rows=_ROWS[table](content, section) if not sheet else [],
        is_declared_empty=table in content.report.declared_empty,
        facts=content.facts,
        sheet=sheet,
        blank=None if sheet else _blank(content, section, table),
    )


def project_indicators(content: ReportContent, section: str, project: ProjectFund) -> TableView:
    """The indicator table of one project, for the project's own page."""
    return TableView(
        name=INDICATORS_TABLE,
        place=table_place(section, INDICATORS_TABLE),
        rows=[indicator_row(section, row) for row in content.indicators(project)],
        is_declared_empty=False,
        facts=content.facts,
        blank=indicator_row(section, None),
    )
