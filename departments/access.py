"""How views find a report for somebody: only those that are theirs to see, anything else is a 404.

What a person may see is decided by `Report.objects.visible_to`; being signed in is the door's business
(`departments.accounts.middleware`).
"""

from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from departments.models import Report, User


def the_user(request: HttpRequest) -> User:
    """The signed-in person of a request."""
    return cast(User, request.user)


def _found(reports: QuerySet[Report], report_id: int) -> Report:
    report = (
        reports.select_related("campaign", "department__supervisor", "department__division", "edited_by")
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise Http404
    return report


def visible_report(request: HttpRequest, report_id: int) -> Report:
    """The report with campaign and department, or a 404 when it is not this person's to see."""
    return _found(Report.objects.visible_to(the_user(request)).with_closing_time(), report_id)


def own_report(request: HttpRequest, report_id: int) -> Report:
    """A report of a department in which this person fills in or signs; else a 404."""
    return _found(Report.objects.own_of(the_user(request)).with_closing_time(), report_id)
