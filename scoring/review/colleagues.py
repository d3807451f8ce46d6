"""Who else works on a step: those who have begun and are still named. Whoever was replaced is waited for no longer."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from departments.models import ReviewAssignment
from scoring.models import Review


def with_named(reviews: QuerySet[Review]) -> Any:
    """Each with `is_named`: whether its reviewer is still named for its step of this report."""
    named = ReviewAssignment.objects.filter(
        user=OuterRef("reviewer"), campaign=OuterRef("report__campaign"), step=OuterRef("step")
    ).filter(
        Q(department=OuterRef("report__department"))
        | Q(division=OuterRef("report__department__division"), division__isnull=False)
    )
    return reviews.annotate(is_named=Exists(named))
