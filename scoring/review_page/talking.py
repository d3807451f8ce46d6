"""The comments of a report by the place they stand at, with the box in which one's own next one is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from departments import places
from departments.attachments.placing import section_of
from departments.models import Report, User
from scoring.models import Comment, CommentState
from scoring.results import ScoreSheet


@dataclass(frozen=True)
class CommentView:
    """A recorded comment with what this person may do with it."""

    comment: Comment
    can_take_back: bool
    can_close: bool
    can_reopen: bool


@dataclass(frozen=True)
class Talk:
    """What is said at one place. `text` and `version` are those of the comment being written there."""

    place: str
    title: str
    comments: tuple[CommentView, ...]
    text: str = ""
    version: int = 0

    @property
    def box(self) -> str:
        """What the comment being written is saved under."""
        return f"review/comment/{self.place}"

    @property
    def anchor(self) -> str:
        """The id of its part of the page."""
        return f"talk/{self.place}"


def visible_comments(report: Report, user: User) -> list[Comment]:
    """Everything said by reviewers, and what this person is writing; one query."""
    found = Comment.objects.filter(report=report).select_related("author", "answered_by")
    return [each for each in found if each.state != CommentState.WRITING or each.author_id == user.pk]


def talks_of(
    report: Report, sheet: ScoreSheet, comments: Sequence[Comment], user: User, *, can_write: bool, judges: bool
) -> dict[str, Talk]:
    """Place → talk, for every indicator and section and wherever something was said."""
    by_place: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        by_place[comment.place].append(comment)
    titles = titles_of(report, sheet)
    return {
        place: Talk(
            place,
            titles.get(place) or title_of_place(report, place),
            tuple(_views(by_place.get(place, ()), user, can_write=can_write, judges=judges)),
            *_written(by_place.get(place, ())),
        )
        for place in dict.fromkeys((*titles, *by_place))
    }


def titles_of(report: Report, sheet: ScoreSheet) -> dict[str, str]:
    """The places that can always be talked about: every indicator, every section."""
    rows = {places.score(row.code): row.name for row in sheet.rows}
    return rows | {section.key: section.title for section in report.outline.sections}


def title_of_place(report: Report, place: str) -> str:
    """A place within a section, by the section's heading."""
    section = report.outline.section(section_of(place))
    return section.title if section else place


def _written(comments: Sequence[Comment]) -> tuple[str, int]:
    """Text and version of the comment that is being written here."""
    writing = next((each for each in comments if each.state == CommentState.WRITING), None)
    return (writing.text, writing.version) if writing else ("", 0)


def _views(comments: Sequence[Comment], user: User, *, can_write: bool, judges: bool) -> Iterator[CommentView]:
    is_free = can_write and not any(each.state == CommentState.WRITING for each in comments)
    for each in comments:
        if each.state == CommentState.WRITING:
            continue
        is_mine = each.author_id == user.pk and not each.told_at and each.state == CommentState.OPEN
        yield CommentView(
            each,
            can_take_back=is_free and is_mine,
            can_close=judges and each.state in (CommentState.OPEN, CommentState.ANSWERED),
            can_reopen=judges and each.state in (CommentState.ANSWERED, CommentState.CLOSED) and not each.is_internal,
        )
