"""Figures over figures: what a percentage may have been made of, by order and words, and how to tell it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, Quantity

from ..figures import HUNDRED, TEN_THOUSAND, Verdict, is_mistyped, is_slip, judge, percent, scale_of, shown
from ..nearby import words_of

_LONGEST_SUM = 4  # figures in a row

_TALLIES = ("项", "类", "种", "方面")

# What a unit says without a word: 6.84万亩 is 面积, 511人 is 人数.
_SAID_BY_UNIT = (
    ("亩公顷方米㎡", "面积"), ("人名位", "人口数员者"), ("元", "资金额款经费"), ("户", "户数"),
    ("公里千米延", "里程长度"), ("吨斤克", "产重量"), ("件起宗项家个处所座批次份", "数量"),
)  # fmt: skip


# What is added to a whole, or taken off a part or a whole, though it stands elsewhere among the figures.
_ADDED = re.compile(r"结转|旧存|上年|去年|年初|存量|欠|续|跨年|遗留")
_TAKEN_OFF = re.compile(r"取消|[不未无免非]|剔除|注销|核减|扣|除|含|重复|死亡|迁出|停|结转|撤|终止|退|转|暂缓|中止")

_NOT_YET = re.compile(r"[未没尚欠缺剩余]")


@dataclass(frozen=True)
class Ratio:
    """One figure or a sum over another or a sum; `less` is taken off the part, `off` off the whole."""

    parts: tuple[Mention, ...]
    wholes: tuple[Mention, ...]
    less: tuple[Mention, ...] = ()
    off: tuple[Mention, ...] = ()

    @property
    def part(self) -> Decimal:
        """The value above the line."""
        return _sum(self.parts) - _sum(self.less)

    @property
    def whole(self) -> Decimal:
        """The value below the line."""
        return _sum(self.wholes) - _sum(self.off)

    @property
    def percent(self) -> Decimal:
        """What the percentage should be, not rounded."""
        return percent(self.part, self.whole)

    @property
    def words(self) -> str:
        """The calculation for people: （20件 + 30件） ÷ 100件."""
        return f"{_listed(self.parts, self.less)} ÷ {_listed(self.wholes, self.off)}"

    def fits(self, stated: Mention) -> bool:
        """Whether the percentage is this ratio, rounded or cut, or within what rounding of its figures leaves open."""
        if self.whole <= 0:
            return False
        if judge(stated.figure.quantity, self.percent) != Verdict.WRONG:
            return True
        above = sum((_rounding(each) for each in (*self.parts, *self.less)), Decimal(0))
        below = sum((_rounding(each) for each in (*self.wholes, *self.off)), Decimal(0))
        if not (above or below) or self.whole <= below:
            return False
        low, high = percent(self.part - above, self.whole + below), percent(self.part + above, self.whole - below)
        quantity = stated.figure.quantity
        if _are_swapped(quantity, self.percent) or (quantity.decimals >= 2 and is_mistyped(quantity, self.percent)):
            return False  # 98.7% for 97.8%, 98.15% for 96.15%
        return low - quantity.step <= quantity.value <= high + quantity.step

    def is_slipped(self, stated: Mention) -> bool:
        """Whether the percentage is written wrong, or made the wrong way round."""
        return self.whole > 0 and (is_slip(stated.figure.quantity, self.percent) or self.is_inverse(stated))

    def is_inverse(self, stated: Mention) -> bool:
        """Whether the percentage is whole ÷ part, in percent or in times: 12.5% for 100 of 8."""
        if not self.part:
            return False
        times = self.whole / self.part
        quantity = stated.figure.quantity
        return judge(quantity, times * HUNDRED) != Verdict.WRONG or (
            times >= 2 and quantity.decimals > 0 and judge(quantity, times) != Verdict.WRONG
        )

    def is_garbled(self, stated: Mention) -> bool:
        """Whether the percentage has the digits of this ratio in another order, or is whole ÷ part over 100 %."""
        if self.whole <= 0 or self.fits(stated):
            return False
        over = stated.figure.quantity.value > HUNDRED >= self.percent and self.is_inverse(stated)
        return over or _are_swapped(stated.figure.quantity, self.percent)

    def is_of_a_wrong_unit(self, stated: Mention) -> bool:
        """Whether the percentage is right and an amount written in 亿元 for 万元, or in 元."""
        if self.parts[0].kind != MONEY or self.whole <= 0:
            return False
        others = (self.percent * TEN_THOUSAND, self.percent / TEN_THOUSAND)
        return any(judge(stated.figure.quantity, each) != Verdict.WRONG for each in others)

    def is_of_the_rest(self, stated: Mention) -> bool:
        """Whether the percentage is the part over what is left of the whole without it."""
        rest = self.whole - self.part
        return rest > 0 and judge(stated.figure.quantity, percent(self.part, rest)) != Verdict.WRONG


def explanations(stated: Mention, part: Mention, figures: Sequence[Mention]) -> Iterator[Ratio]:
    """The ratios of the figures around that give the percentage, with `part` alone or in a sum above the line."""
    for ratio in _ratios(stated, part, [each for each in figures if _is_of_one_unit(each, part)]):
        if ratio.fits(stated):
            yield ratio


def _is_of_one_unit(one: Mention, other: Mention) -> bool:
    """As `same_measure`, but 个 is no person here: pupils and places are not summed up."""
    units = {one.figure.quantity.unit, other.figure.quantity.unit}
    return same_measure(one, other) and (len(units) == 1 or "个" not in units)


def _ratios(stated: Mention, part: Mention, figures: Sequence[Mention]) -> Iterator[Ratio]:
    last = max(stated.figure.start, part.figure.start)
    alike = [each for each in figures if each.figure.start <= last]
    longest = _LONGEST_SUM if stated.figure.quantity.decimals >= 0 else 1  # 四成 is near to some sum nearly always
    runs = [
        range(start, start + length)
        for length in range(1, longest + 1)
        for start in range(len(alike) - length + 1)
    ]
    at = next((index for index, each in enumerate(alike) if each is part), -1)
    added = [each for each in figures if _ADDED.search(words_of(each))]
    taken_off = [each for each in figures if _TAKEN_OFF.search(words_of(each))]
    for above in runs:
        if at not in above:
            continue
        parts = tuple(alike[above.start : above.stop])
        if any(each is not part and _NOT_YET.search(words_of(each)) for each in parts):
            continue  # 回复57份，1份未复: the two are all there is
        for below in runs:
            apart = above.stop <= below.start or below.stop <= above.start
            within = below.start <= above.start and above.stop <= below.stop and above != below
            wholes = tuple(alike[below.start : below.stop])
            if apart or within:
                yield Ratio(parts, wholes)
            if len(parts) == len(wholes) == 1 and parts != wholes:
                yield from (Ratio(parts, (*wholes, each)) for each in added if each not in wholes)
                yield from (
                    Ratio(parts, wholes, off=(each,)) for each in taken_off
                    if each not in wholes and not _is_the_rest(each, parts[0], wholes[0])
                )  # fmt: skip
                yield from (Ratio(parts, wholes, less=(each,)) for each in taken_off if each not in parts)
                yield from (
                    Ratio(parts, wholes, (each,), (each,)) for each in taken_off if each not in (*parts, *wholes)
                )


def _is_the_rest(left: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a figure is what is not done yet: without it all is done, which is no reason for 100 %."""
    value = whole.figure.quantity.value - part.figure.quantity.value
    return left.figure.quantity.value == value and _NOT_YET.search(words_of(left)) is not None


