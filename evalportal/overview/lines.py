"""The reports of a campaign as lines of the overview: read in one query, their scores from the derived summaries."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from departments.enums import ReportState
from departments.models import Campaign, Report, User
from evalportal.home.deadline import WITH_THE_UNIT
from scoring.models import IndicatorSystem
from scoring.summaries import Summary, refresh_summaries

# Scoring costs about 3 ms a report: a page computes at most so many anew, the next one goes on.
AT_ONCE = 400


@dataclass(slots=True)
class Line:
    """One unit in the overview. `self_score` is provisional while the unit has not sent; points out of the system's."""

    report_id: int
    code: str
    name: str
    short_name: str
    division_id: int | None
    division: str
    state: ReportState
    closes_at: datetime
    days: int
    is_late: bool
    edited_at: datetime | None
    sent_at: datetime | None
    settled_at: datetime | None
    self_score: Decimal | None
    self_grade: str
    losses: list[int | None]
    settled: Decimal | None
    grade: str

    @property
    def with_unit(self) -> bool:
        """Whether the unit has to act."""
        return self.state in WITH_THE_UNIT

    @property
    def given(self) -> Decimal | None:
        """The self-score as the unit has given it: only once it was sent."""
        return self.self_score if self.sent_at else None

    @property
    def gap(self) -> Decimal | None:
        """Settled less self-score; negative where the bureau took points away."""
        if self.settled is None or self.self_score is None:
            return None
        return self.settled - self.self_score


_FIELDS = (
    "pk", "department__code", "department__name", "department__short_name", "department__division_id",
    "department__division__name", "state", "edited_at", "extended_to", "first__created_at", "standing__decided_at",
    "standing__total", "standing__grade", "revision", "summary__revision", "summary__digest", "summary__total",
    "summary__grade", "summary__losses",
)  # fmt: skip


def read_lines(campaign: Campaign, system: IndicatorSystem, *, user: User) -> tuple[list[Line], int]:
    """The lines this person may see, by code, without withdrawn tasks, and how many self-scores are still to come.

    One query; where summaries are out of date, three more and one transaction.
    """
    now, today = timezone.now(), timezone.localdate()
    rows = list(
        Report.objects.visible_to(user)
        .filter(campaign=campaign)
        .exclude(state=ReportState.WITHDRAWN)
        .with_closing_time()
        .annotate(
            first=FilteredRelation("versions", condition=Q(versions__number=1)),
            standing=FilteredRelation("decisions", condition=Q(decisions__taken_back_at=None)),
        )
        .order_by("department__code")
        .values_list(*_FIELDS)
    )
    stale = [row[0] for row in rows if row[13] != row[14] or row[15] != system.digest]
    fresh = refresh_summaries(stale[:AT_ONCE], system)

    @cache
    def days_to(closes_at: datetime) -> int:
        return (_day(closes_at) - today).days

    lines = []
    for row in rows:
        closes_at = max(campaign.closes_at, row[8]) if row[8] else campaign.closes_at
        total, grade, losses = _score_of(row, fresh.get(row[0]), system)
        state = ReportState(row[6])
        lines.append(
            Line(
                report_id=row[0], code=row[1], name=row[2], short_name=row[3], division_id=row[4],
                division=row[5] or "", state=state, closes_at=closes_at, days=days_to(closes_at),
                is_late=state in WITH_THE_UNIT and now > closes_at, edited_at=row[7], sent_at=row[9],
                settled_at=row[10], settled=row[11], grade=row[12] or "",
                self_score=total, self_grade=grade, losses=losses,
            )
        )  # fmt: skip
    return lines, max(0, len(stale) - AT_ONCE)


def _score_of(
    row: tuple[Any, ...], fresh: Summary | None, system: IndicatorSystem
) -> tuple[Decimal | None, str, list[int | None]]:
    """Total, grade and losses of a line; no total of a draft in which no row has a score yet."""
    if fresh:
        total, grade, losses = fresh.total, fresh.grade, fresh.losses
    elif row[13] == row[14] and row[15] == system.digest:
        total, grade, losses = row[16], row[17], row[18]
    else:
        return None, "", []
    is_scored = row[9] is not None or any(share is not None for share in losses)
    return (total if is_scored else None), grade, losses


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
