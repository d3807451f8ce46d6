# ruff: noqa: E501 - a pattern is read better in one piece
"""Averages over the year: 全年办理36480件，平均每月办理3040件. How many months a year has nobody needs to say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention

from ...finding import Observation
from ...subject import Subject
from ..figures import amount_like, is_mistyped, rounded_like, shown
from ..nearby import levels, surroundings
from .unit_prices import is_price, last_digit, rounding_of


@dataclass(frozen=True)
class _Span:
    """How many there are in a year, and the fewest that may have counted; `whole` where only whole numbers can be."""

    words: re.Pattern[str]
    usual: int
    fewest: int
    most: int
    whole: bool


_SPANS = (
    _Span(re.compile(r"(?:平均每个?|每个?|^)月(?:平均|均)?(?!末|底|初)|月均"), 12, 6, 12, whole=True),
    _Span(re.compile(r"平均每个?季度?|每个?季度?平均|季均"), 4, 2, 4, whole=True),
    _Span(re.compile(r"平均每个?(?:周|星期)|每周平均|周均"), 52, 40, 53, whole=False),
    _Span(re.compile(r"平均每[天日]|每[天日]平均|日均"), 365, 200, 366, whole=False),
)
_AVERAGE = re.compile(r"平均|[月季周日]均")
_YEAR = re.compile(r"全年|[本当上]年|年度|一年|20\d\d年(?! ?\d)")
# Not the whole year, or not all of what the total counts.
_NOT_ALL_YEAR = re.compile(
    r"半年|[一二三四1-4]季度|前三季|\d月|以来|起|开[放通业馆园学]|启用|投用|投入使用|试?运[行营]|供[暖热]|采暖|汛期|禁渔|学[期校年生]|寒暑?假|暑期|旺季|淡季|施工|工作日|高峰|最[高多大低少]|单[日月]|截[至止]|停"
)
_OTHER_EACH = re.compile(r"[人户亩件生车校村次站点家]均|每(?:个?[^月季周日天]|[人户亩件名家台辆个]{2})")
_NO_NOUN = re.compile(r"平均|每个?[月季周天日]度?|[月季周日]均|[为达约是]|[合共总]计|全年|[本当]年|累计|办理|完成")


def averages_of_a_year(subject: Subject) -> Iterator[Observation]:
    """The wrong averages over months, quarters, weeks and days of a year."""
    for sentence in subject.mentions:
        for average in levels(sentence):
            label = average.figure.label
            span = next((each for each in _SPANS if each.words.search(label)), None) if _AVERAGE.search(label) else None
            if span is not None and not _OTHER_EACH.search(label):
                total = _total(sentence, average)
                if total is not None and _is_wrong(subject, span, total, average):
                    yield _told(span, total, average)


def _total(sentence: Sequence[Mention], average: Mention) -> Mention | None:
    """The figure of the year right before the average."""
    if not average.index or average.figure.depth:
        return None
    total = sentence[average.index - 1]
    text = sentence[0].sentence.text
    same = levels(sentence[: average.index]) and same_measure(total, average)
    if not same or not total.exact or total.is_change or is_price(total) or total.label.prior or total.figure.depth or _AVERAGE.search(total.figure.label):
        return None
    clear = _YEAR.search(text[: average.start_in_sentence]) and not _NOT_ALL_YEAR.search(text[: average.figure.end - average.sentence.start])
    if not clear or "；" in average.figure.gap or len(average.figure.gap) > 20:
        return None
    noun = set(_NO_NOUN.sub("", average.figure.label))
    return total if not noun or noun & set(total.figure.label + total.figure.tail) else None


def _is_wrong(subject: Subject, span: _Span, total: Mention, average: Mention) -> bool:
    stated, whole = average.figure.quantity, total.figure.quantity.value
    true = whole / span.usual
    around = [each for each in surroundings(subject, average) if each is not average and each.kind == "count"]
    divisors = {Decimal(each) for each in range(1, span.usual + 1)} if span.whole else set()
    divisors |= {each.figure.quantity.value for each in around if each.figure.quantity.value > 0}
    if any(_fits(total, average, divisor) for divisor in divisors) or not true:
        return False
    if span.whole:
        return Decimal("0.5") < stated.value / true < 2
    if whole / span.most - last_digit(average) <= stated.value <= whole / span.fewest:
        return False  # perhaps working days only
    return true / 2 < stated.value < true or stated.value / true in (Decimal(10), Decimal("0.1")) or is_mistyped(stated, true)


def _fits(total: Mention, average: Mention, divisor: Decimal) -> bool:
    true = total.figure.quantity.value / divisor
    return abs(true - average.figure.quantity.value) <= last_digit(average) + rounding_of(total) / divisor


def _told(span: _Span, total: Mention, average: Mention) -> Observation:
    right = amount_like(rounded_like(total.figure.quantity.value / span.usual, average), average)
    return Observation(
        total.span[0], average.figure.end, stated=shown(average), expected=right,
        message=_("%(made)s = %(right)s，文中写“%(stated)s”。")
        % {"made": f"{shown(total)} ÷ {span.usual}", "right": right, "stated": shown(average)},
    )  # fmt: skip
