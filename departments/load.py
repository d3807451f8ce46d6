"""How much a reviewer has to do: units of an assignment, how many wait at its step, how many it has behind it."""

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from departments.enums import ReportState
from departments.models import Report, ReviewAssignment

WAITING = (ReportState.SUBMITTED, ReportState.IN_REVIEW)
SETTLED = (ReportState.APPROVED, ReportState.PUBLISHED)


def with_load(assignments: QuerySet[ReviewAssignment]) -> QuerySet[ReviewAssignment]:
    """Each with `units`, `waiting` (at its step now) and `passed` (beyond it, or settled)."""
    own = Report.objects.filter(campaign=OuterRef("campaign")).exclude(state=ReportState.WITHDRAWN)
    own = own.filter(
        Q(department=OuterRef("department"))
        | Q(department__division=OuterRef("division"), department__division__isnull=False)
    )
    at_step = Q(step=OuterRef("step"), state__in=WAITING)
    beyond = Q(step__gt=OuterRef("step")) | Q(state__in=SETTLED)

    def count(reports: QuerySet[Report]) -> Coalesce:
        one = reports.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
        return Coalesce(Subquery(one, output_field=IntegerField()), 0)

    return assignments.annotate(units=count(own), waiting=count(own.filter(at_step)), passed=count(own.filter(beyond)))
