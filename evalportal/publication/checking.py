"""The bureau's side of publication: what may go public, the check of one report, and the two steps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user, visible_report
from departments.enums import ReportState
from departments.models import Report
from departments.permissions import leads_reviews, only_if
from departments.refusal import Refused
from evalportal.documents.build import document_of_decision
from evalportal.documents.pages import body_context
from evalportal.documents.texts import cleaned
from evalportal.publication.masking import masked
from evalportal.publication.stored import public_pdf
from scoring.publishing import publication_checks, publish_report, settled, unpublish_report
from scoring.workflow.moving import stamp

PAGE = 50
OPEN = (ReportState.APPROVED, ReportState.PUBLISHED)


@require_safe
@only_if(leads_reviews)
def publication(request: HttpRequest) -> HttpResponse:
    """Reports that are settled or public, those that wait first."""
    reports = (
        Report.objects.visible_to(the_user(request))
        .filter(state__in=OPEN)
        .select_related("campaign", "department")
        .order_by("state", "-campaign__year", "department__code")
    )
    page = Paginator(reports, PAGE).get_page(request.GET.get("page"))
    return render(request, "publication/list.html", {"page": page, "query": ""})


@require_safe
@only_if(leads_reviews)
def publication_check(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report as the public will read it, with what stands against it."""
    report = _open_report(request, report_id)
    decision = settled(report)
    checks = publication_checks(report, decision)
    context: dict[str, Any] = {
        "report": report,
        "decision": decision,
        "checks": checks,
        "is_clear": not any(check.problem for check in checks),
        "stamp": stamp(report),
    }
    if decision:
        context |= body_context(masked(cleaned(document_of_decision(decision, reasons=False))))
    return render(request, "publication/check.html", context)


@require_POST
@only_if(leads_reviews)
def publish(request: HttpRequest, report_id: int) -> HttpResponse:
    """Make public, or take back; only with a PDF at hand, so that nothing unprintable goes out."""
    report = _open_report(request, report_id)
    seen = request.POST.get("stamp", "")
    try:
        if request.POST.get("step") == "unpublish":
            unpublish_report(report.pk, reason=request.POST.get("reason", ""), by=the_user(request), seen=seen)
            messages.success(request, _("已撤销公开，公开页面不再显示这份报告。"))
        else:
            decision = settled(report)
            if decision:
                public_pdf(decision)
            publish_report(report.pk, by=the_user(request), seen=seen)
            messages.success(request, _("已向社会公开。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("publication_check", report.pk)


def _open_report(request: HttpRequest, report_id: int) -> Report:
    report = visible_report(request, report_id)
    if report.state not in OPEN:
        raise Http404
    return report
