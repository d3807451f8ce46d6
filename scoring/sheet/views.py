"""The page of the score sheet, the parts of it that follow a save, its autosave, and what-if."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from departments import places
from departments.access import own_report
from departments.enums import EDITABLE_STATES, ReportState
from departments.facts import read_facts
from departments.models import Report, ReportVersion, User
from departments.wizard.answers import BadBody, Body, number_in, saver, text_in
from departments.wizard.rail import page_above
from scoring.answering import SECTION, answer_shown, save_answer
from scoring.models import IndicatorScore
from scoring.moving_scores import moved_of
from scoring.preflight import run_preflight
from scoring.scoresheet import system_of_report
from scoring.sending.rail import rail_steps
from scoring.sheet.panel import trial_panel
from scoring.sheet.rail import waiting_steps
from scoring.sheet.rows import SheetPage, sheet_page

# Until it is sent a report is scored as it stands; afterwards the sheet of the sent version is what counts.
LIVE_STATES = EDITABLE_STATES | {ReportState.SIGNING, ReportState.WITHDRAWN}


def _is_frozen(report: Report) -> bool:
    return report.state not in LIVE_STATES


def _frozen_version(report: Report) -> ReportVersion | None:
    if not _is_frozen(report):
        return None
    version = ReportVersion.objects.filter(report=report).order_by("-number").first()
    return version if version and version.score else None


def _why_locked(report: Report) -> str:
    """Why this person cannot answer; empty when they can."""
    if not report.fills:
        return _("您可以查看全部内容，修改由填报人进行。")
    if report.state not in EDITABLE_STATES:
        return _("报告当前为“%(state)s”，评分不能修改。") % {"state": report.get_state_display()}
    if not report.is_unlocked(SECTION):
        return _("报告已退回修改，评分没有退回意见，保持报送时的原样。")
    return ""


def _shown(report: Report) -> dict[str, Any]:
    """What page and fragments have in common."""
    locked = _why_locked(report)
    page: SheetPage = sheet_page(report, can_edit=not locked, frozen=_frozen_version(report))
    return {"report": report, "page": page, "sheet": page.sheet, "locked": locked, "can_edit": not locked}


@require_safe
def score_page(request: HttpRequest, report_id: int) -> HttpResponse:
    """The whole score sheet of a report, with its inputs for the clerk."""
    report = own_report(request, report_id)
    context = {
        **_shown(report),
        "steps": waiting_steps(report),
        "saves": report.fills and report.state in EDITABLE_STATES,
        "closes_at": report.closes_at(),
        "is_closed": timezone.now() > report.closes_at(),
        "report_url": page_above("report", report),
        "check_url": page_above("check", report),
        "moved": None if _is_frozen(report) else moved_of(report),
        "excel_url": page_above("report_excel", report),
    }
    return render(request, "score/page.html", context)


@require_safe
def score_changes(request: HttpRequest, report_id: int) -> HttpResponse:
    """The parts of the page that follow what was saved: totals, charts, rows, traces."""
    return render(request, "score/changes.html", _shown(own_report(request, report_id)))


@require_safe
def score_rail(request: HttpRequest, report_id: int) -> HttpResponse:
    """The progress rail with its marks, which needs the whole content and so comes behind the page."""
    preflight = run_preflight(own_report(request, report_id))
    return render(request, "score/rail.html", {"steps": rail_steps(preflight, current="score")})


@saver
def score_save(user: User, report_id: int, body: Body) -> JsonResponse:
    """{place: score/<indicator>, rows: [{row, version, cells}]}: the answer to one indicator."""
    place = places.parse(text_in(body, "place"))
    if place.kind != places.SCORE or not isinstance(body.get("rows"), list):
        raise BadBody
    [edit] = body["rows"]
    values = {str(cell): str(raw) for cell, raw in edit["cells"].items()}
    done = save_answer(report_id, indicator=place.name, values=values, version=number_in(edit, "version"), by=user)
    errors = [
        {"row": error.row, "cell": error.cell, "message": error.message, "suggestion": error.suggestion}
        for error in done.errors
    ]
    cells = {cell: {"shown": answer_shown(done.row, cell)} for cell in values}
    rows = {place.name: {"version": done.row.version, "cells": cells}}
    answer = {"saved_at": done.at.isoformat(), "closed": done.closed, "errors": errors, "rows": rows}
    return JsonResponse(answer, status=422 if errors else 200)


@require_safe
def score_moved(request: HttpRequest, report_id: int) -> HttpResponse:
    """What the last change of the campaign's rules moved in this report: the same figures by both rules."""
    report = own_report(request, report_id)
    return render(request, "score/moved.html", {"report": report, "moved": moved_of(report)})


@require_safe
def score_trial(request: HttpRequest, report_id: int) -> HttpResponse:
    """The what-if panel, which comes behind the page: what could be won back, and the figures to try."""
    shown = _shown(own_report(request, report_id))
    report, page = shown["report"], shown["page"]
    system = system_of_report(report)
    stored = {row.indicator: row for row in IndicatorScore.objects.filter(report=report)}
    panel = None if page.frozen else trial_panel(page.sheet, system, read_facts(report.facts), stored)
    return render(request, "score/trial.html", {**shown, "panel": panel})
