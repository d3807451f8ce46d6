# ruff: noqa: E501 - a pattern is read better in one piece
"""Totals and the parts named for them that do not add up: 其中, 包括, 分别为, brackets, 合计.

Too much is always a contradiction; too little only where the words, the chart or the smallness of the gap say that
all parts are named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from departments.importing.report.breakdowns import Breakdown
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import PARENTS, is_ancestor
from departments.prose.quantities import COUNT, MONEY, SCORE

from ...subject import Subject
from ..figures import CENT, sum_of, sum_tolerance
from ..nearby import explain_gap, explain_sum
from ..units.units import DOWN, UP, UnitSlip, as_slip
from .allowances import most_chance, near_over
from .partitions import (
    are_bracketed_kinds,
    are_disjoint,
    are_of_one_division,
    are_unknown_kinds,
    may_overlap,
    name_the_satisfied,
    share_members,
)
from .slips import accident
from .unopened_lists import FULL_SETS, unopened_lists

_REST = re.compile(r"其[他它余]")
_COUNTED = re.compile(r"[个项]")


@dataclass(frozen=True)
class Mismatch:
    """A breakdown that does not add up; `unit_slip` is the figure whose unit is wrong, if that explains it."""

    breakdown: Breakdown
    expected: Decimal
    unit_slip: UnitSlip | None = None


def find_mismatches(subject: Subject) -> list[Mismatch]:
    """The breakdowns of a text that certainly do not add up."""

    def find() -> list[Mismatch]:
        found = [_verify(subject, breakdown) for breakdown in (*subject.breakdowns, *unopened_lists(subject))]
        split = {
            id(each.total) for each in subject.breakdowns if each.relation == "bracket" and _fits(each.total, each.parts)
        }  # 5.2万亩（新建3.8万亩、改造1.4万亩），其中…: what 其中 names is told of the same whole once more
        return [
            each for each in found
            if each is not None and (each.breakdown.complete or id(each.breakdown.total) not in split)
        ]  # fmt: skip

    return subject.once("mismatches", find)


def _verify(subject: Subject, breakdown: Breakdown) -> Mismatch | None:
    parts = outermost(breakdown.parts)
    if len(parts) < 2 or not all(each.exact for each in (breakdown.total, *parts)):
        return None
    if any(
        _fits(candidate, group)
        for candidate in breakdown.candidates for group in _readings(candidate, breakdown.parts, parts)
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
    actual = sum_of(parts)
    if value <= 0 or _unlike_parts(total, parts) or (actual < value and name_the_satisfied(parts)):
        return None
    if total.kind == MONEY and (slip := _unit_slip(total, parts)):
        return Mismatch(breakdown, actual, slip)
    if _completed_later(subject, total, parts):
        return None
    ratio = actual / value
    certain = _certain_over(breakdown, parts, ratio) if ratio > 1 else _certain_under(subject, breakdown, parts, ratio)
    return Mismatch(breakdown, actual) if certain and _is_sure(subject, breakdown, parts) else None


def _is_sure(subject: Subject, breakdown: Breakdown, parts: tuple[Mention, ...]) -> bool:
    """Whether the words or the chart say that these are the parts, or the total looks like a slip of their sum."""
    total = breakdown.total
    chart = bool(total.code) and all(part.code for part in parts)
    if breakdown.relation == "sum":
        return True
    if chart:
        return not explain_gap(subject, total, parts)
    if breakdown.relation != "bracket" and explain_sum(subject, total, parts):
        return False
    chance, value, actual = accident(total, parts), total.figure.quantity.value, sum_of(parts)
    bracket = breakdown.relation == "bracket"
    if breakdown.complete or _REST.match(parts[-1].figure.label) or (bracket and len(parts) >= 3):
        return chance < 1 or abs(actual - value) <= value / 8
    if actual > value and are_of_one_division(parts):
        return True  # 水库5座，其中中型2座，小型4座: however small the numbers
    if share_members(parts, total):
        return chance <= Decimal("0.01")
    near = 0 < actual - value <= value * near_over(parts)
    return near or chance <= most_chance(total, parts, bracket=bracket)


def _is_near(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts come within a twentieth of a total that the chart has above them."""
    value = total.figure.quantity.value
    return bool(total.code) and value > 0 and abs(sum_of(parts) - value) <= value / 20


