"""What the holders of the three management posts find on their home page: counts, and where to go."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from departments.enums import ReportState
from departments.models import Campaign, Department, Event, Membership, User

LATEST = 8


@dataclass(frozen=True)
class AccountFigures:
    """How the accounts stand: in use, without any role, still with a first password."""

    active: int
    without_role: int
    first_password: int


def account_figures() -> AccountFigures:
    """One query over all accounts."""
    held = Exists(Membership.objects.filter(user=OuterRef("pk")))
    active = Q(is_active=True)
    counts = User.objects.annotate(has_role=held).aggregate(
        active=Count("pk", filter=active),
        without_role=Count("pk", filter=active & Q(has_role=False)),
        first_password=Count("pk", filter=active & Q(must_change_password=True, is_demo=False)),
    )
    return AccountFigures(**counts)


def campaigns_with_counts() -> QuerySet[Campaign]:
    """All campaigns with `given` (reports given out) and `sent` (reports that have left the unit)."""
    with_unit = (ReportState.DRAFT, ReportState.SIGNING, ReportState.WITHDRAWN)
    return Campaign.objects.annotate(
        given=Count("reports"), sent=Count("reports", filter=~Q(reports__state__in=with_unit))
    ).order_by("-year")


def departments_in_use() -> int:
    """How many departments report."""
    return Department.objects.filter(is_active=True).count()


def latest_events() -> QuerySet[Event]:
    """The newest links of all chains."""
    return Event.objects.order_by("-at", "-pk")[:LATEST]
