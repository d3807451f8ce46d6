"""The tag that puts the files of a place into a page, with the control to add some where that is open."""

from typing import Any

from django import template
from django.template import RequestContext

from departments.attachments.listing import list_files
from departments.models import Report

register = template.Library()


@register.inclusion_tag("components/attachments.html", takes_context=True)
def attachments(context: RequestContext, report: Report, place: str, can_change: bool = False) -> dict[str, Any]:
    """`{% attachments report "score/A11" can_edit %}`; one query. The page needs css/files.css, js/attachments.js."""
    files = list_files(report, [place], can_change=can_change)[place]
    return {"files": files, "request": context.get("request")}
