"""The one place where rates and points are rounded, half up to two decimals, and written as figures."""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
HUNDRED = Decimal(100)
ZERO = Decimal(0)


def round_half_up(number: Decimal) -> Decimal:
    """Round to two decimals, half away from zero; a rounded zero carries no minus sign."""
    return number.quantize(HUNDREDTH, ROUND_HALF_UP) + ZERO


def to_percent(ratio: Decimal) -> Decimal:
    """A ratio as a percentage with two decimals: 73 ÷ 45 gives 162.22."""
    return round_half_up(ratio * HUNDRED)


def plain(number: Decimal) -> str:
    """A figure as people write it: no exponent, no trailing zeros, a real minus sign."""
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text[0] == "-":
        text = "0" if text == "-0" else "−" + text[1:]
    return text


def fixed(number: Decimal) -> str:
    """Points and rates with exactly two decimals and a real minus sign."""
    text = str(round_half_up(number))
    return "−" + text[1:] if text[0] == "-" else text
