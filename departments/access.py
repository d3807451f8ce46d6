"""How views find a report for somebody: only those that are theirs to see, anything else is a 404.

What a person may see is decided by `Report.objects.visible_to`; being signed in is the door's business
(`departments.accounts.middleware`).
"""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from departments.enums import Role
from departments.models import Report, User
from departments.models.visibility import ReportQuerySet
from departments.standing import standing_of


def the_user(request: HttpRequest) -> User:
    """The signed-in person of a request."""
    return cast(User, request.user)


def _found(reports: ReportQuerySet, report_id: int) -> Report:
    known = reports.with_closing_time().select_related(
        "campaign", "department__supervisor", "department__division", "edited_by"
    )
    return get_object_or_404(known, pk=report_id)


def visible_report(request: HttpRequest, report_id: int) -> Report:
    """The report with campaign and department, or a 404 when it is not this person's to see."""
    return _found(Report.objects.visible_to(the_user(request)), report_id)


def own_report(request: HttpRequest, report_id: int) -> Report:
    """A report of a department in which this person fills in or signs, with `fills`: whether the former; else a 404."""
    standing = standing_of(request)
    report = _found(Report.objects.filter(department__in=standing.units), report_id)
    report.fills = Role.PREPARER in standing.roles_in(report.department_id)
    return report
