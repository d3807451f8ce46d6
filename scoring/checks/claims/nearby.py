"""What surrounds a figure: the figures it may have been made of, and words that tie two figures together.

The readings by words (`rates`, `shares`, `changes`, `sums`, `flows`) are certain whatever the wrong figure is. Those
by nearness are not: they go by order and a shared word alone, and so they speak only where no figures around explain
the stated one and it looks like a slip of the right one (`figures.is_slip`).
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ..finding import Observation
from ..subject import Subject
from .figures import sum_of

_FARTHEST = 2  # sentences back within the paragraph
_MOST = 24  # figures; more are a table in prose, where nothing is near
_NO_WORD = re.compile(
    r"[共总合]计|总[数量额]|其中|全[年县市区局部]|累计|当年|本年|年[末底初]|分别|达到?|完成|实现|[\d%，。、；：（）“”]|为|的|有|是|已|了|数"
)


def surroundings(subject: Subject, mention: Mention) -> tuple[Mention, ...]:
    """The figures of the sentence and of up to two sentences before it in the paragraph, in order of the text."""
    before = subject.sentence_at(mention.sentence.start)
    found: list[Mention] = []
    for at in range(max(0, before - _FARTHEST), before + 1):
        if subject.report.sentences[at].line == mention.sentence.line:
            found.extend(subject.report.mentions[at])
    return tuple(found[-_MOST:])


def explain_sum(subject: Subject, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether another figure around is the sum, or is what it lacks or has too much: then nothing is wrong."""
    return sum_of(parts) in _others(subject, total, parts) or explain_gap(subject, total, parts)


def explain_gap(subject: Subject, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether another figure around is what a sum lacks or has too much."""
    return abs(sum_of(parts) - total.figure.quantity.value) in _others(subject, total, parts)


def _others(subject: Subject, total: Mention, parts: Sequence[Mention]) -> set[Decimal]:
    """The figures of the measure from the sentence of the total on that are neither total nor part."""
    own = {id(total), *(id(part) for part in parts)}
    return {
        each.figure.quantity.value
        for each in surroundings(subject, parts[-1])
        if id(each) not in own and same_measure(each, total) and each.sentence.start >= total.sentence.start
    }


def levels(figures: Iterable[Mention]) -> list[Mention]:
    """The plain amounts and counts: exact, no range, no difference."""
    return [each for each in figures if each.kind in (MONEY, COUNT) and each.exact and not each.is_change]


def words_of(mention: Mention) -> str:
    """The words before and behind a figure that say what it counts."""
    return mention.figure.label + mention.figure.tail


def shared_word(one: str, other: str) -> str:
    """The longest stretch of two and more characters in both, words that say nothing left out; empty where none is."""
    pieces = [piece for piece in _NO_WORD.split(one) if len(piece) >= 2]
    longest = ""
    for piece in pieces:
        for start in range(len(piece) - 1):
            end = start + max(2, len(longest) + 1)
            while end <= len(piece) and piece[start:end] in other:
                longest = piece[start:end]
                end += 1
    return longest


def is_reported(mention: Mention, told: Sequence[Observation]) -> bool:
    """Whether a finding already lies on a figure."""
    return any(each.start < mention.figure.end and mention.figure.start < each.end for each in told)


def span_of(wrong: Mention, *others: Mention) -> tuple[int, int]:
    """From the first to the last of a wrong figure and those in its sentence that it is held against."""
    all_of_them = [wrong, *(each for each in others if each.sentence is wrong.sentence)]
    return min(each.span[0] for each in all_of_them), max(each.figure.end for each in all_of_them)
