"""How much time a report has left, in days of the calendar as people count them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from departments.enums import ReportState
from departments.models import Report

SOON = 3
WITH_THE_UNIT = frozenset({ReportState.DRAFT, ReportState.SIGNING, ReportState.RETURNED})


@dataclass(frozen=True)
class Deadline:
    """The end of the window of one report. `days` counts to the closing day: 0 on the day itself, negative after it."""

    closes_at: datetime
    opens_at: datetime
    days: int
    is_over: bool
    not_yet_open: bool
    is_extended: bool
    matters: bool

    @property
    def overdue_days(self) -> int:
        """Days since the closing day, for a report that is late."""
        return -self.days

    @property
    def is_soon(self) -> bool:
        """Whether few days are left."""
        return not self.is_over and self.days <= SOON


def deadline_of(report: Report, now: datetime | None = None) -> Deadline:
    """The deadline of a report read through `with_closing_time`; it matters while the unit has the report."""
    now = now or timezone.now()
    closes_at = report.closes_at()
    return Deadline(
        closes_at=closes_at,
        opens_at=report.campaign.opens_at,
        days=(timezone.localdate(closes_at) - timezone.localdate(now)).days,
        is_over=now > closes_at,
        not_yet_open=now < report.campaign.opens_at,
        is_extended=closes_at > report.campaign.closes_at,
        matters=report.state in WITH_THE_UNIT,
    )
