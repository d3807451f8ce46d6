# ruff: noqa: E501 - a pattern is read better in one piece
"""Totals and their parts by nearness: runs of figures of one measure right behind or before a figure, however led in.

What ties a run to its total is graded (`Tie`), and so is how little a wrong total looks like chance
(`slips.accident`): the weaker the tie, the less chance must have to do with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum

from departments.importing.report.breakdowns import Breakdown, same_measure
from departments.importing.report.mentions import Mention
from departments.prose.numbers import read_chinese
from departments.prose.quantities import COUNT, MONEY, PERCENT, POINTS

from ..subject import Subject
from .figures import sum_of, sum_tolerance
from .mismatches import MOST_CHANCE_OF_TWO, Mismatch, find_mismatches
from .nearby import explain_sum
from .partitions import are_of_one_division, may_overlap, share_members
from .slips import accident, grain, rounding


class Tie(IntEnum):
    """What binds parts to a total. SAID: words say that these are all parts. OPENED: words open a list of parts."""

    BARE = 0
    OPENED = 1
    SAID = 2


@dataclass(frozen=True)
class _Run:
    total: Mention
    parts: tuple[Mention, ...]
    relation: str  # as in Breakdown
    lead: str  # what stands between the total and the first part, or between the last part and the total
    behind: str  # what follows the last of them
    sentence: Sequence[Mention]  # of the parts


_MOST = 24
_FARTHEST = 45  # characters between a total and its first part
_OTHER_MATTER = re.compile(
    r"^(?:另|此外|同时|还有?|比|较|同比|上年|去年|同期|超|高于|低于|剩余|结余|尚|未|人均|户均|平均|每|占|扣除|剔除|减少|退出)"
)
_NO_PART = re.compile(r"^.{0,6}(?:未计|不计|不含|除外|里|中)(?:[入在]|也?有|$)")
_STATE = re.compile(r"年[初末底]|期[初末]|^(?:已|应|实(?![验地训体物业名])|计划|目标|任务|完成|累计|新增|净增|[由从](?:上年|去年|原来?|最?初|$))|(?:增加|减少|提高|降低|上升|下降)(?:到|至|为)?$")
_KINDS = r"(?P<number>[两二三四五六七八九十]|\d{1,2}) ?(?:大|个|小)?(?:类|级|项|种|块|股|路|支|个?方面|部分|家|镇|乡|村)"
_ORDINAL = re.compile(r"(?:^|[：；，。])\s*(?:其)?一是|(?:^|[：；，。])\s*（?[1一①]）?[、.）]?")
_SAID = re.compile(
    r"按[^，。；：]{1,14}[分看]|从[^，。；：]{1,12}看|分[^，。；：\d]{1,8}看|[内可]?分为|分成|内分|(?:^|，)即|具体|依次|分别|[构组]成|明细|如下|分布"
)
_OPENED = re.compile(r"其中|包括|包含|含|主要|：|——|--|涉及|涵盖|分别|用于")
_TOTAL = re.compile(r"合计|共计|总计|总共|一共|加起来|合起来|累计|汇成|共(?:有|为)?$")
_TOGETHER = re.compile(r"共[^，。；]{0,5}$")  # 共化解1064件
_SUBJECT = re.compile(r"(?:以上|上述|全[年县市区局]|[\d一二两三四五六七八九十]+ ?[大个小]?[类级项种块股路支方家镇乡村]面?)+")
_WHOLE = re.compile(r"全[年县市区镇乡局系]|总|共|各[类级项]|累计|合计")
_MADE_OF = re.compile(r"^[^，。；]{0,6}(?:组成|构成|汇成|共同|承担|负担|分担)")
_MORE = re.compile(r"[，。；、\s]*(?:其[余他它]|剩余|余下|剩下)")
_REMARK = re.compile(r"（[^（）]*）")
_THINGS = frozenset("辆台套件张部个只支具条架副块把盏顶") | {"台（套）", "件（套）", "台套", "套件"}
_REST = re.compile(r"其[他它余]")
_GENERIC = frozenset("的了达为有共计人年度县市区镇乡村局全支出收入资金经费项目数量额完成实现个新")


def near_mismatches(subject: Subject) -> list[Mismatch]:
    """Totals that look like slips of the sum of a run beside them; those that the readings by words judged left out."""
    return subject.once("near mismatches", lambda: list(_find(subject)))


def _find(subject: Subject) -> Iterator[Mismatch]:
    judged = {id(each.breakdown.total) for each in find_mismatches(subject)}
    judged.update(id(part) for each in find_mismatches(subject) for part in each.breakdown.parts)
    previous: Sequence[Mention] = ()
    for sentence in subject.mentions:
        if previous and previous[0].sentence.line != (sentence[0].sentence.line if sentence else -1):
            previous = ()
        if sentence and len(sentence) <= _MOST:
            runs = list(_runs(sentence, previous))
            settled = {id(each) for run in runs if _settles(run) for each in (run.total, *run.parts)}
            for run in runs:
                taken = judged | settled
                if id(run.total) in taken or any(id(part) in taken for part in run.parts):
                    continue
                if _is_wrong(subject, run):
                    judged.update(id(each) for each in (run.total, *run.parts))
                    yield Mismatch(Breakdown(run.total, run.parts, (run.total,), run.relation, complete=True), sum_of(run.parts))
        previous = sentence or previous


def _fits(run: _Run) -> bool:
    slack = max(rounding(run.total, run.parts), sum_tolerance(run.total, run.parts))
    return abs(sum_of(run.parts) - run.total.figure.quantity.value) <= slack


def _settles(run: _Run) -> bool:
    """Whether a sum is right, and no chance as 2 and 1 beside 3 are."""
    if not _fits(run):
        return False
    tie = _tie(run)
    return tie is not None and (tie > Tie.BARE or run.total.figure.quantity.value / grain(run.total.figure.quantity) >= 100)


# What may be a total and its parts


def _is_level(mention: Mention) -> bool:
    return mention.kind in (MONEY, COUNT) and mention.exact and not mention.is_change


def _runs(sentence: Sequence[Mention], previous: Sequence[Mention]) -> Iterator[_Run]:
    for at, total in enumerate(sentence):
        if not _is_level(total):
            continue
        text = total.sentence.text
        end = total.figure.end - total.sentence.start
        yield from _bracketed(sentence, at)
        for parts in _behind(total, sentence[at + 1 :]):
            first = parts[0].figure.label_start - total.sentence.start
            yield _Run(total, parts, "list", text[end:first], _after(parts[-1]), sentence)
        for parts in (*_before(total, sentence[:at]), *_things_before(total, sentence[:at])):
            gap = text[parts[-1].figure.end - total.sentence.start : total.start_in_sentence]
            yield _Run(total, parts, "sum", gap, _after(total), sentence)
    yield from _across(sentence, previous)


def _after(mention: Mention) -> str:
    at = mention.figure.end - mention.sentence.start
    return mention.sentence.text[at : at + 30]


def _bracketed(sentence: Sequence[Mention], at: int) -> Iterator[_Run]:
    """14.6公里（左岸8.3公里，右岸6.3公里): everything of the measure within the bracket right behind the total."""
    total = sentence[at]
    inner: list[Mention] = []
    for each in sentence[at + 1 :]:
        if each.figure.depth <= total.figure.depth or (inner and each.figure.closes and each.figure.depth == total.figure.depth + 1):
            break
        if each.figure.depth == total.figure.depth + 1 and each.kind not in (PERCENT, POINTS):
            inner.append(each)
    opened = inner and inner[0] is sentence[at + 1] and re.match(r"[^，。；]{0,8}（", inner[0].figure.gap)
    if opened and all(_is_level(each) and same_measure(each, total) for each in inner):
        yield _Run(total, tuple(inner), "bracket", "（", "", sentence)


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
        if not same_measure(each, total):
            strangers += 1
            if parts or strangers > 2:
                break
            continue
        if each.is_change:
            continue
        if not _is_level(each) or _OTHER_MATTER.search(figure.label) or _NO_PART.match(figure.tail):
            break
        if parts and figure.group != parts[-1].figure.group and len(parts) >= 2 and figure.group != parts[0].figure.group + len(parts):
            yield tuple(parts)
        parts.append(each)
    if len(parts) >= 2:
        yield tuple(parts)


def _counts_kinds(mention: Mention) -> bool:
    """三类, 四块: how many parts there are, no part."""
    quantity = mention.figure.quantity
    return quantity.kind == COUNT and not quantity.number[:1].isdigit() and quantity.unit in "项类个种方面级"


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
        if not _is_level(each) or _OTHER_MATTER.search(figure.label):
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
        if each.figure.quantity.unit not in _THINGS or not _is_level(each) or each.figure.depth != total.figure.depth:
            break
        parts.insert(0, each)
    if len(parts) >= 3 and not all(same_measure(each, total) for each in parts):
        yield tuple(parts)


def _across(sentence: Sequence[Mention], previous: Sequence[Mention]) -> Iterator[_Run]:
    """A total a sentence before its parts, or a sentence behind them."""
    levels = [each for each in previous if _is_level(each) and not each.figure.depth]
    if not levels:
        return
    first = next((each for each in sentence if _is_level(each) and not _counts_kinds(each)), None)
    if first is None:
        return
    text = first.sentence.text
    lead = text[: first.figure.label_start - first.sentence.start]
    total = levels[-1]
    if same_measure(total, first) and not any(same_measure(each, total) for each in levels[:-1]):
        for parts in _behind(total, sentence):
            if parts and parts[0] is first:
                yield _Run(total, parts, "list", "。" + lead, _after(parts[-1]), sentence)
    if same_measure(total, first) and _TOTAL.search(first.figure.label):
        for parts in _before(first, previous):
            yield _Run(first, parts, "sum", "。" + text[: first.start_in_sentence], _after(first), previous)


# Whether it is wrong


def _is_wrong(subject: Subject, run: _Run) -> bool:
    total, parts = run.total, run.parts
    value = total.figure.quantity.value
    if value <= 0 or any(not 0 < part.figure.quantity.value != value for part in parts):
        return False
    tie = _tie(run)
    if tie is None or any(part.figure.tail.startswith("等") for part in parts):
        return False
    if run.relation == "list" and _MORE.match(run.behind):
        return False
    chance = accident(total, parts)
    if chance > _allowed(run, tie) or (tie is not Tie.SAID and not _may_be_parts(run, chance)):
        return False
    return not _is_explained(subject, run, tie)


def _allowed(run: _Run, tie: Tie) -> Decimal:
    """How much chance may have to do with a slip, by what ties the parts to the total."""
    two = len(run.parts) == 2
    if tie is Tie.SAID:
        return Decimal("0.3")
    over, bracket = sum_of(run.parts) > run.total.figure.quantity.value, run.relation == "bracket"
    if tie is Tie.OPENED and (over or bracket):
        return Decimal("0.3" if over and bracket else "0.15" if over else "0.1")
    if tie is Tie.OPENED:
        return MOST_CHANCE_OF_TWO if two and run.total.kind == MONEY else Decimal("0.03")
    most = Decimal("0.05" if re.search("共|合计|总", run.total.figure.label) else "0.02")
    return min(most, (Decimal("0.002") if two else Decimal("0.005")) * 3 ** _supports(run))


def _tie(run: _Run) -> Tie | None:
    """What binds the parts; None where the words say that something else does."""
    first, total = run.parts[0], run.total
    number = _number_of_kinds(run)
    if number is not None and number != len(run.parts):
        return None
    if run.relation == "bracket":
        return Tie.OPENED
    if run.relation == "sum":
        words = run.lead
        if number is not None or _TOTAL.search(words):
            return Tie.SAID
        return Tie.OPENED if _TOGETHER.search(words) else Tie.BARE
    if len(_REMARK.sub("", run.lead)) > _FARTHEST:
        return None
    clause = re.split("[，。；]", run.lead)[-1] + first.figure.label
    if number is not None or _numbered(run.parts) or _SAID.search(run.lead + first.figure.label):
        return Tie.SAID
    if (first.figure.label.startswith("由") or "由" in clause[:2]) and _MADE_OF.match(run.behind):
        return Tie.SAID
    if _exclude_each_other(run.parts) or _shares_make_a_whole(run) or _REST.match(run.parts[-1].figure.label):
        return Tie.SAID
    if first.figure.opens or _OPENED.search(run.lead[-12:] + first.figure.label[:4]):
        return Tie.OPENED
    between = run.sentence[total.index + 1 : first.index] if total.sentence is first.sentence else ()
    if any(each.kind in (MONEY, COUNT) and not each.is_change for each in between):
        return None
    return Tie.OPENED if are_of_one_division(run.parts) else Tie.BARE


def _number_of_kinds(run: _Run) -> int | None:
    """The 3 of 三类人员共计, the 4 of …和优待金四块构成."""
    words = run.lead if run.relation == "sum" else run.lead + "¦" + re.split("[，。；]", run.behind)[0]
    found = list(re.finditer(_KINDS, words))
    if not found:
        return None
    digits = found[-1]["number"]
    return int(digits) if digits.isdigit() else read_chinese(digits.replace("两", "二"))


def _numbered(parts: Sequence[Mention]) -> bool:
    gaps = [part.figure.gap for part in parts]
    return all(re.search(rf"{number}是", gap) for number, gap in zip("一二三四五六七八九十", gaps, strict=False))


_OPPOSITES = (("男", "女"), ("城", "农"), ("城", "乡"), ("左", "右"), ("上", "下"), ("公", "民"), ("内", "外"))


def _exclude_each_other(parts: Sequence[Mention]) -> bool:
    """男婴 and 女婴, 城市低保 and 农村低保: two labels that are opposites and else the same."""
    if len(parts) != 2:
        return False
    one, other = (part.figure.label.removeprefix("其中") + part.figure.tail for part in parts)
    return any(
        (first in one and second in other and first not in other and second not in one)
        for pair in _OPPOSITES
        for first, second in (pair, (pair[1], pair[0]))
        if one and other and (one[-1] == other[-1] or one == first)
    )


def _shares_make_a_whole(run: _Run) -> bool:
    """社会团体83家，占38.4%，民办非企业单位133家，占61.6%: the shares beside the parts make up the whole."""
    behind = [run.sentence[part.index + 1] for part in run.parts if part.index + 1 < len(run.sentence)]
    shares = [each for each in behind if each.kind == PERCENT and "占" in each.figure.gap]
    return len(shares) == len(run.parts) and abs(sum_of(shares) - 100) <= Decimal("0.1") * len(shares)


def _may_be_parts(run: _Run, chance: Decimal) -> bool:
    """Whether figures without a word that says so may be the parts: kinds beside each other, not states or groups."""
    labels = [part.figure.label + part.figure.tail for part in run.parts]
    if len(set(labels) - {""}) < len([label for label in labels if label]) or any(
        _STATE.search(part.figure.label) or part.figure.label.endswith("等") for part in run.parts
    ):
        return False
    if chance > Decimal("0.015") and (may_overlap(run.parts) or share_members(run.parts, run.total)):
        return False
    if run.relation == "list" and chance > Decimal("0.002") and share_members(run.parts, run.total):
        return False
    if run.relation == "sum":
        return bool(_WHOLE.search(run.total.figure.label)) or run.total.figure.totals
    return True


def _is_explained(subject: Subject, run: _Run, tie: Tie) -> bool:
    """Whether another figure is the sum, or is what the sum lacks or has too much."""
    if run.relation == "bracket":
        return False
    if run.relation == "sum" and _has_subject(run):
        gap = abs(sum_of(run.parts) - run.total.figure.quantity.value)
        if any(part.figure.quantity.value == gap for part in run.parts):
            return True  # 小麦18万亩、玉米19万亩、油料6万亩，粮食共37万亩: what is left out does not belong
    if explain_sum(subject, run.total, run.parts):
        return True
    count = len(run.parts)
    shorter = [run.parts[:end] if run.relation == "list" else run.parts[-end:] for end in range(2, count)]
    return any(
        _fits(replace(run, parts=parts)) and (len(parts) < count - 1 or tie is Tie.BARE or not _of_one_list(run.parts))
        for parts in shorter
    )


def _has_subject(run: _Run) -> bool:
    """Whether 合计 and 共 have a noun of their own before them, which may hold for some of the parts only."""
    label = re.split("合计|共|总|累计", run.total.figure.label)[0]
    return len(_SUBJECT.sub("", label)) >= 2 and _number_of_kinds(run) is None


def _of_one_list(parts: Sequence[Mention]) -> bool:
    return all(part.figure.gap[:1] in "、和及与" for part in parts[1:])


def _supports(run: _Run) -> int:
    """How many signs beside the order say that these are the parts of that total."""
    labels = [part.figure.label for part in run.parts]
    marks = {part.figure.gap[:1] for part in run.parts[1:]}
    common = set(run.total.figure.label).intersection(*labels) - _GENERIC
    return sum((
        2 * bool(common and not any(label[-2:] == run.total.figure.label[-2:] for label in labels)),
        len({label[-1:] for label in labels}) == 1,
        len(labels) >= 4,
        bool(_WHOLE.search(run.total.figure.label)),
        run.relation == "list" and marks == {"、"} and run.parts[0].figure.gap[:1] != "、",
    ))  # fmt: skip
