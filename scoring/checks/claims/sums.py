# ruff: noqa: E501 - a pattern is read better in one piece
"""Totals and the parts named for them: 其中, 包括, 分别为, brackets, 合计.

Too much is always a contradiction; too little only where the words, the chart or the smallness of the gap say that
all parts are named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import Breakdown, same_measure
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import PARENTS, is_ancestor
from departments.prose.quantities import COUNT, MONEY, SCORE

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .figures import TEN_THOUSAND, amount_like, shown, sum_tolerance
from .partitions import are_bracketed_kinds, are_disjoint, are_unknown_kinds, may_overlap

_FULL_SETS = (
    ("expenditure_total", {"expenditure_basic", "expenditure_project"}),
    ("expenditure_total", {"expenditure_personnel", "expenditure_public", "expenditure_project"}),
    ("expenditure_total", {"wages", "family_aid", "goods_services", "capital"}),
    ("expenditure_basic", {"expenditure_personnel", "expenditure_public"}),
    ("expenditure_basic", {"expenditure_personnel", "goods_services"}),
    ("expenditure_basic", {"wages", "family_aid", "goods_services"}),
    ("three_public_total", {"three_public_vehicle", "three_public_abroad", "three_public_reception"}),
    ("three_public_total", {"vehicle_purchase", "vehicle_running", "three_public_abroad", "three_public_reception"}),
    ("three_public_total", {"vehicle_running", "three_public_abroad", "three_public_reception"}),
    ("three_public_vehicle", {"vehicle_purchase", "vehicle_running"}),
)
_COUNTED = re.compile(r"[个项]")
_SOURCE = gettext_lazy("算术核对：总额 = 各部分之和")
_REMEDY = gettext_lazy("核对总额和各部分，改正写错的数；列得不全的，写全或者注明“等”。")


@dataclass(frozen=True)
class Mismatch:
    """A breakdown that does not add up; `unit_slip` is the figure whose unit is wrong, if that explains it."""

    breakdown: Breakdown
    expected: Decimal
    unit_slip: Mention | None = None


def find_mismatches(subject: Subject) -> list[Mismatch]:
    """The breakdowns of a text that certainly do not add up."""

    def find() -> list[Mismatch]:
        found = [
            _verify(subject, breakdown)
            for breakdown in (*subject.breakdowns, *_implied(subject), *_states(subject), *_unopened(subject))
        ]
        return [each for each in found if each is not None]

    return subject.once("mismatches", find)


_DONE_AND_LEFT = (
    re.compile(r"^(?:已|其中)?(?:全部)?(?:完工|竣工|完成|建成|投用|交付)"), re.compile(r"^(?:正在|尚)?(?:在建|未完工|续建|未完成)")
)  # fmt: skip


def _states(subject: Subject) -> Iterator[Breakdown]:
    """实施危桥改造13座，已完工9座，在建3座: what is finished and what is not make up the whole."""
    for sentence in subject.mentions:
        for total, done, left in zip(sentence, sentence[1:], sentence[2:], strict=False):
            if not all(each.kind == COUNT and each.exact and not each.figure.depth for each in (total, done, left)):
                continue
            if not same_measure(total, done) or not same_measure(done, left) or left.figure.group != total.figure.group:
                continue
            if not _DONE_AND_LEFT[0].match(done.figure.label) or not _DONE_AND_LEFT[1].match(left.figure.label):
                continue
            after = sentence[left.index + 1] if left.index + 1 < len(sentence) else None
            more = after is not None and same_measure(after, left) and after.figure.group == left.figure.group
            if not more and not total.figure.opens and done.figure.quantity.value <= total.figure.quantity.value:
                yield Breakdown(total, (done, left), (total,), "sum", complete=True)


_NO_KIND = re.compile(
    r"比|较|同比|上年|去年|同期|新增|净增|剩余|结余|均|每|占|节约|已|应|实|计划|目标|任务|完成|累计|预算|决算|支出|收入|其中|超|未|不"
)


def _unopened(subject: Subject) -> Iterator[Breakdown]:
    """教学班36个，一年级12个，二年级12个，三年级12个: three and more kinds right behind their total, no word opens them.

    Only where they all but fit, within a fiftieth, or a twentieth of a figure called a total: a list that is no
    breakdown hardly comes so near.
    """
    told = {id(breakdown.total) for breakdown in subject.breakdowns}
    for sentence in subject.mentions:
        if len(sentence) < 4:
            continue
        total, *parts = sentence
        if total.kind != COUNT or id(total) in told or total.code:
            continue
        if any(
            not same_measure(each, total) or each.figure.depth or each.figure.group or each.figure.opens
            or each.figure.totals or each.code or _NO_KIND.search(each.figure.label) or not each.figure.label
            for each in parts
        ):  # fmt: skip
            continue
        if any(each.figure.gap[:1] not in ("，", "、") or len(each.figure.label) > 10 for each in parts):
            continue
        if re.search(r"等", parts[-1].figure.tail) or len({each.figure.label for each in parts}) < len(parts):
            continue
        noun = total.figure.label.rstrip("共计有为是达约")[-1:]
        if not noun or any(each.figure.label.endswith(noun) for each in parts):
            continue  # 行政村120个，自然村50个，居委会40个: one thing beside the others, not above them
        gap = abs(_sum(parts) - total.figure.quantity.value)
        if gap <= total.figure.quantity.value / (20 if re.search(r"共|合计|总", total.figure.label) else 50):
            yield Breakdown(total, tuple(parts), (total,), "sum", complete=True)


def _implied(subject: Subject) -> Iterator[Breakdown]:
    """年初支出预算5680万元，基本支出4860万元，项目支出748万元: a full set of the chart behind its total, no word opens it."""
    told = {id(breakdown.total) for breakdown in subject.breakdowns}
    for sentence in subject.mentions:
        money = [each for each in sentence if each.kind == MONEY and each.certain and each.exact and not each.is_change]
        for code, full in _FULL_SETS:
            totals = [each for each in money if each.code == code]
            parts = [each for each in money if each.code in full]
            if len(totals) != 1 or len(parts) != len(full) or {each.code for each in parts} != full:
                continue
            total = totals[0]
            first, last = parts[0], parts[-1]
            if id(total) in told or total.index != first.index - 1 or last.index - first.index > 2 * len(full):
                continue
            if any(
                each.figure.depth != total.figure.depth or each.label.year not in (None, total.label.year)
                for each in parts
            ):
                continue
            yield Breakdown(total, tuple(parts), (total,), "list", complete=True)


def _verify(subject: Subject, breakdown: Breakdown) -> Mismatch | None:
    parts = _outermost(breakdown.parts)
    if len(parts) < 2 or not all(each.exact for each in (breakdown.total, *parts)):
        return None
    if any(
        _fits(candidate, group) for candidate in breakdown.candidates for group in _readings(breakdown.parts, parts)
    ):
        return None
    if len({each.figure.quantity.value for each in breakdown.candidates}) > 1:
        near = [each for each in breakdown.candidates if _is_near(each, parts)]
        if len({each.figure.quantity.value for each in near}) != 1 or not _is_full(
            subject, replace(breakdown, total=near[0]), parts
        ):
            return None
        breakdown = replace(breakdown, total=near[0], candidates=(near[0],))
    total, value = breakdown.total, breakdown.total.figure.quantity.value
    actual = _sum(parts)
    if value <= 0 or _unlike_parts(total, parts):
        return None
    if total.kind == MONEY and (slip := _unit_slip(total, parts)):
        return Mismatch(breakdown, actual, slip)
    if _completed_later(subject, total, parts):
        return None
    ratio = actual / value
    certain = _certain_over(breakdown, parts, ratio) if ratio > 1 else _certain_under(subject, breakdown, parts, ratio)
    return Mismatch(breakdown, actual) if certain else None


def _is_near(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts come within a twentieth of a total that the chart has above them."""
    value = total.figure.quantity.value
    return bool(total.code) and value > 0 and abs(_sum(parts) - value) <= value / 20


