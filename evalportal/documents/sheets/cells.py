"""Small makers of cells that all forms share: heads, labels, amounts, and the foot line of a form."""

from decimal import Decimal

from django.utils.translation import gettext as _

from evalportal.documents.context import Contact
from evalportal.documents.figures import long_date
from evalportal.documents.grid import Cell, Computed, Kind, RateOf, SumOf


def head(text: str, width: int = 1, height: int = 1) -> Cell:
    """Give a cell of the head or a label at the side, in the heading face and centred."""
    return Cell(text, Kind.LABEL, width, height, bold=True, align="center")


def label(text: str, width: int = 1, height: int = 1, indent: int = 0, place: str = "") -> Cell:
    """Give the name of a row, set left."""
    return Cell(text, Kind.LABEL, width, height, indent=indent, place=place)


def words(text: str, width: int = 1, height: int = 1, align: str = "", place: str = "") -> Cell:
    """Give a cell of running text."""
    return Cell(text, Kind.TEXT, width, height, align=align, place=place)


def money(value: Decimal | None, key: str = "", formula: Computed | None = None, place: str = "") -> Cell:
    """Give an amount in 万元."""
    return Cell(value, Kind.MONEY, key=key, formula=formula, place=place)


def percent(value: Decimal | None, formula: RateOf | None = None, width: int = 1, key: str = "") -> Cell:
    """Give a rate in percent."""
    return Cell(value, Kind.PERCENT, width, key=key, formula=formula)


def points(
    value: Decimal | None, key: str = "", formula: SumOf | None = None, *, bold: bool = False, place: str = ""
) -> Cell:
    """Give points or a score."""
    return Cell(value, Kind.POINTS, key=key, formula=formula, bold=bold, align="center", place=place)


def foot_line(contact: Contact) -> tuple[str, ...]:
    """Give the last line of a form: who filled it in, when, whom to call, who signs."""
    filled_on = long_date(contact.filled_on) if contact.filled_on else ""
    return (
        _("填表人：%s") % contact.filler,
        _("填报日期：%s") % filled_on,
        _("联系电话：%s") % contact.phone,
        _("单位负责人签字：%s") % contact.head,
    )
