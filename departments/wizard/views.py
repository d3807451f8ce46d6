"""The pages of the wizard: one a section, one a project. Score and findings are fragments of the layer above."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from departments.access import own_report
from departments.attachments.listing import files_at
from departments.completeness import SectionProgress, report_progress
from departments.content import ReportContent, load_content
from departments.enums import EDITABLE_STATES, ReportState
from departments.facts import PROJECTS_TABLE
from departments.models import Report
from departments.outline import Outline, Section
from departments.wizard.pages import lacks_of, section_page_of
from departments.wizard.parts import parts_of
from departments.wizard.project_money import ProjectMoney
from departments.wizard.rail import page_above, section_steps
from departments.wizard.table_views import project_indicators, project_row
from departments.wizard.topics import topics_of


def _why_locked(report: Report, section: Section) -> str:
    """Why this person cannot change the section; empty when they can."""
    if not report.fills:
        return _("您可以查看全部内容，修改由填报人进行。")
    if report.state not in EDITABLE_STATES:
        return _("报告当前为“%(state)s”，内容不能修改。") % {"state": report.get_state_display()}
    if not report.is_unlocked(section.key):
        return _("报告已退回修改，这一部分没有退回意见，保持报送时的原样。")
    return ""


def _frame(content: ReportContent, progress: list[SectionProgress], section: Section) -> dict[str, Any]:
    """What every page of the wizard shows around its middle."""
    report = content.report
    locked = _why_locked(report, section)
    saves = report.fills and report.state in EDITABLE_STATES
    return {
        "report": report,
        "section": section,
        "steps": section_steps(report, progress, current=section.key, fills=report.fills),
        "locked": locked,
        "can_edit": not locked,
        "is_returned": report.state == ReportState.RETURNED,
        "saves": saves,
        "closes_at": report.closes_at(),
        "is_closed": timezone.now() > report.closes_at(),
        "changes_url": reverse("section_changes", args=(report.pk, section.key)),
        "report_url": page_above("report", report) or reverse("home"),
        "preview_url": page_above("preview", report),
        "import_url": reverse("import_report", args=(report.pk,)) if saves else None,
    }


def _section_of(outline: Outline, progress: list[SectionProgress], key: str) -> SectionProgress:
    if outline.section(key) is None:
        raise Http404
    return next(each for each in progress if each.section.key == key)


def _next(report: Report, after: Section | None) -> dict[str, str]:
    """The one primary action of a section's page: on to the next section, from the last one to checking."""
    if after:
        return {"next_url": reverse("section", args=(report.pk, after.key)), "next_label": _("完成本部分，下一部分")}
    check = page_above("check", report)
    if check:
        return {"next_url": check, "next_label": _("完成本部分，去检查")}
    return {"next_url": page_above("report", report) or reverse("home"), "next_label": _("完成本部分，返回任务")}


@require_safe
def section_page(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """One section: its tables, its narrative, its evidence."""
    content = load_content(own_report(request, report_id))
    report, progress = content.report, report_progress(content)
    here = _section_of(content.outline, progress, key)
    before, after = content.outline.neighbours(key)
    frame = _frame(content, progress, here.section)
    page = section_page_of(content, here, can_edit=frame["can_edit"])
    return render(
        request,
        "wizard/section.html",
        {
            **frame,
            **_next(report, after),
            "page": page,
            "parts": page.parts,
            "lacks": page.lacks,
            "projects_url": f"/reports/{report.pk}/projects/",
            "before": before,
            "after": after,
        },
    )


@require_safe
def section_changes(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """The parts of a section page that follow what was saved: rail, what is lacking, offers of newer paragraphs."""
    content = load_content(own_report(request, report_id))
    progress = report_progress(content)
    here = _section_of(content.outline, progress, key)
    return render(
        request,
        "wizard/changes.html",
        {
            **_frame(content, progress, here.section),
            "parts": parts_of(here),
            "lacks": lacks_of(content, here),
            "topics": topics_of(content, here.section),
        },
    )


@require_safe
def project_page(request: HttpRequest, report_id: int, row_id: int) -> HttpResponse:
    """One project's 项目支出绩效自评表: money, goal, indicators, organisation and management."""
    content = load_content(own_report(request, report_id))
    ids = [project.pk for project in content.projects]
    section = content.outline.section_of_table(PROJECTS_TABLE)
    if row_id not in ids or section is None:
        raise Http404
    at = ids.index(row_id)
    project = content.projects[at]
    row = project_row(section.key, project)
    frame = _frame(content, report_progress(content), section)
    report = content.report
    return render(
        request,
        "wizard/project.html",
        {
            **frame,
            "project": row,
            "money": ProjectMoney(row),
            "number": at + 1,
            "count": len(ids),
            "place": f"{section.key}/table/{PROJECTS_TABLE}",
            "table": project_indicators(content, section.key, project),
            "files": files_at(report, row.place, content.attachments, can_change=frame["can_edit"]),
            "before": content.projects[at - 1] if at else None,
            "after": content.projects[at + 1] if at + 1 < len(ids) else None,
        },
    )
