"""One figure told twice with two neighbouring digits swapped: 监测对象1346户 here, 1364户监测对象 there."""

import re
from collections.abc import Iterator
from itertools import combinations

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...subject import Subject
from ..nearby import shared_word, words_of

_PLANNED = re.compile(r"计划|任务|目标|预算|应|拟|核定|编制|年初|期初|上年|去年|同期")
_OF_OTHER_LINES = 3
_LEAST_WORD = {2: 4, 3: 4}  # by digits; a swap in more digits is hardly chance


def find_swapped(subject: Subject) -> Iterator[tuple[Mention, Mention]]:
    """Each figure with a later one that has its digits but for a swap, its measure and a word in common."""
    alike: dict[tuple[str, int, str], list[Mention]] = {}
    for sentence in subject.mentions:
        for each in sentence:
            quantity = each.figure.quantity
            digits = quantity.number.replace(",", "").replace(".", "")
            plain = each.kind in (COUNT, MONEY) and each.exact and not each.is_change and len(set(digits)) > 1
            if plain and each.year in (None, subject.report.year) and not each.label.prior:
                unit = "人" if quantity.unit in "名位" else quantity.unit
                alike.setdefault((unit, quantity.decimals, "".join(sorted(digits))), []).append(each)
    for figures in alike.values():
        for first, second in combinations(figures[:6], 2):
            if first.sentence is not second.sentence and _is_swap(first, second) and _is_one_thing(first, second):
                yield first, second


def _is_swap(one: Mention, other: Mention) -> bool:
    first, second = (each.figure.quantity.number.replace(",", "") for each in (one, other))
    differing = [at for at, (left, right) in enumerate(zip(first, second, strict=False)) if left != right]
    if len(first) != len(second) or len(differing) != 2:
        return False
    return first[differing[0] + 1 : differing[1]] in ("", ".") and first[differing[0]] == second[differing[1]]


def _is_one_thing(one: Mention, other: Mention) -> bool:
    first, second = words_of(one), words_of(other)
    if bool(_PLANNED.search(first)) != bool(_PLANNED.search(second)):
        return False
    if one.column and other.column and one.column != other.column:
        return False
    if one.code != other.code and ((one.code and other.code) or len(shared_word(first, second)) < _OF_OTHER_LINES):
        return False  # 年初收入预算1368.42万元, 年初支出预算1386.42万元: two lines
    digits = sum(char.isdigit() for char in one.figure.quantity.number)
    return len(shared_word(first, second)) >= _LEAST_WORD.get(digits, 2)
