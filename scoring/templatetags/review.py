"""Shows the reviewers' comments where the unit writes: on a section of the wizard, and on the page before sending."""

from typing import Any

from django import template

from departments.enums import EDITABLE_STATES
from departments.models import Report
from scoring.comments import told_comments

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
