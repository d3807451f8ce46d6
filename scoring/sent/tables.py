"""The tables of a report as a reader sees them: headings, rows, cells with their places. Nothing here can be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from departments import chart, places
from departments.content import ReportContent
from departments.drafts.rows import cell_shown
from departments.enums import Column, SectionKey
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
)
from departments.models import DraftRow, ProjectFund, ProjectIndicator
from departments.outline import Section
from departments.tables import TABLES
from departments.wizard.wording import TABLE_WORDS
from scoring.rounding import fixed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `was` is what stood there before, None while it is the same."""

    place: str
    text: str
    is_figure: bool = False
    was: str | None = None


@dataclass(frozen=True)
class Note:
    """A long text of a row, with its label."""

    place: str
    label: StrOrPromise
    text: str
    was: str | None = None


@dataclass(frozen=True)
class Row:
    """One row; `change` is "new" or "gone" where the whole row came or went."""

    place: str
    head: Cell
    cells: tuple[Cell, ...] = ()
    notes: tuple[Note, ...] = ()
    depth: int = 0
    is_sum: bool = False
    change: str = ""


@dataclass(frozen=True)
class Table:
    """One table of a section."""

    place: str
    heading: StrOrPromise
    columns: tuple[StrOrPromise, ...]
    rows: tuple[Row, ...]
    unit: StrOrPromise = ""
    head: StrOrPromise = ""

    @property
    def heads(self) -> list[tuple[StrOrPromise, bool]]:
        """The columns, each with whether figures stand in it."""
        cells = next((row.cells for row in self.rows if row.cells), ())
        return [(label, cell.is_figure) for label, cell in zip(self.columns, cells, strict=False)]


@dataclass(frozen=True)
class _Shape:
    """How the rows of a list are read: what names a row, its short cells, its long ones."""

    head: str
    cells: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unit: StrOrPromise = field(default="")


_LISTS: dict[str, _Shape] = {
    UNITS_TABLE: _Shape("name", ("kind",)),
    BUILDINGS_TABLE: _Shape(
        "name", ("approved_area", "actual_area", "approved_investment", "actual_investment"), unit="㎡、万元"
    ),
    PROJECTS_TABLE: _Shape(
        "name", ("kind", "initial", "adjusted", "outturn"),
        ("responsible", "goal", "achievement", "deviation_reason", "organisation", "management"), "万元",
    ),
    ASSETS_TABLE: _Shape("kind", ("opening", "closing", "in_use", "idle", "disposed", "income"), unit="万元"),
    SURVEYS_TABLE: _Shape("target_group", ("method", "surveyed_on", "answered", "satisfied")),
    PROBLEMS_TABLE: _Shape("", (), ("text", "cause")),
    MEASURES_TABLE: _Shape("", (), ("text", "problems", "responsible", "due")),
}  # fmt: skip
_SINGLE = (STAFF_TABLE, WORK_TABLE, CONTACT_TABLE)


def tables_of(content: ReportContent, section: Section) -> list[Table]:
    """The tables of a section that have anything in them, in the order of the outline."""
    found = []
    for name in section.tables:
        if name == BASE_TABLE:
            found.append(_base(content, section.key))
        elif name in _SINGLE:
            found.append(_single(content, section.key, name))
        elif name == INDICATORS_TABLE:
            found += _indicators(content, section.key)
        else:
            found.append(_list(content, section.key, name))
    return [table for table in found if table.rows]


def _said(content: ReportContent, row: DraftRow, name: str, table: str) -> str:
    """A cell in words: choices by their labels, flags as 是, links by the numbers of their rows."""
    spec = TABLES[table]
    if name in spec.links:
        numbers = {problem.pk: at for at, problem in enumerate(content.problems, start=1)}
        linked = sorted(numbers[each.pk] for each in getattr(row, name).all() if each.pk in numbers)
        return "、".join(_("问题%(number)s") % {"number": number} for number in linked)
    shown = cell_shown(row, name, spec)
    choices = dict(spec.field(name).flatchoices or ())
    if name not in row.invalid and shown in choices:
        return str(choices[shown])
    return shown


def _is_figure(table: str, name: str) -> bool:
    kind = TABLES[table].field(name).get_internal_type()
    return kind in {"DecimalField", "PositiveIntegerField"}


def _label(table: str, name: str) -> StrOrPromise:
    return TABLES[table].field(name).verbose_name


def _cell(content: ReportContent, row: DraftRow, name: str, table: str, place: str) -> Cell:
    return Cell(f"{place}/{name}", _said(content, row, name, table), _is_figure(table, name))


def _notes(content: ReportContent, row: DraftRow, names: Sequence[str], table: str, place: str) -> tuple[Note, ...]:
    notes = [Note(f"{place}/{name}", _label(table, name), _said(content, row, name, table)) for name in names]
    return tuple(note for note in notes if note.text.strip())


def _list(content: ReportContent, section: str, table: str) -> Table:
    shape, spec = _LISTS[table], TABLES[table]
    rows = []
    for number, row in enumerate(content.of(table), start=1):
        place = places.table(section, table, spec.row_key(row))
        cells = tuple(_cell(content, row, name, table, place) for name in shape.cells)
        if table == ASSETS_TABLE and not any(cell.text for cell in cells):
            continue
        head = _cell(content, row, shape.head, table, place) if shape.head else Cell(f"{place}/number", f"{number}.")
        rows.append(Row(place, head, cells, _notes(content, row, shape.notes, table, place)))
    return Table(
        places.table(section, table),
        TABLE_WORDS[table].heading,
        tuple(_label(table, name) for name in shape.cells),
        tuple(rows),
        shape.unit,
        _label(table, shape.head) if shape.head else "",
    )


