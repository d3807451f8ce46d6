"""How figures are written on paper: 万元 and rates with two decimals, counts plain, a dash for nothing."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .grid import Cell, Kind

CENT = Decimal("0.01")
DASH = "—"


def rounded(value: Decimal) -> Decimal:
    """Round half up to two decimals, the one rounding of money, rates and points on paper."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def rate_of(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Give numerator over denominator in percent, rounded; None where it cannot be computed."""
    if numerator is None or not denominator:
        return None
    return rounded(numerator / denominator * 100)


def plain(value: Decimal) -> str:
    """Write a number without superfluous zeros: points 5, 2.5."""
    text = f"{rounded(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(cell: Cell) -> str:
    """Write what a cell holds, as it is printed."""
    value = cell.value
    if value is None:
        return "" if cell.kind in (Kind.TEXT, Kind.LABEL) else DASH
    if isinstance(value, str):
        return value
    match cell.kind:
        case Kind.MONEY | Kind.AREA:
            return f"{rounded(value):,f}"
        case Kind.PERCENT:
            return f"{rounded(value):f}%"
        case _:
            return plain(value)


def long_date(day: date) -> str:
    """Write a date as official documents do: Arabic numerals, no leading zeros (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"
