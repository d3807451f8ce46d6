"""The spot checks of a year for 绩效股: draw, choose by hand, note the result."""

import secrets

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user
from departments.models import Campaign, Division, Report
from departments.permissions import leads_reviews, only_if
from departments.refusal import Refused
from scoring.models import SpotCheck, SpotDraw
from scoring.spot_checks import SENT, choose_spot_check, draw_spot_checks, note_result


@require_safe
@only_if(leads_reviews)
def spot_checks(request: HttpRequest, year: int) -> HttpResponse:
    """The form of a draw with what can be drawn, the draws so far, and the reports that were chosen."""
    campaign = get_object_or_404(Campaign, year=year)
    sent = Q(departments__reports__campaign=campaign, departments__reports__state__in=SENT)
    taken = sent & Q(departments__reports__spot_check__isnull=False)
    context = {
        "campaign": campaign,
        "divisions": Division.objects.annotate(
            sent=Count("departments__reports", filter=sent), taken=Count("departments__reports", filter=taken)
        ),
        "draws": SpotDraw.objects.filter(campaign=campaign).select_related("drawn_by").annotate(size=Count("checks")),
        "checks": SpotCheck.objects.filter(report__campaign=campaign).select_related(
            "report__department__division", "draw", "noted_by"
        ),
        "others": Report.objects.filter(campaign=campaign, state__in=SENT, spot_check__isnull=True)
        .select_related("department")
        .order_by("department__code"),
        "seed": f"{secrets.randbelow(10**8):08}",
    }
    return render(request, "spot_checks/page.html", context)


@require_POST
@only_if(leads_reviews)
def draw(request: HttpRequest, year: int) -> HttpResponse:
    """Draw by the quotas of the form; `quota-<division>` each."""
    campaign = get_object_or_404(Campaign, year=year)
    quotas = {}
    for name, value in request.POST.items():
        number, division = str(value).strip(), name.removeprefix("quota-")
        if name != division and division.isdecimal() and number.isdecimal() and len(number) < 5:
            quotas[int(division)] = int(number)
    try:
        made = draw_spot_checks(campaign, seed=request.POST.get("seed", ""), quotas=quotas, by=the_user(request))
        messages.success(request, _("已抽取 %(count)s 家单位。") % {"count": made.checks.count()})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("spot_checks", year)


@require_POST
@only_if(leads_reviews)
def choose(request: HttpRequest, year: int) -> HttpResponse:
    """Take one report by hand."""
    wanted = request.POST.get("report", "")
    report = get_object_or_404(Report, campaign__year=year, pk=wanted if wanted.isdecimal() else 0)
    try:
        choose_spot_check(report, by=the_user(request))
        messages.success(request, _("已列入抽查名单。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("spot_checks", year)


@require_POST
@only_if(leads_reviews)
def note(request: HttpRequest, year: int) -> HttpResponse:
    """Store the result of one check."""
    wanted = request.POST.get("check", "")
    check = get_object_or_404(SpotCheck, report__campaign__year=year, pk=wanted if wanted.isdecimal() else 0)
    try:
        note_result(check, result=request.POST.get("result", ""), by=the_user(request))
        messages.success(request, _("抽查结果已保存。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("spot_checks", year)
