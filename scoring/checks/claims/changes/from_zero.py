# ruff: noqa: E501 - a pattern is read better in one piece
"""Growth from zero: 上年为0万元，本年8.5万元，增长100%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import HUNDRED, scale_of, shown
from ..nearby import is_reported
from .changes import ZERO, bases_of, find_changes, is_prior
from .figure_times import is_earlier
from .judged_changes import Change
from .stated_changes import Stated, is_stated_change, is_subject, stated_changes

# What people write where the base is nothing: 100%, or the number itself as hundreds (3家 as 300%).
_NOTHING = re.compile(
    r"(?:上一?年|去年|此前|以前年度|20\d\d年)[^，。；\d]{0,24}?"
    r"(?:为零|为0(?![.\d])|是零|是0(?![.\d])|没有|尚无|[均还]?未[^，。；]|空白|无[^论需])(?:[^。；\d]|20\d\d年){0,60}$"
)


@check(
    "growth_from_zero", number=58, level=Level.WARNING, name=gettext_lazy("基数为零时没有增长率"),
    source=gettext_lazy("算术核对：基数为零，增长率无意义"), remedy=gettext_lazy("上年为零的，只写增加额，不写增长率。"),
)  # fmt: skip
def check_growth_from_zero(subject: Subject) -> Iterator[Observation]:
    """上升100% from a base of zero."""
    told = list(_by_words(subject))
    yield from told
    for sentence in subject.mentions:
        for stated in stated_changes(sentence):
            rate = stated.of_kind(PERCENT)
            if rate is not None and stated.rising and not is_reported(rate, told):
                now = _out_of_nothing(sentence, stated, subject.report.year)
                if now is not None:
                    yield _observed(now, rate)


def _by_words(subject: Subject) -> Iterator[Observation]:
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
            yield _observed(change.figures[0], change.rate)


def _out_of_nothing(sentence: Sequence[Mention], stated: Stated, year: int | None) -> Mention | None:
    """The present value right before a rate, where the words before it say that there was nothing last year."""
    rate = stated.of_kind(PERCENT)
    before = [each for each in sentence[: stated.first.index] if each.kind in (MONEY, COUNT)]
    if rate is None or not before:
        return None
    now = before[-1]
    quantity = now.figure.quantity
    if not now.exact or quantity.value <= 0 or is_stated_change(now) or is_prior(now):
        return None
    nothing = any(not each.figure.quantity.value and is_earlier(each, now, year) and same_measure(each, now) for each in before)
    if not nothing and not _NOTHING.search(now.figure.gap):
        return None
    if not is_subject(stated.subject, now.figure.gap + now.figure.tail + quantity.unit):
        return None
    hundreds = quantity.value / scale_of(quantity) * HUNDRED
    return now if rate.figure.quantity.value in (HUNDRED, hundreds) else None


def _observed(first: Mention, rate: Mention) -> Observation:
    return Observation(
        first.span[0], rate.figure.end, stated=shown(rate), expected=_("无增长率"),
        message=_("基数为零，不能计算增长率，文中写“%(stated)s”。") % {"stated": shown(rate)},
    )  # fmt: skip


def _lead(change: Change) -> str:
    sentence = change.now.sentence
    last = change.figures[-1].figure.start
    return sentence.text[: last - sentence.start]
