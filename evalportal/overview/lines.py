"""The reports of a campaign as lines of the overview: read in one query, their scores from the derived summaries.

A page draws all units, so what a line costs counts 1,500 times: dates stay as the database gives them where they are
only shown, and the lost points stay text until they are drawn.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import FilteredRelation, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from departments.enums import ReportState
from departments.models import Campaign
from departments.models.visibility import ReportQuerySet
from evalportal.home.deadline import WITH_THE_UNIT
from scoring.models import IndicatorSystem
from scoring.summaries import refresh_summaries
from scoring.warming import warm_later

# Scoring costs about 3 ms a report: a page computes at most so many anew, a job the rest.
AT_ONCE = 60

Score = tuple[Decimal | None, str, str]


@dataclass(slots=True)
class Line:
    """One unit in the overview. `self_score` is provisional while the unit has not sent; points out of the system's.

    `lost` is what `ScoreSummary.losses` holds, as JSON; empty without a score.
    """

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
    lost: str
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
    "summary__grade", "lost",
)  # fmt: skip


def read_lines(campaign: Campaign, system: IndicatorSystem, *, among: ReportQuerySet) -> tuple[list[Line], int]:
    """The lines of some reports, by code, without withdrawn tasks, and how many self-scores are still to come.

    One query; where summaries are out of date, three more and one transaction, and two for a job where they are many.
    """
    rows = list(
        among.filter(campaign=campaign)
        .exclude(state=ReportState.WITHDRAWN)
        .with_closing_time()
        .annotate(
            first=FilteredRelation("versions", condition=Q(versions__number=1)),
            standing=FilteredRelation("decisions", condition=Q(decisions__taken_back_at=None)),
            lost=Cast("summary__losses", TextField()),
        )
        .order_by("department__code")
        .values_list(*_FIELDS)
    )
    scores, missing = _scores_of(rows, campaign, system)
    now, zone = timezone.now(), timezone.get_current_timezone()
    today, general = now.astimezone(zone).date(), campaign.closes_at
    states = {state.value: state for state in ReportState}

    @cache
    def days_to(closes_at: datetime) -> int:
        return (closes_at.astimezone(zone).date() - today).days

    lines = []
    for row in rows:
        closes_at = max(general, row[8]) if row[8] else general
        total, grade, lost = scores.get(row[0]) or row[16:19]
        state = states[row[6]]
        # A draft in which no row has a score yet has none either: nothing but nulls is in its list.
        is_scored = row[9] is not None or bool(lost and lost.strip("[nul, ]"))
        lines.append(
            Line(
                report_id=row[0], code=row[1], name=row[2], short_name=row[3], division_id=row[4],
                division=row[5] or "", state=state, closes_at=closes_at, days=days_to(closes_at),
                is_late=state in WITH_THE_UNIT and now > closes_at, edited_at=row[7], sent_at=row[9],
                settled_at=row[10], settled=row[11], grade=row[12] or "",
                self_score=total if is_scored else None, self_grade=grade or "", lost=lost or "",
            )
        )  # fmt: skip
    return lines, missing


def _scores_of(
    rows: Sequence[tuple[Any, ...]], campaign: Campaign, system: IndicatorSystem
) -> tuple[dict[int, Score], int]:
    """Report → its score, where another one than the kept one is to be shown; and how many have none yet."""
    stale = [row for row in rows if row[13] != row[14] or row[15] != system.digest]
    if not stale:
        return {}, 0

    def may_stand(row: tuple[Any, ...]) -> bool:
        # The score of a draft of some minutes ago is better than none; of what was sent there is but one.
        return bool(row[15] == system.digest and row[6] in WITH_THE_UNIT)

    stale.sort(key=may_stand)
    now, later = stale[:AT_ONCE], stale[AT_ONCE:]
    scores: dict[int, Score] = {
        report: (each.total, each.grade, json.dumps(each.losses))
        for report, each in refresh_summaries([row[0] for row in now], system).items()
    }
    if later:
        warm_later(campaign.pk)
    unknown = [row[0] for row in later if not may_stand(row)]
    return scores | dict.fromkeys(unknown, (None, "", "")), len(unknown)
