"""How a campaign advances: units sent and settled by day, and the states of all as one bar."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import ReportState
from departments.models import Campaign
from evalportal.drawing import mark, picture, rect, rule, text
from evalportal.overview.lines import Line

WIDTH, TALL, LEFT, RIGHT = 468, 120, 30, 8
BAR, GAP = 1200, 2

State = ReportState
SHADES = {
    State.DRAFT: "s1", State.SIGNING: "s2", State.SUBMITTED: "s3", State.IN_REVIEW: "s4", State.RETURNED: "f-seal",
    State.APPROVED: "s5", State.PUBLISHED: "h4",
}  # fmt: skip


@dataclass(frozen=True)
class Course:
    """Days of the campaign up to today or its end, and how many units had sent and were settled by each evening."""

    days: list[date]
    sent: list[int]
    settled: list[int]


def course_of(campaign: Campaign, lines: Sequence[Line]) -> Course:
    """Count from the day before the opening on; reports count on the day of their first sending."""
    zone = timezone.get_current_timezone()  # asked once: there are many lines
    sent = sorted(line.sent_at.astimezone(zone).date() for line in lines if line.sent_at)
    settled = sorted(line.settled_at.astimezone(zone).date() for line in lines if line.settled_at)
    first = min([timezone.localdate(campaign.opens_at), *sent[:1]]) - timedelta(days=1)
    last = max([first + timedelta(days=1), min(timezone.localdate(), _end(campaign, settled))])
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return Course(days, [bisect_right(sent, day) for day in days], [bisect_right(settled, day) for day in days])


def _end(campaign: Campaign, settled: Sequence[date]) -> date:
    """Beyond the closing day only as long as something is still being settled."""
    return max([timezone.localdate(campaign.closes_at), *settled[-1:]])


def course_svg(course: Course, units: int) -> str:
    """Two lines that rise to the number of units."""
    bottom, top = TALL - 18, 14
    pitch = (WIDTH - LEFT - RIGHT) / max(len(course.days) - 1, 1)
    unit = (bottom - top) / max(units, 1)

    def path(counts: Sequence[int]) -> list[tuple[float, float]]:
        return [(LEFT + at * pitch, bottom - count * unit) for at, count in enumerate(counts)]

    parts = [rule(LEFT, bottom, WIDTH - RIGHT, bottom), rule(LEFT, top, WIDTH - RIGHT, top)]
    parts += [text(LEFT - 5, bottom + 4, "0", anchor="end"), text(LEFT - 5, top + 4, str(units), anchor="end")]
    parts += [mark(path(course.sent), dashed=True, accent=True), mark(path(course.settled))]
    first, last = course.days[0], course.days[-1]
    parts += [
        text(LEFT, TALL - 4, f"{first:%m-%d}"),
        text(WIDTH - RIGHT, TALL - 4, f"{last:%m-%d}", anchor="end"),
        text(LEFT + 6, top - 4, _("虚线：已报送　实线：已审定")),
    ]
    said = _("%(from)s至%(to)s，已报送由 %(first)s 家到 %(last)s 家，已审定 %(settled)s 家") % {
        "from": f"{first:%m-%d}", "to": f"{last:%m-%d}", "first": course.sent[0], "last": course.sent[-1],
        "settled": course.settled[-1],
    }  # fmt: skip
    return picture(WIDTH, TALL, said, parts)


def states_svg(counts: Sequence[tuple[ReportState, int]]) -> str:
    """All units on one bar, side by side by state."""
    total = sum(count for _state, count in counts)
    if not total:
        return ""
    x, parts = 0.0, []
    room = BAR - GAP * (len(counts) - 1)
    for state, count in counts:
        width = room * count / total
        parts.append(rect(x, 0, width, 10, SHADES[state], said=f"{state.label} {count}"))
        x += width + GAP
    said = "，".join(f"{state.label} {count}" for state, count in counts)
    return picture(BAR, 10, said, parts, name="state-bar").replace("<svg ", '<svg preserveAspectRatio="none" ', 1)
