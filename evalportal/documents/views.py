"""The finished report on the screen and as files, for those who may see the report.

What was sent or settled is made once in the background and handed out; a draft is made on demand.
"""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user, visible_report
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Report, User
from departments.stored_files import file_response

from .build import build_document
from .fonts import MissingCharacters
from .formats import FORMATS
from .models import DocumentState, StoredDocument
from .pages import body_context
from .shelf import current_documents, shelf_of, standing_document
from .storage import is_whole, open_content, storage_name
from .store import document_of_report, make_again
from .texts import cleaned


@require_safe
def preview(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show on one long page what the file holds: the version that stands, or the draft as it would be printed now."""
    report = visible_report(request, report_id)
    document = cleaned(standing_document(report))
    context = {"report": report, "formats": FORMATS, **body_context(document)}
    return render(request, "documents/preview.html", context)


@require_safe
def documents(request: HttpRequest, report_id: int) -> HttpResponse:
    """All files of a report, version by version; what is under way is asked for again by the page itself."""
    report = visible_report(request, report_id)
    return render(request, "documents/documents.html", {"report": report, "shelf": shelf_of(report)})


@require_safe
def progress(request: HttpRequest, report_id: int) -> HttpResponse:
    """The fragment of that page which shows how far the files are."""
    report = visible_report(request, report_id)
    return render(request, "documents/shelf.html", {"report": report, "shelf": shelf_of(report)})


@require_safe
def download(request: HttpRequest, report_id: int, kind: str) -> HttpResponseBase:
    """Hand out the report: the stored file once it was sent, else one made on demand and marked 草稿."""
    report = visible_report(request, report_id)
    stored = current_documents(report).get(kind)
    return _stored(request, report, stored) if stored else _made_now(request, report, kind)


@require_safe
def stored(request: HttpRequest, report_id: int, document_id: int) -> HttpResponseBase:
    """Hand out one of the files of the report's versions."""
    report = visible_report(request, report_id)
    return _stored(request, report, _document(report, document_id))


@require_POST
def again(request: HttpRequest, report_id: int, document_id: int) -> HttpResponse:
    """Make a file anew that could not be made, for example after a font was installed."""
    report = visible_report(request, report_id)
    document = _document(report, document_id)
    if document.state == DocumentState.FAILED:
        make_again(document)
    return redirect("documents", report.pk)


def _document(report: Report, document_id: int) -> StoredDocument:
    document = document_of_report(report, document_id)
    if document is None:
        raise Http404
    return document


def _stored(request: HttpRequest, report: Report, document: StoredDocument) -> HttpResponseBase:
    if document.state == DocumentState.READY and not is_whole(document):
        make_again(document)
        return redirect("documents", report.pk)
    if document.state != DocumentState.READY:
        return redirect("documents", report.pk)

    def opened() -> Any:
        content = open_content(document)
        _record(report, document.format, by=the_user(request), version=document.version_id)
        return content

    return file_response(
        request,
        opened,
        storage_name=storage_name(document.key),
        name=_name(report, document.format, document.get_kind_display()),
        content_type=FORMATS[document.format].content_type,
        size=document.size,
        sha256=document.sha256,
    )


def _made_now(request: HttpRequest, report: Report, kind: str) -> HttpResponse:
    made = FORMATS[kind]
    headers = {
        "Content-Disposition": content_disposition_header(True, _name(report, kind)) or "attachment",
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


def _name(report: Report, kind: str, stage: str = "") -> str:
    said = {"unit": report.department.name, "year": report.campaign.year, "kind": kind, "stage": stage}
    if stage:
        return _("%(unit)s%(year)s年度部门整体支出绩效自评报告（%(stage)s）.%(kind)s") % said
    return _("%(unit)s%(year)s年度部门整体支出绩效自评报告.%(kind)s") % said


def _record(report: Report, kind: str, *, by: User, version: int | None = None) -> None:
    detail = {"format": kind} if version is None else {"format": kind, "version": version}
    with transaction.atomic():
        record_event(EventKind.DOCUMENT_EXPORTED, by=by, report=report, detail=detail)
