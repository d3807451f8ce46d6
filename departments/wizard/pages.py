"""What the page of a section shows: its narrative with offers of newer standard paragraphs, and its tables."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from departments.completeness import Lack, SectionProgress
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
    WORK_TABLE,
    rate,
)
from departments.models import Attachment, ProjectFund, ProjectIndicator, TextBlock
from departments.outline import Section, Topic
from departments.standard import Offer, Recipe, offer_for, recipes_for
from departments.tables import TABLES
from departments.wizard.base_sheet import BaseSheet, base_sheet
from departments.wizard.cells import RowView, row_view


@dataclass(frozen=True)
class BlockView:
    """A block with what is offered for it when it no longer agrees with the tables."""

    block: TextBlock
    label: str
    offer: Offer | None


@dataclass(frozen=True)
class TopicView:
    """A topic's blocks, and the standard paragraphs that can be put in."""

    topic: Topic
    blocks: list[BlockView]
    recipes: list[Recipe]


@dataclass(frozen=True)
class TableView:
    """A table of the page. `template` names the template that draws it."""

    name: str
    place: str
    rows: list[RowView]
    is_declared_empty: bool
    sheet: BaseSheet | None = None
    template_row: RowView | None = None

    @property
    def template(self) -> str:
        """The template that draws this table."""
        return f"wizard/tables/{self.name}.html"


@dataclass(frozen=True)
class SectionPage:
    """Everything on the page of one section."""

    section: Section
    progress: SectionProgress
    topics: list[TopicView]
    tables: list[TableView]
    attachments: list[Attachment]

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What the section still lacks."""
        return self.progress.lacks


def _topic(content: ReportContent, section: Section, topic: Topic) -> TopicView:
    blocks = [
        BlockView(block, _label(block), offer_for(block, content) if block.recipe else None)
        for block in content.topic_blocks(section.key, topic.key)
    ]
    return TopicView(topic, blocks, recipes_for(section.key, topic.key))


def _label(block: TextBlock) -> str:
    recipes = {recipe.key: str(recipe.name) for recipe in recipes_for(block.section, block.topic)}
    return recipes.get(block.recipe, "")


def _plain_rows(table: str) -> Callable[[ReportContent, str], list[RowView]]:
    def rows(content: ReportContent, section: str) -> list[RowView]:
        return [row_view(TABLES[table], section, row) for row in content.of(table)]

    return rows


def _single_row(table: str) -> Callable[[ReportContent, str], list[RowView]]:
    def rows(content: ReportContent, section: str) -> list[RowView]:
        stored = content.of(table)
        return [row_view(TABLES[table], section, stored[0] if stored else None, key=table)]

    return rows


def _asset_rows(content: ReportContent, section: str) -> list[RowView]:
    stored = {row.kind: row for row in content.assets}
    spec = TABLES[ASSETS_TABLE]
    return [row_view(spec, section, stored.get(kind), key=kind.value, label=kind.label) for kind in AssetKind]


def _project_rows(content: ReportContent, section: str) -> list[RowView]:
    spec = TABLES[PROJECTS_TABLE]
    return [
        row_view(spec, section, project, label=project.name, extra=project_extra(content, project))
        for project in content.projects
    ]


def project_extra(content: ReportContent, project: ProjectFund) -> dict[str, Any]:
    """The execution rate (percent) and the rows of the project's own table."""
    known = project.outturn is not None and project.adjusted is not None
    execution = rate(project.outturn, project.adjusted) if known else None  # type: ignore[arg-type]  # both known
    return {"execution": execution, "indicators": content.indicators(project)}


def _overall_indicator_rows(content: ReportContent, section: str) -> list[RowView]:
    return [indicator_row(section, row) for row in content.indicators(None)]


def indicator_row(section: str, indicator: ProjectIndicator) -> RowView:
    """A row of the overall or of a project's indicator table; to which it belongs is not for the person to choose."""
    cells = tuple(cell for cell in TABLES[INDICATORS_TABLE].cells if cell != "project")
    key = "" if indicator.pk else "__row__"
    return row_view(TABLES[INDICATORS_TABLE], section, indicator, key=key, cells=cells)


def _survey_rows(content: ReportContent, section: str) -> list[RowView]:
    return [
        row_view(
            TABLES[SURVEYS_TABLE],
            section,
            row,
            extra={"rate": rate(row.satisfied, row.answered) if row.answered and row.satisfied is not None else None},  # type: ignore[arg-type]
        )
        for row in content.surveys
    ]


def _measure_rows(content: ReportContent, section: str) -> list[RowView]:
    options = {
        "problems": [
            (str(problem.pk), f"{number}. {problem.text[:40]}")
            for number, problem in enumerate(content.problems, start=1)
        ]
    }
    return [row_view(TABLES[MEASURES_TABLE], section, row, options=options) for row in content.measures]


_ROWS: dict[str, Callable[[ReportContent, str], list[RowView]]] = {
    STAFF_TABLE: _single_row(STAFF_TABLE),
    CONTACT_TABLE: _single_row(CONTACT_TABLE),
    WORK_TABLE: _single_row(WORK_TABLE),
    UNITS_TABLE: _plain_rows(UNITS_TABLE),
    BUILDINGS_TABLE: _plain_rows(BUILDINGS_TABLE),
    PROBLEMS_TABLE: _plain_rows(PROBLEMS_TABLE),
    PROJECTS_TABLE: _project_rows,
    ASSETS_TABLE: _asset_rows,
    SURVEYS_TABLE: _survey_rows,
    MEASURES_TABLE: _measure_rows,
}


def table_view(content: ReportContent, section: str, table: str) -> TableView | None:
    """A table for the page of a section; the indicator rows of projects stand on pages of their own."""
    place = f"{section}/table/{table}"
    declared = table in content.report.declared_empty
    if table == BASE_TABLE:
        return TableView(table, place, [], declared, sheet=base_sheet(content, section))
    if table == INDICATORS_TABLE:
        if section != SectionKey.PERFORMANCE:
            return None
        rows = _overall_indicator_rows(content, section)
        return TableView(table, place, rows, declared, template_row=indicator_row(section, ProjectIndicator()))
    spec = TABLES[table]
    blank = row_view(spec, section, None, key="__row__") if spec.is_list else None
    if table == MEASURES_TABLE and blank:
        blank = _blank_measure(content, section)
    return TableView(table, place, _ROWS[table](content, section), declared, template_row=blank)


def _blank_measure(content: ReportContent, section: str) -> RowView:
    options = [
        (str(problem.pk), f"{number}. {problem.text[:40]}") for number, problem in enumerate(content.problems, start=1)
    ]
    return row_view(TABLES[MEASURES_TABLE], section, None, key="__row__", options={"problems": options})


def section_page_of(content: ReportContent, progress: SectionProgress) -> SectionPage:
    """Build the page of a section from the content of its report."""
    section = progress.section
    tables = [table_view(content, section.key, table) for table in section.tables]
    return SectionPage(
        section=section,
        progress=progress,
        topics=[_topic(content, section, topic) for topic in section.topics],
        tables=[table for table in tables if table],
        attachments=[each for each in content.attachments if each.place.split("/")[0] == section.key],
    )


def units_by_kind(table: TableView) -> dict[str, list[RowView]]:
    """The rows of 内设股室 and of 所属单位 apart."""
    return {kind.value: [row for row in table.rows if row.cells["kind"].shown == kind.value] for kind in UnitKind}
