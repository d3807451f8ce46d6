"""The home page of each role, the cover page of a report, and the list of all reports that somebody may see."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from departments.access import the_user, visible_report
from departments.enums import ReportState
from departments.models import Campaign, Report, User
from departments.permissions import (
    fills_or_signs,
    leads_reviews,
    reads_trail,
    reviews,
    runs_accounts,
    runs_campaigns,
)
from departments.standing import Standing, standing_of
from evalportal.audit.lines import lines_of
from evalportal.home.cover import cover_of
from evalportal.home.posts import account_figures, campaigns_with_counts, departments_in_use, latest_events
from evalportal.home.todo import to_do
from evalportal.home.waiting import (
    FOR_REVIEWER,
    FOR_UNIT,
    RUNNING,
    as_lines,
    as_own_lines,
    counted_by_state,
    in_other_units,
    most_urgent_first,
    narrowed,
    reports_of,
    reports_of_own_units,
)

PAGE = 50
SHOWN = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person. A clerk with one running report and nothing else finds that report at once."""
    user, standing = the_user(request), standing_of(request)
    context: dict[str, Any] = {}
    if fills_or_signs(standing):
        own = _running_in_own_units(standing)
        if len(own) == 1 and not reviews(standing):
            return render(request, "home/cover.html", {"cover": cover_of(own[0], standing)})
        context["own"] = as_own_lines(own, standing)
    if reviews(standing):
        context |= {"to_do": to_do(user, leads=leads_reviews(standing)), "waiting": _waiting_for_review(user)}
    if runs_campaigns(standing):
        context |= {"campaigns": campaigns_with_counts(), "departments": departments_in_use()}
    if runs_accounts(standing):
        context["accounts"] = account_figures()
    if reads_trail(standing):
        context["events"] = lines_of(latest_events())
    return render(request, "home/home.html", {**context, "standing": standing})


def _running_in_own_units(standing: Standing) -> list[Report]:
    running = reports_of_own_units(standing).filter(state__in=RUNNING).select_related("edited_by")
    return list(most_urgent_first(running, FOR_UNIT)[:SHOWN])


def _waiting_for_review(user: User) -> dict[str, Any]:
    """Reports of others that are still under way, with how many stand in each state."""
    others = in_other_units(reports_of(user), user).filter(state__in=RUNNING)
    counts = counted_by_state(others)
    return {
        "lines": as_lines(list(most_urgent_first(others, FOR_REVIEWER)[:SHOWN])),
        "counts": [(state.label, counts[state]) for state in ReportState if counts.get(state)],
        "total": sum(counts.values()),
    }


@require_safe
def report_page(request: HttpRequest, report_id: int) -> HttpResponse:
    """The cover page of one report."""
    report = visible_report(request, report_id)
    return render(request, "home/cover.html", {"cover": cover_of(report, standing_of(request))})


@require_safe
def current_report(request: HttpRequest) -> HttpResponse:
    """Where the menu's 填报 leads: into the first section of the only running report, else to the choice."""
    own = _running_in_own_units(standing_of(request))
    if len(own) != 1:
        return redirect("home")
    first = next((each for each in own[0].outline.sections if own[0].is_unlocked(each.key)), None)
    return redirect("section", own[0].pk, first.key) if first else redirect("report", own[0].pk)


@require_safe
def current_score(request: HttpRequest) -> HttpResponse:
    """Where the menu's 评分表 leads: the score sheet of the only running report, else the choice."""
    own = _running_in_own_units(standing_of(request))
    return redirect("score", own[0].pk) if len(own) == 1 else redirect("home")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All reports that this person may see, of all years; searched, filtered, page by page."""
    words, state = request.GET.get("words", "").strip(), request.GET.get("state", "")
    year = int(request.GET["year"]) if request.GET.get("year", "").isdecimal() else None
    found = narrowed(reports_of(the_user(request)), words=words, state=state, year=year)
    ordered = most_urgent_first(found, _ranks(standing_of(request)))
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "lines": as_lines(list(page)),
        "query": query.urlencode(),
        "words": words,
        "state": state,
        "year": year,
        "states": ReportState.choices,
        "years": Campaign.objects.values_list("year", flat=True),
    }
    return render(request, "home/reports.html", context)


def _ranks(standing: Standing) -> tuple[ReportState, ...]:
    return FOR_REVIEWER if reviews(standing) else FOR_UNIT
