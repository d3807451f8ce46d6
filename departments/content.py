"""A report's whole content, loaded in a constant number of queries.

Completeness, checks, freezing and the finished documents read this and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

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
    read_facts,
)
from departments.models import (
    AssetLine,
    Attachment,
    BudgetLine,
    BuildingProject,
    ContactDetails,
    DraftRow,
    Measure,
    OrganisationUnit,
    Problem,
    ProjectFund,
    ProjectIndicator,
    Report,
    SatisfactionSurvey,
    StaffFigures,
    TextBlock,
    WorkFigures,
)
from departments.outline import Outline
from departments.statements import Statement
from departments.tables import TABLES, TableSpec


@dataclass(frozen=True)
class ReportContent:
    """Everything that stands in a report at one moment. `rows` maps a table name to its rows in order."""

    report: Report
    rows: Mapping[str, Sequence[DraftRow]]
    blocks: tuple[TextBlock, ...]
    attachments: tuple[Attachment, ...]

    @property
    def outline(self) -> Outline:
        """The outline the report follows."""
        return self.report.outline

    @cached_property
    def facts(self) -> dict[str, Decimal]:
        """The derived facts, by code."""
        return read_facts(self.report.facts)

    def of(self, table: str) -> Any:
        """The rows of a table."""
        return self.rows[table]

    def _single(self, table: str) -> Any:
        return self.rows[table][0] if self.rows[table] else None

    @property
    def staff(self) -> StaffFigures | None:
        """人员情况."""
        row: StaffFigures | None = self._single(STAFF_TABLE)
        return row

    @property
    def contact(self) -> ContactDetails | None:
        """表尾."""
        row: ContactDetails | None = self._single(CONTACT_TABLE)
        return row

    @property
    def work(self) -> WorkFigures | None:
        """Numbers of tasks."""
        row: WorkFigures | None = self._single(WORK_TABLE)
        return row

    @property
    def units(self) -> Sequence[OrganisationUnit]:
        """内设股室 and 所属单位."""
        rows: Sequence[OrganisationUnit] = self.of(UNITS_TABLE)
        return rows

    @property
    def budget_lines(self) -> Sequence[BudgetLine]:
        """Typed lines of the base-data table."""
        rows: Sequence[BudgetLine] = self.of(BASE_TABLE)
        return rows

    @property
    def projects(self) -> Sequence[ProjectFund]:
        """Projects, in the order of the unit."""
        rows: Sequence[ProjectFund] = self.of(PROJECTS_TABLE)
        return rows

    def indicators(self, project: ProjectFund | None) -> list[ProjectIndicator]:
        """Rows of a project's table, or of the overall table for None."""
        wanted = project.pk if project else None
        rows: Sequence[ProjectIndicator] = self.of(INDICATORS_TABLE)
        return [row for row in rows if row.project_id == wanted]

    @property
    def assets(self) -> Sequence[AssetLine]:
        """Lines of the asset table."""
        rows: Sequence[AssetLine] = self.of(ASSETS_TABLE)
        return rows

    @property
    def buildings(self) -> Sequence[BuildingProject]:
        """Buildings finished in the year."""
        rows: Sequence[BuildingProject] = self.of(BUILDINGS_TABLE)
        return rows

    @property
    def surveys(self) -> Sequence[SatisfactionSurvey]:
        """Surveys of those served."""
        rows: Sequence[SatisfactionSurvey] = self.of(SURVEYS_TABLE)
        return rows

    @property
    def problems(self) -> Sequence[Problem]:
        """Entries of 存在的问题."""
        rows: Sequence[Problem] = self.of(PROBLEMS_TABLE)
        return rows

    @property
    def measures(self) -> Sequence[Measure]:
        """Entries of 改进措施和建议, with the problems each answers prefetched."""
        rows: Sequence[Measure] = self.of(MEASURES_TABLE)
        return rows

    def topic_blocks(self, section: str, topic: str) -> list[TextBlock]:
        """The blocks of a topic in order."""
        return [block for block in self.blocks if block.section == section and block.topic == topic]

    def topic_text(self, section: str, topic: str) -> str:
        """The narrative of a topic as one text, blocks separated by a line break."""
        return "\n".join(block.text for block in self.topic_blocks(section, topic) if block.text.strip())


def _statement(model: type[DraftRow]) -> Statement[DraftRow]:
    return Statement(lambda report: model._default_manager.filter(report=report))


_ROWS = {spec.name: _statement(spec.model) for spec in TABLES.values()}
_BLOCKS = Statement(lambda report: TextBlock.objects.filter(report=report))


def _rows_of(spec: TableSpec, report_id: int) -> list[DraftRow]:
    rows = _ROWS[spec.name](report_id)
    return list(rows.prefetch_related(*spec.links) if spec.links else rows)


def load_content(report: Report) -> ReportContent:
    """Read a report whole: one query a table, one for the links of measures, one each for blocks and files."""
    return ReportContent(
        report=report,
        rows={spec.name: _rows_of(spec, report.pk) for spec in TABLES.values()},
        blocks=tuple(_BLOCKS(report.pk)),
        attachments=tuple(report.attachments.filter(removed_at=None).select_related("uploaded_by")),
    )
