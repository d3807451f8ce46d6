"""What each section still lacks: computed from its content, never from having visited the page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from departments import chart, places
from departments.content import ReportContent
from departments.enums import AssetKind, SectionKey, UnitKind
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
)
from departments.models import DraftRow
from departments.outline import Section
from departments.tables import TABLES


class Progress(Enum):
    """How far a section is; the values are CSS and icon names."""

    NONE = "none"
    PART = "part"
    DONE = "done"
    BAD = "bad"


@dataclass(frozen=True)
class Lack:
    """Something that is missing or cannot be read, with the place where it is entered."""

    section: str
    place: str
    message: str
    unreadable: bool = False


@dataclass(frozen=True)
class SectionProgress:
    """One section's state with what it lacks."""

    section: Section
    progress: Progress
    lacks: tuple[Lack, ...]


def _names(row: DraftRow, cells: tuple[str, ...]) -> str:
    """The Chinese names of the cells of a row that are empty though nothing unreadable stands in them."""
    spec_model = type(row)
    empty = [
        str(spec_model._meta.get_field(cell).verbose_name)  # type: ignore[union-attr]  # cells are plain fields
        for cell in cells
        if cell not in row.invalid and getattr(row, cell) in (None, "")
    ]
    return "、".join(empty)


def _row_lacks(
    content: ReportContent, section: str, table: str, row: DraftRow, cells: tuple[str, ...], name: str
) -> Iterator[Lack]:
    spec = TABLES[table]
    missing = _names(row, cells)
    if missing:
        place = places.table(section, table, spec.row_key(row))
        yield Lack(section, place, _("%(name)s：%(cells)s未填。") % {"name": name, "cells": missing})


def _declared(content: ReportContent, name: str) -> bool:
    return name in content.report.declared_empty


def _staff(content: ReportContent, section: str) -> Iterator[Lack]:
    cells = TABLES[STAFF_TABLE].cells
    row = content.staff or TABLES[STAFF_TABLE].model()
    yield from _row_lacks(content, section, STAFF_TABLE, row, cells, _("人员情况"))


def _contact(content: ReportContent, section: str) -> Iterator[Lack]:
    row = content.contact or TABLES[CONTACT_TABLE].model()
    yield from _row_lacks(content, section, CONTACT_TABLE, row, ("prepared_by", "phone", "prepared_on"), _("表尾"))


def _units(content: ReportContent, section: str) -> Iterator[Lack]:
    kinds = {row.kind for row in content.units if row.name.strip()}
    place = places.table(section, UNITS_TABLE)
    if UnitKind.INTERNAL not in kinds:
        yield Lack(section, place, _("还没有列出内设股室。"))
    if UnitKind.SUBORDINATE not in kinds and not _declared(content, UNITS_TABLE):
        yield Lack(section, place, _("还没有列出所属单位；没有的，请勾选“本年无”。"))


def _base(content: ReportContent, section: str) -> Iterator[Lack]:
    stored = {row.line: row for row in content.budget_lines}
    for code in chart.TYPED_LINES:
        line = chart.LINES[code]
        if line.optional:
            continue
        row = stored.get(code)
        empty = [
            str(column.label)
            for column in line.columns
            if row is None or (getattr(row, column) is None and column not in row.invalid)
        ]
        if empty:
            message = _("%(line)s：%(columns)s未填，没有的填 0。") % {"line": line.name, "columns": "、".join(empty)}
            yield Lack(section, places.table(section, BASE_TABLE, code), message)


def _listed(
    table: str, cells: tuple[str, ...], name: str, empty: str
) -> Callable[[ReportContent, str], Iterator[Lack]]:
    """A list that needs at least one row (or the word 本年无) and certain cells in each row."""

    def lacks(content: ReportContent, section: str) -> Iterator[Lack]:
        rows = content.of(table)
        if not rows and not _declared(content, table):
            yield Lack(section, places.table(section, table), empty)
        for number, row in enumerate(rows, start=1):
            label = getattr(row, "name", "") or f"{name} {number}"
            yield from _row_lacks(content, section, table, row, cells, label)

    return lacks


def _indicators(content: ReportContent, section: str) -> Iterator[Lack]:
    if section == SectionKey.PERFORMANCE:
        rows = content.indicators(None)
        if not rows:
            yield Lack(section, places.table(section, INDICATORS_TABLE), _("还没有填写部门整体绩效指标。"))
        yield from _indicator_rows(content, section, None)
        return
    for project in content.projects:
        if not content.indicators(project):
            place = places.table(section, PROJECTS_TABLE, project.pk)
            name = project.name or _("未命名项目")
            yield Lack(section, place, _("%(name)s：还没有填写绩效指标。") % {"name": name})
        yield from _indicator_rows(content, section, project)


