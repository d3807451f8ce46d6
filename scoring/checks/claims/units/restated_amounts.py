"""One amount told twice in other units: 48600元（4.86万元）, 3.2公里（3200米）, 150亩，折合10公顷."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...finding import Observation
from ...subject import Subject
from ..balances.unit_prices import last_digit
from ..figures import amount_like, is_mistyped, rounded_like, scale_of, shown

_AGAIN = re.compile(r"（(?P<word>即|也就是|折合?|合|约合|相当于|等于)?")
_THAT_IS = re.compile(r"[，、]?(?P<word>即|也就是|折合|约?合|相当于)")
_MOST_DECIMALS = 4
_NEAR = Decimal("0.1")
_TENS = frozenset(Decimal(10) ** power for power in range(-8, 9) if power)


def _sizes(words: str) -> dict[str, Decimal]:
    return {unit: Decimal(size) for unit, _is, size in (each.partition("=") for each in words.split())}


_DIMENSIONS: tuple[Mapping[str, Decimal], ...] = (
    _sizes("公里=1000 千米=1000 米=1 延米=1 厘米=0.01 毫米=0.001"),
    _sizes("平方公里=1500 公顷=15 亩=1") | {unit: Decimal(15) / 10_000 for unit in ("平方米", "平方", "㎡")},
    _sizes("立方米=1000 立方=1000 升=1 毫升=0.001"),
    _sizes("吨=1000 公斤=1 千克=1 斤=0.5 克=0.001"),
    _sizes("小时=60 个小时=60 分钟=1"),
    _sizes("万千瓦=10000 兆瓦=1000 千瓦=1"),
)


def restated_amounts(subject: Subject) -> Iterator[Observation]:
    """The amounts whose second statement is another one."""
    for sentence in subject.mentions:
        for first, second in pairwise(sentence):
            word = _says_again(first, second)
            if word is not None and _is_wrong(first, second, is_said=bool(word)):
                right = _right(first, second)
                yield Observation(
                    first.span[0], second.figure.end, stated=shown(second), expected=right,
                    message=_("%(first)s即%(right)s，文中写“%(stated)s”。")
                    % {"first": shown(first), "right": right, "stated": shown(second)},
                )  # fmt: skip


def _says_again(first: Mention, second: Mention) -> str | None:
    """The word that says so, empty for a bracket alone; None where it is no second statement."""
    if first.kind != second.kind or first.kind not in (MONEY, COUNT) or not (first.exact and second.exact):
        return None
    behind = second.sentence.text[second.figure.end - second.sentence.start :]
    gap = second.figure.gap.strip()
    if bracket := _AGAIN.fullmatch(gap):
        return (bracket["word"] or "") if behind.startswith("）") else None
    match = _THAT_IS.fullmatch(gap)
    return match["word"] if match else None


def _size(mention: Mention, other: Mention) -> Decimal | None:
    """What one of the unit is in the smallest both have; None where they cannot be compared."""
    unit, second = mention.figure.quantity.unit, other.figure.quantity.unit
    if mention.kind == MONEY or unit == second:
        return Decimal(1)
    return next((each[unit] for each in _DIMENSIONS if unit in each and second in each), None)


def _in_units_of(first: Mention, second: Mention) -> Decimal:
    """The value of the first figure as that of the second counts."""
    return first.figure.quantity.value * (_size(first, second) or 1) / (_size(second, first) or 1)


def _right(first: Mention, second: Mention) -> str:
    """The first figure in the unit of the second: to the last digit where it comes out even."""
    true = _in_units_of(first, second)
    finer = (true / scale_of(second.figure.quantity)).normalize()
    even = -int(finer.as_tuple().exponent) <= _MOST_DECIMALS
    return amount_like(true if even else rounded_like(true, second), second)


def _is_wrong(first: Mention, second: Mention, *, is_said: bool) -> bool:
    one, other = first.figure.quantity, second.figure.quantity
    if _size(first, second) is None or (one.unit == other.unit and scale_of(one) == scale_of(other)) or not one.value:
        return False
    true, stated = _in_units_of(first, second), other.value
    slack = (last_digit(second) + last_digit(first) * true / one.value) / 2
    if abs(true - stated) <= slack:
        return False
    ratio = stated / true
    looks_alike = ratio in _TENS or abs(ratio - 1) <= _NEAR or is_mistyped(other, true)
    return looks_alike or (is_said and Decimal("0.5") < ratio < 2)
