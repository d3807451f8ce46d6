# ruff: noqa: E501 - a pattern is read better in one piece
"""Rates by nearness: X率 of the figure that shares the word X, over a larger one before it that was due or planned.

What `rates` cannot read with certainty is read here by order and words, and told only where the figures around do not
give the rate and it looks like a slip of the right one, or is made the wrong way round.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import PERCENT

from ...subject import Subject
from ..changes.stated_changes import is_stated_change
from ..figures import HUNDRED, Verdict, is_mistyped, judge
from ..nearby import surroundings
from ..shares.ratios import Ratio, explanations, fit_in, plain
from .rate_words import (
    ALL_OF_IT,
    COMPLETED,
    LEFT,
    around,
    is_as_qualified,
    lacks,
    name_of,
    named_in_full,
    stem_of,
    strength_of,
)  # fmt: skip


@dataclass(frozen=True)
class WrongRate:
    """A rate that no figures around explain, and what it most likely should be."""

    figure: Mention
    ratio: Ratio


@dataclass(frozen=True)
class _Reading:
    """A ratio that a rate may be; `marked` where more than a shared word says so."""

    ratio: Ratio
    marked: bool


def near_rates(subject: Subject) -> Iterator[WrongRate]:
    """The wrong rates of the text whose two figures stand before them."""
    for sentence in subject.mentions:
        for rate in sentence:
            if rate.kind != PERCENT or not rate.exact or rate.label.prior:
                continue
            name = name_of(rate)
            if name is not None and (ratio := _right_one(subject, rate, name)) is not None:
                yield WrongRate(rate, ratio)


def _right_one(subject: Subject, rate: Mention, name: str) -> Ratio | None:
    figures = plain(surroundings(subject, rate))
    read = _readings(rate, name, figures)
    of_named = [each for each in read if named_in_full(name, each.ratio.parts[0], each.ratio.wholes[0])]
    read = of_named or read
    if any(each.ratio.fits(rate) for each in read):
        return None
    stem = stem_of(name)
    named = [each for each in read if fit_in(stem, around(each.ratio.parts[0])) == 1] if len(stem) > 2 else []
    for each in named or read:
        ratio = each.ratio
        slipped = ratio.is_slipped(rate) if each.marked else _is_turned_or_mistyped(rate, ratio)
        if (slipped or _is_of_another(rate, name, ratio, figures)) and is_doubtful(
            subject, rate, ratio.parts[0], ratio.wholes[0]
        ):
            return ratio
    return None if read else _of_what_is_left(rate, stem, figures) or _of_the_last_two(subject, rate, figures)


def _is_turned_or_mistyped(rate: Mention, ratio: Ratio) -> bool:
    return ratio.is_inverse(rate) or is_mistyped(rate.figure.quantity, ratio.percent)


def _of_the_last_two(subject: Subject, rate: Mention, figures: Sequence[Mention]) -> Ratio | None:
    """Without a word in common: the two figures right before a rate, where its digits are those of theirs."""
    two = [each for each in figures if each.sentence is rate.sentence and rate.index - 2 <= each.index < rate.index]
    if len(two) < 2 or not same_measure(*two):
        return None
    ratio = Ratio((two[1],), (two[0],))
    garbled = ratio.part <= ratio.whole and ratio.is_garbled(rate)
    return ratio if garbled and is_doubtful(subject, rate, two[1], two[0]) else None


def _of_what_is_left(rate: Mention, stem: str, figures: Sequence[Mention]) -> Ratio | None:
    """检查8家，达标率90%，仅1家未达标: only what is left over is told, behind the rate or before it."""
    verb = stem[-2:]
    whole = next((each for each in reversed(figures) if each.figure.end <= rate.figure.start and not lacks(each, verb)), None)
    if whole is None or whole.sentence is not rate.sentence or not verb:
        return None
    left = [each for each in figures if each.sentence is rate.sentence and each.index <= rate.index + 2 and lacks(each, verb)]
    ratio = Ratio((whole,), (whole,), less=tuple(left[:1]))
    if len(left) != 1 or not same_measure(left[0], whole) or ratio.part * 2 < ratio.whole or ratio.fits(rate):
        return None
    return ratio if ratio.is_slipped(rate) else None


def is_doubtful(subject: Subject, rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a rate that is not of the two figures before it is likely wrong, and not one of something else.

    Silent where other figures around give it, where it is of a part only (其中…率) or of what was done in time, and
    where 100 % is said of all there is.
    """
    if re.search(r"其中[^，]*$", rate.figure.gap) or not is_as_qualified(rate.figure.label, part):
        return False
    if _is_reduction(rate, part, whole) or _is_taken(rate, part, whole, subject) or Ratio((part,), (whole,)).is_of_a_wrong_unit(rate):
        return False
    between = rate.sentence.text[part.start_in_sentence : rate.start_in_sentence] if part.sentence is rate.sentence else ""
    if rate.figure.quantity.value == 100 and ALL_OF_IT.search(between):
        return False
    return not _is_explained(rate, part, whole, plain(surroundings(subject, rate)))


