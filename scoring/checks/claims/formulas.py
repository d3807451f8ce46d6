# ruff: noqa: E501 - a pattern is read better in one piece
"""Calculations that are written out: 2038.89/2080.5×100%=98%, (15.6-18)÷18=-13.33%, 132+93=225."""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, DecimalException

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold
from departments.prose.numbers import decimals_of, trimmed

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .figures import shown_percent

_UNIT = r"(?:万元|元|亿元|人|名|个|项|家|件|户|份|次|分|亩|处)?"
_NUMBER = rf"[\u4e00-\u9fff“”]{{0,20}}\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,8}})?%?{_UNIT}"
_WRITTEN = re.compile(
    rf"(?<![\d.A-Za-z\u4e00-\u9fff/+×*÷\-])(?P<left>[（]{{0,2}} ?{_NUMBER}(?: ?[）]{{0,2}} ?[+\-—–×xX*÷/] ?[（]{{0,2}} ?{_NUMBER}){{1,14}} ?[）]{{0,2}})"
    rf" ?(?:=|≈|等于) ?(?P<right>-?\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,8}})?)(?P<percent>%)?(?![\d.]| ?[+\-×*÷/])"
)
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?|[+\-×*÷/（）]")
_SIGNS = str.maketrans({"—": "-", "–": "-", "x": "×", "X": "×", "*": "×", "/": "÷"})


@check(
    "written_formula", number=18, level=Level.WARNING, name=gettext_lazy("写出的算式计算正确"),
    source=gettext_lazy("算术核对：算式按先乘除后加减重新计算"), remedy=gettext_lazy("按算式重新计算，改正算式或者结果。"),
)  # fmt: skip
def check_formulas(subject: Subject) -> Iterator[Observation]:
    """2038.89/2080.5×100%=96%: the calculation is there, its result is another."""
    text = fold(subject.report.text)
    for match in _WRITTEN.finditer(text):
        units = set(re.findall(r"万元|亿元|元", match["left"]))
        true = _value(match["left"]) if len(units) < 2 else None
        if true is None or re.fullmatch(r"[12]\d{3} ?[-—–/÷] ?\d{1,4}(?: ?[-—–/] ?\d{1,4})?", match["left"].strip()):
            continue
        if _agrees(true, match):
            continue
        right = (
            shown_percent(true * 100) if match["percent"] else trimmed(true.quantize(Decimal("0.01"), ROUND_HALF_UP))
        )
        stated = match["right"] + (match["percent"] or "")
        yield Observation(
            match.start("left"), match.end("percent" if match["percent"] else "right"), stated=stated, expected=right,
            message=_("%(left)s = %(right)s，文中写“%(stated)s”。")
            % {"left": match["left"].strip(), "right": right, "stated": stated},
        )  # fmt: skip


def _value(expression: str) -> Decimal | None:
    """The value of the four operations over numbers and brackets; None where it cannot be read."""
    tokens = _TOKEN.findall(expression.translate(_SIGNS))
    try:
        value, rest = _sum(tokens)
    except (DecimalException, IndexError, ValueError):
        return None
    return None if rest else value


def _sum(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, rest = _product(tokens)
    while rest and rest[0] in "+-":
        other, after = _product(rest[1:])
        value, rest = (value + other if rest[0] == "+" else value - other), after
    return value, rest


def _product(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, rest = _atom(tokens)
    while rest and rest[0] in "×÷":
        other, after = _atom(rest[1:])
        value, rest = (value * other if rest[0] == "×" else value / other), after
    return value, rest


def _atom(tokens: list[str]) -> tuple[Decimal, list[str]]:
    first, rest = tokens[0], tokens[1:]
    if first == "（":
        value, rest = _sum(rest)
        if rest[0] != "）":
            raise ValueError("bracket not closed")
        return value, rest[1:]
    if first in "+-×÷）":
        raise ValueError("a number is missing")
    number = Decimal(first.rstrip("%").replace(",", ""))
    return (number / 100 if first.endswith("%") else number), rest


def _agrees(true: Decimal, match: re.Match[str]) -> bool:
    """Whether the result is right at its own decimals; ×100 and ×100% are written for each other."""
    stated, decimals = Decimal(match["right"].replace(",", "")), decimals_of(match["right"])
    step = Decimal(1).scaleb(-decimals)
    readings = (true * 100, true) if match["percent"] or "%" in match["left"] else (true,)
    slack = Decimal("0.01") if decimals >= 2 else Decimal(0)
    return any(
        abs(each) == abs(stated) or stated in (each.quantize(step, ROUND_HALF_UP), -each.quantize(step, ROUND_HALF_UP))
        or (decimals >= 2 and (each.quantize(step, ROUND_DOWN) == stated or abs(each - stated) <= slack))
        for each in readings
    )  # fmt: skip
