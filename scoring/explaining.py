"""Autosave of what the unit says to findings and to the reviewers' comments."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.drafts import Locked, NotYours
from departments.drafts.locking import saved, touch
from departments.enums import EDITABLE_STATES
from departments.events import record_edit
from departments.models import Report, User
from scoring.models import Comment, CommentState, FindingResponse
from scoring.saved_text import SavedText, fitting, put_text

# What the trail calls the place of these edits; no section of the report.
SECTION = "check"


def _lock(report_id: int, *, by: User) -> Report:
    """The report, locked, of a preparer, in a state in which the unit writes; any section."""
    report = (
        Report.objects.editable_by(by)
        .select_related("campaign", "department")
        .select_for_update(of=("self",))
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise NotYours(_("没有找到这份报告，或者您不再是它的填报人。"))
    if report.state not in EDITABLE_STATES:
        raise Locked(_("报告当前为“%(state)s”，不能修改。") % {"state": report.get_state_display()})
    return report


def explain_finding(report_id: int, key: str, *, text: str, version: int, by: User) -> SavedText:
    """Store the unit's explanation of a finding; `version` is the one the writer saw (0: none yet).

    Raises NotYours, Locked, TooLarge or Conflict, as every save of a draft.
    """
    text = fitting(text)
    with transaction.atomic():
        report = _lock(report_id, by=by)
        now = timezone.now()
        row = FindingResponse.objects.select_related("edited_by").filter(report=report, key=key).first()
        row = row or FindingResponse(report=report, key=key, version=0, edited_by=by)
        old = row.text
        if put_text(row, "text", text, version=version, by=row.edited_by, at=row.edited_at):
            row.edited_at, row.edited_by = now, by
            row.save()
            record_edit(report, SECTION, {f"finding/{key}": (old, text)}, by=by)
            touch(report, by=by, at=now)
        return SavedText(row.version, now, saved(report, now).closed)


def answer_comment(report_id: int, comment_id: int, *, text: str, version: int, by: User) -> SavedText:
    """Store the unit's answer to a comment that it was told; an empty answer leaves the comment open.

    Raises NotYours, Locked, TooLarge or Conflict.
    """
    text = fitting(text)
    with transaction.atomic():
        report = _lock(report_id, by=by)
        now = timezone.now()
        comment = (
            Comment.objects.select_related("answered_by")
            .filter(report=report, pk=comment_id, is_internal=False, told_at__isnull=False)
            .first()
        )
        if comment is None:
            raise NotYours(_("没有找到这条意见。"))
        if comment.state == CommentState.CLOSED:
            raise Locked(_("这条意见已办结，不需要再答复。"))
        old = comment.answer
        if put_text(comment, "answer", text, version=version, by=comment.answered_by, at=comment.answered_at):
            comment.state = CommentState.ANSWERED if text.strip() else CommentState.OPEN
            comment.answered_at, comment.answered_by = now, by
            comment.save()
            record_edit(report, SECTION, {f"comment/{comment.pk}": (old, text)}, by=by)
            touch(report, by=by, at=now)
        return SavedText(comment.version, now, saved(report, now).closed)
