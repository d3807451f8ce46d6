"""Problems to put right after the approval (整改): the bureau issues them, the unit answers, the bureau confirms."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import EventKind, ReportState, Role
from departments.events import record_event
from departments.models import Membership, Report, User
from departments.models.notice import NoticeKind
from departments.refusal import Refused
from scoring.models import Rectification
from scoring.notifying import tell_unit, title_of_report

SETTLED = (ReportState.APPROVED, ReportState.PUBLISHED)
LONGEST = 4000


@dataclass(frozen=True)
class Standing:
    """How many problems a report has to put right and how many are open; the same of the years before."""

    count: int = 0
    open: int = 0
    earlier: int = 0
    earlier_open: int = 0


def rectifying_of(report: Report) -> Standing:
    """The counts for one report; one query."""
    this_year = Q(report=report)
    unit = Rectification.objects.filter(
        this_year | Q(report__department=report.department_id, report__campaign__year__lt=report.campaign.year)
    )
    is_open = Q(confirmed_at=None)
    return Standing(
        **unit.aggregate(
            count=Count("pk", filter=this_year),
            open=Count("pk", filter=this_year & is_open),
            earlier=Count("pk", filter=~this_year),
            earlier_open=Count("pk", filter=~this_year & is_open),
        )
    )


class RefusedRectification(Refused):
    """A step that cannot be taken with a problem to put right."""


def issue_rectification(report: Report, *, problem: str, due: date, by: User) -> Rectification:
    """Ask the unit to put something right. Raises RefusedRectification before the approval or without words."""
    text = problem.strip()[:LONGEST]
    if len(text) < 4:
        raise RefusedRectification(_("请写明需要整改的问题。"))
    if due < timezone.localdate():
        raise RefusedRectification(_("整改期限不能早于今天。"))
    with transaction.atomic():
        held = Report.objects.select_for_update(of=("self",)).select_related("campaign", "department").get(pk=report.pk)
        if held.state not in SETTLED:
            raise RefusedRectification(_("报告审定以后才能下达整改。"))
        item = Rectification.objects.create(report=held, problem=text, due=due, issued_by=by)
        record_event(EventKind.RECTIFIED, by=by, report=held, detail={"issued": item.pk, "text": text})
        _tell(held, _("%(title)s有问题需要整改：%(text)s"), text)
        return item


def answer_rectification(item: Rectification, *, answer: str, version: int, by: User) -> Rectification:
    """Say what the unit has done; may be said anew until confirmed. Raises RefusedRectification."""
    text = answer.strip()[:LONGEST]
    if len(text) < 4:
        raise RefusedRectification(_("请写明整改情况。"))
    with transaction.atomic():
        held = _locked(item)
        if not Membership.objects.filter(user=by, role=Role.PREPARER, department=held.report.department_id).exists():
            raise RefusedRectification(_("整改情况由本单位的填报人填写。"))
        if held.confirmed_at:
            raise RefusedRectification(_("这一项已经确认，不能再改。"))
        if held.version != version:
            raise RefusedRectification(_("这一项刚刚有变化，请刷新页面。"))
        before, held.answer = held.answer, text
        held.answered_at, held.answered_by, held.version = timezone.now(), by, version + 1
        held.save(update_fields=("answer", "answered_at", "answered_by", "version"))
        detail = {"answered": held.pk, "answer": [before, text]}
        record_event(EventKind.RECTIFIED, by=by, report=held.report, detail=detail)
        return held


def confirm_rectification(item: Rectification, *, version: int, remark: str = "", by: User) -> Rectification:
    """Confirm the answer, or ask for more with a remark. Raises RefusedRectification."""
    with transaction.atomic():
        held = _locked(item)
        if held.version != version:
            raise RefusedRectification(_("这一项刚刚有变化，请刷新页面。"))
        if not held.answered_at or held.confirmed_at:
            raise RefusedRectification(_("这一项还没有整改情况，或者已经确认。"))
        held.remark, held.version = remark.strip()[:LONGEST], version + 1
        if held.remark:
            held.answered_at = None
            _tell(held.report, _("%(title)s的整改情况需要补充：%(text)s"), held.remark)
        else:
            held.confirmed_at, held.confirmed_by = timezone.now(), by
        held.save(update_fields=("remark", "answered_at", "confirmed_at", "confirmed_by", "version"))
        detail = {"confirmed": held.confirmed_at is not None, "item": held.pk, "reason": held.remark}
        record_event(EventKind.RECTIFIED, by=by, report=held.report, detail=detail)
        return held


def _locked(item: Rectification) -> Rectification:
    return (
        Rectification.objects.select_for_update(of=("self",))
        .select_related("report__campaign", "report__department")
        .get(pk=item.pk)
    )


def _tell(report: Report, words: str, text: str) -> None:
    tell_unit(
        report, NoticeKind.RECTIFY, words % {"title": title_of_report(report), "text": text}, page="rectification"
    )
