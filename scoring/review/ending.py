"""How a review at a step ends: finished, passed on, returned to the unit or to an earlier step."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from departments.campaigns import RefusedCampaign, grant_extension
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Report, ReportVersion, User
from departments.models.notice import NoticeKind
from scoring.comments import sections_with_open_comments
from scoring.models import Comment, CommentState, Review
from scoring.notifying import tell_reviewers, tell_unit, title_of_report
from scoring.results import ScoreSheet
from scoring.review.colleagues import with_named
from scoring.review.locking import latest_version, lock_review, own_review
from scoring.review.reviewed import Given, open_rows, rows_without_reason
from scoring.scoresheet import read_sheet
from scoring.workflow.moving import MoveRefused, carry_out
from scoring.workflow.transitions import Action

NAMED = 3


class Unfinished(MoveRefused):
    """Rows without a score or a reason, comments not recorded, or colleagues who are not done."""


def finish_review(report_id: int, *, by: User) -> Review:
    """Say that one's own scores are done; they count, and those of the others may be seen.

    Raises Unfinished, NotYours or Locked. Done twice is done once.
    """
    with transaction.atomic():
        held = lock_review(report_id, by=by)
        if not held.review.done_at:
            check_scores(read_sheet(held.review.report_version.score), given_by(held.review))
            _set_done(held.review, timezone.now())
            detail = {"done": True, "step": held.review.step}
            record_event(EventKind.REVIEW_SCORED, by=by, report=held.report, detail=detail)
        return held.review


def resume_review(report_id: int, *, by: User) -> Review:
    """Take one's own scores up again. Raises NotYours or Locked."""
    with transaction.atomic():
        held = lock_review(report_id, by=by)
        if held.review.done_at:
            _set_done(held.review, None)
            detail = {"done": False, "step": held.review.step}
            record_event(EventKind.REVIEW_SCORED, by=by, report=held.report, detail=detail)
        return held.review


def _set_done(review: Review, at: datetime | None) -> None:
    review.done_at = at
    review.save(update_fields=("done_at",))


def given_by(review: Review) -> dict[str, Given]:
    """The scores of one review, by indicator; one query."""
    return {row.indicator: Given(row.score, row.reason, is_invalid=bool(row.invalid)) for row in review.scores.all()}


def check_scores(sheet: ScoreSheet, given: Mapping[str, Given]) -> None:
    """Raise Unfinished, naming the first rows, unless each row has a score and each difference a reason."""
    missing = [row.name for row in open_rows(sheet, given)]
    if missing:
        raise Unfinished(_("还有 %(count)s 项没有核定：%(names)s。") % _first(missing))
    silent = [row.name for row in rows_without_reason(sheet, given)]
    if silent:
        raise Unfinished(_("%(count)s 项与自评分不同而没有写理由：%(names)s。") % _first(silent))


def _first(names: list[str]) -> dict[str, object]:
    more = "等" if len(names) > NAMED else ""
    return {"count": len(names), "names": "、".join(names[:NAMED]) + more}


def pass_on_report(report_id: int, *, by: User, seen: str = "") -> Report:
    """Send the report on to the next step, one's own scores being done. Raises Unfinished, or as every step."""

    def before(report: Report) -> None:
        finish_step(report, by=by)

    def after(report: Report) -> None:
        text = _("%(title)s已通过上一步审核，请审核。") % {"title": title_of_report(report)}
        tell_reviewers(report, NoticeKind.TO_REVIEW, text)

    return carry_out(report_id, Action.PASS_ON, by=by, seen=seen, before=before, after=after)


def finish_step(report: Report, *, by: User) -> Review:
    """Under the lock: one's own review done, everybody else's who has begun too. Raises Unfinished."""
    review = require_review(report, by=by)
    _check_recorded(report, by=by)
    if not review.done_at:
        check_scores(read_sheet(review.report_version.score), given_by(review))
        _set_done(review, timezone.now())
    others = Review.objects.filter(report_version=review.report_version_id, step=report.step, done_at=None)
    others = with_named(others.exclude(pk=review.pk)).filter(is_named=True)
    waiting = list(others.values_list("reviewer__name", flat=True))
    if waiting:
        raise Unfinished(_("%(names)s的评分还没有完成。") % {"names": "、".join(waiting)})
    return review


