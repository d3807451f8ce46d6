"""How claims compare and show figures: what rounding allows, what is only cut, what is wrong."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum

from departments.importing.report.mentions import Mention
from departments.prose.numbers import read_arabic, trimmed
from departments.prose.quantities import COUNT, MONEY, MONEY_UNITS, PERCENT, Quantity

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
TEN_THOUSAND = Decimal(10_000)


class Verdict(Enum):
    """RIGHT: rounded half up at its own decimals. CUT: two or more decimals, only cut. WRONG: neither."""

    RIGHT = 1
    CUT = 2
    WRONG = 3


def judge(shown: Quantity, true: Decimal) -> Verdict:
    """Whether a shown percentage fits the true one (both in percent)."""
    value = abs(shown.value)
    true = abs(true)
    if shown.approx == "about":
        return Verdict.RIGHT if abs(value - true) <= max(Decimal(2), true / 20, shown.step) else Verdict.WRONG
    if shown.approx == "over":
        return Verdict.RIGHT if true >= value - CENT else Verdict.WRONG
    if shown.approx == "under":
        return Verdict.RIGHT if true <= value + CENT else Verdict.WRONG
    step = Decimal(1).scaleb(-shown.decimals)
    if true.quantize(step, ROUND_HALF_UP) == value:
        return Verdict.RIGHT
    if shown.decimals >= 2 and true.quantize(step, ROUND_DOWN) == value:
        return Verdict.CUT
    return Verdict.RIGHT if shown.decimals >= 2 and abs(value - true) <= CENT else Verdict.WRONG


def is_slip(stated: Quantity, true: Decimal) -> bool:
    """Whether a wrong figure is one that people write for the true one (both as `Quantity.value` counts).

    Near it (a tenth, or five points of a percentage but not over half of it), mistyped, a point or a unit misplaced.
    Where nothing but the order of the words ties a figure to what it is compared with, another thing's figure is
    hardly ever so close.
    """
    value, true = abs(stated.value), abs(true)
    if not value or not true:
        return False
    if abs(value - true) <= max(true / 10, min(Decimal(5), max(Decimal(1), true / 2)) if stated.kind == PERCENT else 0):
        return True
    return value / true in (Decimal(10), Decimal("0.1"), TEN_THOUSAND, 1 / TEN_THOUSAND) or is_mistyped(stated, true)


def is_mistyped(stated: Quantity, true: Decimal) -> bool:
    """Whether the digits of a wrong figure are those of the true one but for one of them, or two neighbours swapped."""
    if stated.decimals < 0:
        return False  # 四成 has but one digit
    if stated.kind == PERCENT and not stated.decimals and max(abs(stated.value), abs(true)) < 10:
        return False  # of one digit any is another
    unit = scale_of(stated)
    step = Decimal(1).scaleb(-stated.decimals)
    first, second = (str((abs(value) / unit).quantize(step, ROUND_HALF_UP)) for value in (stated.value, true))
    if len(first) == len(second):
        # 16.4 for 14.6: neighbours across the point as well.
        pairs = list(zip(first.replace(".", ""), second.replace(".", ""), strict=True))
        places = [place for place, (one, other) in enumerate(pairs) if one != other]
        swapped = len(places) == 2 and places[1] - places[0] == 1 and pairs[places[0]] == pairs[places[1]][::-1]
        return len(places) == 1 or swapped
    longer, shorter = max(first, second, key=len), min(first, second, key=len)
    return len(longer) >= 4 and len(longer) - len(shorter) == 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )  # fmt: skip


def difference_slack(*mentions: Mention) -> Decimal:
    """What rounding may leave between a stated difference and that of two figures, in the unit of the values."""
    quantities = [each.figure.quantity for each in mentions]
    if all(each.kind == MONEY and each.unit == "元" for each in quantities):
        return MONEY_UNITS["元"]
    return CENT + sum((each.step for each in quantities if each.unit == "亿元"), Decimal(0))


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A part of the whole: part ÷ whole in percent, not rounded."""
    return part / whole * HUNDRED


def shown_percent(value: Decimal) -> str:
    """A percentage for people: half up to two decimals, without trailing zeros."""
    return trimmed(value.quantize(CENT, ROUND_HALF_UP)) + "%"


def percent_like(value: Decimal, model: Mention) -> str:
    """A percentage for people in the words of another one: 六成 beside 四成."""
    tenths = int((value / 10).quantize(Decimal(1), ROUND_HALF_UP))
    if model.figure.quantity.unit == "成" and 1 <= tenths <= 9:
        return f"{'一二三四五六七八九'[tenths - 1]}成（{shown_percent(value)}）"
    return shown_percent(value)


def shown(mention: Mention) -> str:
    """A figure as the text writes it: number and unit."""
    quantity = mention.figure.quantity
    return f"{quantity.number}{_scale(quantity)[0]}{quantity.unit}"


def scale_of(quantity: Quantity) -> Decimal:
    """What the value of a figure has to be divided by to give the number as written."""
    return MONEY_UNITS[quantity.unit] if quantity.kind == MONEY else _scale(quantity)[1]


def _scale(quantity: Quantity) -> tuple[str, Decimal]:
    """The 万 or 亿 between number and classifier (5.6万亩), with its factor."""
    if quantity.kind == COUNT and quantity.value:
        factor = abs(quantity.value) / read_arabic(quantity.number) if quantity.number[:1].isdigit() else Decimal(1)
        for word, times in (("万", TEN_THOUSAND), ("亿", TEN_THOUSAND * TEN_THOUSAND)):
            if factor == times:
                return word, times
    return "", Decimal(1)


def amount_like(value: Decimal, model: Mention) -> str:
    """A value in the unit of another figure: money as well as counts."""
    if model.kind == MONEY:
        unit = model.figure.quantity.unit
        return f"{trimmed(value / MONEY_UNITS[unit])}{unit}"
    word, times = _scale(model.figure.quantity)
    return f"{trimmed(value / times)}{word}{model.figure.quantity.unit}"


def rounded_like(value: Decimal, model: Mention) -> Decimal:
    """A value at the decimals of the figure it should be."""
    scale, step = scale_of(model.figure.quantity), Decimal(1).scaleb(-model.figure.quantity.decimals)
    return (value / scale).quantize(step, ROUND_HALF_UP) * scale


def sum_of(parts: Iterable[Mention]) -> Decimal:
    """The sum of some figures."""
    return sum((part.figure.quantity.value for part in parts), Decimal(0))


def sum_tolerance(total: Mention, parts: tuple[Mention, ...]) -> Decimal:
    """What rounding may leave between a total and the sum of its parts, in the unit of the values."""
    if total.kind != MONEY:
        return Decimal(0) if total.kind == "count" else CENT
    quantities = [total.figure.quantity, *(part.figure.quantity for part in parts)]
    tolerance = MONEY_UNITS["元"] if all(each.unit == "元" for each in quantities) else CENT
    finest = max(each.decimals for each in quantities)
    for each in quantities:
        coarse_unit = each.unit in ("亿元", "万亿元", "千万元", "百万元")
        if coarse_unit or 1 <= each.decimals < finest:
            tolerance += each.step
    if total.figure.quantity.decimals < finest and total.figure.quantity.decimals == 0:
        tolerance += total.figure.quantity.step
    return tolerance
