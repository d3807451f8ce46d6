"""Which reports somebody looks at as a reviewer: sent at least once, visible, and none of their own department's."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest

from departments.access import the_user
from departments.enums import UNIT_ROLES, Role
from departments.models import Membership, Report, ReportVersion, User


def reviewable_by(user: User) -> QuerySet[Report]:
    """Reports that were sent and that this person may see from outside, as reviewer or chief."""
    own = Membership.objects.filter(user=user, role__in=UNIT_ROLES, department=OuterRef("department"))
    reviews = Membership.objects.filter(user=user, role__in=(Role.REVIEWER, Role.CHIEF))
    return (
        Report.objects.visible_to(user)
        .with_closing_time()
        .filter(~Exists(own), Exists(reviews), Exists(ReportVersion.objects.filter(report=OuterRef("pk"))))
        .select_related("campaign", "department__division")
    )


def reviewable_report(request: HttpRequest, report_id: int) -> Report:
    """One of them, or a 404."""
    report = reviewable_by(the_user(request)).filter(pk=report_id).first()
    if report is None:
        raise Http404
    return report