def _outermost(parts: Sequence[Mention]) -> tuple[Mention, ...]:
    """The parts without those that belong to another part by the chart."""
    codes = [part.code for part in parts]
    return tuple(
        part for part in parts if not any(code and is_ancestor(code, part.code) for code in codes if part.code)
    )


def _readings(all_parts: Sequence[Mention], outermost: tuple[Mention, ...]) -> Iterator[tuple[Mention, ...]]:
    yield outermost
    yield tuple(all_parts)
    for cut in range(2, len(all_parts)):
        if (
            all_parts[0].kind == MONEY
            or "；" in all_parts[cut].figure.gap
            or (all_parts[cut - 1].code and not all_parts[cut].code)
        ):
            yield tuple(all_parts[:cut])


def _sum(parts: Sequence[Mention]) -> Decimal:
    return sum((part.figure.quantity.value for part in parts), Decimal(0))


def _fits(total: Mention, parts: tuple[Mention, ...]) -> bool:
    return abs(_sum(parts) - total.figure.quantity.value) <= sum_tolerance(total, parts)


def _unlike_parts(total: Mention, parts: tuple[Mention, ...]) -> bool:
    """Whether these figures are perhaps no parts at all: other columns, other lines of the chart, 满分, people."""
    if total.kind == SCORE and any(re.search(r"满分|分值|权重|扣", part.figure.label) for part in parts):
        return True
    told = {part.column for part in parts if part.told} | ({total.column} if total.told else set())
    if len(told - {""}) > 1:
        return True
    if total.kind == COUNT:
        return False
    if (
        total.certain
        and total.code != "procurement"
        and any(part.code and not is_ancestor(total.code, part.code) for part in parts)
    ):
        return True
    if total.code == "procurement":
        return not all(re.search(r"货物|工程|服务", part.figure.label) for part in parts)
    coded = [part.code for part in parts if part.code]
    return len(coded) != len(set(coded))


