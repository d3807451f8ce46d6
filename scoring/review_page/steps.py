"""What a reviewer does from a button: begin, agree, finish, pass on, return, settle, take back; comments settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from departments.access import the_user
from departments.models import Report, User
from departments.permissions import only_if, reviews
from departments.refusal import Refused
from scoring.review import (
    agree_rows,
    begin_review,
    close_comment,
    finish_review,
    join_review,
    pass_on_report,
    record_comment,
    reopen_comment,
    resume_review,
    return_report,
    return_to_step,
    take_back_comment,
)
from scoring.review_page.access import reviewable_by, reviewable_report
from scoring.settling import approve_report, approve_unchanged, reopen_report
from scoring.workflow.moving import MoveRefused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OFFICE_CLOSES = time(17, 30)

Step = Callable[[HttpRequest, Report, User], object]


def _seen(request: HttpRequest) -> str:
    return request.POST.get("seen", "")


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def _resend_by(request: HttpRequest) -> datetime | None:
    """The day until which the unit may send again, to the end of office hours."""
    raw = request.POST.get("resend_by", "").strip()
    if not raw:
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise MoveRefused(_("重新报送的期限“%(raw)s”不是日期。") % {"raw": raw[:20]}) from None
    return timezone.make_aware(datetime.combine(day, OFFICE_CLOSES))


def _to_step(request: HttpRequest) -> int | None:
    raw = request.POST.get("to_step", "")
    return int(raw) if raw.isdecimal() else None


STEPS: dict[str, tuple[Step, StrOrPromise]] = {
    "begin": (
        lambda request, report, user: begin_review(report.pk, by=user, seen=_seen(request)),
        gettext_lazy("已开始审核，单位不能再撤回。"),
    ),
    "join": (lambda request, report, user: join_review(report.pk, by=user), gettext_lazy("已开始审核。")),
    "agree": (
        lambda request, report, user: agree_rows(report.pk, only_computed=True, by=user),
        gettext_lazy("按数据计算的各项已按自评分核定。"),
    ),
    "agree-rest": (
        lambda request, report, user: agree_rows(report.pk, only_computed=False, by=user),
        gettext_lazy("其余各项已按自评分核定。"),
    ),
    "finish": (lambda request, report, user: finish_review(report.pk, by=user), gettext_lazy("您的评分已完成。")),
    "resume": (lambda request, report, user: resume_review(report.pk, by=user), gettext_lazy("可以继续修改评分。")),
    "pass-on": (
        lambda request, report, user: pass_on_report(report.pk, by=user, seen=_seen(request)),
        gettext_lazy("审核通过，已转下一步。"),
    ),
    "return": (
        lambda request, report, user: return_report(
            report.pk, reason=_reason(request), resend_by=_resend_by(request), by=user, seen=_seen(request)
        ),
        gettext_lazy("已退回单位，写了意见的部分重新开放填报。"),
    ),
    "return-to-step": (
        lambda request, report, user: return_to_step(
            report.pk, reason=_reason(request), to_step=_to_step(request), by=user, seen=_seen(request)
        ),
        gettext_lazy("已退回前面的步骤。"),
    ),
    "approve": (
        lambda request, report, user: approve_report(
            report.pk, opinion=request.POST.get("opinion", ""), by=user, seen=_seen(request)
        ),
        gettext_lazy("已审定。"),
    ),
    "reopen": (
        lambda request, report, user: reopen_report(report.pk, reason=_reason(request), by=user, seen=_seen(request)),
        gettext_lazy("已取消审定，可以重新核定。"),
    ),
}

COMMENT_STEPS: dict[str, tuple[Callable[..., object], StrOrPromise]] = {
    "close": (close_comment, gettext_lazy("意见已办结。")),
    "reopen": (reopen_comment, gettext_lazy("意见重新提出，待单位答复。")),
    "take-back": (take_back_comment, gettext_lazy("可以修改这条意见，改好后重新记下。")),
}


@require_POST
def take_step(request: HttpRequest, report_id: int, action: str) -> HttpResponse:
    """One step; what stands in its way is said on the page."""
    report = reviewable_report(request, report_id)
    if action not in STEPS:
        raise Http404
    work, said = STEPS[action]
    return _done(request, report, lambda: work(request, report, the_user(request)), said)


@require_POST
def add_comment(request: HttpRequest, report_id: int) -> HttpResponse:
    """Record the comment of a place, for the unit or internally."""
    report = reviewable_report(request, report_id)
    place = request.POST.get("place", "")

    def work() -> object:
        return record_comment(
            report.pk,
            place=place,
            is_internal=request.POST.get("to") == "internal",
            text=request.POST.get("text"),
            by=the_user(request),
        )

    return _done(request, report, work, _("意见已记下。"), place=place)


@require_POST
def settle_comment(request: HttpRequest, report_id: int, comment_id: int, action: str) -> HttpResponse:
    """Close a comment, open it again, or take it back to change it."""
    report = reviewable_report(request, report_id)
    if action not in COMMENT_STEPS:
        raise Http404
    work, said = COMMENT_STEPS[action]
    place = request.POST.get("place", "")
    return _done(request, report, lambda: work(report.pk, comment_id, by=the_user(request)), said, place=place)


@require_POST
@only_if(reviews)
def settle_unchanged(request: HttpRequest) -> HttpResponse:
    """Settle the chosen reports in which nothing differs; each for itself, and why not where it was not."""
    user = the_user(request)
    wanted = [int(each) for each in request.POST.getlist("report") if each.isdecimal()]
    done = 0
    for report in reviewable_by(user).filter(pk__in=wanted):
        try:
            approve_unchanged(report.pk, by=user)
        except Refused as refused:
            words = {"unit": report.department.short_name, "why": refused.message}
            messages.error(request, _("%(unit)s没有审定：%(why)s") % words)
        else:
            done += 1
    if done:
        messages.success(request, _("已审定 %(count)s 份。") % {"count": done})
    elif not wanted:
        messages.error(request, _("请先勾选要审定的报告。"))
    return redirect("reviews")


def _done(
    request: HttpRequest, report: Report, work: Callable[[], object], said: StrOrPromise, *, place: str = ""
) -> HttpResponse:
    """Carry it out and go back to the page, at the place it was about."""
    try:
        work()
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    page = reverse("review", args=(report.pk,))
    return redirect(f"{page}?{urlencode({'at': place})}" if place else page)
