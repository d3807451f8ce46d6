# ruff: noqa: E501 - a pattern is read better in one piece
"""Text against text: the same figure with two values, in one section or in two."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import kind_of
from departments.prose.quantities import MONEY

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import CENT, HUNDRED, TEN_THOUSAND, amount_like, shown
from .near_conflicts import find_told_twice, find_units_twice, find_wholes
from .swapped_figures import find_swapped

_COMPARED = (
    "income_total", "income_general", "expenditure_total", "expenditure_basic", "expenditure_personnel",
    "expenditure_public", "expenditure_project", "three_public_total", "three_public_vehicle", "three_public_abroad",
    "three_public_reception", "vehicle_purchase", "vehicle_running", "procurement", "staff_quota", "staff_actual",
    "internal_units", "subordinate_units", "self_score",
)  # fmt: skip
# Another day or another year: 年初在岗486名 and 年末在岗494名 are no two values of one figure.
_ANOTHER_DAY = re.compile(r"[年期月]初|原有|[调划改]\w{0,3}前|(?<!1[0-2])(?<!\d)[1-9]月|1[01]月|[一二三]季度|上半年|半年")
_AT_WORK, _STAFF = re.compile(r"(?<!在[职编])在岗(?!职工|干部|人员)"), re.compile(r"编制|在[编职]|职工|干部|本局|我局|机关")
_WITH_OTHERS = re.compile(r"^(?:[与和加连].*|预算)(?:合计|共计|共)")  # 劳务派遣9人，与在职人员合计26人
_SOURCE = gettext_lazy("数据一致性：同一数据在报告各处相同")
_REMEDY = gettext_lazy("核对哪一个是对的，把另一处改成一致；口径不同的，写明口径。")


def _pairs(subject: Subject) -> Iterator[tuple[Mention, Mention]]:
    """The first figure of a meaning and column with each later one of another value."""
    for code in _COMPARED:
        money = kind_of(code) == MONEY
        groups: dict[str, list[Mention]] = {}
        for each in subject.named(code):
            if each.certain and not each.label.narrow and _is_of_now(subject, each) and not _WITH_OTHERS.search(each.figure.label):
                groups.setdefault(each.column if money else "", []).append(each)
        for column, figures in groups.items():
            told = [
                each for each in figures
                if not money or each.told or not column or any(breakdown.total.told for breakdown in subject.breakdowns_with(each))
            ]  # fmt: skip
            if told:
                yield from (
                    (told[0], each) for each in told[1:]
                    if _differ(told[0], each) and not _are_other_staff(told[0], each)
                )  # fmt: skip
        if money:
            yield from _bare_against_told(groups)
            yield from _slips_of_a_column(groups)


def _are_other_staff(one: Mention, other: Mention) -> bool:
    """在编在职63人, 在岗职工84人: those at work are more than those in posts."""
    first, second = one.figure.label, other.figure.label
    return ("在岗" in first) != ("在岗" in second) and ("编" in first) != ("编" in second)


def _slips_of_a_column(groups: dict[str, list[Mention]]) -> Iterator[tuple[Mention, Mention]]:
    """项目支出440元 without a column, where one column has 440万元."""
    for bare in groups.get("", ()):
        same = (each for column, figures in groups.items() if column for each in figures if _are_a_unit_apart(each, bare))
        if (other := next(same, None)) is not None:
            yield other, bare


def _is_of_now(subject: Subject, each: Mention) -> bool:
    """Whether a figure speaks of the report's year; a number of staff or units, of its end and of the unit's own."""
    if each.kind == MONEY:
        return each.column not in ("prior", "other_year")
    label = each.figure.label
    if re.fullmatch(r"[合共总]计|共", label):
        return False  # 3个一级单位，6个二级单位，合计9个
    if each.label.prior or _ANOTHER_DAY.search(label) or (_AT_WORK.search(label) and not _STAFF.search(each.sentence.text)):
        return False
    if each.year not in (None, subject.report.year) and subject.report.year is not None:
        return False
    return not _is_of_a_part(subject, each)


def _is_of_a_part(subject: Subject, each: Mention) -> bool:
    """行政编制18名，实有17人 counts the posts of one sort; 指标值50分，自评48.2分 scores one part of the table."""
    before = subject.report.mentions[subject.sentence_at(each.sentence.start)][: each.index]
    if each.code == "self_score":
        return any(other.kind == each.kind and other.figure.quantity.value < HUNDRED for other in before[-1:])
    quotas = [other for other in before if other.figure.group == each.figure.group and "编" in other.figure.label]
    return each.code == "staff_actual" and bool(quotas) and bool(quotas[-1].label.scope)


def _bare_against_told(groups: dict[str, list[Mention]]) -> Iterator[tuple[Mention, Mention]]:
    """整体支出 without a column is this year's outturn: it agrees with some column, where the outturn is told."""
    outturn = groups.get("outturn")
    bare = groups.get("")
    if not outturn or not bare:
        return
    values = [each for column, figures in groups.items() if column for each in figures]
    for each in bare:
        if each.year is not None and all(_differ(each, other) for other in values):
            yield outturn[0], each