def outermost(parts: Sequence[Mention]) -> tuple[Mention, ...]:
    """The parts without those that belong to another part by the chart."""
    codes = [part.code for part in parts]
    return tuple(
        part for part in parts if not any(code and is_ancestor(code, part.code) for code in codes if part.code)
    )


def tails(parts: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """重度残疾人3024人，占35%，男性4925人、女性3715人: behind another figure what divides the total may come last."""
    return (
        tuple(parts[cut:]) for cut in range(1, len(parts) - 1) if parts[cut].index > parts[cut - 1].index + 1
    )


def _readings(
    total: Mention, all_parts: Sequence[Mention], outermost: tuple[Mention, ...]
) -> Iterator[tuple[Mention, ...]]:
    yield outermost
    yield tuple(all_parts)
    yield from tails(all_parts)
    if all_parts[0].figure.depth:
        return  # a bracket holds nothing but parts
    for cut in range(2, len(all_parts)):
        charted = total.code and any(each.code and is_ancestor(total.code, each.code) for each in all_parts[cut:])
        if charted and "；" not in all_parts[cut].figure.gap:
            continue  # 一般公共预算拨款…，基金…，其他收入…: the chart has the last among the parts as well
        if (
            all_parts[0].kind == MONEY
            or (all_parts[cut].figure.gap.startswith("，") and all(each.figure.gap[:1] == "、" for each in all_parts[1:cut]))
            or "；" in all_parts[cut].figure.gap
            or (all_parts[cut - 1].code and not all_parts[cut].code)
        ):
            yield tuple(all_parts[:cut])


def _fits(total: Mention, parts: tuple[Mention, ...]) -> bool:
    return abs(sum_of(parts) - total.figure.quantity.value) <= sum_tolerance(total, parts)


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


def _unit_slip(total: Mention, parts: tuple[Mention, ...]) -> UnitSlip | None:
    """The one figure that would make the sum right with 元 for 万元 or the other way round."""
    value, actual = total.figure.quantity.value, sum_of(parts)
    for times in (UP, DOWN):
        if abs(value * times - actual) <= _tolerance(total, parts, total, times):
            return as_slip(total, times)
        for part in parts:
            own, tolerance = part.figure.quantity.value, _tolerance(total, parts, part, times)
            # Ten times the tolerance: below that, the figure would only vanish from the sum.
            if own * times > tolerance * 10 and abs(actual - own + own * times - value) <= tolerance:
                return as_slip(part, times)
    return None


def _tolerance(total: Mention, parts: tuple[Mention, ...], slip: Mention, times: Decimal) -> Decimal:
    """What rounding may leave where one figure stands in another unit."""
    too_much = slip.figure.quantity.step * (1 - times) if times < 1 else Decimal(0)
    return max(CENT, sum_tolerance(total, parts) - too_much)


def _completed_later(subject: Subject, total: Mention, parts: tuple[Mention, ...]) -> bool:
    """Whether a missing part named elsewhere in the section completes the sum (checks 1 and 4)."""
    if not total.code or any(total.code == code and {part.code for part in parts} >= full for code, full in FULL_SETS):
        return False
    section = subject.report.section_at(total.figure.start)
    present = {part.code for part in parts}
    missing = total.figure.quantity.value - sum_of(parts)
    return any(
        abs(each.figure.quantity.value - missing) <= sum_tolerance(total, parts)
        for code, parent in PARENTS.items()
        if parent == total.code and code not in present
        for each in subject.named(code)
        if subject.report.section_at(each.figure.start) == section
    )


def _is_full(subject: Subject, breakdown: Breakdown, parts: tuple[Mention, ...]) -> bool:
    codes = {part.code for part in parts} | _said_to_be_none(breakdown)
    if any(breakdown.total.code == total and codes >= full for total, full in FULL_SETS):
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
        if re.search(rf"(?:无|未发生|没有|未安排|未产生)[^，。；]{{0,8}}(?:{words})|(?:{words})[^，。；]{{0,24}}(?:为零|未发生|没有发生|均为0)", text)
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
    if total.kind == COUNT and ratio < Decimal("1.05") and are_unknown_kinds(parts, total) and not may_overlap(parts):
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
    if total.kind == COUNT and ratio >= Decimal("0.95") and not breakdown.mainly and are_unknown_kinds(parts, total):
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
