# ruff: noqa: E501 - a rule is read better in one piece
"""Units: 元 written for 万元 and the other way round, where the other figures prove it.

A factor of 10,000 that makes an otherwise wrong relation exact is certain: a sum, number × price, what is left of a
budget, growth, a share. A figure that is part of a right relation as it stands is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..balances.terms import is_explained
from ..balances.unit_prices import Price, is_price, unexplained_prices
from ..figures import CENT, HUNDRED, shown
from ..totals.mismatches import find_mismatches
from .restated_amounts import restated_amounts
from .units import DOWN, UP, UnitSlip, as_slip

_NEAR = Decimal("0.005")  # how exact a relation has to become
_MOST_FIGURES = 10
_REACH = 3  # figures on either side
_FEWEST_DIGITS = 3
_LEAST_PRICE = Decimal("0.005")  # 50元 in 万元: no bridge, road or well is mended for less
_MOST = Decimal(100_000)  # 10亿元: more than a department of a county gives out by the piece
_WORKS = re.compile(r"修|[新改扩迁]建|治理|改造|工程|项目|养护|安装|硬化|整治")
_FUNDS = re.compile(r"(?:资金|投资|投入|工程款|造价|经费|概算|合同价)(?:为|共|约|达)?$")
_SHARE = re.compile(r"占|比重|比例|(?<![增降减])[^长降幅利税费汇动]率|进度")
_MENDED = frozenset({"处", "座", "条", "公里", "千米", "栋", "幢", "所", "眼", "口", "个", "亩", "台", "套", "间"})


@check(
    "unit_slip", number=48, level=Level.WARNING, name=gettext_lazy("金额单位前后一致"),
    source=gettext_lazy("算术核对：同一数据相差一万倍，多为“元”与“万元”混用"), remedy=gettext_lazy("核对金额单位，全文统一用万元。"),
)  # fmt: skip
def check_units(subject: Subject) -> Iterator[Observation]:
    """A figure that only fits its sum, price or difference when 元 is read as 万元, 万元 as 亿元, or the other way round."""
    told: set[int] = set()
    for slip, why in _slips(subject):
        if id(slip.figure) not in told:
            told.add(id(slip.figure))
            yield _told(slip, why)
    yield from restated_amounts(subject)


def _slips(subject: Subject) -> Iterator[tuple[UnitSlip, str]]:
    for mismatch in find_mismatches(subject):
        if mismatch.unit_slip is not None:
            yield mismatch.unit_slip, _("各部分之和才等于总额")
    for price in unexplained_prices(subject):
        slip = _of_price(price)
        if slip is not None:
            times = "" if price.factor == 1 else f" × {trimmed(price.factor)}"
            yield slip, _("%(number)s × 单价%(times)s 才等于总额") % {"number": shown(price.number), "times": times}
    for sentence in subject.mentions:
        money = [each for each in sentence if each.kind == MONEY and each.exact]
        if 2 <= len(money) <= _MOST_FIGURES:
            yield from _of_relations(sentence, money)
        yield from _of_works(sentence)


def _told(slip: UnitSlip, why: str) -> Observation:
    return Observation(
        *slip.figure.span, stated=shown(slip.figure), expected=f"{slip.figure.figure.quantity.number}{slip.unit}",
        message=_("“%(stated)s”与上下文相差一万倍：按“%(unit)s”计算，%(why)s。")
        % {"stated": shown(slip.figure), "unit": slip.unit, "why": why},
    )  # fmt: skip


def _of_price(price: Price) -> UnitSlip | None:
    """4120件 at 100元 make 41.2万元, not 41.2元; of total and price, the one whose amount cannot be is wrong."""
    if price.price.kind != MONEY:
        return None
    ratio = price.true_value(price.total) / price.total.figure.quantity.value
    for times in (UP, DOWN):
        if abs(ratio / times - 1) <= _NEAR:
            total, each = as_slip(price.total, times), as_slip(price.price, DOWN if times == UP else UP)
            return each if _is_wrong(price, each) or total is None else total
    return None


def _is_wrong(price: Price, each: UnitSlip | None) -> bool:
    """Whether it is the price: 268万元 apiece and 32.16万元 for all, or 1.2元 apiece where the total is in 万元."""
    if each is None or price.total.figure.quantity.unit == "亿元":
        return False
    per, whole = price.price.figure.quantity, price.total.figure.quantity
    if each.times == DOWN:
        return whole.unit != "元" and (per.value > whole.value or whole.value * UP >= _MOST)
    return per.unit == "元" and whole.unit == "万元"


def _of_relations(sentence: Sequence[Mention], money: Sequence[Mention]) -> list[tuple[UnitSlip, str]]:
    """预算385万元，签约价372.6元，节约12.4万元: exact with another unit, and nothing as it stands.

    Where the one of two figures could be wrong as well as the other, it is the one that is not in 万元.
    """
    found: list[tuple[UnitSlip, str]] = []
    for index, figure in enumerate(money):
        if len(re.findall(r"\d", figure.figure.quantity.number)) < _FEWEST_DIGITS or is_price(figure):
            continue
        near = [each for each in money[max(0, index - _REACH) : index + _REACH + 1] if each is not figure]
        for times in (UP, DOWN):
            slip = as_slip(figure, times)
            why = slip and (_difference(slip, near) or _growth(slip, sentence) or _share(slip, near, sentence))
            if slip and why and not is_explained(figure, near):
                found.append((slip, why))
    usual = [(slip, why) for slip, why in found if slip.unit == "万元"]
    return usual or found[:1]


def _difference(slip: UnitSlip, near: Sequence[Mention]) -> str:
    """The sum or difference of two neighbours that it is."""
    for one, other in combinations([each for each in near if not is_price(each)], 2):
        first, second = one.figure.quantity.value, other.figure.quantity.value
        least = min(first, second, slip.value)
        if least > CENT and abs(first + second - slip.value) <= least * _NEAR:
            return _("才等于 %(one)s + %(other)s") % {"one": shown(one), "other": shown(other)}
        if least > CENT and abs(abs(first - second) - slip.value) <= least * _NEAR:
            more, less = (one, other) if first > second else (other, one)
            return _("才等于 %(one)s − %(other)s") % {"one": shown(more), "other": shown(less)}
    return ""


def _growth(slip: UnitSlip, sentence: Sequence[Mention]) -> str:
    """由8.51亿元增至9.06万元，增长6.5%: the change that the percentage behind it says."""
    at = slip.figure.index
    base = sentence[at - 1] if at else None
    rate = next((each for each in sentence[at + 1 : at + 3] if each.kind == PERCENT), None)
    if base is None or base.kind != MONEY or rate is None or not rate.is_change or not rate.figure.quantity.decimals:
        return ""
    before, shown_rate = base.figure.quantity.value, rate.figure.quantity
    if not before or is_price(base):
        return ""
    change = abs(slip.value - before) / before * HUNDRED
    if abs(change - abs(shown_rate.value)) > shown_rate.step * 2:
        return ""
    return _("与 %(base)s 相比才变动 %(rate)s") % {"base": shown(base), "rate": shown(rate)}


def _share(slip: UnitSlip, near: Sequence[Mention], sentence: Sequence[Mention]) -> str:
    """专项资金320亿元，…96万元，占30%: the part or the whole that a share or rate behind it says."""
    rates = [each for each in sentence[slip.figure.index + 1 :] if each.kind == PERCENT and _SHARE.search(each.figure.label)]
    for rate in rates[:1]:
        for other in near:
            least, most = sorted((slip.value, other.figure.quantity.value))
            if other.index < rate.index and least > 0 and abs(least / most * HUNDRED - rate.figure.quantity.value) <= rate.figure.quantity.step:
                return _("与 %(other)s 相比才占 %(rate)s") % {"other": shown(other), "rate": shown(rate)}
    return ""


def _of_works(sentence: Sequence[Mention]) -> Iterator[tuple[UnitSlip, str]]:
    """水毁修复资金186元，修复路段37处: five 元 for a road are no money."""
    for one, other in pairwise(sentence):
        funds, things = (one, other) if one.kind == MONEY else (other, one)
        if funds.kind != MONEY or things.kind != COUNT or funds.figure.quantity.unit != "元" or is_price(funds):
            continue
        words = funds.figure.label + things.figure.label + things.figure.tail
        if not _FUNDS.search(funds.figure.label) or not _WORKS.search(words) or not funds.exact:
            continue
        number, slip = things.figure.quantity, as_slip(funds, UP)
        if slip and number.unit in _MENDED and number.value > 1 and funds.figure.quantity.value / number.value < _LEAST_PRICE:
            yield slip, _("%(number)s才花得了这么多") % {"number": shown(things)}
