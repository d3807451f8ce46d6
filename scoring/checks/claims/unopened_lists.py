# ruff: noqa: E501 - a pattern is read better in one piece
"""Totals whose parts stand behind them without a word that opens the list."""

import re
from collections.abc import Iterator

from departments.importing.report.breakdowns import Breakdown, same_measure
from departments.prose.quantities import COUNT, MONEY

from ..subject import Subject
from .figures import sum_of

# Parts of the chart that make up the whole of a line above them.
FULL_SETS = (
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


def unopened_lists(subject: Subject) -> Iterator[Breakdown]:
    """All such lists of a text."""
    yield from _implied(subject)
    yield from _states(subject)
    yield from _unopened(subject)


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
        gap = abs(sum_of(parts) - total.figure.quantity.value)
        if gap <= total.figure.quantity.value / (20 if re.search(r"共|合计|总", total.figure.label) else 50):
            yield Breakdown(total, tuple(parts), (total,), "sum", complete=True)


def _implied(subject: Subject) -> Iterator[Breakdown]:
    """年初支出预算5680万元，基本支出4860万元，项目支出748万元: a full set of the chart behind its total, no word opens it."""
    told = {id(breakdown.total) for breakdown in subject.breakdowns}
    for sentence in subject.mentions:
        money = [each for each in sentence if each.kind == MONEY and each.certain and each.exact and not each.is_change]
        for code, full in FULL_SETS:
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
