"""The page on which a campaign is taken away: choose, order, see how far it is, download."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from departments.access import the_user
from departments.enums import ReportState
from departments.models import Campaign, Division
from departments.permissions import only_if, takes_campaigns_away
from departments.refusal import Refused
from departments.stored_files import file_response
from evalportal.documents.formats import FORMATS
from evalportal.exports.choosing import Choice
from evalportal.exports.making import is_workbook_alone
from evalportal.exports.models import CampaignExport, ExportState
from evalportal.exports.names import safe_name
from evalportal.exports.ordering import KINDS, order_export, record_taking, said_formats
from evalportal.exports.storage import is_whole, kept_until, open_content, storage_name
from evalportal.exports.writing import WORKBOOK, workbook_name

SHOWN = 20
# More boxes than that nobody ticks: the filter makes the list shorter.
MOST_BOXES = 300
# What most people want: the file for the archive, and the numbers.
USUAL = ("pdf", WORKBOOK)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(takes_campaigns_away)
def exports(request: HttpRequest) -> HttpResponse:
    """Choose year, units and formats; below, what was exported lately."""
    data = request.POST if request.method == "POST" else request.GET
    campaigns = list(Campaign.objects.all())
    if not campaigns:
        return render(request, "exports/page.html", {"campaigns": []})
    campaign = _chosen(campaigns, data.get("year", ""))
    if request.method == "POST":
        return _order(request, campaign)
    choice = Choice(data)
    units = list(
        choice.among(campaign, the_user(request))
        .select_related("department__division")
        .only("state", "department__code", "department__name", "department__division__name")
    )
    context = {
        "campaigns": campaigns,
        "campaign": campaign,
        "choice": choice,
        "units": units,
        "has_boxes": len(units) <= MOST_BOXES,
        "states": [(state.value, state.label) for state in ReportState if state != ReportState.WITHDRAWN],
        "divisions": Division.objects.order_by("code"),
        "kinds": KINDS.items(),
        "usual": USUAL,
        "kept": [
            ("year", campaign.year),
            ("words", choice.words),
            ("state", choice.state),
            ("division", choice.division or ""),
        ],
        **_listed(),
    }
    return render(request, "exports/page.html", context)


def _chosen(campaigns: list[Campaign], year: str) -> Campaign:
    found = next((each for each in campaigns if str(each.year) == year), None) if year else campaigns[0]
    if found is None:
        raise Http404
    return found


def _order(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Order what was chosen: the units that were ticked, else all that the filter left."""
    data, user = request.POST, the_user(request)
    choice = Choice(data)
    units: list[str] | None = sorted(set(data.getlist("unit"))) or None
    if units is None and choice.is_narrow:
        units = list(choice.among(campaign, user).values_list("department__code", flat=True))
    try:
        order_export(campaign, formats=data.getlist("format"), units=units, by=user)
        messages.success(request, _("已开始导出，完成后在下面下载；可以先离开本页。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(f"{reverse('exports')}?year={campaign.year}#made")


@require_safe
@only_if(takes_campaigns_away)
def progress(request: HttpRequest) -> HttpResponse:
    """The fragment of that page which shows how far the exports are."""
    return render(request, "exports/list.html", _listed())


def _listed() -> dict[str, Any]:
    found = list(CampaignExport.objects.select_related("campaign", "ordered_by")[:SHOWN])
    for each in found:
        each.said = said_formats(each)  # type: ignore[attr-defined]
        each.until = kept_until(each)  # type: ignore[attr-defined]
    return {"exports": found, "is_under_way": any(each.is_under_way for each in found)}


@require_safe
@only_if(takes_campaigns_away)
def file(request: HttpRequest, export_id: int) -> HttpResponseBase:
    """Hand out a finished export."""
    export = get_object_or_404(CampaignExport.objects.select_related("campaign"), pk=export_id, state=ExportState.READY)
    if not is_whole(export):
        messages.error(request, _("这个导出文件已经清理，请重新导出。"))
        return redirect("exports")

    def opened() -> Any:
        content = open_content(export)
        record_taking(export, by=the_user(request))
        return content

    alone = is_workbook_alone(export)
    zipped = safe_name(_("%(title)s导出") % {"title": export.campaign.title})
    return file_response(
        request,
        opened,
        storage_name=storage_name(export.key),
        name=workbook_name(export.campaign) if alone else f"{zipped}.zip",
        content_type=FORMATS["xlsx"].content_type if alone else "application/zip",
        size=export.size,
        sha256=export.sha256,
    )
