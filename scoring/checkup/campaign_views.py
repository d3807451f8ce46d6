"""The page on which the system administrator switches checks off in a campaign, or moves them to another level."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.access import the_user
from departments.models import Campaign
from departments.permissions import only_if, runs_campaigns
from departments.refusal import Refused
from scoring.check_levels import levels_of, portal_checks, portal_level, set_check_levels, settings_digest
from scoring.checks import Check, Needs
from scoring.checkup.naming import level_name, needs_name
from scoring.models import CheckLevel


@dataclass(frozen=True)
class Row:
    """One check with its usual level and the one of this campaign."""

    check: Check
    usual: str
    level: str
    is_moved: bool

    @property
    def field(self) -> str:
        """The name of its input."""
        return f"level-{self.check.code}"


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def campaign_checks(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Show the levels of a campaign; POST keeps those that were sent, or takes all settings away."""
    campaign = get_object_or_404(Campaign, pk=campaign_id)
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            moved = set_check_levels(campaign, _wanted(request), by=the_user(request), seen=seen)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            words = _("已调整 %(count)s 项检查，正在填报的报告即按新的级别检查。") if moved else _("没有改动。")
            messages.success(request, words % {"count": moved} if moved else words)
        return redirect("campaign_checks", campaign.pk)
    rows = _rows(campaign.pk)
    context = {
        "campaign": campaign,
        "groups": [(needs_name(needs), _of(rows, needs)) for needs in Needs if _of(rows, needs)],
        "moved": [row for row in rows if row.is_moved],
        "levels": CheckLevel.choices,
        "seen": settings_digest(campaign.pk),
    }
    return render(request, "checkup/campaign.html", context)


def _wanted(request: HttpRequest) -> dict[str, str]:
    """The levels that were sent; with `usual` every check goes back to where the portal has it."""
    if "usual" in request.POST:
        return {check.code: str(portal_level(check)) for check in portal_checks()}
    sent = request.POST.items()
    return {name.removeprefix("level-"): str(value) for name, value in sent if name.startswith("level-")}


def _rows(campaign_id: int) -> list[Row]:
    levels = levels_of(campaign_id)
    rows = []
    for check in portal_checks():
        usual = portal_level(check)
        level = levels.get(check.code, usual)
        rows.append(Row(check, level_name(usual), str(level or CheckLevel.OFF), level != usual))
    return rows


def _of(rows: list[Row], needs: Needs) -> list[Row]:
    return [row for row in rows if row.check.needs == needs]
