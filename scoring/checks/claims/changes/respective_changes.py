"""Changes of several things at once: 216起、387.4万元，上年248起、452.9万元，分别下降12.9%和14.5%.

分别 says that the first change is of the first thing and the second of the second, so nothing is left to nearness.
"""

import re
from collections.abc import Iterator, Sequence

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ...finding import Observation
from ...subject import Subject
from ..nearby import levels, surroundings
from .figure_times import time_of
from .judged_changes import Change, contradiction
from .near_changes import AT_CONSTANT_PRICES
from .stated_changes import is_stated_change, tells_level

_UP = re.compile(r"增|升|提高|扩大|上涨")
_DOWN = re.compile(r"减|降|缩|回落|节约|下滑")
_RESPECTIVELY = re.compile(r"分别(?!为)[^，]{0,8}$")
_NEXT = re.compile(r"[、，和与及]{1,2}[^，。；、\d]{0,6}")
_FROM, _TO = re.compile(r"(?:由|从)[^，。；]{0,20}$"), re.compile(r"(?:到|至|为)[^，]{0,6}$")
_MOST = 4
_BEFORE = ("prior", "opening")

Pair = tuple[Mention, Mention]  # the present value and its base


def respective_changes(subject: Subject) -> Iterator[Observation]:
    """The wrong ones of the changes that 分别 tells of several things with their values before and after."""
    for sentence in subject.mentions:
        for mention in sentence:
            if not _RESPECTIVELY.search(mention.figure.label) or _direction(mention) is None:
                continue
            stated = _row(sentence, mention)
            pairs = _pairs(subject, stated) if stated else None
            if pairs is None:
                continue
            for (each, rising), (now, base) in zip(stated, pairs, strict=True):
                if each.kind != PERCENT and not same_measure(each, now):
                    break
                difference, rate = (None, each) if each.kind == PERCENT else (each, None)
                change = Change(now, base, difference, rate, rising)
                found = contradiction(change, base.figure.quantity.value, told=True)
                if found is not None:
                    yield found


def _direction(mention: Mention) -> bool | None:
    label = mention.figure.label
    up, down = _UP.search(label), _DOWN.search(label)
    return None if bool(up) == bool(down) or tells_level(label) else bool(up)


def _row(sentence: Sequence[Mention], first: Mention) -> list[tuple[Mention, bool]]:
    """The changes in a row, each with its direction; empty where one is not plain."""
    rising = _direction(first)
    found: list[tuple[Mention, bool]] = []
    for each in sentence[first.index :]:
        if found and (not _NEXT.fullmatch(each.figure.gap) or (each.kind == PERCENT) != (first.kind == PERCENT)):
            break
        rising = _direction(each) if _direction(each) is not None else rising
        if rising is None or not each.exact or each.kind not in (PERCENT, MONEY, COUNT):
            return []
        found.append((each, rising))
    return found if 2 <= len(found) <= _MOST else []


def _pairs(subject: Subject, stated: Sequence[tuple[Mention, bool]]) -> list[Pair] | None:
    """As many pairs as changes, where the figures before them are just these."""
    first, number = stated[0][0], len(stated)
    before = [
        each for each in surroundings(subject, first)
        if each.figure.end <= first.figure.start and each.kind in (MONEY, COUNT) and not is_stated_change(each)
    ]  # fmt: skip
    own = [each for each in before if each.sentence is first.sentence]
    figures = own if len(own) != number else before[-2 * number :]
    if len(figures) != 2 * number or levels(figures) != figures:
        return None
    if any(AT_CONSTANT_PRICES.search(each.figure.label) for each in figures):
        return None
    pairs = _in_two_rows(figures) or _one_by_one(figures)
    if pairs is None or not all(same_measure(now, base) and base.figure.quantity.value > 0 for now, base in pairs):
        return None
    return pairs


def _in_two_rows(figures: Sequence[Mention]) -> list[Pair] | None:
    """All values of one time, then all of the other; only the first of a row needs a word of time."""
    middle = len(figures) // 2
    one, other = figures[:middle], figures[middle:]
    starts = [time_of(row[0]).kind in _BEFORE for row in (one, other)]
    within = [any(time_of(each).kind in _BEFORE for each in row[1:]) for row in (one, other)]
    if starts == [False, True] and not within[0]:
        return list(zip(one, other, strict=True))
    moves = bool(_FROM.search(one[0].figure.gap) and _TO.search(other[0].figure.label))
    if (starts == [True, False] or (moves and starts == [False, False])) and not within[1]:
        return list(zip(other, one, strict=True))
    return None


def _one_by_one(figures: Sequence[Mention]) -> list[Pair] | None:
    """Each value beside that of the other time: 216起（上年248起）、387.4万元（上年452.9万元）."""
    for first, second in ((0, 1), (1, 0)):
        now, base = figures[first::2], figures[second::2]
        told = [time_of(each).kind in _BEFORE for each in (*base, *now)]
        if told == [True] * len(base) + [False] * len(now):
            return list(zip(now, base, strict=True))
    return None
