# ruff: noqa: E501 - a pattern is read better in one piece
"""Averages and prices: 人均, 户均, 平均每期, 单价 against the amount and the number around them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import amount_like, is_mistyped, rounded_like, shown
from ..nearby import shared_word
from .span_averages import averages_of_a_year
from .unit_prices import Price, unexplained_prices

_FEWEST_DIGITS = 3  # shorter numbers are like each other too often
_PAID = re.compile(r"[共总合]|计|发放|兑[付现]|支[付出]|缴|收费|采购|金额|经费|价款|费用|补[助贴]")
# The number of months or heads was not the same all the time.
_NOT_ALL = re.compile(r"中途|年中|离[岗职]|退出|新增|死亡|去世|调整|变动|月起|月底|按[月半季天]|半年|不足|另|部分|陆续")


@check(
    "average", number=2, level=Level.WARNING, name=gettext_lazy("平均数与总数、个数一致"),
    source=gettext_lazy("算术核对：平均数 = 总数 ÷ 个数，总数 = 个数 × 单价"), remedy=gettext_lazy("按总数 ÷ 个数重新计算平均数，或者改正总数、个数中写错的一个。"),
)  # fmt: skip
def check_averages(subject: Subject) -> Iterator[Observation]:
    """培训12期1500人次，平均每期150人次: an average or a price against the total and the number around it."""
    for price in unexplained_prices(subject):
        wrong = price.price if _is_wrong_average(price) else _mistyped(price)
        if wrong is not None:
            yield _told(price, wrong)
    yield from averages_of_a_year(subject)


def _is_wrong_average(price: Price) -> bool:
    """Whether words and order leave no doubt that it was computed of the two figures, whatever it says."""
    if not price.is_result or not price.is_alone or not price.true_price:
        return False
    noun, label = price.noun, price.total.figure.label
    if noun and not set(noun) & set(label):
        return False  # 投入126万元，改造252户，户均补助4800元: not all of it
    most = 5 if noun in label else 2
    ratio = price.price.figure.quantity.value / price.true_price
    return Decimal(1) / most < ratio < most or _is_a_place_off(ratio)


def _is_a_place_off(ratio: Decimal) -> bool:
    """468万元 over 15 projects as 3.12万元: the point a place off."""
    return any(abs(ratio * factor - 1) <= Decimal("0.005") for factor in (Decimal(10), Decimal("0.1")))


def _mistyped(price: Price) -> Mention | None:
    """The one of the three figures that has the digits of the right one but for a typing error; the last comes first."""
    label = price.total.figure.label
    related = not price.noun or len(label) <= 1 or shared_word(price.noun, label) or _PAID.search(label)
    for wrong in reversed(price.figures):
        value = price.true_value(wrong)
        if wrong is not price.price and (not related or _NOT_ALL.search(wrong.sentence.text)):
            continue
        if wrong is price.number and value != value.to_integral_value():
            continue
        if len(re.findall(r"\d", wrong.figure.quantity.number)) < _FEWEST_DIGITS:
            continue
        if is_mistyped(wrong.figure.quantity, value) and Decimal("0.2") < wrong.figure.quantity.value / value < 5:
            return wrong
    return None


def _told(price: Price, wrong: Mention) -> Observation:
    times = "" if price.factor == 1 else trimmed(price.factor)
    if wrong is price.total:
        made = f"{shown(price.number)} × {shown(price.price)}" + (f" × {times}" if times else "")
    else:
        made = f"{shown(price.total)} ÷ {shown(price.number if wrong is price.price else price.price)}" + (f" ÷ {times}" if times else "")
    right = amount_like(rounded_like(price.true_value(wrong), wrong), wrong)
    own = [each for each in price.figures if each.sentence is wrong.sentence]
    return Observation(
        min(each.span[0] for each in own), max(each.figure.end for each in own), stated=shown(wrong), expected=right,
        message=_("%(made)s = %(right)s，文中写“%(stated)s”。") % {"made": made, "right": right, "stated": shown(wrong)},
    )  # fmt: skip