def _unit_slip(total: Mention, parts: tuple[Mention, ...]) -> Mention | None:
    """The one figure that would make the sum right with 元 for 万元 or the other way round."""
    tolerance = sum_tolerance(total, parts)
    value, actual = total.figure.quantity.value, _sum(parts)
    for scale in (TEN_THOUSAND, 1 / TEN_THOUSAND):
        least = tolerance * 10  # below that, the figure would only vanish from the sum
        if abs(value * scale - actual) <= tolerance:
            return total
        for part in parts:
            own = part.figure.quantity.value
            if own * scale > least and abs(actual - own + own * scale - value) <= tolerance:
                return part
    return None


def _completed_later(subject: Subject, total: Mention, parts: tuple[Mention, ...]) -> bool:
    """Whether a missing part named elsewhere in the section completes the sum (checks 1 and 4)."""
    if not total.code or any(total.code == code and {part.code for part in parts} >= full for code, full in _FULL_SETS):
        return False
    section = subject.report.section_at(total.figure.start)
    present = {part.code for part in parts}
    missing = total.figure.quantity.value - _sum(parts)
    return any(
        abs(each.figure.quantity.value - missing) <= sum_tolerance(total, parts)
        for code, parent in PARENTS.items()
        if parent == total.code and code not in present
        for each in subject.named(code)
        if subject.report.section_at(each.figure.start) == section
    )


def _is_full(subject: Subject, breakdown: Breakdown, parts: tuple[Mention, ...]) -> bool:
    codes = {part.code for part in parts} | _said_to_be_none(breakdown)
    if any(breakdown.total.code == total and codes >= full for total, full in _FULL_SETS):
        return True
    if breakdown.relation == "sum":
        return True
    counted = _count_before(breakdown)
    if counted is not None:
        return counted == len(parts)
    return breakdown.complete and not breakdown.mainly and not breakdown.open_ended and not breakdown.total.code


def _said_to_be_none(breakdown: Breakdown) -> set[str]:
    """Parts of 三公经费 of which the sentence says that there were none: 无因公出国（境）费."""
    if breakdown.total.code != "three_public_total":
        return set()
    text = breakdown.parts[0].sentence.text
    return {
        code for code, words in (("three_public_abroad", "出国|出境"), ("vehicle_purchase", "购置"), ("three_public_vehicle", "公务用车|公车"))
        if re.search(rf"(?:无|未发生|没有|未安排|未产生)[^，。；]{{0,8}}(?:{words})|(?:{words})[^，。；]{{0,12}}(?:为零|未发生|没有发生|均为0)", text)
    }  # fmt: skip


def _count_before(breakdown: Breakdown) -> Decimal | None:
    """The 5 of 项目5个，共计88万元，包括…: how many parts the text announces."""
    if breakdown.total.kind != MONEY:
        return None
    sentence = breakdown.total.sentence
    first = breakdown.parts[0].figure.start
    counts = [
        figure for figure in sentence.figures
        if figure.quantity.kind == COUNT and figure.start < first and _COUNTED.fullmatch(figure.quantity.unit)
        and ("项目" in figure.label or figure.tail.startswith("项目"))
    ]  # fmt: skip
    return counts[-1].quantity.value if len(counts) == 1 else None


def _can_be_added(breakdown: Breakdown, parts: tuple[Mention, ...]) -> bool:
    return are_disjoint(parts) or (breakdown.relation == "bracket" and are_bracketed_kinds(parts))


def _certain_over(breakdown: Breakdown, parts: tuple[Mention, ...], ratio: Decimal) -> bool:
    total = breakdown.total
    if total.kind == COUNT and ratio < Decimal("1.05") and are_unknown_kinds(parts) and not may_overlap(parts):
        return True
    if total.kind == COUNT and (not _can_be_added(breakdown, parts) or may_overlap(parts)):
        return False
    chart = bool(total.code) and all(part.code for part in parts)
    if any(part.figure.quantity.value > total.figure.quantity.value for part in parts) and not chart:
        return False
    return ratio < Decimal("1.6") or chart


