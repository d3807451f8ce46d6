"""How scores spread: self-scores against settled ones, the ranking, and units that gave themselves too much."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from evalportal.drawing import mark, picture, rect, rule, text
from evalportal.overview.asking import MUCH
from evalportal.overview.lines import Line

WIDTH, TALL, LEFT = 468, 104, 26
BIN, FULL = 2, 100
SHOWN = 10


@dataclass(frozen=True)
class Bin:
    """Two points of the scale from `start` on, the last one with its end: how many self-scores and settled ones."""

    start: int
    given: int
    settled: int


def spread(lines: Iterable[Line]) -> list[Bin]:
    """The bins from the lowest score to full points, empty ones between included."""
    given: Counter[int] = Counter()
    settled: Counter[int] = Counter()
    for line in lines:
        if line.given is not None:
            given[_bin(line.given)] += 1
        if line.settled is not None:
            settled[_bin(line.settled)] += 1
    known = [*given, *settled]
    if not known:
        return []
    return [Bin(start, given[start], settled[start]) for start in range(min(known), max(FULL, max(known) + 1), BIN)]


def _bin(score: Decimal) -> int:
    return min(int(score // BIN) * BIN, FULL - BIN)


def spread_svg(bins: Sequence[Bin]) -> str:
    """Bars for self-scores, a line across each for settled ones. Empty without scores."""
    if not bins:
        return ""
    largest = max(max(each.given, each.settled) for each in bins) or 1
    pitch, bottom = (WIDTH - LEFT - 4) / len(bins), TALL - 18
    unit = (bottom - 10) / largest
    tick = next(each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if largest / each <= 4)
    parts = []
    for count in range(0, largest + 1, tick):
        y = bottom - count * unit
        parts += [rule(LEFT, y, WIDTH - 4, y), text(LEFT - 5, y + 4, str(count), anchor="end")]
    every = max(1, -(-26 // int(max(pitch, 1))))
    for at, each in enumerate(bins):
        x = LEFT + at * pitch
        words = _("%(from)s 分起：自评 %(given)s 家，核定 %(settled)s 家")
        said = words % {"from": each.start, "given": each.given, "settled": each.settled}
        parts.append(
            rect(x + 1, bottom - each.given * unit, max(pitch - 3, 1), max(each.given * unit, 0.01), "h2", said=said)
        )
        if each.settled:
            y = bottom - each.settled * unit
            parts.append(mark([(x + 1, y), (x + pitch - 2, y)]))
        if at % every == 0:
            parts.append(text(x + 1, TALL - 5, str(each.start)))
    said = "；".join(
        _("%(from)s 分起自评 %(given)s 家、核定 %(settled)s 家")
        % {"from": each.start, "given": each.given, "settled": each.settled}
        for each in bins
        if each.given or each.settled
    )
    return picture(WIDTH, TALL, said, parts)


@dataclass(frozen=True)
class Ranked:
    """A place in the ranking; equal scores share one."""

    place: int
    line: Line


def ranking(lines: Iterable[Line]) -> list[Ranked]:
    """The settled units, the best first."""
    settled = sorted(
        ((line.settled, line) for line in lines if line.settled is not None), key=lambda each: (-each[0], each[1].code)
    )
    ranked: list[Ranked] = []
    for at, (score, line) in enumerate(settled, start=1):
        is_equal = bool(ranked) and ranked[-1].line.settled == score
        ranked.append(Ranked(ranked[-1].place if is_equal else at, line))
    return ranked


def too_high(lines: Iterable[Line]) -> list[Line]:
    """Units that lost 3 points or more against their self-score when settled, the largest difference first."""
    cut = [(line.gap, line) for line in lines if line.gap is not None and line.gap <= -MUCH]
    return [line for _gap, line in sorted(cut, key=lambda each: (each[0], each[1].code))]