def _indicator_rows(content: ReportContent, section: str, project: object) -> Iterator[Lack]:
    for number, row in enumerate(content.indicators(project), start=1):  # type: ignore[arg-type]  # a project or None
        wanted = (
            ("name", "target_text", "actual_grade", "points", "score")
            if row.sign == "qualitative"
            else ("name", "target", "unit", "actual", "points", "score")
        )
        label = row.name or _("指标 %(number)s") % {"number": number}
        yield from _row_lacks(content, section, INDICATORS_TABLE, row, wanted, label)


def _assets(content: ReportContent, section: str) -> Iterator[Lack]:
    filled = [
        row for row in content.assets if any(getattr(row, cell) is not None for cell in TABLES[ASSETS_TABLE].cells)
    ]
    if not filled and not any(row.invalid for row in content.assets):
        yield Lack(section, places.table(section, ASSETS_TABLE), _("还没有填写资产的年初数、年末数和在用数。"))
    for row in filled:
        name = str(AssetKind(row.kind).label)
        yield from _row_lacks(content, section, ASSETS_TABLE, row, ("opening", "closing", "in_use"), name)


def _measures(content: ReportContent, section: str) -> Iterator[Lack]:
    yield from _listed(MEASURES_TABLE, ("text", "responsible", "due"), _("措施"), _("还没有填写改进措施。"))(
        content, section
    )
    for number, row in enumerate(content.measures, start=1):
        if content.problems and not row.problems.all():
            place = places.table(section, MEASURES_TABLE, row.pk)
            yield Lack(section, place, _("措施 %(number)s：没有说明对应哪个问题。") % {"number": number})


_CHECKS: dict[str, Callable[[ReportContent, str], Iterator[Lack]]] = {
    STAFF_TABLE: _staff,
    CONTACT_TABLE: _contact,
    UNITS_TABLE: _units,
    BASE_TABLE: _base,
    BUILDINGS_TABLE: _listed(
        BUILDINGS_TABLE,
        ("name", "approved_area", "actual_area", "approved_investment", "actual_investment"),
        _("楼堂馆所"),
        _("还没有填写完工的楼堂馆所；没有的，请勾选“本年无”。"),
    ),
    PROJECTS_TABLE: _listed(
        PROJECTS_TABLE,
        ("name", "initial", "adjusted", "outturn", "goal", "achievement"),
        _("项目"),
        _("还没有登记项目；没有的，请勾选“本年无”。"),
    ),
    INDICATORS_TABLE: _indicators,
    ASSETS_TABLE: _assets,
    SURVEYS_TABLE: _listed(
        SURVEYS_TABLE,
        ("target_group", "method", "surveyed_on", "answered", "satisfied"),
        _("满意度调查"),
        _("还没有填写满意度调查；没有开展的，请勾选“本年无”。"),
    ),
    PROBLEMS_TABLE: _listed(PROBLEMS_TABLE, ("text",), _("问题"), _("还没有填写存在的问题。")),
    MEASURES_TABLE: _measures,
}


def _unreadable(content: ReportContent, section: Section) -> Iterator[Lack]:
    for table in section.tables:
        for row in content.of(table):
            if table == INDICATORS_TABLE and (row.project_id is None) != (section.key == SectionKey.PERFORMANCE):
                continue
            for cell, raw in row.invalid.items():
                place = places.table(section.key, table, TABLES[table].row_key(row), cell)
                said = {"name": TABLES[table].field(cell).verbose_name, "raw": raw}
                yield Lack(section.key, place, _("%(name)s“%(raw)s”不能识别，请更正。") % said, unreadable=True)


def _missing_text(content: ReportContent, section: Section) -> Iterator[Lack]:
    for topic in section.topics:
        if topic.required and not content.topic_text(section.key, topic.key).strip():
            blocks = content.topic_blocks(section.key, topic.key)
            place = blocks[0].place if blocks else section.key
            name = topic.heading or section.heading
            yield Lack(section.key, place, _("%(name)s：还没有写。") % {"name": name})


def _is_begun(content: ReportContent, section: Section) -> bool:
    if any(block.text.strip() for block in content.blocks if block.section == section.key):
        return True
    tables = [table for table in section.tables if table != INDICATORS_TABLE]
    return any(content.of(table) for table in tables) or any(
        _declared(content, name) for name in (section.key, *tables)
    )


def section_progress(content: ReportContent, section: Section) -> SectionProgress:
    """What one section lacks and how far it is."""
    if _declared(content, section.key):
        return SectionProgress(section, Progress.DONE, ())
    lacks = [*_unreadable(content, section), *_missing_text(content, section)]
    for table in section.tables:
        check = _CHECKS.get(table)
        lacks += check(content, section.key) if check else ()
    if any(lack.unreadable for lack in lacks):
        progress = Progress.BAD
    elif not lacks:
        progress = Progress.DONE
    else:
        progress = Progress.PART if _is_begun(content, section) else Progress.NONE
    return SectionProgress(section, progress, tuple(lacks))


def report_progress(content: ReportContent) -> list[SectionProgress]:
    """All sections of the outline in order."""
    return [section_progress(content, section) for section in content.outline.sections]
