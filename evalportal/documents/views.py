"""The finished report on the screen and as a file, for those who may see the report."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from departments.access import the_user, visible_report
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Report, User

from .build import build_document
from .fonts import MissingCharacters
from .formats import FORMATS
from .pages import body_context
from .texts import cleaned


@require_safe
def preview(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show the report as it would be printed now, on one long page."""
    report = visible_report(request, report_id)
    document = cleaned(build_document(report))
    context = {"report": report, "formats": FORMATS, **body_context(document)}
    return render(request, "documents/preview.html", context)


@require_safe
def download(request: HttpRequest, report_id: int, kind: str) -> HttpResponse:
    """Hand out the report as it stands now, made on demand; a character without a font is explained on a page."""
    report = visible_report(request, report_id)
    made = FORMATS[kind]
    said = {"unit": report.department.name, "year": report.campaign.year, "kind": kind}
    name = _("%(unit)s%(year)s年度部门整体支出绩效自评报告.%(kind)s") % said
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(content_type=made.content_type, headers=headers)
    try:
        content = made.render(build_document(report))
    except MissingCharacters as missing:
        return render(request, "documents/missing.html", {"report": report, "missing": missing}, status=422)
    _record(report, kind, by=the_user(request))
    return HttpResponse(content, content_type=made.content_type, headers=headers)


def _record(report: Report, kind: str, *, by: User) -> None:
    with transaction.atomic():
        record_event(EventKind.DOCUMENT_EXPORTED, by=by, report=report, detail={"format": kind})
