"""Mentions → facts with names, values and quotes; conflicts stay visible as several facts of one name."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal

from departments.prose.characters import fold
from departments.prose.numbers import ARABIC, read_arabic, trimmed
from departments.prose.quantities import COUNT, MONEY, SCORE
from departments.prose.sentences import squeeze

from .breakdowns import Breakdown
from .document import Document
from .mentions import Mention
from .parsed import FoundFact
from .said_facts import said_facts
from .vocabulary import is_ancestor, kind_of, read_label

_COLUMNS = ("prior_budget", "prior_outturn", "initial", "adjusted", "outturn")
_STAND_FOR = {"goods_services": "expenditure_public", "income_funds_other": "income_other"}
_UNPUBLISHED = {"fiscal_grant", "general_expenditure", "fund_expenditure", "wages", "family_aid", "assets_total"}
SHOWN = (
    "staff_quota", "staff_actual", "income_total", "income_general", "income_other", "expenditure_total",
    "expenditure_basic", "expenditure_personnel", "expenditure_public", "expenditure_project", "three_public_total",
    "three_public_reception", "three_public_vehicle", "three_public_abroad", "self_score",
)  # fmt: skip
_VALUE_LINE = re.compile(rf"({ARABIC})\s*(万元|元|人|名|个|分)?")


def collect_facts(
    mentions: Iterable[Sequence[Mention]], section_at: "SectionAt", breakdowns: Iterable[Breakdown] = ()
) -> list[FoundFact]:
    """The facts of all mentions that a person would read the same way, certain ones marked.

    A part whose column is not told has that of the total behind it: 人员经费…和公用经费…，合计712.38万元.
    """
    breakdowns = list(breakdowns)
    columns = {
        id(part): each.total.column for each in breakdowns if each.total.column in _COLUMNS
        for part in each.parts if not part.column and part.code and is_ancestor(each.total.code, part.code)
    }  # fmt: skip
    mentions = [tuple(sentence) for sentence in mentions]
    facts = _summed_up(breakdowns, section_at)
    for code, column, value, start, end in said_facts(mentions):
        name = f"{code}.{column}" if column in _COLUMNS else code
        facts.append(FoundFact(name, value, start, end, section_at(start), True))
    for mention in (each for sentence in mentions for each in sentence):
        if not mention.code or mention.is_change or not mention.exact or mention.code in _UNPUBLISHED:
            continue
        if mention.label.scope or mention.column in ("prior", "other_year") or mention.kind != kind_of(mention.code):
            continue
        if mention.code == "self_score" and not 0 <= mention.figure.quantity.value <= 100:
            continue
        if mention.kind == SCORE and mention.figure.tail.startswith("制"):
            continue
        column = columns.get(id(mention), mention.column)
        facts.append(_fact(mention, column, section_at(mention.figure.start)))
    return _with_substitutes(facts)


def _summed_up(breakdowns: Iterable[Breakdown], section_at: "SectionAt") -> list[FoundFact]:
    """行政编制32名、事业编制38名，合计70名: the posts of the unit, though the total does not say what it counts."""
    facts: list[FoundFact] = []
    for each in breakdowns:
        codes = {part.label.code for part in each.parts}
        if each.relation == "sum" and not each.total.code and codes in ({"staff_quota"}, {"staff_actual"}):
            start, end = each.total.span
            facts.append(FoundFact(codes.pop(), each.total.figure.quantity.value, start, end, section_at(start), True))
    return facts


class SectionAt:
    """Says which section a position lies in."""

    def __init__(self, bounds: Sequence[tuple[int, int, str]]) -> None:
        self._starts = [start for start, _end, _key in bounds]
        self._bounds = bounds

    def __call__(self, position: int) -> str:
        """The section key, empty outside of sections."""
        at = bisect_right(self._starts, position) - 1
        return self._bounds[at][2] if at >= 0 and position < self._bounds[at][1] else ""


def _fact(mention: Mention, column: str, section: str) -> FoundFact:
    name = f"{mention.code}.{column}" if column in _COLUMNS else mention.code
    start, end = mention.span
    return FoundFact(
        name, mention.figure.quantity.value, start, end, section, mention.certain and not mention.label.narrow
    )


def _with_substitutes(facts: list[FoundFact]) -> list[FoundFact]:
    """商品和服务支出 stands for 公用经费 where that is not named; 事业收入 + 其他收入 are 其他资金."""
    names = {fact.name.split(".")[0] for fact in facts}
    result: list[FoundFact] = []
    for fact in facts:
        base, _, column = fact.name.partition(".")
        target = _STAND_FOR.get(base)
        if base == "goods_services" and "expenditure_public" in names:
            continue
        if target:
            name = f"{target}.{column}" if column else target
            fact = FoundFact(name, fact.value, fact.start, fact.end, fact.section, fact.certain)
        result.append(fact)
    if "income_funds_other" not in names:
        result.extend(_combined(facts, "income_other", ("income_business", "income_misc")))
    if "three_public_vehicle" not in names:
        result.extend(_combined(facts, "three_public_vehicle", ("vehicle_purchase", "vehicle_running")))
    return result


def _combined(facts: list[FoundFact], target: str, parts: tuple[str, str]) -> list[FoundFact]:
    """A line of the chart from its parts, column by column; a part that is not named counts as nothing."""
    sums: dict[str, dict[str, FoundFact]] = {}
    for fact in facts:
        base, _, column = fact.name.partition(".")
        if base in parts:
            sums.setdefault(column, {}).setdefault(base, fact)
    made = []
    for column, found in sums.items():
        first = next(iter(found.values()))
        value = sum((part.value for part in found.values()), Decimal(0))
        name = f"{target}.{column}" if column else target
        certain = all(part.certain for part in found.values())
        made.append(FoundFact(name, value, first.start, first.end, first.section, certain))
    return made


def shown_facts(facts: Iterable[FoundFact]) -> dict[str, str]:
    """The facts of the command line: one value per name, the first certain one.

    A bare name stands only where no column of the same line has that value.
    """
    best: dict[str, FoundFact] = {}
    for fact in facts:
        base = fact.name.split(".")[0]
        if base not in SHOWN or (base in ("income_total", "expenditure_total") and not fact.certain):
            continue  # an uncertain whole is more often a part, or somebody else's
        known = best.get(fact.name)
        if known is None or (fact.certain and not known.certain):
            best[fact.name] = fact
    told = {(name.split(".")[0], fact.value) for name, fact in best.items() if "." in name}
    order = {name: place for place, name in enumerate(SHOWN)}
    names = sorted(best, key=lambda name: (order[name.split(".")[0]], name))
    return {
        name: trimmed(best[name].value)
        for name in names
        if "." in name or (name, best[name].value) not in told
    }  # fmt: skip


def boxed_facts(document: Document, section_at: SectionAt, *, default_unit: Decimal = Decimal(1)) -> list[FoundFact]:
    """Facts of a boxed form whose cells stand one per line: a line that is only a label, then a line with a number."""
    found: list[FoundFact] = []
    lines: list[tuple[int, str]] = []
    position = 0
    for line in document.lines:
        if line.text.strip() and not line.table:
            lines.append((position, line.text))
        position += len(line.text) + 1
    at = 0
    while at < len(lines):
        labels = _label_run(lines, at)
        values = _value_run(lines, at + len(labels)) if labels else []
        if labels and len(values) == len(labels):
            for (start, text), (value_start, value_text) in zip(labels, values, strict=True):
                fact = _boxed(text, start, value_text, value_start, section_at, default_unit)
                if fact:
                    found.append(fact)
            at += len(labels) + len(values)
        else:
            at += max(1, len(labels) - len(values)) if labels and values else max(1, len(labels))
    return found


def _label_run(lines: list[tuple[int, str]], at: int) -> list[tuple[int, str]]:
    run: list[tuple[int, str]] = []
    while at + len(run) < len(lines) and len(run) < 12:
        text = squeeze(fold(lines[at + len(run)][1]))
        label = read_label(text) if len(text) <= 24 else None
        if label is None or not label.code or label.residue or _VALUE_LINE.fullmatch(text):
            break
        run.append(lines[at + len(run)])
    return run


def _value_run(lines: list[tuple[int, str]], at: int) -> list[tuple[int, str]]:
    run: list[tuple[int, str]] = []
    while at + len(run) < len(lines) and len(run) < 12:
        if not _VALUE_LINE.fullmatch(fold(lines[at + len(run)][1]).strip()):
            break
        run.append(lines[at + len(run)])
    return run


def _boxed(
    text: str, start: int, value_text: str, value_start: int, section_at: SectionAt, default_unit: Decimal
) -> FoundFact | None:
    label = read_label(text)
    match = _VALUE_LINE.fullmatch(fold(value_text).strip())
    if match is None or label.scope or label.prior or label.code in _UNPUBLISHED:
        return None
    kind = kind_of(label.code)
    value, unit = read_arabic(match[1]), match[2]
    if kind == MONEY:
        value *= Decimal("0.0001") if unit == "元" else default_unit if unit is None else 1
    if (kind == COUNT and unit in ("万元", "元", "分")) or (kind == SCORE and unit not in (None, "分")):
        return None
    code = _STAND_FOR.get(label.code, label.code)
    name = f"{code}.{label.column}" if label.column else code
    return FoundFact(name, value, start, value_start + len(value_text.rstrip()), section_at(value_start), label.certain)
