"""Importing a report: choose a file or paste text, decide beside the document, confirm. The clerk's alone."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import own_report, the_user
from departments.attachments.size_guard import too_large_names
from departments.content import load_content
from departments.enums import EDITABLE_STATES
from departments.importing.filling.carrying_out import fill_report
from departments.importing.filling.last_year import last_years_report
from departments.importing.pages.kept import (
    KIND,
    chosen_changes,
    keep_last_year,
    keep_reading,
    keep_tables,
    kept_changes,
    offers_of,
    stretches_of,
)
from departments.importing.proposal import find_proposal
from departments.importing.refusal import RefusedImport
from departments.importing.report.document import Document, from_text
from departments.importing.report.reading import ImportRefused, read_upload
from departments.models import ImportProposal, Report
from departments.refusal import Refused

# .csv, .et and .xlsm too, so that they are refused with the sentence about workbooks.
SHEETS = (".xlsx", ".xls", ".xlsm", ".et", ".csv", ".ods")


def _filled_report(request: HttpRequest, report_id: int) -> Report:
    """The report, where this person may fill it in now; a 404 for everybody else."""
    report = own_report(request, report_id)
    if not report.fills or report.state not in EDITABLE_STATES:
        raise Http404
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def import_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Choose what to bring: a report, tables, or last year's report; what can be read leads to the proposal."""
    report = _filled_report(request, report_id)
    error = ""
    if request.method == "POST":
        try:
            proposal = _propose(request, report)
        except Refused as refusal:
            error = refusal.message
        else:
            return redirect("report_proposal", report.pk, proposal.key)
    return render(request, "importing/upload.html", _upload(report, error, request.POST.get("text", "")))


def _upload(report: Report, error: str, text: str = "") -> dict[str, Any]:
    last = last_years_report(report)
    return {"report": report, "error": error, "text": text, "last_year": last.campaign.year if last else None}


@require_POST
def carry_over(request: HttpRequest, report_id: int) -> HttpResponse:
    """Read last year's report of this department; what it gives leads to the proposal."""
    report = _filled_report(request, report_id)
    try:
        proposal = keep_last_year(report, by=the_user(request))
    except Refused as refusal:
        return render(request, "importing/upload.html", _upload(report, refusal.message))
    return redirect("report_proposal", report.pk, proposal.key)


def _propose(request: HttpRequest, report: Report) -> ImportProposal:
    """The proposal of whatever was sent; a workbook is known by its name, wherever it was put."""
    user = the_user(request)
    upload = request.FILES.get("file")
    if upload is not None and str(upload.name).lower().endswith(SHEETS) and not too_large_names(request):
        return keep_tables(report, upload.read(), file_name=str(upload.name), by=user)
    document, content, name = uploaded_document(request)
    return keep_reading(report, document, content=content, file_name=name, by=user)


def uploaded_document(request: HttpRequest) -> tuple[Document, bytes, str]:
    """The document of a form with `file` and `text`, its bytes and its name. Raises Refused with a sentence."""
    upload, text = request.FILES.get("file"), request.POST.get("text", "")
    if too_large := too_large_names(request):
        raise Refused(_("“%(name)s”太大，不能导入。请去掉图片和扫描件，只保留报告正文。") % {"name": too_large[0]})
    if upload is not None:
        content, name = upload.read(), upload.name or ""
        try:
            return read_upload(content, name), content, name
        except ImportRefused as refusal:
            raise Refused(str(refusal)) from refusal
    if not text.strip():
        raise Refused(_("请选择一个文件，或者把报告的文字粘贴到框里。"))
    return from_text(text), text.encode("utf-8", "replace"), _("粘贴的文字")


def _proposal(request: HttpRequest, report: Report, key: UUID) -> ImportProposal | None:
    proposal = find_proposal(KIND, key, by=the_user(request))
    return proposal if proposal is not None and proposal.payload.get("report") == report.pk else None


@require_safe
def report_proposal(request: HttpRequest, report_id: int, key: UUID) -> HttpResponse:
    """The document with the found figures marked, and what would be filled in. Nothing is stored yet."""
    report = _filled_report(request, report_id)
    proposal = _proposal(request, report, key)
    if proposal is None:
        raise Http404
    changes = kept_changes(proposal, load_content(report))
    offers = offers_of(changes)
    outline = report.outline
    headings = {str(section.key): section.title for section in outline.sections}
    payload = proposal.payload
    tables = not proposal.payload["text"]
    listed = [offer for offer in offers if not (tables and offer.is_same)]
    context = {
        "report": report,
        "proposal": proposal,
        "offers": listed,
        "groups": [
            (headings[key], list(group)) for key, group in groupby(listed, key=lambda offer: offer.change.section)
        ],
        "overtaken": sum(offer.overtaken for offer in offers),
        "same": sum(offer.is_same for offer in offers),
        "choosing": sum(bool(offer.change.columns) for offer in offers),
        "ticked": sum(offer.ticked for offer in offers),
        "disputed": sum(offer.disputed for offer in offers),
        "differing": sum(offer.differs and not (offer.disputed or offer.ticked or offer.overtaken) for offer in offers),
        "stretches": list(stretches_of(payload["text"], changes)),
        "unplaced": payload["unplaced"],
        "has_sources": any(offer.change.source for offer in offers),
        "unsure": sum(not (offer.ticked or offer.change.certain) for offer in offers),
        "topics": [
            (f"{section.key}/{topic.key}", f"{section.title} {topic.heading}")
            for section in outline.sections
            for topic in section.topics
            if report.is_unlocked(section.key)
        ],
        "other_unit": payload["unit"] if payload["unit"] not in report.department.name else "",
        "other_year": payload["year"] if payload["year"] not in (None, report.campaign.year) else None,
    }
    return render(request, "importing/differences.html" if tables else "importing/proposal.html", context)


@require_POST
def confirm_report(request: HttpRequest, report_id: int, key: UUID) -> HttpResponse:
    """Fill in what was ticked: all of it or nothing."""
    report = _filled_report(request, report_id)
    proposal = _proposal(request, report, key)
    if proposal is None:
        messages.warning(request, _("这次导入已经办理过，或者已经过期，请重新上传。"))
        return redirect("import_report", report.pk)
    changes = kept_changes(proposal, load_content(report))
    seen = request.POST.get("seen", "")
    try:
        taken = chosen_changes(changes, proposal.payload["unplaced"], dict(request.POST.lists()))
        if not taken:
            raise RefusedImport(_("没有选中任何内容，请先勾选。"))
        count = fill_report(
            report,
            taken,
            by=the_user(request),
            file_name=proposal.file_name,
            sha256=proposal.payload["sha256"],
            seen=int(seen) if seen.isdecimal() and len(seen) < 19 else -1,
            proposal=proposal,
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("report_proposal", report.pk, key)
    messages.success(request, _("已填入 %(count)s 处，请逐部分核对。") % {"count": count})
    return redirect("section", report.pk, report.outline.sections[0].key)
