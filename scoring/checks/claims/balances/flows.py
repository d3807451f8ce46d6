# ruff: noqa: E501 - a pattern is read better in one piece
"""Amounts that follow from each other within a sentence: 年初 + 增 − 减 = 年末, 原值 − 折旧 = 净值, 编制 − 实有 = 空编.

A recipe applies only where each of its terms stands in the sentence exactly once and nothing else of that kind does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import sum_tolerance
from .near_balances import near_balances
from .terms import Signed, made_of, told


@dataclass(frozen=True)
class Recipe:
    """`terms`: sign and the words of each label; `optional` may be absent; `result` is what they make."""

    kind: str
    terms: tuple[tuple[int, re.Pattern[str]], ...]
    result: re.Pattern[str]
    optional: tuple[tuple[int, re.Pattern[str]], ...] = ()
    several: bool = False  # at least one of the optional terms has to be there


def _term(sign: int, words: str) -> tuple[int, re.Pattern[str]]:
    return sign, re.compile(words)


_LEFT = r"(?:财政拨款|资金|基金|累计|历年|滚存)*(?:结[转余]|滚存)"
_CARRIED_IN = rf"(?:年初|上年[末底]?|期初|上期[末]?){_LEFT}"
_CARRIED_OUT = rf"(?:年末|年底|期末|(?:本|当)年[末底]){_LEFT}|结转下年|^(?:累计|滚存)结余(?:为|共|是|达)?$"
_RECEIVED = r"(?:本年|当年|全年|年度|年内|[本当]期)(?:基金|各项)?(?:总)?收入(?:合计)?(?:为|共|是)?$"
_SPENT = r"(?:本年|当年|全年|年度|年内|[本当]期)(?:基金|各项)?(?:总|实际)?支出(?:合计)?(?:为|共|是)?$"
_GAINED = r"^(?:本年|当年|年内|本期|全年)?(?:新增|增加|购置|新购|购入|调入)[^增减]{0,6}$"
_DISPOSED = r"^(?:本年|当年|年内|本期|全年)?(?:报废|处置|减少|核减|核销|调出|划出)[^增减]{0,6}$"
_RECIPES = (
    Recipe(MONEY, (_term(1, _CARRIED_IN), _term(1, _RECEIVED), _term(-1, _SPENT)), re.compile(_CARRIED_OUT)),
    Recipe(MONEY, (_term(1, _RECEIVED), _term(1, _CARRIED_IN)), re.compile(r"^收入(?:总计|总额)(?:为|共|是)?$")),
    Recipe(MONEY, (_term(1, _SPENT), _term(1, _CARRIED_OUT)), re.compile(r"^支出(?:总计|总额)(?:为|共|是)?$")),
    Recipe(
        MONEY, (_term(1, r"年初[^，]{0,8}预算"),), re.compile(r"全年[^，]{0,6}预算|调整后[^，]{0,8}预算|调整预算数?(?:为|是)?$"), several=True,
        optional=(
            _term(1, r"追加(?!后)|调增|调整增加"), _term(-1, r"追减|调减|核减|收回|压减"), _term(1, r"(?:上年|年初)[^，]{0,4}结[转余]"),
        ),
    ),
    Recipe(
        MONEY, (_term(1, r"全年预算|调整后[^，]{0,8}预算|预算下达|到位|下达"), _term(-1, r"支出|执行|使用|支付|拨付")),
        re.compile(r"^(?:资金|年末|年终)?(?:结余|剩余|结转|节余|余额|尚未支付|未使用)(?:资金|金额|结转)?(?:为|共|是)?$"),
    ),
    Recipe(
        MONEY, (_term(1, r"(?:年初|期初|上年末)[^，]{0,6}(?:资产|原值)"),), re.compile(r"(?:年末|期末|年底)[^，]{0,6}(?:资产|原值)"), several=True,
        optional=(_term(1, _GAINED), _term(-1, _DISPOSED)),
    ),
    Recipe(MONEY, (_term(1, r"原[值价]"), _term(-1, r"累计(?:折旧|摊销)")), re.compile(r"净值")),
    Recipe(COUNT, (_term(1, r"编制"), _term(-1, r"实有|在职|在编|在岗")), re.compile(r"^[^，]{0,2}[空缺]编")),
)  # fmt: skip

_BUDGETS = ("expenditure_total", "income_total")


@check(
    "flow_sum", number=16, level=Level.WARNING, name=gettext_lazy("年初、增减与年末的数一致"),
    source=gettext_lazy("算术核对：年末 = 年初 + 增加 − 减少；全年预算 = 年初预算 + 上年结转 + 追加 − 追减"),
    remedy=gettext_lazy("逐项核对，改正写错的数；还有其他增减的，一并写明。"),
)  # fmt: skip
def check_flows(subject: Subject) -> Iterator[Observation]:
    """年初结转 + 本年收入 − 本年支出 = 年末结转, 年初预算 + 追加 − 追减 = 全年预算, 原值 − 累计折旧 = 净值, 编制 − 实有 = 空编."""
    found = list(_by_words(subject))
    yield from found
    yield from near_balances(subject, found)


def _by_words(subject: Subject) -> Iterator[Observation]:
    for sentence in subject.mentions:
        across = _budget_across(subject, sentence)
        if across is not None:
            yield across
            continue
        for group in _clauses(sentence):
            for recipe in _RECIPES:
                found = _apply(recipe, group)
                if found is not None:
                    yield found
                    break


def _clauses(sentence: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The figures outside of brackets, whole sentence first, then between the semicolons."""
    plain = [each for each in sentence if not each.figure.depth]
    groups: dict[int, list[Mention]] = {}
    for each in plain:
        groups.setdefault(each.figure.group, []).append(each)
    if len(groups) > 1:
        yield from groups.values()
    yield plain


