"""Tags of the review: comments where the unit writes, the row of an indicator, what changed in a text."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from departments.enums import EDITABLE_STATES
from departments.models import Report
from scoring.comments import told_comments
from scoring.review_page.judging import JudgeRow, Judging
from scoring.sent.text_changes import GONE, NEW, Budget, compare_texts

register = template.Library()


@register.inclusion_tag("components/comments.html")
def unit_comments(report: Report, section: str) -> dict[str, Any]:
    """The comments that the unit was told, of one section or of all (""), each with room for the answer. One query."""
    return {
        "report": report,
        "comments": told_comments(report, section),
        "is_whole": not section,
        "can_answer": getattr(report, "fills", False) and report.state in EDITABLE_STATES,
    }


@register.simple_tag
def judge_row(judging: Judging, place: str) -> JudgeRow | None:
    """The row of the score sheet at a place; None for a place elsewhere in the report."""
    return next((row for row in judging.rows if row.place == place), None)


# A note of a row is short; one that is not is shown as gone and new.
NOTE_BUDGET = 100_000
_MARKS = {NEW: "<ins>{}</ins>", GONE: "<del>{}</del>"}


@register.simple_tag
def pieces(was: str | None, text: str) -> SafeString:
    """A text with what changed since `was`; as it stands where nothing did."""
    found = compare_texts(text if was is None else was, text, Budget(NOTE_BUDGET))
    return mark_safe("".join(format_html(_MARKS.get(piece.kind, "{}"), piece.text) for piece in found))  # noqa: S308  # each piece is escaped
