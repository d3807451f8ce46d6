"""The pages of the wizard: one a section, one a project. Score and findings are fragments of the layer above."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.access import own_report, signed_in
from departments.completeness import report_progress, section_progress
from departments.content import ReportContent, load_content
from departments.enums import UnitKind
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE
from departments.models import ProjectIndicator, Report
from departments.tables import TABLES
from departments.wizard.cells import row_view
from departments.wizard.pages import indicator_row, project_extra, section_page_of, units_by_kind
from departments.wizard.rail import section_steps


def _frame(report: Report, content: ReportContent, *, section: str) -> dict[str, Any]:
    """What every page of the wizard shows around its middle."""
    return {
        "report": report,
        "steps": section_steps(report, report_progress(content), current=section, fills=report.fills, findings={}),
        "can_edit": report.fills and report.is_unlocked(section),
        "closes_at": report.closes_at(),
    }


def _section_context(request: HttpRequest, report_id: int, key: str) -> dict[str, Any]:
    report = own_report(request, report_id)
    section = report.outline.section(key)
    if section is None:
        raise Http404
    content = load_content(report)
    page = section_page_of(content, section_progress(content, section))
    before, after = report.outline.neighbours(section.key)
    units = next((units_by_kind(table) for table in page.tables if table.name == "units"), {})
    return {
        **_frame(report, content, section=section.key),
        "section": section,
        "page": page,
        "units": units,
        "unit_kinds": UnitKind,
        "before": before,
        "after": after,
    }


@require_safe
@signed_in
def section_page(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """One section: its tables, its narrative, its evidence."""
    return render(request, "wizard/section.html", _section_context(request, report_id, key))


@require_safe
@signed_in
def section_changes(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """The parts of a section page that follow what was saved: rail, what is lacking, offers of newer paragraphs."""
    return render(request, "wizard/changes.html", _section_context(request, report_id, key))


@require_safe
@signed_in
def project_page(request: HttpRequest, report_id: int, row_id: int) -> HttpResponse:
    """One project's 项目支出绩效自评表: money, goal, indicators, organisation and management."""
    report = own_report(request, report_id)
    content = load_content(report)
    project = next((each for each in content.projects if each.pk == row_id), None)
    section = report.outline.section_of_table(PROJECTS_TABLE)
    if project is None or section is None:
        raise Http404
    at = [each.pk for each in content.projects].index(project.pk)
    extra = project_extra(content, project)
    return render(
        request,
        "wizard/project.html",
        {
            **_frame(report, content, section=section.key),
            "section": section,
            "project": row_view(TABLES[PROJECTS_TABLE], section.key, project, extra=extra),
            "place": f"{section.key}/table/{PROJECTS_TABLE}",
            "indicators_place": f"{section.key}/table/{INDICATORS_TABLE}",
            "indicators": [indicator_row(section.key, row) for row in content.indicators(project)],
            "blank_indicator": indicator_row(section.key, ProjectIndicator()),
            "before": content.projects[at - 1] if at else None,
            "after": content.projects[at + 1] if at + 1 < len(content.projects) else None,
        },
    )
