"""The problems of a report that have to be put right, with those of the year before; unit and bureau see the same."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user, visible_report
from departments.enums import Role
from departments.models import Report
from departments.permissions import leads_reviews, only_if
from departments.refusal import Refused
from departments.standing import standing_of
from scoring.models import Rectification
from scoring.rectifying import SETTLED, answer_rectification, confirm_rectification, issue_rectification

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 50

OPEN = Q(confirmed_at=None)
STATES: dict[str, tuple["StrOrPromise", Q]] = {
    "late": (gettext_lazy("已过期限"), OPEN & Q(answered_at=None)),
    "waiting": (gettext_lazy("待单位答复"), OPEN & Q(answered_at=None)),
    "answered": (gettext_lazy("待确认"), OPEN & Q(answered_at__isnull=False)),
    "confirmed": (gettext_lazy("已确认"), ~OPEN),
}


@require_safe
@only_if(leads_reviews)
def rectifications(request: HttpRequest) -> HttpResponse:
    """The problems of all units and years, open ones first, then by the term."""
    today, state = timezone.localdate(), request.GET.get("state", "")
    found = Rectification.objects.select_related("report__campaign", "report__department")
    if state in STATES:
        found = found.filter(STATES[state][1])
    if state == "late":
        found = found.filter(due__lt=today)
    page = Paginator(found.order_by(F("confirmed_at").asc(nulls_first=True), "due", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "state": state,
        "states": [(key, label) for key, (label, _filter) in STATES.items()],
        "query": urlencode({"state": state}) if state in STATES else "",
        "today": today,
    }
    return render(request, "rectification/list.html", context)


@require_safe
def rectification(request: HttpRequest, report_id: int) -> HttpResponse:
    """The list, with what this person can do."""
    report = visible_report(request, report_id)
    standing = standing_of(request)
    earlier = Rectification.objects.filter(
        report__department=report.department_id, report__campaign__year__lt=report.campaign.year
    ).select_related("report__campaign")
    context = {
        "report": report,
        "items": Rectification.objects.filter(report=report),
        "earlier": earlier.order_by("-report__campaign__year", "pk"),
        "may_issue": leads_reviews(standing) and report.state in SETTLED,
        "may_confirm": leads_reviews(standing),
        "may_answer": Role.PREPARER in standing.roles_in(report.department_id),
    }
    return render(request, "rectification/page.html", context)


@require_POST
def rectify(request: HttpRequest, report_id: int) -> HttpResponse:
    """One step: issue, answer, confirm, or ask for more."""
    report = visible_report(request, report_id)
    step, standing = request.POST.get("step", ""), standing_of(request)
    if step != "answer" and not leads_reviews(standing):
        raise Http404
    if step == "answer" and Role.PREPARER not in standing.roles_in(report.department_id):
        raise Http404
    try:
        _take(request, report, step)
        messages.success(request, _("已保存。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("rectification", report.pk)


def _take(request: HttpRequest, report: Report, step: str) -> None:
    by, said = the_user(request), request.POST
    if step == "issue":
        issue_rectification(report, problem=said.get("problem", ""), due=_date(said.get("due", "")), by=by)
        return
    wanted = said.get("item", "")
    item = get_object_or_404(Rectification, report=report, pk=wanted if wanted.isdecimal() else 0)
    version = int(said["version"]) if said.get("version", "").isdecimal() else 0
    if step == "answer":
        answer_rectification(item, answer=said.get("answer", ""), version=version, by=by)
    elif step == "confirm":
        confirm_rectification(item, version=version, by=by)
    elif step == "more" and said.get("remark", "").strip():
        confirm_rectification(item, version=version, remark=said["remark"], by=by)
    else:
        raise Refused(_("请写明需要补充什么。"))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(_("请填写整改期限。")) from error
