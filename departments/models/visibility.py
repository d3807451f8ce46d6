"""Which reports a person may see: decided here, once, for every page, list, export and file."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from departments.enums import UNIT_ROLES, ReportState, Role

if TYPE_CHECKING:
    from departments.models.people import User


class ReportQuerySet(models.QuerySet["Report"]):  # type: ignore[name-defined]  # defined in report.py, which imports this
    """Reports, cut down to what somebody may see or do."""

    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Own department's reports for clerk and head; sent ones of the supervised department or the
        division for reviewers; all for the chief; those of an assignment. Management posts see none.
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
        return self.filter(
            Q(fills) | Q(chief) | Q(was_sent) & (Q(supervises) | Q(in_charge) | Q(by_assignment))
        )

    def editable_by(self, user: "User") -> "ReportQuerySet":
        """Reports whose draft this person may write: as preparer of the department."""
        from departments.models.people import Membership

        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Exists(Membership.objects.filter(user=user, role=Role.PREPARER, department=OuterRef("department")))
        )
