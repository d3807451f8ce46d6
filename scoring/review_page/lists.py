"""What waits for a reviewer: reports at a step for which they are named, with how long they have waited."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from departments.enums import EventKind, ReportState
from departments.models import Event, Report, ReportVersion, ReviewAssignment, User
from scoring.models import Review
from scoring.review_page.access import reviewable_by

WAITING = (ReportState.SUBMITTED, ReportState.IN_REVIEW)


@dataclass(frozen=True)
class Line:
    """A report in the list. `days` it has waited at this step; `begun`: by this person."""

    report: Report
    step_name: str
    since: datetime | None
    days: int
    begun: bool
    done: bool

    @property
    def can_settle(self) -> bool:
        """Whether the step at which it stands is the one that settles."""
        return self.report.state == ReportState.IN_REVIEW and self.report.step == len(self.report.campaign.steps)


def named_for(user: User) -> Q:
    """Reports at a step for which this person is named, for the department or its division."""
    named = ReviewAssignment.objects.filter(user=user, campaign=OuterRef("campaign"), step=OuterRef("step")).filter(
        Q(department=OuterRef("department")) | Q(division=OuterRef("department__division"), division__isnull=False)
    )
    return Q(Exists(named))


def waiting_for(user: User) -> QuerySet[Report]:
    """Reports that this person can review now, the longest waiting first."""
    return _with_moves(reviewable_by(user).filter(named_for(user), state__in=WAITING), user).order_by(
        F("moved_at").asc(nulls_first=True), "department__code"
    )


def handled_by(user: User) -> QuerySet[Report]:
    """曾经办: reports on which this person has worked and that no longer wait for them."""
    mine = Review.objects.filter(report=OuterRef("pk"), reviewer=user)
    now = Q(named_for(user), state__in=WAITING)
    return _with_moves(reviewable_by(user).filter(Exists(mine)).exclude(now), user).order_by(
        F("moved_at").desc(nulls_last=True), "department__code"
    )


def _with_moves(reports: QuerySet[Report], user: User) -> Any:
    """Each report with when it was moved last and whether this person has begun and finished its newest version."""
    chain = Concat(Value("report:"), Cast(OuterRef("pk"), CharField()))
    moves = Event.objects.filter(chain=chain, kind=EventKind.TRANSITION).order_by("-number")
    newest = ReportVersion.objects.filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    mine = Review.objects.filter(
        report=OuterRef("pk"), reviewer=user, step=OuterRef("step"), report_version=Subquery(newest)
    )
    return reports.annotate(
        moved_at=Subquery(moves.values("at")[:1]),
        begun_by_me=Exists(mine),
        done_by_me=Exists(mine.filter(done_at__isnull=False)),
    )


def lines_of(reports: Any, now: datetime | None = None) -> list[Line]:
    """Reports as lines of a list."""
    today = timezone.localdate(now or timezone.now())
    return [
        Line(
            report=report,
            step_name=step_name(report),
            since=report.moved_at,
            days=(today - timezone.localdate(report.moved_at)).days if report.moved_at else 0,
            begun=report.begun_by_me,
            done=report.done_by_me,
        )
        for report in reports
    ]


def step_name(report: Report) -> str:
    """What the campaign calls the step at which the report stands."""
    steps = report.campaign.steps
    return str(steps[report.step - 1]) if 1 <= report.step <= len(steps) else ""


def next_after(user: User, report: Report) -> int | None:
    """The id of the report to go on with: the next that waits behind this one, else the first; one query."""
    waiting = list(waiting_for(user).values_list("pk", flat=True)[:200])
    others = [pk for pk in waiting if pk != report.pk]
    if not others:
        return None
    behind = waiting[waiting.index(report.pk) + 1 :] if report.pk in waiting else []
    return behind[0] if behind else others[0]
