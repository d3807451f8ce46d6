"""The overview of a campaign, reminders from it, and the page of one unit over the years."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user
from departments.enums import ReportState, Role
from departments.models import Campaign, Department, Report
from departments.permissions import leads_reviews, only_if, reviews
from departments.standing import standing_of
from evalportal.charts import bar_svg
from evalportal.overview.asking import DUES, GAPS, Asked
from evalportal.overview.course import course_of, course_svg, states_svg
from evalportal.overview.figures import counted, figures_of
from evalportal.overview.lines import Line, read_lines
from evalportal.overview.losses import heat_svg, outliers
from evalportal.overview.scores import SHOWN, ranking, spread, spread_svg, too_high
from evalportal.overview.years import compared, years_chart, years_of
from scoring.reminding import remind_units
from scoring.system_store import prepared, system_of_campaign

PAGE = 30


@require_safe
@only_if(reviews)
def overview(request: HttpRequest) -> HttpResponse:
    """All units of a year, filtered and in order, with what their scores tell; the newest year without a choice."""
    campaigns = list(Campaign.objects.all())
    campaign = _chosen(campaigns, request.GET.get("year", ""))
    if campaign is None:
        return render(request, "overview/none.html")
    system = system_of_campaign(campaign.pk)
    lines, missing = read_lines(campaign, system, among=Report.objects.visible_to(the_user(request)))
    asked = Asked(request.GET)
    found = asked.narrowed(lines)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "now": timezone.now(),
        "asked": asked,
        "page": page,
        "query": asked.query(),
        "heads": asked.heads(),
        "states": ReportState.choices,
        "gaps": GAPS.items(),
        "dues": DUES.items(),
        "divisions": sorted({(line.division_id, line.division) for line in lines if line.division_id}),
        "figures": figures_of(lines),
        "counts": counted(lines),
        "missing": missing,
        "to_remind": sum(line.with_unit for line in found),
        "may_remind": standing_of(request).holds(Role.CHIEF),
        **_drawings(campaign, found, list(page), [each.spec for each in prepared(system).indicators]),
    }
    context["state_bar"] = mark_safe(states_svg(context["counts"]))  # noqa: S308  # drawn, texts escaped
    return render(request, "overview/overview.html", context)


def _chosen(campaigns: list[Campaign], year: str) -> Campaign | None:
    if not year:
        return campaigns[0] if campaigns else None
    found = next((each for each in campaigns if str(each.year) == year), None)
    if found is None:
        raise Http404
    return found


def _drawings(campaign: Campaign, found: list[Line], shown: list[Line], indicators: list[Any]) -> dict[str, Any]:
    """Charts and lists over what was filtered; the heat map over what the page shows. Texts are escaped when drawn."""
    ranked, high = ranking(found), too_high(found)
    return {
        "heat": mark_safe(heat_svg(shown, indicators)),  # noqa: S308
        "outliers": outliers(found, indicators),
        "spread": mark_safe(spread_svg(spread(found))),  # noqa: S308
        "course": mark_safe(course_svg(course_of(campaign, found), len(found))) if found else "",  # noqa: S308
        "ranked": ranked[:SHOWN],
        "ranked_all": len(ranked),
        "high": high[:SHOWN],
        "high_all": len(high),
    }


@require_POST
@only_if(leads_reviews)
def remind(request: HttpRequest) -> HttpResponse:
    """Remind all units of a year that have not sent; the address filters as that of the list does."""
    year = request.POST.get("year", "")
    campaign = get_object_or_404(Campaign, year=year if year.isdecimal() else 0)
    visible = Report.objects.visible_to(the_user(request))
    lines, _missing = read_lines(campaign, system_of_campaign(campaign.pk), among=visible)
    waiting = [line.report_id for line in Asked(request.GET).narrowed(lines) if line.with_unit]
    told = remind_units(campaign, waiting, by=the_user(request))
    if told:
        messages.success(request, _("已向 %(count)s 家单位的填报人和负责人发出催办通知。") % {"count": told})
    else:
        messages.info(request, _("这些单位今天已经催办过，没有重复发送。"))
    return redirect(f"{reverse('overview')}?{Asked(request.GET).query(without='year')}&year={campaign.year}")


@require_safe
@only_if(reviews)
def unit_years(request: HttpRequest, code: str) -> HttpResponse:
    """One unit over the years, as far as this person may see its reports; else a 404."""
    department = get_object_or_404(Department, code=code)
    years = years_of(department, user=the_user(request))
    if not years:
        raise Http404
    context = {
        "department": department,
        "years": years,
        "indicators": compared(years),
        "chart": mark_safe(bar_svg(years_chart(years))),  # noqa: S308  # drawn, texts escaped
    }
    return render(request, "overview/unit.html", context)
