"""Reads what a person typed or pasted into a cell: a value, or the reason why it is none and the likely fix.

Nothing is rounded or dropped in silence: what cannot be taken as it stands is kept as typed and said so.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

MAX_NARRATIVE = 200_000
MINUS = "−"
NOTHING = "—"
_QUOTE = 30
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "〇": "0", "。": ".", "S": "5"})
_UNIT_WORDS = re.compile(r"(人|个|平方米|㎡|%)$")
# In 万元; a figure of two decimals that names its unit is an amount.
_MONEY_UNITS = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无", "(无)"})
_ADDED = re.compile(r"=?[+-]?(\d+\.?\d*|\.\d+)([+-](\d+\.?\d*|\.\d+))+")
_PLAIN_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|-?\.\d+")
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_TRUE = frozenset({"true", "1", "是", "on", "√"})
_FALSE = frozenset({"false", "0", "否", "off", ""})


@dataclass(frozen=True)
class Parsed:
    """A value that can be stored, or an `error` in Chinese with a `suggestion` that could be taken instead."""

    value: Any = None
    error: str = ""
    suggestion: str = ""


def clean_text(raw: str) -> str:
    """Text as it can be stored everywhere: one kind of line break, no NUL, no halves of characters."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def _quoted(raw: str) -> str:
    """What was typed, cut to what a sentence can hold."""
    text = raw.strip()
    return text if len(text) <= _QUOTE else text[:_QUOTE] + "…"


def _halved(raw: str) -> str:
    """Full-width digits and marks as half-width ones, without blanks and grouping."""
    text = unicodedata.normalize("NFKC", raw).replace("，", ",").replace("−", "-").replace("﹣", "-")
    return re.sub(r"\s", "", text)


def parse_decimal(raw: str, *, places: int, digits: int) -> Parsed:
    """A non-negative number with at most `places` decimals and `digits` digits in all; grouping commas are allowed."""
    text = _halved(raw)
    if text in _NOTHING:
        return Parsed()
    if len(text) > _QUOTE or not _PLAIN_NUMBER.fullmatch(text):
        return Parsed(error=_("“%(raw)s”不是数字。") % {"raw": _quoted(raw)}, suggestion=_guess(text, places))
    number = Decimal(text.replace(",", ""))
    step = Decimal(1).scaleb(-places)
    shown = {"raw": _quoted(raw), "places": places}
    if number < 0:
        return Parsed(error=_("“%(raw)s”是负数，此处应填正数。") % shown, suggestion=_fixed(-number, places))
    if number >= Decimal(10) ** (digits - places):
        return Parsed(error=_("“%(raw)s”太大，请核对单位。") % shown)
    if number != round(number, places):
        return Parsed(
            error=_("“%(raw)s”的小数超过 %(places)s 位。") % shown,
            suggestion=_fixed(number.quantize(step, ROUND_HALF_UP), places),
        )
    return Parsed(number.quantize(step))


def _fixed(number: Decimal, places: int) -> str:
    return format(round(number, places), "f")


def _guess(text: str, places: int) -> str:
    """The number that somebody probably meant, or nothing: 1,290元 in a cell of 万元 is 0.13, =12+3.5 is 15.50."""
    if len(text) > _QUOTE:
        return ""
    if _ADDED.fullmatch(text):
        total = sum(map(Decimal, re.findall(r"[+-]?(?:\d+\.?\d*|\.\d+)", text)), Decimal(0))
        return _fixed(total.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places) if total >= 0 else ""
    unit = next((each for each in _MONEY_UNITS if places == 2 and text.endswith(each)), "")
    repaired = text.removesuffix(unit) if unit else _UNIT_WORDS.sub("", text)
    repaired = repaired.translate(_LOOKALIKES).replace("..", ".").rstrip(".")
    if not any(mark.isdigit() for mark in text) or not _PLAIN_NUMBER.fullmatch(repaired):
        return ""
    number = Decimal(repaired.replace(",", "")) * _MONEY_UNITS.get(unit, Decimal(1))
    if unit:
        number = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if number != round(number, places):
        return ""
    return _fixed(number, 2 if places == 2 else 0 if number == number.to_integral() else places)


def parse_count(raw: str) -> Parsed:
    """A whole number of persons or pieces."""
    parsed = parse_decimal(raw, places=0, digits=9)
    if parsed.value is None:
        return parsed
    return Parsed(int(parsed.value))


def parse_date(raw: str) -> Parsed:
    """A day, written 2024年6月30日, 2024-6-30, 2024.6.30 or 2024/6/30."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if not text:
        return Parsed()
    match = _DATE.fullmatch(text)
    try:
        return Parsed(date(*(int(part) for part in match.groups()))) if match else _no_date(raw)
    except ValueError:
        return _no_date(raw)


def _no_date(raw: str) -> Parsed:
    return Parsed(error=_("“%(raw)s”不是日期，请写成 2024-06-30 的样子。") % {"raw": _quoted(raw)})


def parse_choice(raw: str, choices: list[tuple[str, Any]], *, may_be_empty: bool) -> Parsed:
    """One of a closed list, given by its value or by its Chinese label (a pasted cell holds the label)."""
    text = _quoted(raw)
    if not text and may_be_empty:
        return Parsed("")
    for value, label in choices:
        if text in (str(value), str(label)):
            return Parsed(value)
    options = "、".join(str(label) for _value, label in choices)
    return Parsed(error=_("“%(raw)s”不在可选项中，可选：%(options)s。") % {"raw": text, "options": options})


def parse_text(raw: str, max_length: int | None) -> Parsed:
    """Plain text, refused above its length."""
    text = clean_text(raw)
    if max_length is not None and len(text) > max_length:
        return Parsed(error=_("共 %(length)s 字，最多 %(limit)s 字。") % {"length": len(text), "limit": max_length})
    return Parsed(text)


def parse_flag(raw: str) -> Parsed:
    """Yes or no."""
    text = _quoted(raw).lower()
    if text in _TRUE or text in _FALSE:
        return Parsed(text in _TRUE)
    return Parsed(error=_("“%(raw)s”应为是或否。") % {"raw": _quoted(raw)})


def parse_cell(field: "models.Field[Any, Any]", raw: str) -> Parsed:
    """Read a cell as its model field wants it; fields that point to other rows are read by `departments.drafts`."""
    if isinstance(field, models.DecimalField):
        return parse_decimal(raw, places=field.decimal_places or 0, digits=field.max_digits or 0)
    if isinstance(field, models.PositiveIntegerField):
        return parse_count(raw)
    if isinstance(field, models.DateField):
        return parse_date(raw)
    if isinstance(field, models.BooleanField):
        return parse_flag(raw)
    if field.choices:
        return parse_choice(raw, list(field.flatchoices), may_be_empty=bool(field.blank))
    limit = MAX_NARRATIVE if isinstance(field, models.TextField) else field.max_length
    return parse_text(raw, limit)


def show_amount(value: Decimal | int | str | None) -> str:
    """An amount, rate or score to be read: two decimals, the minus as U+2212; nothing known is a dash."""
    if value is None or value == "":
        return NOTHING
    text = format(Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP), "f")
    return MINUS + text[1:] if text.startswith("-") else text


def show_cell(value: Any) -> str:
    """A stored value as it stands in an input: money with two decimals, a measured value without idle zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        places = -int(value.as_tuple().exponent)
        return format(value if places <= 2 else value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
