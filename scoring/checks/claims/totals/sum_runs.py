# ruff: noqa: E501 - a pattern is read better in one piece
"""Runs of figures of one measure right behind or before a figure, that may be its parts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT, POINTS
from departments.prose.sentences import Sentence

from ...subject import Subject
from ..figures import sum_of, sum_tolerance
from .slips import rounding

TOTAL_WORDS = re.compile(r"合计|共计|总计|总共|总[数额量]|一共|加起来|合起来|累计|汇成|共(?:有|为)?$")
_OTHER_MATTER = re.compile(
    r"^(?:另|此外|同时|还有?|比|较|同比|上年|去年|同期|超|高于|低于|剩余|结余|尚|未|人均|户均|平均|每|占|扣除|剔除|减少|退出)|欠|尚[余有需待]|缺口|空编|节余|余款"
)
_NO_PART = re.compile(r"^.{0,6}(?:未计|不计|不含|除外|里|中)(?:[入在]|也?有|$)")
_KINDS = "项类个种方面级"
_THINGS = frozenset("辆台套件张部个只支具条架副块把盏顶") | {"台（套）", "件（套）", "台套", "套件"}
_ORDINALS = "一二三四五六七八九十"
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩"
_BETWEEN = 2  # sentences behind a numbered one that belong to it
_STYLES: tuple[Callable[[int], str], ...] = (
    lambda number: f"{_ORDINALS[number - 1]}是", lambda number: f"（{number}）", lambda number: f"{number}.",
    lambda number: f"{number}、", lambda number: _RINGS[number - 1],
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A figure and others of its measure that may be its parts; `lead` stands between them, `behind` after them."""

    total: Mention
    parts: tuple[Mention, ...]
    relation: str  # as in Breakdown
    lead: str
    behind: str
    sentence: Sequence[Mention]  # of the parts

    @property
    def value(self) -> Decimal:
        """What the total is stated to be."""
        return self.total.figure.quantity.value

    @property
    def actual(self) -> Decimal:
        """What the parts make."""
        return sum_of(self.parts)

    @property
    def fits(self) -> bool:
        """Whether the parts make the total within what rounding may leave."""
        slack = max(rounding(self.total, self.parts), sum_tolerance(self.total, self.parts))
        return abs(self.actual - self.value) <= slack


def find_runs(sentence: Sequence[Mention], previous: Sequence[Mention]) -> Iterator[Run]:
    """All such runs of a sentence, and those it makes with the sentence before it."""
    for row in _rows(sentence):
        yield from _runs_of(row, previous)


def _rows(sentence: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The figures; of 案件186件273人，…合计598件831人 the first of each pair, and the second with the words of the first."""
    seconds = [each for each in sentence if each.index and not each.figure.gap]
    if not seconds:
        yield sentence
        return
    firsts = [each for each in sentence if not each.index or each.figure.gap]
    yield [replace(each, index=at) for at, each in enumerate(firsts)]
    words = [sentence[each.index - 1].figure for each in seconds]
    yield [
        replace(
            each, index=at,
            figure=replace(
                each.figure, label=head.label, label_start=head.label_start, gap=head.gap, opens=head.opens, totals=head.totals
            ),
        )
        for at, (each, head) in enumerate(zip(seconds, words, strict=True))
    ]  # fmt: skip


def _runs_of(sentence: Sequence[Mention], previous: Sequence[Mention]) -> Iterator[Run]:
    for at, total in enumerate(sentence):
        if not is_level(total):
            continue
        text = total.sentence.text
        end = total.figure.end - total.sentence.start
        yield from _bracketed(sentence, at)
        yield from _bracketed_before(sentence, at)
        for parts in _behind(total, sentence[at + 1 :]):
            first = parts[0].figure.label_start - total.sentence.start
            yield Run(total, parts, "list", text[end:first], _after(parts[-1]), sentence)
        for parts in (*_before(total, sentence[:at]), *_things_before(total, sentence[:at])):
            gap = text[parts[-1].figure.end - total.sentence.start : total.start_in_sentence]
            yield Run(total, parts, "sum", gap, _after(total), sentence)
    yield from _across(sentence, previous)


def numbered_runs(subject: Subject) -> Iterator[Run]:
    """全年投入1286万元。一是…642万元。二是…644万元: a total and its parts each in a sentence or line of its own."""
    sentences, mentions = subject.report.sentences, subject.report.mentions
    for first in range(1, len(sentences)):
        style = next((style for style in _STYLES if sentences[first].text.lstrip().startswith(style(1))), None)
        levels = [each for each in mentions[first - 1] if is_level(each) and not each.figure.depth] if style else []
        if style is None or not levels:
            continue
        total, parts = levels[-1], list[Mention]()
        for at in _numbered(sentences, first, style):
            own = [each for each in mentions[at] if is_level(each) and same_measure(each, total)]
            if len(own) != 1 or (own[0].told and total.told and own[0].column != total.column):
                break
            parts.append(own[0])
        else:
            if len(parts) >= 2:
                yield Run(total, tuple(parts), "list", "。", _after(parts[-1]), mentions[first])


def _numbered(sentences: Sequence[Sentence], first: int, style: Callable[[int], str]) -> Iterator[int]:
    """The sentences that begin with the numbers of a list, one after the other; a few more may stand between."""
    number, last = 1, first
    for at in range(first, len(sentences)):
        if sentences[at].text.lstrip().startswith(style(number)):
            yield at
            number, last = number + 1, at
        if at - last > _BETWEEN or number > len(_ORDINALS):
            return


def is_level(mention: Mention) -> bool:
    """A plain amount or count."""
    return mention.kind in (MONEY, COUNT) and mention.exact and not mention.is_change


def _after(mention: Mention) -> str:
    at = mention.figure.end - mention.sentence.start
    return mention.sentence.text[at : at + 30]


def _bracketed(sentence: Sequence[Mention], at: int) -> Iterator[Run]:
    """14.6公里（左岸8.3公里，右岸6.3公里): everything of the measure within the bracket right behind the total."""
    total = sentence[at]
    inner: list[Mention] = []
    for each in sentence[at + 1 :]:
        if each.figure.depth <= total.figure.depth or (inner and each.figure.closes and each.figure.depth == total.figure.depth + 1):
            break
        if each.figure.depth == total.figure.depth + 1 and each.kind not in (PERCENT, POINTS):
            inner.append(each)
    opened = inner and inner[0] is sentence[at + 1] and re.match(r"[^，。；]{0,8}（", inner[0].figure.gap)
    if opened and len(inner) >= 2 and all(is_level(each) and same_measure(each, total) for each in inner):
        yield Run(total, tuple(inner), "bracket", "（", "", sentence)


def _bracketed_before(sentence: Sequence[Mention], at: int) -> Iterator[Run]:
    """抢修漏点（主管46处，支管128处）174处: a bracket between the noun and its number."""
    total = sentence[at]
    if not re.match(r"[^，。；]{0,6}）$", total.figure.gap) or total.figure.label:
        return
    inner: list[Mention] = []
    for each in reversed(sentence[:at]):
        if each.figure.depth != total.figure.depth + 1 or not is_level(each) or not same_measure(each, total):
            break
        inner.insert(0, each)
        if "（" in each.figure.gap:
            break
    if len(inner) >= 2:
        yield Run(total, tuple(inner), "bracket", "（", "", sentence)


def _behind(total: Mention, figures: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """The parts behind a total, first those before the ；."""
    parts: list[Mention] = []
    strangers = 0
    for each in figures:
        figure = each.figure
        if figure.depth > total.figure.depth or each.kind in (PERCENT, POINTS) or _counts_kinds(each):
            continue
        if figure.depth < total.figure.depth or figure.totals or (parts and figure.opens):
            break
        if not same_measure(each, total) or _leaves_unit(each, parts, total):
            strangers += 1
            if parts or strangers > 2:
                break
            continue
        if each.is_change:
            continue
        if not is_level(each) or _OTHER_MATTER.search(figure.label) or _NO_PART.match(figure.tail):
            break
        if parts and not re.search("[，、；：（）和及与]", figure.gap):
            return  # 往年遗留21件化解16件: the first is what the second is taken of
        if parts and figure.group != parts[-1].figure.group and len(parts) >= 2 and figure.group != parts[0].figure.group + len(parts):
            yield tuple(parts)
        parts.append(each)
    if len(parts) >= 2:
        yield tuple(parts)


def _leaves_unit(mention: Mention, parts: Sequence[Mention], total: Mention) -> bool:
    """党组织126个，党委9个、党总支14个、党支部103个，党员3268名: another word behind parts that all have the total's."""
    unit = total.figure.quantity.unit
    return bool(parts) and mention.figure.quantity.unit != unit and total.kind == COUNT and all(
        part.figure.quantity.unit == unit for part in parts
    )  # fmt: skip


