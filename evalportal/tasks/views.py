"""The tasks of a year, for 系统管理员 and 绩效股: states and deadlines, no content; withdrawing and restoring."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user
from departments.enums import ReportState
from departments.models import Campaign, Report
from departments.permissions import leads_reviews, only_if, runs_campaigns
from departments.refusal import Refused
from departments.standing import Standing, standing_of
from evalportal.home.deadline import Deadline, deadline_of
from evalportal.home.waiting import narrowed
from scoring.withdrawing import WITHDRAWABLE, Withdrawal, restore_report, withdraw_report, withdrawals
from scoring.workflow.moving import stamp

PAGE = 50


def gives_tasks(standing: Standing) -> bool:
    """Withdraws and restores tasks: those who may by the table of transitions."""
    return runs_campaigns(standing) or leads_reviews(standing)


@dataclass(frozen=True)
class Task:
    """One line: the report, its deadline, and why it was withdrawn, where it was."""

    report: Report
    deadline: Deadline
    withdrawal: Withdrawal | None
    stamp: str

    @property
    def can_withdraw(self) -> bool:
        """Whether the unit has not sent yet."""
        return self.report.state in WITHDRAWABLE

    @property
    def can_restore(self) -> bool:
        """Whether it was withdrawn."""
        return self.report.state == ReportState.WITHDRAWN


@require_safe
@only_if(gives_tasks)
def tasks(request: HttpRequest, year: int) -> HttpResponse:
    """All tasks of a year, by code; searched, filtered, page by page. Shows no content, so it asks nobody's leave."""
    campaign = get_object_or_404(Campaign, year=year)
    words, state = request.GET.get("words", "").strip()[:60], request.GET.get("state", "")
    found = Report.objects.filter(campaign=campaign).with_closing_time().select_related("department__division")
    ordered = narrowed(found, words=words, state=state, year=None).order_by("department__code")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "campaign": campaign,
        "page": page,
        "tasks": _lines(campaign, page),
        "query": query.urlencode(),
        "words": words,
        "state": state,
        "states": ReportState.choices,
        "runs_campaigns": runs_campaigns(standing_of(request)),
    }
    return render(request, "tasks/list.html", context)


def _lines(campaign: Campaign, page: Iterable[Report]) -> list[Task]:
    reports = list(page)
    why = withdrawals(report.pk for report in reports if report.state == ReportState.WITHDRAWN)
    for report in reports:
        report.campaign = campaign
    return [Task(report, deadline_of(report), why.get(report.pk), stamp(report)) for report in reports]


@require_POST
@only_if(gives_tasks)
def move_task(request: HttpRequest, year: int, report_id: int, action: str) -> HttpResponse:
    """Withdraw with a reason, or restore."""
    report = get_object_or_404(Report.objects.select_related("department"), campaign__year=year, pk=report_id)
    by, seen = the_user(request), request.POST.get("stamp", "")
    try:
        if action == "withdraw":
            withdraw_report(report.pk, reason=request.POST.get("reason", ""), by=by, seen=seen)
            said = _("%(unit)s的任务已取消，已填内容保留，可以恢复。")
        elif action == "restore":
            restore_report(report.pk, by=by, seen=seen)
            said = _("%(unit)s的任务已恢复，可以继续填报。")
        else:
            raise Http404
        messages.success(request, said % {"unit": report.department.name})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("tasks", year)
