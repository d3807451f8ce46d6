"""Which system a campaign scores with: choosing it, and seeing beforehand what that moves in the drafts."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.access import the_user
from departments.enums import EDITABLE_STATES
from departments.models import Campaign
from departments.permissions import keeps_systems, only_if
from scoring.choosing import RefusedSystem, choose_system
from scoring.editing.access import all_systems
from scoring.models import CampaignScoring, IndicatorSystem
from scoring.moving_scores import MovedSheet, moved_sheets, prepared_before
from scoring.preparation import UnsoundSystem
from scoring.system_store import prepared, system_of_campaign


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def campaign_system(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """GET ?system=… shows what another choice would move; POST makes it."""
    campaign = get_object_or_404(Campaign, pk=campaign_id)
    chosen = request.POST.get("system", "") or request.GET.get("system", "")
    wanted = IndicatorSystem.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if request.method == "POST" and wanted is not None:
        try:
            choose_system(campaign, wanted, by=the_user(request))
        except RefusedSystem as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("本次自评改用“%(name)s”。") % {"name": wanted.name})
        return redirect("campaign_system", campaign.pk)
    now = system_of_campaign(campaign.pk)
    context = {
        "campaign": campaign,
        "now": now,
        "wanted": wanted if wanted and wanted.pk != now.pk else None,
        "systems": [each for each in all_systems() if not each.bank],
        **_moves(campaign, now, wanted),
    }
    return render(request, "systems/campaign.html", context)


def _moves(campaign: Campaign, now: IndicatorSystem, wanted: IndicatorSystem | None) -> dict[str, object]:
    """The drafts under both: those before and after the choice that is looked at, else the last change made."""
    reports = campaign.reports.filter(state__in=EDITABLE_STATES).select_related("department")
    before = after = None
    told = ""
    if wanted is not None and wanted.pk != now.pk:
        try:
            before, after = prepared(now), prepared(wanted)
        except UnsoundSystem as unsound:
            told = unsound.problems[0].message
    else:
        scoring = CampaignScoring.objects.filter(campaign=campaign).first()
        before = prepared_before(scoring) if scoring else None
        after = prepared(now) if before else None
    if before is None or after is None:
        return {"moved": [], "unsound": told, "compared": False}
    sheets = moved_sheets(reports, before, after)
    return {"moved": sorted(sheets, key=_by_difference), "unsound": told, "compared": True}


def _by_difference(sheet: MovedSheet) -> tuple[Decimal, str]:
    return -abs(sheet.after.total - sheet.before.total), sheet.report.department.code