def _is_reduction(rate: Mention, part: Mention, whole: Mention) -> bool:
    """由20个工作日压缩至5个工作日，压缩率75%: what was cut, not what is left."""
    rest = Ratio((part,), (whole,)).percent
    return is_stated_change(rate) and judge(rate.figure.quantity, HUNDRED - rest) == Verdict.RIGHT


def _is_taken(rate: Mention, part: Mention, whole: Mention, subject: Subject) -> bool:
    """Whether a rate between the two figures and this one is theirs already."""
    ratio = Ratio((part,), (whole,))
    return any(
        each.kind == PERCENT and part.figure.end <= each.figure.start < rate.figure.start and ratio.fits(each)
        for each in surroundings(subject, rate)
    )


def _is_explained(rate: Mention, part: Mention, whole: Mention, figures: Sequence[Mention]) -> bool:
    name = name_of(rate) or ""
    before = [each for each in figures if each.sentence is rate.sentence and each.figure.end <= rate.figure.start]
    others = [each for each in before[-4:] if each is not part and each is not whole]
    if part.figure.quantity.value > whole.figure.quantity.value and not COMPLETED.search(name):
        others.append(whole)  # 任务37项达标，完成40项: which is the whole only the size tells
    named = named_in_full(name, part, whole)
    found = [
        *(ratio for ratio in explanations(rate, part, figures) if whole not in ratio.parts),
        *(ratio for each in others for ratio in explanations(rate, each, figures) if len(ratio.parts) == 1),
    ]
    return any(not named or any(named in around(each) for each in ratio.wholes) for ratio in found)


def _is_of_another(rate: Mention, name: str, ratio: Ratio, figures: Sequence[Mention]) -> bool:
    """Whether the rate is of the same part over another whole, where it names its own."""
    named = named_in_full(name, ratio.parts[0], ratio.wholes[0])
    return bool(named) and any(
        Ratio(ratio.parts, (each,)).fits(rate)
        for each in figures
        if each not in ratio.parts and same_measure(each, ratio.parts[0]) and named not in around(each)
    )


def _readings(rate: Mention, name: str, figures: Sequence[Mention]) -> list[_Reading]:
    """The ratios that the rate may be, the likeliest first."""
    at = rate.figure
    before = [
        each for each in figures
        if each.figure.end <= at.start and each.figure.depth <= at.depth and not each.label.prior
    ]  # fmt: skip
    own = [each for each in before if each.sentence is rate.sentence and each.figure.group == at.group]
    if behind := _explained_behind(rate, figures):
        own = before = behind
    parts = [each for each in own or before[-2:] if not LEFT.search(each.figure.label + each.figure.tail[:4])]
    found: list[tuple[int, _Reading]] = []
    for distance, part in enumerate(reversed(parts[-3:])):
        for nearness, whole in enumerate(reversed([each for each in before if each is not part][-6:])):
            stem = stem_of(name)[-2:] if behind else stem_of(name)
            beside = distance == 0 or (distance == 1 and whole is parts[-1])
            strength = strength_of(stem, part, whole, beside=beside)
            if strength:
                reading = _Reading(Ratio((part,), (whole,)), marked=strength > 1)
                found.append((strength * 10 - distance * 3 - nearness, reading))
    return [reading for _rank, reading in sorted(found, key=lambda each: -each[0])]


def _explained_behind(rate: Mention, figures: Sequence[Mention]) -> list[Mention]:
    """The two figures right behind a rate that say what it is of: 整改率97%（应整改200项，已整改194项）, …，即."""
    two = [each for each in figures if each.sentence is rate.sentence and rate.index < each.index <= rate.index + 2]
    if len(two) < 2 or not same_measure(*two) or not re.match(r"（|，即|，其中应", two[0].figure.gap):
        return []
    return two
