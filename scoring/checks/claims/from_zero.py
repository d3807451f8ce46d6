# ruff: noqa: E501 - a pattern is read better in one piece
"""Growth from zero: 上年为0万元，本年8.5万元，增长100%."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .changes import ZERO, Change, bases_of, find_changes
from .figures import shown


@check(
    "growth_from_zero", number=58, level=Level.WARNING, name=gettext_lazy("基数为零时没有增长率"),
    source=gettext_lazy("算术核对：基数为零，增长率无意义"), remedy=gettext_lazy("上年为零的，只写增加额，不写增长率。"),
)  # fmt: skip
def check_growth_from_zero(subject: Subject) -> Iterator[Observation]:
    """上升100% from a base of zero."""
    for change in find_changes(subject):
        if change.rate is None:
            continue
        base = change.base.figure.quantity.value if change.base is not None else None
        if base is None and change.difference is not None and change.rising:
            base = change.now.figure.quantity.value - change.difference.figure.quantity.value
        if base is None and (
            ZERO.search(_lead(change)) or any(not each.figure.quantity.value for each in bases_of(subject, change))
        ):
            base = Decimal(0)
        if base == 0 and change.now.figure.quantity.value > 0:
            yield Observation(
                change.figures[0].span[0], change.rate.figure.end, stated=shown(change.rate), expected=_("无增长率"),
                message=_("基数为零，不能计算增长率，文中写“%(stated)s”。") % {"stated": shown(change.rate)},
            )  # fmt: skip


def _lead(change: Change) -> str:
    sentence = change.now.sentence
    last = change.figures[-1].figure.start
    return sentence.text[: last - sentence.start]
