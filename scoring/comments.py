"""Reviewers' comments as pages show them: which the unit sees, where they belong, what they point at."""

from __future__ import annotations

from dataclasses import dataclass

from departments import places
from departments.attachments.placing import section_of
from departments.models import Report
from scoring.models import Comment, CommentState
from scoring.sending.jumps import section_title_of


@dataclass(frozen=True)
class ToldComment:
    """A comment on the unit's side."""

    comment: Comment
    section: str
    title: str

    @property
    def place(self) -> str:
        """What the answer is saved under."""
        return f"{self.section}/answer/{self.comment.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.comment.state == CommentState.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether a reviewer has done with it."""
        return self.comment.state == CommentState.CLOSED


def told_comments(report: Report, section: str = "") -> list[ToldComment]:
    """What the unit was told and no reviewer has closed, of one section or of all; one query once it was sent."""
    if not report.step:
        return []
    told = (
        Comment.objects.filter(report=report, is_internal=False, told_at__isnull=False)
        .exclude(state__in=(CommentState.CLOSED, CommentState.WRITING))
        .select_related("author", "answered_by")
    )
    views = [
        ToldComment(each, section_of(each.place), section_title_of(report, section_of(each.place))) for each in told
    ]
    return [view for view in views if section in ("", view.section)]


def sections_with_open_comments(report: Report) -> list[str]:
    """The sections that a return opens: those in which a comment to the unit is open; one query."""
    open_places = Comment.objects.filter(report=report, is_internal=False, state=CommentState.OPEN).values_list(
        "place", flat=True
    )
    held = {section_of(place) for place in open_places}
    return [section.key for section in report.outline.sections if section.key in held]


def is_place_of(report: Report, address: str) -> bool:
    """Whether a comment may stand at this address of the report."""
    try:
        places.parse(address)
    except ValueError:
        return False
    return report.outline.section(section_of(address)) is not None
