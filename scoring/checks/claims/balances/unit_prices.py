# ruff: noqa: E501 - a pattern is read better in one piece
"""Number × price = total: 人均, 每亩, 单价, 215元/只, 每人每月100元 with the number and the total around them.

Only what no number and total around explain comes out of here; what of it is a fault, the checks of averages and of
units decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from departments.importing.report.breakdowns import measures
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...subject import Subject
from ..figures import scale_of
from ..nearby import surroundings, words_of

_EACH = re.compile(r"每(?:个|一)?(?P<each>人次|户次|场次|件次|台次|标准箱|平方米|立方米|平方|立方|公里|公顷|批次|千瓦时|毫升|公斤|千克|[课学]时|延米|[^\d，。；均每天日月年季周]{1,2}?)(?=[^\d，]{0,12}$)")
_PER = re.compile(r"(?P<per>人次|(?<![层档历每多几再依人])次|[^\d，。；平年月日次])均(?![为已达按在有由未能可不属配实完占])[^\d，。；]{0,10}$")
_EACH_ONE = re.compile(r"每(?:个|一|[名家户座所条间辆台支])?(?P<noun>[^\d，。；、均天日月年季周]{1,4})")
_BEHIND = re.compile(r"^/(?P<unit>[^\d，。；、]{1,3})")
_PRICE = re.compile(r"单价|均价|[^\d，]{0,4}标准(?:为|是)?$")
_MONTHLY, _DAILY = re.compile(r"每月|月人?均|/月|/人·月"), re.compile(r"每[天日]|日均")
_SPANS = {"个月": _MONTHLY, "天": _DAILY, "日": _DAILY}
_COUNTED_BY = {
    each: frozenset(units.split())
    for each, units in (
        ("人", "人 名 位 人次"), ("生", "人 名 人次"), ("师", "人 名 人次"), ("户", "户 户次"), ("村", "村 个"), ("车", "辆 台"), ("校", "所"), ("园", "所"),
        ("班", "个 班 期"), ("案", "件 起"), ("床", "张"), ("次", "次 人次 场次 台次 例 起 批次 户次 件次"), ("企", "家"), ("店", "家"), ("镇", "个"), ("社", "个 家"), ("片", "个"), ("所", "所 个"),
        ("站", "个 座"), ("点", "个 处"), ("项", "项 个"),
    )
}  # fmt: skip
_COMPUTED = re.compile(r"平均|均|折合|折算")
_NO_NOUN = re.compile(
    r"每(?:个|一)?(?:人次|户次|场次|件次|台次|标准箱|平方米|立方米|平方|立方|公里|公顷|批次|千瓦时|[^\d，。；均天日月年季周])|.次?均|平均|折合|折算|约|[合共总]计|标准|单价|按|为|是|达到?|造价|成本|费用|价格|投资|[元每年月]|中标|成交|采购"
)
_RATE = re.compile(r"[日月年]均|平均")  # 日均400吨: a number of its own time
_FUND = re.compile(r"(?:拨付|支付|发放|支出|安排|下达|投入|落实|兑现)[^\d，]{0,8}均[^\d，]{0,4}(?:经费|资金|补助|定额)$")


@dataclass(frozen=True)
class Price:
    """What one of the things costs or gets, with their number and the total that stand nearest."""

    price: Mention
    number: Mention
    total: Mention
    factor: Decimal  # months, days
    is_alone: bool  # the only number and the only total before it in its sentence

    @property
    def is_result(self) -> bool:
        """Whether it comes behind both and words say that it was computed: 平均每期, 人均, 折合每吨."""
        label = self.price.figure.label
        return self.figures[-1] is self.price and bool(_COMPUTED.search(label))

    @property
    def noun(self) -> str:
        """What it says beside the measure: 补助 of 户均补助."""
        label = self.price.figure.label
        if self.number.figure.end == self.price.figure.label_start:
            label = label[max(0, label.find("平均")) :]  # 12个乡镇平均每个乡镇
        name = _name_of_each(label, self.number)
        return _NO_NOUN.sub("", label.replace(name, "每", 1) if name else label)

    @property
    def figures(self) -> tuple[Mention, Mention, Mention]:
        """The three figures in order of the text."""
        first, second, third = sorted((self.price, self.number, self.total), key=lambda each: each.figure.start)
        return first, second, third

    @property
    def true_price(self) -> Decimal:
        """Total ÷ number."""
        return _value(self.total) / _value(self.number) / self.factor

    def true_value(self, wrong: Mention) -> Decimal:
        """What one of the three would be by the two others."""
        if wrong is self.price:
            return self.true_price
        if wrong is self.total:
            return _value(self.number) * _value(self.price) * self.factor
        return _value(self.total) / _value(self.price) / self.factor


def _value(mention: Mention) -> Decimal:
    return mention.figure.quantity.value


def _name_of_each(label: str, number: Mention) -> str:
    """每个社区 in 平均每个社区, where the number is one of 社区."""
    match = _EACH_ONE.search(label)
    if match is None:
        return ""
    for end in range(match.end(), match.start("noun") + 1, -1):
        if label[match.start("noun") : end] in words_of(number):
            return label[match.start() : end]
    return ""


def unexplained_prices(subject: Subject) -> list[Price]:
    """The prices for which no number and no total around are right."""
    return subject.once("unexplained prices", lambda: _find(subject))


def is_price(mention: Mention) -> bool:
    """Whether a figure says what one of many costs or gets."""
    return _classes(mention) is not None


def _find(subject: Subject) -> list[Price]:
    found: list[Price] = []
    explained: set[tuple[int, int]] = set()  # number and total that another price already fits
    for sentence in subject.mentions:
        for mention in sentence:
            classes = _classes(mention)
            if classes is not None and mention.exact and not mention.is_change and _value(mention) > 0:
                price = _read(subject, mention, classes, explained)
                if price is not None:
                    found.append(price)
    return [each for each in found if (id(each.number), id(each.total)) not in explained]


def _classes(mention: Mention) -> frozenset[str] | None:
    """The measure words of what a price is for; empty where any number may be it; None for what is no price."""
    if mention.kind not in (MONEY, COUNT):
        return None
    label, tail = mention.figure.label, mention.figure.tail
    word = ""
    if match := _BEHIND.match(tail):
        word = match["unit"]
    elif match := _EACH.search(label):
        word = match["each"]
    elif (match := _PER.search(label)) and not _FUND.search(label):
        word = match["per"]
    elif mention.kind == MONEY and _PRICE.search(label):
        return frozenset()
    if not word:
        return None
    found = _COUNTED_BY.get(word) or measures(word)
    return found | {"个"} if f"每个{word}" in label else found


def _read(
    subject: Subject, price: Mention, classes: frozenset[str], explained: set[tuple[int, int]]
) -> Price | None:
    around = [*surroundings(subject, price)]
    counts = [each for each in around if each.kind == COUNT and each is not price and not _RATE.search(each.figure.label)]
    numbers = [each for each in counts if each.figure.quantity.unit not in _SPANS and _value(each) > 1]
    if classes:
        numbers = [each for each in numbers if measures(each.figure.quantity.unit) & classes]
    numbers = _told_apart(price, numbers)
    totals = [each for each in around if each is not price and _can_be_total(each, price) and [each] != numbers]
    if not numbers or not totals:
        return None
    factors = {Decimal(1), Decimal(12), *(_value(each) for each in counts if 1 < _value(each) <= 366)}
    fitting = {
        (id(number), id(total))
        for total in totals for number in numbers
        if any(_fits(price, number, total, factor) for factor in factors)
    }  # fmt: skip
    explained |= fitting
    if fitting:
        return None
    of_now = [[each for each in found if each.label.prior == price.label.prior] for found in (totals, numbers)]
    total, number = (_nearest(found, price) for found in of_now)
    if total is None or number is None or total is number or not total.exact or not number.exact or total.sentence is not price.sentence:
        return None
    own = [each for each in (*totals, *numbers) if each.sentence is price.sentence and each.figure.start < price.figure.start]
    if not _value(number) or not _value(total):
        return None
    return Price(price, number, total, _factor(price, counts) or Decimal(1), is_alone=len(own) == 2)


def _told_apart(price: Mention, numbers: Sequence[Mention]) -> list[Mention]:
    """Of several numbers those that the name behind 每 tells, and that are of another measure than the price."""
    named = [each for each in numbers if _name_of_each(price.figure.label, each)] or list(numbers)
    return named if len(named) == 1 else [each for each in named if not _can_be_total(each, price)] or named


def _can_be_total(each: Mention, price: Mention) -> bool:
    if each.kind != price.kind or each.is_change or not _value(each):
        return False
    if price.kind == COUNT and each.figure.quantity.unit != price.figure.quantity.unit:
        return False
    return not is_price(each) and not _RATE.search(each.figure.label)


def _nearest(found: Sequence[Mention], price: Mention) -> Mention | None:
    """The last before the price in its sentence, else the first behind it, else the last of the sentences before."""
    own = [each for each in found if each.sentence is price.sentence]
    before = [each for each in own if each.figure.start < price.figure.start]
    return before[-1] if before else own[0] if own else found[-1] if found else None


def _factor(price: Mention, counts: Sequence[Mention]) -> Decimal:
    words = price.figure.label + price.figure.tail
    for unit, pattern in _SPANS.items():
        if pattern.search(words):
            told = [_value(each) for each in counts if each.figure.quantity.unit == unit]
            return told[-1] if told else Decimal(12) if unit == "个月" else Decimal(1)
    return Decimal(1)


def _fits(price: Mention, number: Mention, total: Mention, factor: Decimal) -> bool:
    """Within what rounding of the price (or cutting it), of the total and of the number leaves."""
    per, made, stated = _value(price), _value(number) * factor, _value(total)
    loose = stated / 50 if not (price.exact and number.exact and total.exact) else Decimal(0)
    if price.exact:
        unit = last_digit(price)
        least, most = ((stated + sign * rounding_of(total)) / (made - sign * rounding_of(number) * factor) for sign in (-1, 1))
        if least - unit <= per <= most + unit:
            return True
    return abs(stated - made * per) <= loose


def last_digit(mention: Mention) -> Decimal:
    """What one of the last digit of a figure makes."""
    return scale_of(mention.figure.quantity).scaleb(-mention.figure.quantity.decimals)


def rounding_of(mention: Mention) -> Decimal:
    """What rounding may leave of a figure: half of its last digit for money, and for counts in 万 or 亿 (5.60万人次)."""
    quantity = mention.figure.quantity
    plain = mention.kind == COUNT and scale_of(quantity) == 1 and not quantity.decimals
    return Decimal(0) if plain else last_digit(mention) / 2
