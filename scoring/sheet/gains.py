"""What would bring lost points back, row by row: an answer that a clerk can mend, or how far a fact is from enough.

Pure: works on a sheet and the system it was scored with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.facts import FACTS, MONEY, PERCENT
from scoring.answers import NO_ANSWER, Answer
from scoring.engine import score
from scoring.formula import Facts
from scoring.preparation import PreparedIndicator, PreparedSystem
from scoring.results import Row, ScoreSheet
from scoring.rounding import HUNDREDTH, ZERO, fixed, plain
from scoring.rules.checklist import Checklist
from scoring.rules.judged import Judged
from scoring.rules.three_grades import ThreeGrades

# A fact is looked for between nothing and this many times its present value.
FURTHEST = 10
_ONE = Decimal(1)


@dataclass(frozen=True)
class Gain:
    """What could be won back at one row: `answer` holds the cells that would do it, empty where only facts decide."""

    row: Row
    answer: Mapping[str, str] = field(default_factory=dict)
    told: str = ""

    @property
    def points(self) -> Decimal:
        """How many points that would bring."""
        return self.row.points - (self.row.score or ZERO) if self.answer else ZERO


def gains_of(sheet: ScoreSheet, system: PreparedSystem, facts: Facts, answers: Mapping[str, Answer]) -> list[Gain]:
    """One entry for each row that lost points or has none yet, the largest first, those that can be mended before."""
    ready = {each.spec.code: each for each in system.indicators}
    rows = [row for row in sheet.rows if (row.lost > 0 or row.is_pending) and row.code in ready]
    found = [_gain(row, ready[row.code], system, facts, answers.get(row.code, NO_ANSWER)) for row in rows]
    return sorted(found, key=lambda gain: (-gain.points, -gain.row.lost))


def _gain(row: Row, ready: PreparedIndicator, system: PreparedSystem, facts: Facts, answer: Answer) -> Gain:
    rule, points = ready.spec.rule, str(row.points.quantize(HUNDREDTH))
    if isinstance(rule, Checklist) and not row.missing:
        met = answer.checked or frozenset()
        lacking = [item for number, item in enumerate(rule.items, start=1) if number not in met]
        everything = ",".join(str(number) for number in range(1, len(rule.items) + 1))
        return Gain(row, {"checked": everything}, _("补齐：%(items)s") % {"items": "；".join(lacking)})
    if isinstance(rule, ThreeGrades) and not row.missing:
        return Gain(row, {"attainment": "reached", "judged": points}, _("达成年度指标，得满分"))
    if isinstance(rule, Judged) and not row.missing:
        told = _("尚未评分") if row.score is None else _("%(now)s 分变 %(full)s 分") % _span(row)
        return Gain(row, {"judged": points}, told)
    if row.missing:
        return Gain(row, told=row.problem)
    if row.computed:
        return Gain(row, told=_nearest(row, ready, system, facts))
    return Gain(row, told=row.problem or _("由已经发生的情况决定，不能补。"))


def _span(row: Row) -> dict[str, str]:
    return {"now": fixed(row.score or ZERO), "full": fixed(row.points)}


def _nearest(row: Row, ready: PreparedIndicator, system: PreparedSystem, facts: Facts) -> str:
    """For each fact of the row, the nearest value from which points come at all, and from which all of them do."""
    alone = replace(system, indicators=(ready,), cap_formula=None, spec=replace(system.spec, caps=None))
    told = []
    for used in row.facts:
        full = _value_for(row.points, used.code, used.value, alone, facts)
        if full is None:
            continue
        words = _("%(fact)s%(full)s 得满分") % {"fact": used.name, "full": _bound(full, used.value)}
        if row.score == 0 and row.points > HUNDREDTH:
            some = _value_for(HUNDREDTH, used.code, used.value, alone, facts)
            if some is not None and some != full:
                words = _("%(fact)s%(some)s 开始得分，%(full)s 得满分") % {
                    "fact": used.name, "some": _bound(some, used.value), "full": _bound(full, used.value),
                }  # fmt: skip
        told.append(words)
    return "；".join(told)


def _bound(value: Decimal, now: Decimal) -> str:
    """The value as a bound seen from the present one: 降到 45 以下（含）."""
    words = _("降到 %(value)s") if value < now else _("升到 %(value)s")
    return words % {"value": plain(value)}


def _value_for(
    wanted: Decimal, code: str, now: Decimal, alone: PreparedSystem, facts: Facts
) -> Decimal | None:  # fmt: skip
    """The value nearest to `now` at which the only row reaches `wanted` points; None where no value does.

    Rules are monotone on either side of their best value, so halving finds the edge from the side of `now`.
    """
    step = HUNDREDTH if FACTS[code].unit in (MONEY, PERCENT) else _ONE

    def reaches(steps: int) -> bool:
        result = score({**facts, code: steps * step}, alone).rows[0].score
        return result is not None and result >= wanted

    here = int(now / step)
    found = [
        edge
        for edge in (_edge(here, 0, reaches), _edge(here, max(here, 100) * FURTHEST, reaches))
        if edge is not None
    ]
    return min(found, key=lambda edge: abs(edge - here)) * step if found else None


def _edge(here: int, far: int, reaches: Callable[[int], bool]) -> int | None:
    """The first number of steps on the way from `here` to `far` that reaches; None where not even a turn does.

    A value far beyond the best one may fail again (deviation), so halves of the way are tried as well.
    """
    good = next((stop for stop in _stops(here, far) if reaches(stop)), None)
    if good is None:
        return None
    bad = here
    while abs(good - bad) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if reaches(middle) else (good, middle)
    return good


def _stops(here: int, far: int) -> list[int]:
    """Points on the way, close ones first: a 64th, a 32nd, … the whole of it."""
    way = far - here
    return [here + int(way * share / 64) for share in (1, 2, 4, 8, 16, 24, 32, 48, 64)]
