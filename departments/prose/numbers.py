"""Numbers as Chinese reports write them: 1,234.50 and 十四, never as floats."""

import re
from decimal import Decimal

# At most 15 digits: longer runs are account or telephone numbers, not figures.
# Statisticians part the thousands by blanks (321 146).
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,3}(?: \d{3}){1,3}(?!\d)|\d{1,15})(?:\.\d{1,8})?"
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,9}"

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_YEAR_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")


def read_arabic(text: str) -> Decimal:
    """The value of a number in Arabic digits, thousands separators allowed."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def decimals_of(text: str) -> int:
    """How many decimals the writer showed."""
    return len(text.partition(".")[2])


def read_chinese(text: str) -> int | None:
    """The value of 十四, 二十三 or 一百零五; None where the characters do not form a number."""
    if not text or any(char not in _DIGITS and char not in _PLACES for char in text):
        return None
    if len(text) > 1 and not any(char in _PLACES for char in text):
        return None  # 二三 means "two or three", 二〇二三 is a year
    total, digit, last_place = 0, None, 10_000
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
            continue
        place = _PLACES[char]
        if place >= last_place:
            return None
        total += (1 if digit in (None, 0) else digit) * place
        digit, last_place = None, place
    return total + (digit or 0)


def read_spoken(text: str) -> Decimal | None:
    """The value of 九十七点八: the digits behind 点 one by one."""
    whole, _point, digits = text.partition("点")
    value = read_chinese(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[digit]) for digit in digits)}" if digits else value)


def read_year(text: str) -> int | None:
    """A year of this century or the last from 2023 or 二〇二三; None otherwise."""
    digits = re.sub(r"\s", "", text).translate(_YEAR_DIGITS)
    if len(digits) == 4 and digits.isdigit() and 1949 <= int(digits) <= 2099:
        return int(digits)
    return None


def plain(value: Decimal) -> str:
    """The decimal in plain digits, as written: no exponent, no thousands separators."""
    return format(value, "f")


def trimmed(value: Decimal) -> str:
    """The decimal in plain digits without trailing zeros: 890.50 becomes 890.5, 100 stays 100."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
