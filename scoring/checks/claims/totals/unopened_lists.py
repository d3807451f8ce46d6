# ruff: noqa: E501 - a pattern is read better in one piece
"""Totals whose parts stand behind them without a word that opens the list."""

import re
from collections.abc import Iterator

from departments.importing.report.breakdowns import Breakdown, same_measure
from departments.prose.quantities import COUNT, MONEY

from ...subject import Subject

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


def _implied(subject: Subject) -> Iterator[Breakdown]:
    """年初支出预算5680万元，基本支出4860万元，项目支出748万元: a full set of the chart beside its total, no word opens it."""
    told = {id(breakdown.total) for breakdown in subject.breakdowns}
    for sentence in subject.mentions:
        money = [each for each in sentence if each.kind == MONEY and each.certain and each.exact and not each.is_change]
        for code, full in FULL_SETS:
            parts = [each for each in money if each.code in full][: len(full)]
            beside = {parts[0].index - 1, parts[-1].index + 1} if parts else set()
            totals = [each for each in money if each.code == code and each.index in beside]
            if len(totals) != 1 or len(parts) != len(full) or {each.code for each in parts} != full:
                continue
            total = totals[0]
            first, last = parts[0], parts[-1]
            if id(total) in told or last.index - first.index > 2 * len(full):
                continue
            if any(
                each.figure.depth != total.figure.depth or each.label.year not in (None, total.label.year)
                for each in parts
            ):
                continue
            yield Breakdown(total, tuple(parts), (total,), "list", complete=True)
