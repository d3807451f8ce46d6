# ruff: noqa: E501 - a pattern is read better in one piece
"""Averages: 人均, 户均, 平均每期 against the amount and the number of the same sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import COUNT, MONEY, MONEY_UNITS

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .figures import amount_like, is_mistyped, scale_of, shown
from .nearby import is_reported
from .unit_prices import Price, unexplained_prices

_AVERAGE = re.compile(
    r"^(?:平均|约|合计|标准|消费|支出|补助|发放|年|月)*(?:每(?P<each>人次|人|户|家|村|期|场|次|批次|批|件|个|亩|公里|所|辆|套|处|台|项|座|宗|笔)|(?P<per>[人户亩村车校班所台座宗笔场期案])均)[^每均\d]{0,8}$"
)
_FEWEST_DIGITS = 3  # shorter numbers are like each other too often
_CLASSES = {
    "人": ("人", "名", "位", "人次"), "人次": ("人次",), "户": ("户",), "家": ("家",), "村": ("村", "个"), "期": ("期",), "场": ("场", "场次"),
    "次": ("次",), "批": ("批", "批次"), "批次": ("批次",), "件": ("件",), "亩": ("亩",), "公里": ("公里",), "所": ("所",), "辆": ("辆", "台"),
    "套": ("套",), "处": ("处",), "台": ("台", "台套"), "项": ("项", "个"), "个": ("个",), "车": ("辆", "台"), "校": ("所",), "班": ("个",), "座": ("座",), "宗": ("宗",), "笔": ("笔",), "案": ("件",),
}  # fmt: skip


@check(
    "average", number=2, level=Level.WARNING, name=gettext_lazy("平均数与总数、个数一致"),
    source=gettext_lazy("算术核对：平均数 = 总数 ÷ 个数"), remedy=gettext_lazy("按总数 ÷ 个数重新计算平均数。"),
)  # fmt: skip
def check_averages(subject: Subject) -> Iterator[Observation]:
    """培训12期1500人次，平均每期150人次: an average against the one total and the one number before it."""
    found = [each for each in map(_judged, find_averages(subject)) if each is not None]
    yield from found
    for price in unexplained_prices(subject):
        mistyped = _mistyped(price)
        if mistyped is not None and not is_reported(price.price, found):
            yield mistyped


@dataclass(frozen=True)
class Average:
    """An average with the one total and the one number before it in the sentence."""

    shown: Mention
    total: Mention
    number: Mention

    @property
    def true(self) -> Decimal:
        """Total ÷ number, in the unit of the average."""
        quantity = self.shown.figure.quantity
        unit = MONEY_UNITS[quantity.unit] if quantity.kind == MONEY else Decimal(1)
        return self.total.figure.quantity.value / self.number.figure.quantity.value / unit

    @property
    def stated(self) -> Decimal:
        """What the text says, in the unit of the average."""
        quantity = self.shown.figure.quantity
        return quantity.value / (MONEY_UNITS[quantity.unit] if quantity.kind == MONEY else Decimal(1))


def find_averages(subject: Subject) -> list[Average]:
    """Every average whose total and number are certain."""
    return subject.once("averages", lambda: list(_find_averages(subject)))


def _find_averages(subject: Subject) -> Iterator[Average]:
    for sentence in subject.mentions:
        for index, mention in enumerate(sentence):
            match = _AVERAGE.match(mention.figure.label)
            if match is None or mention.kind not in (MONEY, COUNT) or not mention.exact or mention.is_change:
                continue
            classes = _CLASSES[match["each"] or match["per"]]
            before = [each for each in sentence[:index] if not each.is_change and each.kind in (MONEY, COUNT)]
            numbers = [each for each in before if each.kind == COUNT and each.figure.quantity.unit in classes]
            totals = [each for each in before if _can_be_divided(each, mention) and each not in numbers]
            if len(totals) != 1 or len(numbers) != 1 or not totals[0].exact or not numbers[0].exact:
                continue
            if numbers[0].figure.quantity.value > 1 and numbers[0].label.prior == totals[0].label.prior:
                yield Average(mention, totals[0], numbers[0])


def _can_be_divided(total: Mention, average: Mention) -> bool:
    if total.kind != average.kind or total.figure.label.startswith(("人均", "户均", "平均", "每")):
        return False
    return total.kind == MONEY or total.figure.quantity.unit == average.figure.quantity.unit


def _judged(average: Average) -> Observation | None:
    quantity, total, number = average.shown.figure.quantity, average.total, average.number
    unit = MONEY_UNITS[quantity.unit] if quantity.kind == MONEY else Decimal(1)
    true, stated, step = average.true, average.stated, Decimal(1).scaleb(-quantity.decimals)
    # The total itself is rounded: 9.6亿元 may be 9.55 to 9.65.
    slack = total.figure.quantity.step / number.figure.quantity.value / unit
    if (
        stated in (true.quantize(step, ROUND_HALF_UP), true.quantize(step, ROUND_DOWN))
        or abs(stated - true) <= slack + step / 2
    ):
        return None
    if not true or not Decimal("0.5") < stated / true < 2:
        return None  # probably of something else
    right = (
        trimmed(true.quantize(max(step, Decimal("0.01")) if true < 100 else Decimal("0.1"), ROUND_HALF_UP))
        + quantity.unit
    )
    return Observation(
        min(total.span[0], number.span[0]), average.shown.figure.end, stated=shown(average.shown), expected=right,
        message=_("%(total)s ÷ %(number)s = %(right)s，文中写“%(stated)s”。")
        % {"total": shown(total), "number": shown(number), "right": right, "stated": shown(average.shown)},
    )  # fmt: skip


def _mistyped(price: Price) -> Observation | None:
    """The one of the three figures that has the digits of the right one but for a typing error; the last comes first."""
    per, number, total = price.price, price.number, price.total
    true = {id(per): price.true_price, id(number): price.true_number, id(total): price.true_total}
    for wrong in reversed(price.figures):
        value = true[id(wrong)]
        if wrong is number and value != value.to_integral_value():
            continue
        if len(re.findall(r"\d", wrong.figure.quantity.number)) < _FEWEST_DIGITS or not is_mistyped(wrong.figure.quantity, value):
            continue
        right = amount_like(_rounded(value, wrong), wrong)
        times = "" if price.factor == 1 else f" × {trimmed(price.factor)}"
        made = f"{shown(number)} × {shown(per)}{times}" if wrong is total else f"{shown(total)} ÷ {shown(number if wrong is per else per)}{times.replace('×', '÷')}"
        own = [each for each in price.figures if each.sentence is wrong.sentence]
        return Observation(
            own[0].span[0], own[-1].figure.end, stated=shown(wrong), expected=right,
            message=_("%(made)s = %(right)s，文中写“%(stated)s”。") % {"made": made, "right": right, "stated": shown(wrong)},
        )  # fmt: skip
    return None


def _rounded(value: Decimal, model: Mention) -> Decimal:
    """A value at the decimals of the figure it should be, or at two where those would be too few."""
    scale = scale_of(model.figure.quantity)
    exact = value / scale
    return exact.quantize(Decimal(1).scaleb(-model.figure.quantity.decimals), ROUND_HALF_UP) * scale
