"""The five key figures of a campaign and its states, counted over the lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from departments.enums import ReportState
from evalportal.overview.lines import Line
from scoring.rounding import round_half_up

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Figures:
    """Counts of units; averages in points, `cut` the mean of self-score less settled over settled units."""

    units: int
    sent: int
    sent_share: Decimal | None
    waiting: int
    drafts: int
    signing: int
    late: int
    days: int | None
    given: int
    mean_self: Decimal | None
    settled: int
    mean_settled: Decimal | None
    cut: Decimal | None


def figures_of(lines: Sequence[Line]) -> Figures:
    """Count; percent and points are rounded half up to two decimals."""
    given = [line.given for line in lines if line.given is not None]
    settled = [line.settled for line in lines if line.settled is not None]
    gaps = [-line.gap for line in lines if line.gap is not None]
    states = Counter(line.state for line in lines)
    sent = sum(line.sent_at is not None for line in lines)
    waiting = [line for line in lines if line.with_unit and not line.sent_at and not line.is_late]
    return Figures(
        units=len(lines),
        sent=sent,
        sent_share=round_half_up(HUNDRED * sent / len(lines)) if lines else None,
        waiting=len(waiting),
        drafts=states[ReportState.DRAFT],
        signing=states[ReportState.SIGNING],
        late=sum(line.is_late for line in lines),
        days=min((line.days for line in waiting), default=None),
        given=len(given),
        mean_self=mean(given),
        settled=len(settled),
        mean_settled=mean(settled),
        cut=mean(gaps),
    )


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean, rounded half up to two decimals; None of nothing."""
    return round_half_up(sum(values, Decimal(0)) / len(values)) if values else None


def counted(lines: Iterable[Line]) -> list[tuple[ReportState, int]]:
    """How many units stand in each state, without empty ones, in the order of a report's life."""
    counts = Counter(line.state for line in lines)
    return [(state, counts[state]) for state in ReportState if counts[state]]