def _differ(one: Mention, other: Mention) -> bool:
    if ("总计" in one.figure.label) != ("总计" in other.figure.label) and one.kind == MONEY:
        return False  # 收入总计 counts what was carried over, 本年收入 does not
    first, second = one.figure.quantity, other.figure.quantity
    finest = max(first.decimals, second.decimals)
    slack = sum((each.step for each in (first, second) if 1 <= each.decimals < finest or each.unit == "亿元"), CENT)
    return abs(first.value - second.value) > slack


def _right_and_wrong(one: Mention, other: Mention) -> tuple[Mention, Mention]:
    """Of two amounts 10,000 apart: 元 beside 万元 is the slip, else the larger one."""
    units = one.figure.quantity.unit, other.figure.quantity.unit
    if units == ("元", "元"):  # the smaller one was meant to be 万元
        return (one, other) if one.figure.quantity.value > other.figure.quantity.value else (other, one)
    if units == ("元", "万元") or (units[0] == units[1] and one.figure.quantity.value > other.figure.quantity.value):
        return other, one
    return one, other


def _are_a_unit_apart(one: Mention, other: Mention) -> bool:
    """Whether two amounts differ by the factor 10,000 of 元 and 万元."""
    first, second = one.figure.quantity.value, other.figure.quantity.value
    if not first or not second or one.kind != MONEY:
        return False
    ratio = max(first, second) / min(first, second)
    return abs(ratio / TEN_THOUSAND - 1) < Decimal("0.001")


@check(
    "text_conflict", number=47, level=Level.ERROR, name=gettext_lazy("同一数据全文一致"), source=_SOURCE, remedy=_REMEDY
)
def check_conflicts(subject: Subject) -> Iterator[Observation]:
    """The same line and column, the same staff, or a stock of the same name, with two values."""
    told: set[int] = set()
    for first, second in _pairs(subject):
        if not _are_a_unit_apart(first, second):
            told.add(id(second))
            yield _told_twice(subject, first, second)
    for first, second in (*find_told_twice(subject), *find_wholes(subject), *find_swapped(subject)):
        if id(second) not in told:
            told.add(id(second))
            yield _told_twice(subject, first, second, level=Level.WARNING)


def _told_twice(subject: Subject, first: Mention, second: Mention, *, level: Level | None = None) -> Observation:
    return Observation(
        *second.span, stated=shown(second), expected=shown(first), level=level,
        message=_("此处写“%(here)s”，前文写“%(there)s”，两处不一致。")
        % {"here": subject.quote(*second.span), "there": subject.quote(*first.span)},
    )  # fmt: skip


@check(
    "unit_conflict", number=48, level=Level.WARNING, name=gettext_lazy("同一金额前后单位一致"),
    source=gettext_lazy("算术核对：同一数据相差一万倍，多为“元”与“万元”混用"), remedy=gettext_lazy("核对金额单位，全文统一用万元。"),
)  # fmt: skip
def check_unit_conflicts(subject: Subject) -> Iterator[Observation]:
    """The same figure once in 元 and once in 万元, a factor of 10,000 apart."""
    pairs = [pair for pair in _pairs(subject) if _are_a_unit_apart(*pair)]
    for pair in (*pairs, *find_units_twice(subject)):
        first, second = _right_and_wrong(*pair)
        slip = second.figure.quantity
        meant = shown(second).replace("元", "万元") if slip.unit == "元" else amount_like(first.figure.quantity.value, first)
        yield Observation(
            *second.span, stated=shown(second), expected=meant,
            message=_("此处写“%(here)s”，另一处写“%(there)s”，相差一万倍，单位可能写错。")
            % {"here": subject.quote(*second.span), "there": subject.quote(*first.span)},
        )  # fmt: skip