def _certain_under(subject: Subject, breakdown: Breakdown, parts: tuple[Mention, ...], ratio: Decimal) -> bool:
    total = breakdown.total
    if breakdown.open_ended:
        return False
    if total.kind == COUNT and ratio >= Decimal("0.95") and not breakdown.mainly and are_unknown_kinds(parts):
        return not may_overlap(parts)
    if total.kind == COUNT and not _can_be_added(breakdown, parts):
        return False
    if _is_full(subject, breakdown, parts):
        return ratio >= Decimal("0.4")
    by_chart = total.kind == MONEY and bool(total.code) and any(part.code for part in parts)
    if by_chart and total.code != "income_total":
        return False  # the chart knows a part that is not named
    if total.kind == COUNT:
        # A bracket splits all of what stands before it; 其中 may name the larger parts only.
        is_split = breakdown.relation == "bracket" and len(parts) >= 3
        return not breakdown.mainly and ratio >= (Decimal("0.75") if is_split else Decimal("0.9"))
    if breakdown.mainly:
        return len(parts) >= 3 and ratio >= Decimal("0.95")
    return ratio >= (Decimal("0.9") if len(parts) >= 3 else Decimal("0.95"))


def _observations(
    subject: Subject, *codes: str, kind: str = MONEY, bracket: bool | None = None
) -> Iterator[Observation]:
    for mismatch in find_mismatches(subject):
        breakdown = mismatch.breakdown
        total = breakdown.total
        if mismatch.unit_slip is not None or total.kind != kind or _family(breakdown) not in codes:
            continue
        if bracket is not None and (breakdown.relation == "bracket") != bracket:
            continue
        parts = _outermost(breakdown.parts)
        expected = amount_like(mismatch.expected, total)
        yield Observation(
            *breakdown.span, stated=shown(total), expected=expected,
            message=_("%(parts)s = %(expected)s，文中总数写“%(stated)s”，相差 %(gap)s。") % {
                "parts": " + ".join(shown(part) for part in parts), "expected": expected, "stated": shown(total),
                "gap": amount_like(abs(mismatch.expected - total.figure.quantity.value), total),
            },
        )  # fmt: skip


def _family(breakdown: Breakdown) -> str:
    code = breakdown.total.code if breakdown.total.kind == MONEY else ""
    if code.startswith(("income", "three_public")):
        return "income" if code.startswith("income") else "three_public"
    return code if code.startswith(("expenditure", "vehicle")) else ""


@check(
    "income_parts",
    number=1,
    level=Level.ERROR,
    name=gettext_lazy("收入各项之和等于收入合计"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_income(subject: Subject) -> Iterator[Observation]:
    """一般公共预算拨款 + … = 收入合计."""
    yield from _observations(subject, "income")


@check(
    "expenditure_parts",
    number=4,
    level=Level.ERROR,
    name=gettext_lazy("支出各项之和等于支出合计"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_expenditure(subject: Subject) -> Iterator[Observation]:
    """基本支出 + 项目支出 = 支出合计, within the section (checks 4 and 5)."""
    yield from _observations(subject, "expenditure_total")


@check(
    "basic_parts",
    number=6,
    level=Level.ERROR,
    name=gettext_lazy("人员经费加公用经费等于基本支出"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_basic(subject: Subject) -> Iterator[Observation]:
    """人员经费 + 公用经费 = 基本支出, and the parts of each."""
    yield from _observations(subject, "expenditure_basic", "expenditure_personnel", "expenditure_public")


@check(
    "project_items",
    number=7,
    level=Level.ERROR,
    name=gettext_lazy("各项目金额之和等于项目支出"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_projects(subject: Subject) -> Iterator[Observation]:
    """The projects named below 项目支出 add up to it."""
    yield from _observations(subject, "expenditure_project")


@check(
    "three_public_parts",
    number=59,
    level=Level.ERROR,
    name=gettext_lazy("“三公”经费各项之和等于总额"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_three_public(subject: Subject) -> Iterator[Observation]:
    """出国 + 公车 + 接待 = 三公经费; 购置 + 运行维护 = 公车."""
    yield from _observations(subject, "three_public")


@check(
    "bracket_sum",
    number=35,
    level=Level.WARNING,
    name=gettext_lazy("括号内各项之和等于括号前的数"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_brackets(subject: Subject) -> Iterator[Observation]:
    """225个（其中132个，93个): the figures in brackets add up to the one before."""
    for kind in (COUNT, MONEY, SCORE):
        yield from _observations(subject, "", kind=kind, bracket=True)


@check(
    "list_sum",
    number=35,
    level=Level.WARNING,
    name=gettext_lazy("列出的各项之和等于总数"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_lists(subject: Subject) -> Iterator[Observation]:
    """Any other total with its parts: counts, amounts outside of the chart, points of the score."""
    for kind in (COUNT, MONEY, SCORE):
        yield from _observations(subject, "", kind=kind, bracket=False)
