"""The base-data table as a sheet: numbered lines, typed and derived cells, the formula of each sum by row numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from departments import chart
from departments.content import ReportContent
from departments.deriving import PROJECT_CELLS, unreadable_amounts
from departments.enums import Column, SectionKey
from departments.facts import BASE_TABLE, PROJECTS_TABLE
from departments.models import ProjectFund
from departments.places import table as table_place
from departments.tables import TABLES
from departments.wizard.cells import CellView, RowView, row_view

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class SheetCell:
    """A place in the grid: an input (`cell`), a derived amount (`parts`), or nothing (a column the line has not)."""

    column: str
    cell: CellView | None = None
    parts: str = ""
    fact: str = ""
    amount: Decimal | None = None
    waits: bool = False


@dataclass(frozen=True)
class SheetLine:
    """A line of the sheet. `lead` is its 上年预算, which few lines have: the name takes that room elsewhere."""

    code: str
    place: str
    number: int
    name: str
    depth: int
    cells: list[SheetCell]
    lead: SheetCell | None = None
    version: int = 0
    wrong: Sequence[CellView] = ()
    formula: str = ""
    guidance: StrOrPromise = ""
    is_sum: bool = False
    is_projects: bool = False

    @property
    def all_cells(self) -> list[SheetCell]:
        """The cells in the order of the page."""
        return [self.lead, *self.cells] if self.lead else self.cells


@dataclass(frozen=True)
class SheetGroup:
    """Lines under one heading; `projects` are the lines that are rows of section three."""

    name: StrOrPromise
    lines: list[SheetLine]
    projects: list[SheetLine] = field(default_factory=list)

    @property
    def has_lead(self) -> bool:
        """Whether lines of this group have the column 上年预算."""
        return any(line.lead for line in self.lines)


@dataclass(frozen=True)
class BaseSheet:
    """The whole sheet. Project lines are saved to `projects_place`; they may be locked while the rest is not."""

    columns: tuple[Column, ...]
    lead: Column
    groups: list[SheetGroup]
    projects_section: str
    projects_editable: bool

    @property
    def projects_place(self) -> str:
        """The table that the project lines belong to."""
        return table_place(self.projects_section, PROJECTS_TABLE)


class _Lines:
    """Builds the lines of one report's sheet."""

    def __init__(self, content: ReportContent, section: str) -> None:
        self.content, self.section = content, section
        self.stored = {row.line: row for row in content.budget_lines}
        self.broken = unreadable_amounts(content.report.facts)
        self.numbers = {code: number for number, code in enumerate(_codes_in_order(content), start=1)}
        holder = content.outline.section_of_table(PROJECTS_TABLE)
        self.projects_section = str(holder.key if holder else SectionKey.SPECIAL_FUNDS)

    def line(self, code: str, *, opens_memo: bool) -> SheetLine:
        """A line of the chart."""
        line = chart.LINES[code]
        name = str(line.name)
        row = None
        if not line.is_derived:
            stored = self.stored.get(code)
            row = row_view(
                TABLES[BASE_TABLE], self.section, stored, key=code, label=name, cells=tuple(line.columns)
            )
        return SheetLine(
            code=code,
            place=table_place(self.section, BASE_TABLE, code),
            number=self.numbers[code],
            name=_("其中：%(name)s") % {"name": name} if opens_memo else name,
            depth=line.depth,
            cells=[self._cell(line, column, row) for column in chart.USUAL],
            lead=self._cell(line, LEAD, row) if LEAD in line.columns else None,
            version=row.version if row else 0,
            wrong=row.wrong if row else (),
            formula=self._formula(line),
            guidance=line.guidance,
            is_sum=line.is_derived,
            is_projects=code == chart.PROJECT_LINE,
        )

    def project(self, project: ProjectFund) -> SheetLine:
        """A project as a line below 项目支出."""
        spec, code = TABLES[PROJECTS_TABLE], str(project.pk)
        row = row_view(spec, self.projects_section, project, cells=tuple(PROJECT_CELLS))
        return SheetLine(
            code=code,
            place=table_place(self.projects_section, PROJECTS_TABLE, code),
            number=self.numbers[code],
            name=project.name or _("未命名项目"),
            depth=2,
            cells=[SheetCell(column, cell=row.cells[column]) for column in chart.USUAL],
            version=row.version,
            wrong=row.wrong,
        )

    def _cell(self, line: chart.Line, column: Column, row: RowView | None) -> SheetCell:
        if column not in line.columns:
            return SheetCell(column)
        if row:
            return SheetCell(column, cell=row.cells[column])
        address = chart.amount_code(line.code, column)
        return SheetCell(
            column,
            parts=self._parts(line, column),
            fact=address,
            amount=self.content.facts.get(address),
            waits=address in self.broken,
        )

    def _parts(self, line: chart.Line, column: Column) -> str:
        """What the browser adds up for a derived cell."""
        if line.code == chart.PROJECT_LINE:
            return " ".join(f"{project.pk}.{column}" for project in self.content.projects) or "none"
        return " ".join(chart.amount_code(part, column) for part in line.parts)

    def _formula(self, line: chart.Line) -> str:
        """= 2+3+4 by row numbers; = 16 至 20 for the projects."""
        if line.code == chart.PROJECT_LINE:
            own = [self.numbers[str(project.pk)] for project in self.content.projects]
            if len(own) > 1:
                return _("= %(first)s 至 %(last)s") % {"first": own[0], "last": own[-1]}
            return f"= {own[0]}" if own else ""
        return "= " + "+".join(str(self.numbers[part]) for part in line.parts) if line.parts else ""


LEAD = Column.PRIOR_BUDGET


def _codes_in_order(content: ReportContent) -> Iterator[str]:
    """Every chart line, and behind 项目支出 every project."""
    for code in chart.LINES:
        yield code
        if code == chart.PROJECT_LINE:
            yield from (str(project.pk) for project in content.projects)


def base_sheet(content: ReportContent, section: str) -> BaseSheet:
    """Build the sheet of a report for the page of `section`."""
    lines = _Lines(content, section)
    groups = []
    for group in chart.GROUPS:
        memo_seen = False
        shown = []
        for line in group.lines:
            shown.append(lines.line(line.code, opens_memo=line.memo and not memo_seen))
            memo_seen = memo_seen or line.memo
        has_projects = any(line.is_projects for line in shown)
        projects = [lines.project(project) for project in content.projects] if has_projects else []
        groups.append(SheetGroup(group.name, shown, projects))
    return BaseSheet(
        columns=chart.USUAL,
        lead=LEAD,
        groups=groups,
        projects_section=lines.projects_section,
        projects_editable=content.report.fills and content.report.is_unlocked(lines.projects_section),
    )