def fit(words: str, mention: Mention) -> Decimal:
    """How much of some words a figure's own words hold, character by character: 1 where it is all."""
    return fit_in(words, words_of(mention) + said_by_unit(mention))


def fit_in(words: str, other: str) -> Decimal:
    """How much of some words others hold, in any order: 在校生 in 在校学生."""
    if not words:
        return Decimal(0)
    return Decimal(sum(1 for char in words if char in other)) / len(words)


def said_by_unit(mention: Mention) -> str:
    """The unit with the nouns it stands for."""
    unit = mention.figure.quantity.unit
    return unit + "".join(said for units, said in _SAID_BY_UNIT if any(char in units for char in unit))


def plain(figures: Iterable[Mention]) -> list[Mention]:
    """The figures that may stand above or below the line: exact amounts and counts, no differences.

    两类, 三项 count what is listed and are none of them.
    """
    return [
        each for each in figures
        if each.kind in (MONEY, COUNT) and each.exact and not each.is_change and each.figure.quantity.value > 0
        and not is_tally(each)
    ]  # fmt: skip


def is_tally(mention: Mention) -> bool:
    """Whether a figure only counts what is listed: 两类, 三项."""
    quantity = mention.figure.quantity
    if quantity.number[:1].isdigit():
        return False
    bare = re.match(r"$|[合共总占]|方面", mention.figure.tail) is not None
    return quantity.unit in _TALLIES or (quantity.unit == "个" and bare)


def _sum(figures: Sequence[Mention]) -> Decimal:
    return sum((each.figure.quantity.value for each in figures), Decimal(0))


def _rounding(mention: Mention) -> Decimal:
    """What rounding may have left off a figure in 万 or 亿: 1.4万件 is anything from 13,500 to 14,499; 5万 is 5万."""
    quantity = mention.figure.quantity
    unit = scale_of(quantity)
    return Decimal(1).scaleb(-quantity.decimals) / 2 * unit if unit > 1 and quantity.decimals else Decimal(0)


def _are_swapped(stated: Quantity, true: Decimal) -> bool:
    """Whether a figure has the digits of the true one in another order."""
    right = str(true.quantize(Decimal(1).scaleb(-stated.decimals), ROUND_HALF_UP))
    return right != str(stated.value) and sorted(right) == sorted(str(stated.value))


def _listed(figures: Sequence[Mention], less: Sequence[Mention]) -> str:
    listed = " + ".join(shown(each) for each in figures) + "".join(f" − {shown(each)}" for each in less)
    return f"（{listed}）" if len(figures) + len(less) > 1 else listed