def require_review(report: Report, *, by: User) -> Review:
    """One's own begun review; raises Unfinished where it was not begun."""
    review = own_review(report, by)
    if review is None:
        raise Unfinished(_("请先点“开始审核”。"))
    return review


def _check_recorded(report: Report, *, by: User) -> None:
    """A comment that was written and not recorded would be seen by nobody."""
    writing = Comment.objects.filter(report=report, author=by, state=CommentState.WRITING).count()
    if writing:
        raise Unfinished(_("还有 %(count)s 条意见没有记下，请先记下或者清空。") % {"count": writing})


def return_report(
    report_id: int, *, reason: str, resend_by: datetime | None = None, by: User, seen: str = ""
) -> Report:
    """Return the report to the unit; what opens is each section that holds an open comment to it.

    `resend_by` extends the closing time of the department where that is over or nearer. Raises Unfinished, or as
    every step.
    """

    def before(report: Report) -> None:
        require_review(report, by=by)
        _check_recorded(report, by=by)
        report.unlocked = sections_with_open_comments(report)
        if not report.unlocked:
            raise Unfinished(_("请先在需要修改的地方写下给单位的意见：只有写了意见的部分会重新开放填报。"))
        _extend(report, resend_by, reason, by=by)

    def after(report: Report) -> dict[str, object]:
        to_unit = Comment.objects.filter(report=report, is_internal=False, state=CommentState.OPEN)
        count = to_unit.count()
        to_unit.filter(told_at=None).update(told_at=timezone.now())
        words = {"title": title_of_report(report), "reason": reason.strip(), "count": count}
        tell_unit(report, NoticeKind.RETURNED, _("%(title)s被退回，意见 %(count)s 条：%(reason)s") % words)
        return {"unlocked": report.unlocked, "comments": count}

    return carry_out(report_id, Action.RETURN_TO_UNIT, by=by, seen=seen, reason=reason, before=before, after=after)


def _extend(report: Report, resend_by: datetime | None, reason: str, *, by: User) -> None:
    """A returned report can be sent again: where the window is over the return opens it, for this department."""
    now, closes_at = timezone.now(), report.closes_at()
    if resend_by is None:
        if closes_at <= now:
            raise Unfinished(_("报送期限已过，请写明重新报送的期限。"))
        return
    if resend_by <= now:
        raise Unfinished(_("重新报送的期限应在今天以后。"))
    if resend_by <= closes_at:
        return
    day = date_format(timezone.localtime(resend_by), "n月j日")
    words = _("退回修改，%(day)s前重新报送：%(reason)s") % {"day": day, "reason": reason.strip()}
    try:
        grant_extension(report.campaign, report.department, closes_at=resend_by, reason=words[:200], by=by)
    except RefusedCampaign as refused:
        raise Unfinished(refused.message) from refused


def return_to_step(report_id: int, *, reason: str, to_step: int | None = None, by: User, seen: str = "") -> Report:
    """Give the report back to an earlier step (the one before, if none is named), whose scores are open again."""

    def before(report: Report) -> None:
        require_review(report, by=by)

    def after(report: Report) -> None:
        reopen_step(latest_version(report), report.step)
        words = {"title": title_of_report(report), "reason": reason.strip()}
        tell_reviewers(report, NoticeKind.TO_REVIEW, _("%(title)s被退回本步骤重新审核：%(reason)s") % words)

    return carry_out(
        report_id, Action.RETURN_TO_STEP, by=by, seen=seen, reason=reason, to_step=to_step, before=before, after=after
    )


def reopen_step(version: ReportVersion, step: int) -> None:
    """Let the reviewers of a step change their scores again; and those of later steps, who stand on them."""
    Review.objects.filter(report_version=version, step__gte=step).update(done_at=None)
