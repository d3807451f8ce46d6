"""Where units lose points: the share lost by indicator and unit as a heat map, and by name who stands out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from evalportal.charts import shorten
from evalportal.drawing import hollow, picture, rect, text
from evalportal.overview.lines import Line
from scoring.systems import IndicatorSpec

# Shares in per mille of an indicator's points; upper bounds of the five steps.
STEPS = (50, 200, 400, 700)
# A unit stands out where it loses so much more than the mean, and more than 1.5 standard deviations.
STANDS_OUT, DEVIATIONS = 300, 1.5
FEWEST, NAMED = 4, 3
LEFT, WIDTH, ROW, FOOT = 112, 468, 15, 16


@dataclass(frozen=True)
class Outlier:
    """An indicator with the mean share lost (percent), and who lost much more of it: (unit, percent)."""

    name: str
    mean: float
    units: list[tuple[Line, float]]


def outliers(lines: Sequence[Line], indicators: Sequence[IndicatorSpec]) -> list[Outlier]:
    """The indicators in which units stand out, the largest distance first."""
    known, losses = _read_losses(lines, len(indicators))
    found = []
    for at, indicator in enumerate(indicators):
        column = losses[at :: len(indicators)]
        values = [share for share in column if share is not None]
        if len(values) < FEWEST:
            continue
        mean = sum(values) / len(values)
        # Exact: whole numbers under the root.
        deviation = sqrt(len(values) * sum(share * share for share in values) - sum(values) ** 2) / len(values)
        limit = max(mean + STANDS_OUT, mean + DEVIATIONS * deviation)
        above = [
            (line, share) for line, share in zip(known, column, strict=True) if share is not None and share >= limit
        ]
        if above:
            above.sort(key=lambda each: (-each[1], each[0].code))
            named = [(line, share / 10) for line, share in above[:NAMED]]
            found.append(Outlier(indicator.name, mean / 10, named))
    return sorted(found, key=lambda each: each.mean - each.units[0][1])


def _read_losses(lines: Sequence[Line], count: int) -> tuple[list[Line], list[int | None]]:
    """The lines with a score, and the losses of all, one after the other; in one go, since they are many."""
    scored = [line for line in lines if line.lost]
    known = [line for line in scored if line.lost.count(",") == count - 1]
    return known, json.loads(f"[{','.join(line.lost[1:-1] for line in known)}]")


def heat_svg(lines: Sequence[Line], indicators: Sequence[IndicatorSpec]) -> str:
    """A row an indicator, a column a unit; dashed where there is no score yet. Empty without anything to show."""
    known, losses = _read_losses(lines, len(indicators))
    if not known:
        return ""
    pitch = min(26.0, (WIDTH - LEFT) / len(known))
    box, parts = max(pitch - 1.5, 1.0), []
    open_words, lost_words = _("%(unit)s %(indicator)s：待算"), _("%(unit)s %(indicator)s：失分 %(share).1f%%")
    for at, indicator in enumerate(indicators):
        y = 2 + at * ROW
        parts.append(text(LEFT - 8, y + 11, shorten(indicator.name, 9), anchor="end", soft=False))
        for column, (line, share) in enumerate(zip(known, losses[at :: len(indicators)], strict=True)):
            x = LEFT + column * pitch
            about = {"unit": line.name, "indicator": indicator.name}
            if share is None:
                parts.append(hollow(x + 0.5, y + 0.5, box - 1, ROW - 2.5, said=open_words % about))
            else:
                said = lost_words % {**about, "share": share / 10}
                parts.append(rect(x, y, box, ROW - 1.5, _step(share), said=said))
    height = 2 + len(indicators) * ROW
    parts += _names(known, pitch, height + 11)
    return picture(WIDTH, height + FOOT, _("各单位各指标的失分比例，数据见下表和各单位评分表"), parts)


def _step(share: int) -> str:
    return f"h{sum(share >= bound for bound in STEPS)}"


def _names(lines: Sequence[Line], pitch: float, y: float) -> list[str]:
    """As many short names under the columns as there is room for."""
    every = max(1, -(-52 // int(pitch)))
    return [text(LEFT + at * pitch, y, shorten(line.short_name, 4)) for at, line in enumerate(lines) if at % every == 0]
