"""Where the report keeps what stands in a form: field → address, so that a filled workbook finds its way back."""

from collections.abc import Iterable

from departments import chart, places
from departments.content import ReportContent
from departments.enums import SectionKey
from departments.facts import BASE_TABLE, BUILDINGS_TABLE, INDICATORS_TABLE, PROJECTS_TABLE, STAFF_TABLE
from departments.models import BuildingProject, ProjectFund, ProjectIndicator
from departments.tables import TABLES

Places = dict[str, str]

FUND_COLUMNS = ("initial", "adjusted", "outturn")


def staff_places(content: ReportContent) -> Places:
    """编制数 and 在职人数."""
    return {
        "quota": _cell(content, STAFF_TABLE, STAFF_TABLE, "staff_quota"),
        "actual": _cell(content, STAFF_TABLE, STAFF_TABLE, "staff_actual"),
    }


def line_places(content: ReportContent, code: str) -> Places:
    """The columns of a line of the chart that somebody types; none of a sum."""
    line = chart.LINES[code]
    if line.is_derived:
        return {}
    return {column.value: _cell(content, BASE_TABLE, code, column.value) for column in line.columns}


def project_places(content: ReportContent, project: ProjectFund, cells: Iterable[str]) -> Places:
    """Cells of a project, by their own names."""
    return {cell: _cell(content, PROJECTS_TABLE, project.pk, cell) for cell in cells}


def fund_places(content: ReportContent, project: ProjectFund, kind: str = "") -> Places:
    """A line of a project's funds: the total, or its part `carried` or `other`."""
    ending = f"_{kind}" if kind else ""
    return {column: _cell(content, PROJECTS_TABLE, project.pk, f"{column}{ending}") for column in FUND_COLUMNS}


def building_places(content: ReportContent, row: BuildingProject) -> Places:
    """The cells of a building."""
    return {cell: _cell(content, BUILDINGS_TABLE, row.pk, cell) for cell in TABLES[BUILDINGS_TABLE].cells}


def indicator_places(content: ReportContent, row: ProjectIndicator) -> Places:
    """The cells of an indicator of a self-evaluation table; its target and actual value carry sign and unit."""
    holder = content.outline.section_of_table(PROJECTS_TABLE) if row.project_id else None
    section = str(holder.key) if holder else SectionKey.PERFORMANCE.value
    cells = ("group", "second", "name", "target", "actual", "points", "score", "reason")
    return {cell: places.table(section, INDICATORS_TABLE, row.pk, cell) for cell in cells}


def _cell(content: ReportContent, table: str, row: str | int, cell: str) -> str:
    section = content.outline.section_of_table(table)
    return places.table(str(section.key), table, row, cell) if section else ""
