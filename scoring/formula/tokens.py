"""Cuts a formula into numbers, names and signs, each with its place in the text as it was typed.

Full-width digits and brackets, the several dashes of Chinese input methods and ASCII stand-ins all become one
spelling here, so that the parser knows only one.
"""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from scoring.formula.errors import FormulaError

MAX_LENGTH = 1000
MAX_NAME = 40
MAX_WHOLE_DIGITS = 15
MAX_DECIMALS = 8

TokenKind = Literal["number", "name", "sign", "end"]

SIGNS = {
    "+": "+", "-": "−", "−": "−", "–": "−", "—": "−", "﹣": "−",
    "*": "×", "×": "×", "✕": "×", "/": "÷", "÷": "÷", "∕": "÷",
    "(": "(", ")": ")", ",": ",", "、": ",",
    "<": "<", ">": ">", "=": "=", "≤": "≤", "≦": "≤", "≥": "≥", "≧": "≥", "≠": "≠",
}  # fmt: skip
PAIRS = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠", "==": "="}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the formula; `text` is its one spelling, `value` the number it stands for."""

    kind: TokenKind
    text: str
    start: int
    end: int
    value: Decimal = Decimal(0)


def tokenize(source: str) -> list[Token]:
    """All tokens of the formula, closed by an "end" token. Raises FormulaError at the first odd character."""
    if len(source) > MAX_LENGTH:
        raise FormulaError(
            _("公式有 %(length)s 个字，最多 %(limit)s 个字，请简化或拆成几个指标。")
            % {"length": len(source), "limit": MAX_LENGTH},
            MAX_LENGTH,
            len(source),
        )
    chars = [unicodedata.normalize("NFKC", char) for char in source]
    tokens: list[Token] = []
    at = 0
    while at < len(chars):
        char = chars[at]
        if char.isspace() or char in INVISIBLE:
            at += 1
            continue
        if _is_digit(char) or (char == "." and at + 1 < len(chars) and _is_digit(chars[at + 1])):
            token = _number(chars, at)
        elif _is_letter(char):
            token = _name(source, chars, at)
        else:
            token = _sign(source, chars, at)
        tokens.append(token)
        at = token.end
    tokens.append(Token("end", "", len(source), len(source)))
    return tokens


def _is_digit(char: str) -> bool:
    return len(char) == 1 and char in "0123456789"


def _is_letter(char: str) -> bool:
    return char.isalpha() or char == "_" or unicodedata.category(char[0]) in ("Mn", "Mc")


def _number(chars: list[str], start: int) -> Token:
    at = start
    while at < len(chars) and (_is_digit(chars[at]) or chars[at] == "."):
        at += 1
    text = "".join(chars[start:at])
    whole, _dot, decimals = text.partition(".")
    if "." in decimals or text.endswith("."):
        raise FormulaError(_("“%(text)s”不是一个数，请检查小数点。") % {"text": text[:20]}, start, at)
    if len(whole) > MAX_WHOLE_DIGITS or len(decimals) > MAX_DECIMALS:
        raise FormulaError(
            _("这个数太长：整数部分最多 %(whole)s 位，小数最多 %(decimals)s 位。")
            % {"whole": MAX_WHOLE_DIGITS, "decimals": MAX_DECIMALS},
            start,
            at,
        )
    if at < len(chars) and _is_letter(chars[at]):
        raise FormulaError(_("数字和文字之间缺少运算符，例如 ×。"), at, at + 1)
    value = Decimal(text)
    if at < len(chars) and chars[at] == "%":
        return Token("number", text + "%", start, at + 1, value / 100)
    return Token("number", text, start, at, value)


def _name(source: str, chars: list[str], start: int) -> Token:
    at = start
    while at < len(chars) and (_is_letter(chars[at]) or _is_digit(chars[at])):
        at += 1
    name = normal_name(source[start:at])
    if len(name) > MAX_NAME:
        raise FormulaError(
            _("这个名称有 %(length)s 个字，数据名称最多 %(limit)s 个字。") % {"length": len(name), "limit": MAX_NAME},
            start,
            at,
        )
    return Token("name", name, start, at)


def _sign(source: str, chars: list[str], at: int) -> Token:
    pair = "".join(chars[at : at + 2])
    if pair in PAIRS:
        return Token("sign", PAIRS[pair], at, at + 2)
    sign = SIGNS.get(chars[at])
    if sign is not None:
        return Token("sign", sign, at, at + 1)
    if chars[at] == "%":
        raise FormulaError(_("百分号只能写在数字后面，例如 90%%。") % {}, at)
    raise FormulaError(
        _("公式里不能用“%(char)s”。可以用数据名称、数字、+ − × ÷、括号、比较和函数。") % {"char": source[at]}, at
    )


def normal_name(name: str) -> str:
    """The one spelling of a fact name (NFKC, as Python does with its own names)."""
    return unicodedata.normalize("NFKC", name)
