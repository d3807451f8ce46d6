"""What the unit does to send its report: ask for the signature, sign, send, hand back, recall.

Each is one transition with what belongs to it; the examination before it runs without a lock, and the step is refused
when the draft was written to since.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from departments.attachments.stamped import attach_stamped, kept_scan
from departments.enums import ReportState, Role, SectionKey
from departments.models import Report, User
from departments.models.notice import NoticeKind
from departments.places import STAMPED
from departments.versions import freeze_report
from scoring.checks import Finding, Level
from scoring.choosing import fix_system
from scoring.findings import Explained, write_findings
from scoring.models import Comment, CommentState
from scoring.notifying import tell_reviewers, tell_unit, title_of_report
from scoring.preflight import MIN_EXPLANATION, Preflight, run_preflight
from scoring.saved_text import fitting
from scoring.scoresheet import score_report, write_sheet
from scoring.sent_narratives import keep_sent_narrative
from scoring.workflow.moving import Effect, MoveRefused, Stale, carry_out
from scoring.workflow.transitions import Action


class NotReady(MoveRefused):
    """Something is missing, wrong, or neither explained nor answered; the pre-flight page shows what."""


class Closed(MoveRefused):
    """The time for sending is over, or has not begun."""


def ask_for_signature(report_id: int, *, by: User, seen: str = "") -> Report:
    """Hand the report to the head of the unit. Raises NotReady, or as every step."""

    def told(report: Report) -> None:
        text = _("%(title)s已填好，请您签审。") % {"title": title_of_report(report)}
        tell_unit(report, NoticeKind.TO_SIGN, text, Role.HEAD)

    preflight = _examine(report_id)
    return carry_out(report_id, Action.ASK_FOR_SIGNATURE, by=by, seen=seen, before=_clear(preflight), after=told)


def send_report(report_id: int, *, by: User, seen: str = "") -> Report:
    """Send the report where no head signs. Raises NotReady or Closed, or as every step."""
    return _send(report_id, Action.SEND, by=by, seen=seen)


def sign_report(
    report_id: int, *, by: User, seen: str = "", stamped: "File[bytes] | None" = None, unstamped: str = ""
) -> Report:
    """Sign and send; that it is the head who asks, the caller has made sure by password.

    Where the campaign asks for a stamped copy, `stamped` is its scan, or `unstamped` says why there is none, which
    the reviewer finds as an explained warning. Raises NotReady, Closed or FileRefused, or as every step.
    """
    with kept_scan(stamped) as scan:

        def stamp(report: Report) -> list[Explained]:
            attach_stamped(report, scan, by=by)
            if scan or not report.campaign.stamped_copy:
                return []
            if len(unstamped.strip()) < MIN_EXPLANATION:
                raise NotReady(_("本次自评要求上传盖章件：请上传扫描件，或者写明不能上传的原因。"))
            return [Explained(_no_stamp(), fitting(unstamped).strip())]

        return _send(report_id, Action.SIGN_AND_SEND, by=by, seen=seen, stamp=stamp)


def _no_stamp() -> Finding:
    return Finding(
        code="stamped_copy", level=Level.WARNING, section=SectionKey.PROFILE, place=STAMPED, quote="", stated="",
        expected=_("盖章件"), message=_("没有上传盖章件。"), remedy=_("盖章后扫描，在签审时上传。"),
    )  # fmt: skip


def hand_back_report(report_id: int, *, reason: str, by: User, seen: str = "") -> Report:
    """Give the report back to the clerk with remarks instead of signing it."""

    def told(report: Report) -> None:
        text = _("%(title)s签审退回：%(reason)s") % {"title": title_of_report(report), "reason": reason.strip()}
        tell_unit(report, NoticeKind.HANDED_BACK, text, Role.PREPARER)

    return carry_out(report_id, Action.HAND_BACK, by=by, seen=seen, reason=reason, after=told)


def recall_report(report_id: int, *, by: User, seen: str = "") -> Report:
    """Take the report back while nobody has begun to review it."""
    return carry_out(report_id, Action.RECALL, by=by, seen=seen)


def _examine(report_id: int) -> Preflight | None:
    report = Report.objects.select_related("campaign", "department").filter(pk=report_id).first()
    return run_preflight(report) if report else None


def _clear(preflight: Preflight | None) -> Effect:
    """Refuses, under the lock, a report that is not ready or that was written to since it was examined."""

    def check(report: Report) -> None:
        if preflight is None or report.revision != preflight.revision:
            raise Stale(_("报告刚刚又有修改，请再检查一遍。"))
        if not preflight.is_clear:
            raise NotReady(_("还不能办理：%(summary)s。") % {"summary": preflight.summary})

    return check


def check_open(report: Report) -> None:
    """Raise Closed outside the window of the report's department."""
    now, closes_at = timezone.now(), report.closes_at()
    if now < report.campaign.opens_at:
        raise Closed(_("填报还没有开始，%(day)s起可以报送。") % {"day": _said(report.campaign.opens_at)})
    if now > closes_at:
        raise Closed(
            _("报送已于%(day)s截止，内容仍可填写和保存；需要报送的，请与财政局联系延期。") % {"day": _said(closes_at)}
        )


def _said(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y年n月j日H:i")


def _nothing(_report: Report) -> list[Explained]:
    return []


def _send(
    report_id: int, action: Action, *, by: User, seen: str, stamp: Callable[[Report], list[Explained]] = _nothing
) -> Report:
    preflight = _examine(report_id)
    clear = _clear(preflight)

    def before(report: Report) -> None:
        check_open(report)
        clear(report)

    def after(report: Report) -> dict[str, Any]:
        assert preflight is not None  # `clear` has refused
        fix_system(report.campaign)
        sheet = score_report(report)
        keep_sent_narrative(report, preflight.content, sheet)
        stamped = stamp(report)
        version = freeze_report(
            report,
            score=write_sheet(sheet),
            findings=write_findings([*preflight.points, *stamped]),
            by=by,
        )
        _tell_sent(report)
        return {"version": version.number, "sha256": version.digest}

    return carry_out(report_id, action, by=by, seen=seen, before=before, after=after)


def _tell_sent(report: Report) -> None:
    """Tell the reviewers; after a return also that their comments were answered."""
    words: dict[str, object] = {"title": title_of_report(report)}
    answered = 0
    if report.came_from == ReportState.RETURNED:
        answered = Comment.objects.filter(report=report, is_internal=False, state=CommentState.ANSWERED).count()
    if answered:
        text = _("%(title)s已修改并重新报送，%(count)s 条意见已答复，请审核。")
        tell_reviewers(report, NoticeKind.ANSWERED, text % {**words, "count": answered})
    else:
        tell_reviewers(report, NoticeKind.TO_REVIEW, _("%(title)s已报送，请审核。") % words)
