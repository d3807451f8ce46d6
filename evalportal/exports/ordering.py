"""Ordering an export: what is asked for is checked, told to the trail, and left to the worker."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import EventKind, ReportState
from departments.events import record_event
from departments.models import Campaign, Report, User
from departments.refusal import Refused
from evalportal.documents.formats import FORMATS
from evalportal.exports.models import CampaignExport
from evalportal.exports.writing import WORKBOOK

KINDS: dict[str, Any] = {**{form: made.name for form, made in FORMATS.items()}, WORKBOOK: gettext_lazy("汇总表")}


def order_export(
    campaign: Campaign, *, formats: Collection[str], units: Sequence[str] | None, by: User
) -> CampaignExport:
    """Order a package of these units (by code; None: all that this person may see) in these formats.

    Raises Refused where nothing is chosen, a unit is not this person's to see, or an export is under way already.
    """
    from evalportal.exports.making import make_export

    chosen = [form for form in KINDS if form in formats]
    if not chosen:
        raise Refused(_("请至少选择一种文件。"))
    reports = Report.objects.visible_to(by).filter(campaign=campaign).exclude(state=ReportState.WITHDRAWN)
    if units is not None:
        reports = reports.filter(department__code__in=units)
    found = set(reports.values_list("department__code", flat=True))
    if not found or (units is not None and found != set(units)):
        raise Refused(_("没有可以导出的单位，请重新选择。") if not found else _("选择的单位已有变化，请重新选择。"))
    try:
        with transaction.atomic():
            export = CampaignExport.objects.create(
                campaign=campaign, ordered_by=by, units=sorted(found) if units is not None else [], formats=chosen
            )
            _tell(export, count=len(found), by=by)
            make_export.enqueue(export.pk)
    except IntegrityError as error:
        raise Refused(_("您上一次的导出还在生成，请等它完成。")) from error
    return export


def _tell(export: CampaignExport, *, count: int, by: User) -> None:
    said = {"year": export.campaign.year, "kind": said_formats(export), "unit_count": count}
    codes = "、".join(export.units)
    record_event(EventKind.DOCUMENT_EXPORTED, by=by, detail={**said, "codes": codes})


def record_taking(export: CampaignExport, *, by: User) -> None:
    """Tell the trail that somebody took the file away."""
    with transaction.atomic():
        detail = {"year": export.campaign.year, "kind": said_formats(export), "sha256": export.sha256}
        record_event(EventKind.DOCUMENT_EXPORTED, by=by, detail=detail)


def record_command(campaign: Campaign) -> None:
    """Tell the trail that somebody with access to the machine took everything of a campaign."""
    with transaction.atomic():
        detail = {"year": campaign.year, "kind": "、".join(str(name) for name in KINDS.values())}
        record_event(EventKind.DOCUMENT_EXPORTED, by=None, actor_name=_("命令行"), detail=detail)


def said_formats(export: CampaignExport) -> str:
    """The formats in words: PDF、Excel、汇总表."""
    return "、".join(str(KINDS[form]) for form in export.formats if form in KINDS)