def _counts_kinds(mention: Mention) -> bool:
    """三类人员, 二期工程3.9亿元: a word before the figure or the number of the parts, no part."""
    quantity = mention.figure.quantity
    spelled = quantity.kind == COUNT and not quantity.number[:1].isdigit()
    return spelled and (quantity.unit in _KINDS or bool(re.search(r"\d", mention.figure.tail)))


def _before(total: Mention, figures: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """The parts before a total, first those behind the last ；."""
    parts: list[Mention] = []
    for each in reversed(figures):
        figure = each.figure
        if figure.depth > total.figure.depth or each.kind in (PERCENT, POINTS) or _counts_kinds(each):
            continue
        if figure.depth < total.figure.depth or figure.totals or not same_measure(each, total):
            break
        if each.is_change:
            continue
        if not is_level(each) or _OTHER_MATTER.search(figure.label):
            break
        if parts and figure.group != total.figure.group and len(parts) >= 2 and parts[0].figure.group == total.figure.group:
            yield tuple(parts)
        parts.insert(0, each)
        if figure.opens:
            break
    if len(parts) >= 2:
        yield tuple(parts)


def _things_before(total: Mention, figures: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """轮椅320辆、助听器145台、假肢26件，总共491件: things counted each by its own measure word."""
    if total.kind != COUNT or not total.figure.totals:
        return
    parts: list[Mention] = []
    for each in reversed(figures):
        if each.figure.quantity.unit not in _THINGS or not is_level(each) or each.figure.depth != total.figure.depth:
            break
        parts.insert(0, each)
    if len(parts) >= 3 and not all(same_measure(each, total) for each in parts):
        yield tuple(parts)


def _across(sentence: Sequence[Mention], previous: Sequence[Mention]) -> Iterator[Run]:
    """A total a sentence before its parts, or a sentence behind them."""
    levels = [each for each in previous if is_level(each) and not each.figure.depth]
    if not levels:
        return
    first = next((each for each in sentence if is_level(each) and not _counts_kinds(each)), None)
    if first is None:
        return
    text = first.sentence.text
    lead = text[: first.figure.label_start - first.sentence.start]
    total = levels[-1]
    if same_measure(total, first) and not any(same_measure(each, total) for each in levels[:-1]):
        for parts in _behind(total, sentence):
            if parts and parts[0] is first:
                yield Run(total, parts, "list", "。" + lead, _after(parts[-1]), sentence)
    if same_measure(total, first) and TOTAL_WORDS.search(first.figure.label):
        for parts in _before(first, previous):
            yield Run(first, parts, "sum", "。" + text[: first.start_in_sentence], _after(first), previous)