def _budget_across(subject: Subject, sentence: Sequence[Mention]) -> Observation | None:
    """年中追加1246.8万元，全年预算数9899.2万元, with the initial budget and what was carried over told elsewhere."""
    own = [each for each in sentence if each.kind == MONEY and not each.figure.depth]
    results = [each for each in own if each.code in _BUDGETS and each.column == "adjusted" and each.certain]
    moved = [
        (-1 if each.code == "budget_reduction" else 1, each)
        for each in own if each.code in ("budget_addition", "budget_reduction") and each.exact
    ]  # fmt: skip
    if len(results) != 1 or not moved or len({sign for sign, _each in moved}) < len(moved):
        return None
    if any(each.column == "initial" for each in own) or len(own) != len(moved) + 1:
        return None
    initial = [each for code in _BUDGETS for each in subject.named(code, "initial") if each.certain and each.exact]
    same_line = [each for each in initial if each.sentence.line == results[0].sentence.line]
    if not same_line or len({each.figure.quantity.value for each in initial}) != 1:
        return None
    carried = [each for each in subject.named("carry_over_in") if each.exact]
    signed = [(1, same_line[0]), *moved]
    if carried and _judged(results[0], [*signed, (1, carried[0])]) is None:
        return None
    return _judged(results[0], signed)


def _apply(recipe: Recipe, figures: Sequence[Mention]) -> Observation | None:
    own = [each for each in figures if each.kind == recipe.kind]
    results = [each for each in own if recipe.result.search(each.figure.label)]
    if len(results) != 1 or not 2 <= len(own) <= len(recipe.terms) + len(recipe.optional) + 1:
        return None
    result, rest = results[0], [each for each in own if each is not results[0]]
    signed: list[tuple[int, Mention]] = []
    for needed, (sign, words) in [
        *((True, term) for term in recipe.terms), *((False, term) for term in recipe.optional)
    ]:  # fmt: skip
        matching = [
            each for each in rest if words.search(each.figure.label) and not each.figure.label.startswith(("比", "较"))
        ]
        if len(matching) > 1 or (needed and not matching):
            return None
        if matching:
            signed.append((sign, matching[0]))
            rest.remove(matching[0])
    if rest or (recipe.several and len(signed) == len(recipe.terms)):
        return None
    if not all(each.exact and same_measure(each, result) for each in (result, *(term for _sign, term in signed))):
        return None
    if any(each.figure.opens and "其中" in each.figure.gap for each in own):
        return None
    return _judged(result, signed)


def _judged(result: Mention, signed: Signed) -> Observation | None:
    true = made_of(signed)
    terms = tuple(term for _sign, term in signed)
    if true < 0 or abs(true - result.figure.quantity.value) <= sum_tolerance(result, terms):
        return None
    return told(result, signed)