def _single(content: ReportContent, section: str, table: str) -> Table:
    """人员情况 and its kind: one line a figure."""
    stored = content.of(table)
    rows = []
    for name in TABLES[table].cells if stored else ():
        place = places.table(section, table, table, name)
        cell = Cell(place, _said(content, stored[0], name, table), _is_figure(table, name))
        rows.append(Row(place, Cell(place, str(_label(table, name))), (cell,)))
    return Table(places.table(section, table), TABLE_WORDS[table].heading, (_("内容"),), tuple(rows), head=_("项目"))


def _indicators(content: ReportContent, section: str) -> Iterator[Table]:
    if section == SectionKey.PERFORMANCE:
        yield _indicator_table(content, section, None)
        return
    for project in content.projects:
        yield _indicator_table(content, section, project)


def _indicator_table(content: ReportContent, section: str, project: ProjectFund | None) -> Table:
    rows = []
    for indicator in content.indicators(project):
        place = places.table(section, INDICATORS_TABLE, indicator.pk)
        cells = (
            Cell(f"{place}/target", _target(indicator), is_figure=True),
            Cell(f"{place}/actual", _actual(indicator), is_figure=True),
            _cell(content, indicator, "points", INDICATORS_TABLE, place),
            _cell(content, indicator, "score", INDICATORS_TABLE, place),
        )
        head = _cell(content, indicator, "name", INDICATORS_TABLE, place)
        rows.append(Row(place, head, cells, _notes(content, indicator, ("reason",), INDICATORS_TABLE, place)))
    words = TABLE_WORDS[INDICATORS_TABLE].heading
    heading = _("%(name)s：绩效指标") % {"name": project.name or _("未命名项目")} if project else words
    place = places.table(section, PROJECTS_TABLE, project.pk) if project else places.table(section, INDICATORS_TABLE)
    columns = (_("年度指标值"), _("实际完成值"), _("分值"), _("得分"))
    return Table(f"{place}/indicators", heading, columns, tuple(rows), head=_("三级指标"))


def _target(row: ProjectIndicator) -> str:
    if row.sign == "qualitative":
        return row.target_text
    shown = cell_shown(row, "target", TABLES[INDICATORS_TABLE])
    return f"{row.get_sign_display()}{shown}{row.unit}" if shown else ""


def _actual(row: ProjectIndicator) -> str:
    if row.sign == "qualitative":
        return str(row.get_actual_grade_display()) if row.actual_grade else ""
    shown = cell_shown(row, "actual", TABLES[INDICATORS_TABLE])
    return f"{shown}{row.unit}" if shown else ""


def _base(content: ReportContent, section: str) -> Table:
    """The base-data table, with the projects below 项目支出; lines without any figure are left out."""
    typed = {row.line: row for row in content.budget_lines}
    columns: list[Column] = list(chart.USUAL)
    if any(content.facts.get(f"{line.code}.{Column.PRIOR_BUDGET}") is not None for line in chart.LINES.values()):
        columns.insert(0, Column.PRIOR_BUDGET)
    rows: list[Row] = []
    for line in chart.LINES.values():
        place = places.table(section, BASE_TABLE, line.code)
        cells = tuple(_amount(content, line, column, typed.get(line.code), place) for column in columns)
        if any(cell.text for cell in cells):
            rows.append(Row(place, Cell(place, str(line.name)), cells, depth=line.depth, is_sum=line.is_derived))
        if line.code == chart.PROJECT_LINE:
            rows += _project_lines(content, columns)
    place = places.table(section, BASE_TABLE)
    return Table(
        place, TABLE_WORDS[BASE_TABLE].heading, tuple(c.label for c in columns), tuple(rows), "万元", _("项目")
    )


def _amount(content: ReportContent, line: chart.Line, column: Column, row: DraftRow | None, place: str) -> Cell:
    if column not in line.columns:
        return Cell(f"{place}/{column}", "", is_figure=True)
    if not line.is_derived:
        shown = cell_shown(row, column, TABLES[BASE_TABLE]) if row else ""
        return Cell(f"{place}/{column}", shown, is_figure=True)
    amount: Decimal | None = content.facts.get(chart.amount_code(line.code, column))
    return Cell(f"{place}/{column}", "" if amount is None else fixed(amount), is_figure=True)


def _project_lines(content: ReportContent, columns: Sequence[Column]) -> Iterator[Row]:
    holder = content.outline.section_of_table(PROJECTS_TABLE)
    spec = TABLES[PROJECTS_TABLE]
    for project in content.projects:
        place = places.table(holder.key if holder else SectionKey.SPECIAL_FUNDS, PROJECTS_TABLE, project.pk)
        cells = tuple(
            Cell(
                f"line/{place}/{column}",
                cell_shown(project, column, spec) if column in spec.cells else "",
                is_figure=True,
            )
            for column in columns
        )
        yield Row(f"line/{place}", Cell(f"line/{place}", project.name or _("未命名项目")), cells, depth=2)
