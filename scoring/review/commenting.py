"""Comments: written (saved as they are typed), recorded for others to see, closed by a reviewer or opened again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.drafts import Locked, NotYours
from departments.enums import EventKind, ReportState
from departments.events import record_edit, record_event
from departments.models import Report, User
from departments.models.notice import NoticeKind
from departments.refusal import Refused
from scoring.comments import is_place_of
from scoring.models import Comment, CommentState
from scoring.notifying import tell_reviewers, title_of_report
from scoring.review.locking import lock_report, lock_review
from scoring.review.scoring_rows import SECTION
from scoring.saved_text import SavedText, fitting, put_text
from scoring.workflow.standing import standing
from scoring.workflow.transitions import Actor


class CommentRefused(Refused):
    """A step with a comment that cannot be taken."""


def write_comment(report_id: int, *, place: str, text: str, version: int, by: User) -> SavedText:
    """Keep what a reviewer is writing at a place; only they see it until it is recorded. Emptied, it is gone.

    `version` is the one the writer saw, 0 while there is none. Raises NotYours, Locked, TooLarge or Conflict.
    """
    text = fitting(text)
    with transaction.atomic():
        held = lock_review(report_id, by=by)
        if not is_place_of(held.report, place):
            raise NotYours(_("报告中没有这个位置。"))
        now = timezone.now()
        comment = Comment.objects.filter(
            report_version=held.review.report_version, author=by, place=place, state=CommentState.WRITING
        ).first() or Comment(
            report=held.report, report_version=held.review.report_version, author=by, place=place,
            step=held.report.step, state=CommentState.WRITING, version=0,
        )  # fmt: skip
        old = comment.text
        if not comment.pk and not text.strip():
            return SavedText(0, now)
        if put_text(comment, "text", text, version=version, by=by, at=comment.created_at):
            record_edit(held.report, SECTION, {f"comment/{place}": (old, text)}, by=by)
            comment.save()
        return SavedText(comment.version, now)


def record_comment(report_id: int, *, place: str, is_internal: bool, by: User, text: str | None = None) -> Comment:
    """Let others see the comment that was being written at this place: reviewers at once, the unit from a return on.

    `text` replaces what was saved, for a page without scripts. Raises NotYours, Locked, TooLarge or CommentRefused.
    """
    with transaction.atomic():
        held = lock_review(report_id, by=by)
        if not is_place_of(held.report, place):
            raise NotYours(_("报告中没有这个位置。"))
        comment = Comment.objects.filter(
            report_version=held.review.report_version, author=by, place=place, state=CommentState.WRITING
        ).first() or Comment(
            report=held.report, report_version=held.review.report_version, author=by, place=place, step=held.report.step
        )
        if text is not None:
            comment.text = fitting(text)
        if not comment.text.strip():
            raise CommentRefused(_("请先写下意见。"))
        comment.state, comment.is_internal, comment.created_at = CommentState.OPEN, is_internal, timezone.now()
        comment.version += 1
        comment.save()
        _note(held.report, comment, by, "recorded")
        if is_internal:
            words = _("%(title)s有新的内部意见。") % {"title": title_of_report(held.report)}
            key = f"comment:{comment.report_version_id}:{timezone.localdate()}"
            tell_reviewers(held.report, NoticeKind.COMMENTED, words, but=by, key=key)
        return comment


def take_back_comment(report_id: int, comment_id: int, *, by: User) -> Comment:
    """Make one's own comment a draft again, unless the unit was told. Raises NotYours, Locked or CommentRefused."""
    with transaction.atomic():
        held = lock_review(report_id, by=by)
        comment = _comment(held.report, comment_id)
        if comment.author_id != by.pk or comment.told_at or comment.state != CommentState.OPEN:
            raise CommentRefused(_("只能修改自己的、单位还没有看到的意见。"))
        if Comment.objects.filter(
            report_version=comment.report_version_id, author=by, place=comment.place, state=CommentState.WRITING
        ).exists():
            raise CommentRefused(_("这个位置还有一条没有记下的意见，请先记下。"))
        comment.state = CommentState.WRITING
        comment.version += 1
        comment.save()
        _note(held.report, comment, by, "taken back")
        return comment


def close_comment(report_id: int, comment_id: int, *, by: User) -> Comment:
    """Have done with a comment. Raises NotYours, Locked or CommentRefused."""
    return _settle(report_id, comment_id, CommentState.CLOSED, (CommentState.OPEN, CommentState.ANSWERED), by=by)


def reopen_comment(report_id: int, comment_id: int, *, by: User) -> Comment:
    """Ask for more: the answer stays, the comment is open again. Raises NotYours, Locked or CommentRefused."""
    return _settle(report_id, comment_id, CommentState.OPEN, (CommentState.ANSWERED, CommentState.CLOSED), by=by)


def _settle(
    report_id: int, comment_id: int, to: CommentState, sources: tuple[CommentState, ...], *, by: User
) -> Comment:
    """Any reviewer of the present step may do this; without having begun, since it settles what was said before."""
    with transaction.atomic():
        report = lock_report(report_id)
        if Actor.REVIEWER not in standing(report, by):
            raise NotYours(_("您不是这一步的审核人。"))
        if report.state != ReportState.IN_REVIEW:
            raise Locked(_("报告现在是“%(state)s”，不能办理。") % {"state": report.get_state_display()})
        comment = _comment(report, comment_id)
        if comment.state == to:
            return comment
        if comment.state not in sources:
            raise CommentRefused(_("这条意见现在不能这样办理，请刷新页面。"))
        comment.state = to
        comment.version += 1
        comment.save()
        _note(report, comment, by, to.value)
        return comment


def _comment(report: Report, comment_id: int) -> Comment:
    comment = Comment.objects.filter(report=report, pk=comment_id).first()
    if comment is None:
        raise NotYours(_("没有找到这条意见。"))
    return comment


def _note(report: Report, comment: Comment, by: User, what: str) -> None:
    detail = {"comment": comment.pk, "what": what, "text": comment.text, "internal": comment.is_internal}
    record_event(EventKind.COMMENTED, by=by, report=report, place=comment.place, detail=detail)
