"""Lists of reports, the most urgent first, and what is counted over them. Which ones: `Report.objects.visible_to`."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from departments.enums import UNIT_ROLES, ReportState, Role
from departments.models import Membership, Report, User
from departments.models.visibility import ReportQuerySet
from departments.standing import Standing
from evalportal.home.deadline import Deadline, deadline_of
from evalportal.home.next_step import NextStep, next_in_list

# Rank of a state in the list of somebody who has to act on it; the rest follows in the order of the closing time.
FOR_UNIT = (ReportState.RETURNED, ReportState.SIGNING, ReportState.DRAFT)
FOR_REVIEWER = (ReportState.IN_REVIEW, ReportState.SUBMITTED, ReportState.RETURNED)
RUNNING = frozenset(ReportState) - {ReportState.APPROVED, ReportState.PUBLISHED, ReportState.WITHDRAWN}


@dataclass(frozen=True)
class ReportLine:
    """A report in a list; `next` is told to those whose report it is."""

    report: Report
    deadline: Deadline
    next: NextStep | None = None


def reports_of(user: User) -> QuerySet[Report]:
    """All that this person may open, with what a line of a list shows."""
    return _as_listed(Report.objects.visible_to(user))


def reports_of_own_units(standing: Standing) -> QuerySet[Report]:
    """Those of departments in which the person fills in or signs."""
    return _as_listed(Report.objects.filter(department__in=standing.units))


def _as_listed(reports: ReportQuerySet) -> QuerySet[Report]:
    return reports.with_closing_time().select_related("campaign", "department__division")


def in_other_units(reports: QuerySet[Report], user: User) -> QuerySet[Report]:
    """Those that the person looks at from outside."""
    # Reviewers of a supervising department belong to it as reviewers only, which is not filling in.
    own = Membership.objects.filter(user=user, role__in=UNIT_ROLES).values("department")
    return reports.exclude(department__in=own)


def most_urgent_first(reports: QuerySet[Report], states: tuple[ReportState, ...]) -> QuerySet[Report]:
    """Ordered by the given states, then by closing time."""
    rank = Case(
        *(When(state=state, then=Value(at)) for at, state in enumerate(states)),
        default=Value(len(states)),
        output_field=IntegerField(),
    )
    general = F("campaign__closes_at")
    closing = Coalesce(Greatest(F("extended_to"), general), general)
    return reports.order_by(rank, closing, "-campaign__year", "department__code")


def narrowed(reports: QuerySet[Report], *, words: str, state: str, year: int | None) -> QuerySet[Report]:
    """Filtered by what is typed (name or code of the department), by state and by year; empty filters do nothing."""
    if words:
        reports = reports.filter(Q(department__name__icontains=words) | Q(department__code__startswith=words))
    if state in ReportState.values:
        reports = reports.filter(state=state)
    return reports.filter(campaign__year=year) if year else reports


def counted_by_state(reports: QuerySet[Report]) -> dict[str, int]:
    """How many reports stand in each state."""
    counts = reports.order_by().values("state").annotate(count=Count("pk")).values_list("state", "count")
    return dict(counts)


def as_lines(reports: list[Report], now: datetime | None = None) -> list[ReportLine]:
    """Reports with their deadlines."""
    return [ReportLine(report, deadline_of(report, now)) for report in reports]


def as_own_lines(reports: list[Report], standing: Standing) -> list[ReportLine]:
    """Reports of the person's own departments, each with what this person does next; no query beyond the list's."""
    return [
        ReportLine(
            report,
            deadline_of(report),
            next_in_list(report, fills=Role.PREPARER in roles, signs=Role.HEAD in roles),
        )
        for report in reports
        for roles in [standing.roles_in(report.department_id)]
    ]
