# ruff: noqa: E501 - a pattern is read better in one piece
"""Rates with a formula of their own: 预算调整率, 结转结余变动率, 三公经费变动率, 预决算差异率, 结转结余率."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.quantities import MONEY, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..changes.change_slips import is_slip_of_change
from ..changes.near_changes import near_steps
from ..figures import Verdict, judge, percent, shown, shown_percent
from ..nearby import is_reported, surroundings

_END = r"(?:为|是|达到|达|约|仅|：)*-?$"


@dataclass(frozen=True)
class _Formula:
    """How a rate is made of two figures: the words of its name, of the first and of the second figure."""

    name: re.Pattern[str]
    first: re.Pattern[str]
    second: re.Pattern[str]
    rate: Callable[[Decimal, Decimal], Decimal]
    words: str


def _change(new: Decimal, old: Decimal) -> Decimal:
    return percent(new - old, old)


# 调整为2467.3万元, 调整后的预算: the new budget itself, not by how much it was adjusted.
_NEW_BUDGET = re.compile(r"调[整增减](?:后|为|到|至)|调整预算数?(?:为|是)?$")
_FORMULAS = (
    _Formula(
        re.compile(rf"预算(?:调整|追加)率{_END}"), re.compile(r"追加|追减|调整|调增|调减"), re.compile(r"年初[^，]{0,8}预算|部门预算"),
        percent, "%(first)s ÷ %(second)s = %(true)s",
    ),
    _Formula(
        re.compile(rf"结转结?余?变动率{_END}"), re.compile(r"年末|年底|期末|本年"), re.compile(r"年初|上年|期初"),
        _change, "（%(first)s − %(second)s）÷ %(second)s = %(true)s",
    ),
    _Formula(
        re.compile(rf"成新率{_END}"), re.compile(r"净值"), re.compile(r"原[值价]"), percent, "%(first)s ÷ %(second)s = %(true)s",
    ),
    _Formula(
        re.compile(rf"预?决算差异率{_END}"), re.compile(r"决算"), re.compile(r"预算"),
        _change, "（%(first)s − %(second)s）÷ %(second)s = %(true)s",
    ),
    _Formula(
        re.compile(rf"(?:三公|接待|公用|会议|培训)[^，]{{0,6}}变动率{_END}"), re.compile(r"本年|20\d\d年|预算|决算|支出"), re.compile(r"上年|去年|上一年|20\d\d年"),
        _change, "（%(first)s − %(second)s）÷ %(second)s = %(true)s",
    ),
)  # fmt: skip
_ADJUSTED = replace(_FORMULAS[0], rate=_change, words=_FORMULAS[1].words)


@check(
    "rate_formula", number=18, level=Level.WARNING, name=gettext_lazy("调整率、变动率按公式计算"),
    source=gettext_lazy("财预〔2013〕53号：预算调整率 = 预算调整数 ÷ 预算数，变动率 = （本年 − 上年）÷ 上年"),
    remedy=gettext_lazy("按公式重新计算。"),
)  # fmt: skip
def check_formula_rates(subject: Subject) -> Iterator[Observation]:
    """预算调整率, 结转结余变动率 and their like against the two figures of their sentence."""
    told = list(_by_words(subject))
    yield from told
    for step in near_steps(subject):
        rate = step.stated.of_kind(PERCENT)
        if rate is None or step.stated.rising is not None or is_reported(rate, told) or not is_slip_of_change(step):
            continue
        pair = (step.now, step.base)
        true = _change(*(each.figure.quantity.value for each in pair))
        yield _observed(rate, true, _ADJUSTED, pair)


def _by_words(subject: Subject) -> Iterator[Observation]:
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            if rate.kind != PERCENT or not rate.exact:
                continue
            formula = next((each for each in _FORMULAS if each.name.search(rate.figure.label)), None)
            if formula is None:
                continue
            others = [each for each in sentence if each.kind == MONEY and not each.figure.depth]
            if len(others) == 1:  # 年初预算2180万元。年中追加287.3万元，预算调整率13.2%
                others = [each for each in surroundings(subject, rate) if each.kind == MONEY and not each.figure.depth]
            pair = _pair(formula, others)
            if pair is None or any(each.kind == PERCENT and each is not rate for each in sentence[:index]):
                continue
            if _NEW_BUDGET.search(pair[0].figure.label):
                formula = _ADJUSTED
            true = formula.rate(pair[0].figure.quantity.value, pair[1].figure.quantity.value)
            if judge(rate.figure.quantity, true) != Verdict.WRONG:
                continue
            yield _observed(rate, true, formula, pair)


def _observed(rate: Mention, true: Decimal, formula: _Formula, pair: tuple[Mention, Mention]) -> Observation:
    words = formula.words % {"first": shown(pair[0]), "second": shown(pair[1]), "true": shown_percent(true)}
    return Observation(
        *rate.span, stated=shown(rate), expected=shown_percent(true),
        message=_("%(words)s，文中写“%(stated)s”。") % {"words": words, "stated": shown(rate)},
    )  # fmt: skip


def _pair(formula: _Formula, figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The two figures, where the sentence has just these two amounts and each fits one word only."""
    fitting = [
        each for each in figures if formula.first.search(each.figure.label) or formula.second.search(each.figure.label)
    ]
    figures = fitting if len(figures) == 3 and len(fitting) == 2 else figures
    if len(figures) != 2 or not all(each.exact for each in figures):
        return None
    fits = [
        (first, second) for first, second in (figures, figures[::-1])
        if formula.first.search(first.figure.label) and formula.second.search(second.figure.label) and _older(second, first)
    ]  # fmt: skip
    return fits[0] if len(fits) == 1 and fits[0][1].figure.quantity.value > 0 else None


def _older(second: Mention, first: Mention) -> bool:
    """Whether the base may be the earlier of the two: two years are compared in their order."""
    years = (second.label.year, first.label.year)
    return None in years or years[0] < years[1]  # type: ignore[operator]  # neither is None here
