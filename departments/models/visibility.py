"""Which reports a person may see: decided here, once, for every page, list, export and file."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from departments.enums import UNIT_ROLES, ReportState, Role

if TYPE_CHECKING:
    from departments.models.people import User


class ReportQuerySet(models.QuerySet["Report"]):  # type: ignore[name-defined]  # defined in report.py, which imports this
    """Reports, cut down to what somebody may see or do."""

    def visible_to(self, user: "User") -> "ReportQuerySet":
        """The reports this person may open; nothing for management posts and for outsiders.

        Clerk and head see their own department's, the chief sees all; reviewers see those of the departments they
        supervise, of their division or of an assignment, once they have been sent.
        """
        from departments.models.campaign import ReviewAssignment
        from departments.models.people import Membership

        if not user.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(user=user)
        assigned = ReviewAssignment.objects.filter(user=user, campaign=OuterRef("campaign"))
        fills = Exists(mine.filter(role__in=UNIT_ROLES, department=OuterRef("department")))
        chief = Exists(mine.filter(role=Role.CHIEF))
        supervises = Exists(mine.filter(role=Role.REVIEWER, department=OuterRef("department__supervisor")))
        in_charge = Exists(mine.filter(role=Role.REVIEWER, division=OuterRef("department__division")))
        by_assignment = Exists(
            assigned.filter(Q(department=OuterRef("department")) | Q(division=OuterRef("department__division")))
        )
        was_sent = ~Q(state__in=(ReportState.DRAFT, ReportState.SIGNING, ReportState.WITHDRAWN)) | Q(step__gt=0)
        return self.filter(Q(fills) | Q(chief) | Q(was_sent) & (Q(supervises) | Q(in_charge) | Q(by_assignment)))

    def with_closing_time(self) -> "ReportQuerySet":
        """Each report with `extended_to`, the later closing time of its department, if there is one."""
        from departments.models.campaign import Extension

        own = Extension.objects.filter(campaign=OuterRef("campaign"), department=OuterRef("department"))
        return self.annotate(extended_to=Subquery(own.values("closes_at")[:1]))

    def editable_by(self, user: "User") -> "ReportQuerySet":
        """Reports whose draft this person may write: as preparer of the department.

        A join, not a subquery: every save asks this, and nobody is preparer of a department twice.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(department__memberships__user=user, department__memberships__role=Role.PREPARER)
