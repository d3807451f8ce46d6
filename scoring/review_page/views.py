"""The list of what waits for a reviewer, the review page, and an attached file opened beside the report."""

from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from departments.access import the_user
from departments.attachments.actions import read_file
from departments.attachments.kinds import KINDS
from departments.permissions import only_if, reviews
from departments.wizard.rail import page_above
from scoring.review_page.access import reviewable_report
from scoring.review_page.files import INLINE, sent_file, shown_text
from scoring.review_page.lists import handled_by, lines_of, waiting_for
from scoring.review_page.page import review_page
from scoring.workflow.transitions import Action

PAGE = 50


@require_safe
@only_if(reviews)
def review_list(request: HttpRequest) -> HttpResponse:
    """待我审核, the longest waiting first; behind it 曾经办."""
    user = the_user(request)
    is_past = request.GET.get("list") == "past"
    page = Paginator(handled_by(user) if is_past else waiting_for(user), PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page)
    context = {
        "page": page,
        "lines": lines,
        "is_past": is_past,
        "settles": not is_past and any(line.can_settle for line in lines),
        "query": "list=past" if is_past else "",
    }
    return render(request, "review/list.html", context)


@require_safe
@csp_update({"object-src": [SELF], "frame-src": [SELF]})  # type: ignore[arg-type]  # typed for views without arguments
def review(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report: left as it was sent, right its score sheet."""
    report = reviewable_report(request, report_id)
    page = review_page(report, the_user(request), compares=request.GET.get("compare") != "no")
    context = {
        "page": page,
        "report": report,
        "judging": page.judging,
        "actions": {action.value: page.can(action) for action in page.actions},
        "can_reopen": Action.REOPEN in page.actions,
        "can_write": page.can_write,
        "said": {place for place, talk in page.talks.items() if talk.comments or talk.text},
        "pdf_url": page_above("report_pdf", report),
        "earlier_steps": list(enumerate(report.campaign.steps, start=1))[: max(report.step - 1, 0)],
    }
    return render(request, "review/page.html", context)


@require_safe
def review_file(request: HttpRequest, report_id: int, key: UUID) -> HttpResponse:
    """An attached file opened in place: pictures and PDF as they are, office files as text."""
    report = reviewable_report(request, report_id)
    file = sent_file(report, key)
    context = {"report": report, "file": file, "kind": KINDS[file.kind], **shown_text(file, by=the_user(request))}
    return render(request, "review/file.html", context)


@require_safe
@xframe_options_sameorigin
@csp_replace({"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "frame-ancestors": [SELF]})  # type: ignore[arg-type]
def review_file_content(request: HttpRequest, report_id: int, key: UUID) -> HttpResponseBase:
    """A picture or PDF, to be shown by the browser; every other kind is only handed out to be saved."""
    report = reviewable_report(request, report_id)
    file = sent_file(report, key)
    if file.kind not in INLINE:
        raise Http404
    try:
        content = read_file(file, by=the_user(request))
    except FileNotFoundError:
        raise Http404 from None
    headers = {
        "Content-Type": KINDS[file.kind].content_type,
        "Content-Disposition": content_disposition_header(False, file.name) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return FileResponse(content, headers=headers, filename=file.name)
