"""The base-data table as a sheet: numbered lines, typed and derived cells, the formula of each sum by row numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from departments import chart
from departments.content import ReportContent
from departments.deriving import PROJECT_CELLS, unreadable_amounts
from departments.enums import Column, SectionKey
from departments.facts import BASE_TABLE, PROJECTS_TABLE, Facts
from departments.tables import TABLES
from departments.wizard.cells import CellView, RowView, row_view

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class SheetCell:
    """A place in the grid: an input (`cell`), a derived amount (`sum`), or nothing (a column the line has not)."""

    column: str
    cell: CellView | None = None
    parts: str = ""
    amount: Decimal | None = None
    waits: bool = False

    @property
    def is_derived(self) -> bool:
        """Whether the portal computes it."""
        return bool(self.parts)


@dataclass
class SheetLine:
    """A line of the sheet. `place` differs for project lines: they are rows of section three."""

    code: str
    number: int
    name: StrOrPromise
    depth: int
    cells: list[SheetCell]
    row: RowView | None = None
    formula: str = ""
    guidance: StrOrPromise = ""
    memo: bool = False


@dataclass(frozen=True)
class SheetPart:
    """Lines next to each other that are saved to the same table."""

    place: str
    lines: list[SheetLine] = field(default_factory=list)
    heading: StrOrPromise = ""


@dataclass(frozen=True)
class BaseSheet:
    """The whole sheet; `columns` in the order of the form."""

    columns: list[Column]
    parts: list[SheetPart]


def _projects_section(content: ReportContent) -> str:
    section = content.outline.section_of_table(PROJECTS_TABLE)
    return section.key if section else SectionKey.SPECIAL_FUNDS


def _codes_in_order(content: ReportContent) -> Iterator[tuple[str, str]]:
    """(kind, code): every chart line, and behind 项目支出 every project."""
    for code in chart.LINES:
        yield "line", code
        if code == chart.PROJECT_LINE:
            for project in content.projects:
                yield "project", str(project.pk)


def _formula(code: str, numbers: dict[str, int], content: ReportContent) -> str:
    """= 2+3+4 by row numbers; = 16 至 20 for the projects."""
    line = chart.LINES[code]
    if code == chart.PROJECT_LINE:
        own = [numbers[str(project.pk)] for project in content.projects]
        if not own:
            return ""
        return f"= {own[0]}" if len(own) == 1 else _("= %(first)s 至 %(last)s") % {"first": own[0], "last": own[-1]}
    return "= " + "+".join(str(numbers[part]) for part in line.parts) if line.parts else ""


def _parts(code: str, column: Column, content: ReportContent) -> str:
    """What the browser adds up for a derived cell."""
    line = chart.LINES[code]
    if code == chart.PROJECT_LINE:
        return " ".join(f"{project.pk}.{column}" for project in content.projects) or "none"
    return " ".join(chart.amount_code(part, column) for part in line.parts)


def _line_cells(
    code: str, columns: list[Column], row: RowView | None, content: ReportContent, facts: Facts, broken: set[str]
) -> list[SheetCell]:
    line = chart.LINES[code]
    cells = []
    for column in columns:
        if column not in line.columns:
            cells.append(SheetCell(column))
        elif line.is_derived:
            address = chart.amount_code(code, column)
            parts = _parts(code, column, content)
            cells.append(SheetCell(column, parts=parts, amount=facts.get(address), waits=address in broken))
        else:
            cells.append(SheetCell(column, cell=row.cells[column] if row else None))
    return cells


def base_sheet(content: ReportContent, section: str) -> BaseSheet:
    """Build the sheet of a report for the page of `section`."""
    spec, projects_spec = TABLES[BASE_TABLE], TABLES[PROJECTS_TABLE]
    used = {column for line in chart.LINES.values() for column in line.columns}
    columns = [column for column in Column if column in used]
    order = list(_codes_in_order(content))
    numbers = {code: number for number, (_kind, code) in enumerate(order, start=1)}
    stored = {row.line: row for row in content.budget_lines}
    projects = {str(project.pk): project for project in content.projects}
    headings = {group.lines[0].code: group.name for group in chart.GROUPS}
    broken = unreadable_amounts(content.report.facts)
    base_place = f"{section}/table/{BASE_TABLE}"
    projects_section = _projects_section(content)
    parts: list[SheetPart] = []
    first_memo = True
    for kind, code in order:
        if kind == "project":
            project = projects[code]
            row = row_view(projects_spec, projects_section, project, cells=tuple(PROJECT_CELLS), label=project.name)
            cells = [SheetCell(column, cell=row.cells.get(column)) for column in columns]
            place = f"{projects_section}/table/{PROJECTS_TABLE}"
            sheet_line = SheetLine(code, numbers[code], project.name or _("未命名项目"), 2, cells, row)
        else:
            line = chart.LINES[code]
            row_or_none = None
            if not line.is_derived:
                row_or_none = row_view(
                    spec, section, stored.get(code), key=code, label=line.name, cells=tuple(line.columns)
                )
            cells = _line_cells(code, columns, row_or_none, content, content.facts, broken)
            place = base_place
            name = _("其中：%(name)s") % {"name": line.name} if line.memo and first_memo else line.name
            first_memo = first_memo and not line.memo
            sheet_line = SheetLine(
                code,
                numbers[code],
                name,
                line.depth,
                cells,
                row_or_none,
                formula=_formula(code, numbers, content),
                guidance=line.guidance,
                memo=line.memo,
            )
        heading = headings.get(code, "") if kind == "line" else ""
        if not parts or parts[-1].place != place or heading:
            parts.append(SheetPart(place, heading=heading))
        parts[-1].lines.append(sheet_line)
    return BaseSheet(columns, parts)
