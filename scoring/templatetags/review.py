"""Tags of the review: comments where the unit writes, the row of an indicator, what changed in a text."""

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from departments.enums import EDITABLE_STATES
from departments.models import Report
from scoring.comments import told_comments
from scoring.review_page.judging import JudgeRow, Judging
from scoring.sent.tables import Cell, Row
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


# A report has hundreds of cells and places to talk about: they are written here, since a template for each costs more
# than the rest of the page.


@register.simple_tag
def shown(cell: Cell) -> SafeString:
    """What stands in a cell of a sent table; where it was changed, what stood there before as well."""
    if cell.was is None:
        return format_html("{}", cell.text)
    was = format_html('<del class="was">{}</del>', cell.was) if cell.was else ""
    return format_html("{}<ins>{}</ins>", was, cell.text or "—")


@register.simple_tag
def cells(row: Row) -> SafeString:
    """The cells of a row beside its head, each with its place as id, which the row itself may have already."""
    parts = []
    for cell in row.cells:
        place = f' id="{escape(cell.place)}"' if cell.place != row.place else ""
        parts.append(f'<td class="{"num" if cell.is_figure else ""}"{place}>{shown(cell)}</td>')
    return mark_safe("".join(parts))  # noqa: S308  # places and texts are escaped


@register.simple_tag(takes_context=True)
def spot(context: dict[str, Any], place: str, what: str, icon: str) -> SafeString:
    """The button that opens the talk about a place; none where there is nothing to say or read."""
    if not (context["can_write"] or place in context["page"].talks):
        return SafeString()
    return format_html(
        '<button type="button" class="spot{}" data-talk="{}" data-title="{}" aria-label="{}" title="{}">{}</button>',
        " said" if place in context["said"] else "",
        place,
        what,
        _("意见：%(what)s") % {"what": what},
        _("写意见"),
        icon,
    )


# A note of a row is short; one that is not is shown as gone and new.
NOTE_BUDGET = 100_000
_MARKS = {NEW: "<ins>{}</ins>", GONE: "<del>{}</del>"}


@register.simple_tag
def pieces(was: str | None, text: str) -> SafeString:
    """A text with what changed since `was`; as it stands where nothing did."""
    found = compare_texts(text if was is None else was, text, Budget(NOTE_BUDGET))
    return mark_safe("".join(format_html(_MARKS.get(piece.kind, "{}"), piece.text) for piece in found))  # noqa: S308  # each piece is escaped
