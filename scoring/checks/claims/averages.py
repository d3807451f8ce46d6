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
from .figures import shown

_AVERAGE = re.compile(
    r"^(?:平均|约|合计|标准|消费|支出|补助|发放|年|月)*(?:每(?P<each>人次|人|户|家|村|期|场|次|批次|批|件|个|亩|公里|所|辆|套|处|台|项|座|宗|笔)|(?P<per>[人户亩村车校班所台座宗笔场期案])均)[^每均\d]{0,8}$"
)
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
    for average in find_averages(subject):
        found = _judged(average)
        if found is not None:
            yield found


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
