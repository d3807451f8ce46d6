"""Where units lose points: the share lost by indicator and unit as a heat map, and by name who stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

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
    known = [line for line in lines if len(line.losses) == len(indicators)]
    found = []
    for at, indicator in enumerate(indicators):
        shares = [(line, line.losses[at]) for line in known]
        had = [(line, share) for line, share in shares if share is not None]
        if len(had) < FEWEST:
            continue
        values = [share for _line, share in had]
        mean = fmean(values)
        limit = max(mean + STANDS_OUT, mean + DEVIATIONS * pstdev(values))
        above = sorted((each for each in had if each[1] >= limit), key=lambda each: (-each[1], each[0].code))
        if above:
            named = [(line, share / 10) for line, share in above[:NAMED]]
            found.append(Outlier(indicator.name, mean / 10, named))
    return sorted(found, key=lambda each: each.mean - each.units[0][1])


def heat_svg(lines: Sequence[Line], indicators: Sequence[IndicatorSpec]) -> str:
    """A row an indicator, a column a unit; dashed where there is no score yet. Empty without anything to show."""
    known = [line for line in lines if len(line.losses) == len(indicators)]
    if not known:
        return ""
    pitch = min(26.0, (WIDTH - LEFT) / len(known))
    box, parts = max(pitch - 1.5, 1.0), []
    for at, indicator in enumerate(indicators):
        y = 2 + at * ROW
        parts.append(text(LEFT - 8, y + 11, shorten(indicator.name, 9), anchor="end", soft=False))
        for column, line in enumerate(known):
            x = LEFT + column * pitch
            said = f"{line.name} {indicator.name}："
            share = line.losses[at]
            if share is None:
                parts.append(hollow(x + 0.5, y + 0.5, box - 1, ROW - 2.5, said=said + _("待算")))
            else:
                percent = _("失分 %(share)s%%") % {"share": f"{share / 10:.1f}"}
                parts.append(rect(x, y, box, ROW - 1.5, _step(share), said=said + percent))
    height = 2 + len(indicators) * ROW
    parts += _names(known, pitch, height + 11)
    return picture(WIDTH, height + FOOT, _("各单位各指标的失分比例，数据见下表和各单位评分表"), parts)


def _step(share: int) -> str:
    return f"h{sum(share >= bound for bound in STEPS)}"


def _names(lines: Sequence[Line], pitch: float, y: float) -> list[str]:
    """As many short names under the columns as there is room for."""
    every = max(1, -(-52 // int(pitch)))
    return [text(LEFT + at * pitch, y, shorten(line.short_name, 4)) for at, line in enumerate(lines) if at % every == 0]
