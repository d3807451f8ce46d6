"""Totals with the parts the text names for them: 其中, 包括, 分别为, brackets, and 合计 behind a list.

Finds the structure only; whether it adds up is for the checks. `candidates` holds every figure that may be the
total, the likeliest first, because prose does not always tell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from departments.prose.quantities import COUNT, MONEY, PERCENT, SCORE

from .mentions import Mention
from .vocabulary import is_ancestor

MOST_FIGURES = 150  # in one sentence; more are a table without lines, and no claim about it is certain
_LEADING_OPENER = re.compile(
    r"^\s*(?:\d{1,2}[.、])?(?:其中|主要包括|包括|主要是|主要用于|主要有|分别是|分别为|分别用于|具体是|具体为|具体包括|具体如下|由|即)"
)
_OPEN_ENDED = re.compile(r"^(?:等|、?等等|及其[他它]|左右)")
_REST = re.compile(r"^[，；、。]?\s*(?:其余|其[他它]|余下|剩下)")  # the rest, told without a figure of its own
_DELIMITER = re.compile(r"[，、；：（）和及与]")
_COMPARED = re.compile(r"[较比与同]")
# 公路1864公里中县道327公里: what stands before it is divided
_WITHIN = re.compile(r"[^，。；、：]{0,8}[里中内](?!央|小|型)[^，。；、：]*$")
_INNER = re.compile(r"主要|包括|用于|包含")
_ORDINAL = re.compile(r"[一二三四五六七八九十]是|^[^，]{0,3}（?[1-9一二三四五六七八九][）.、]")
_OF_ANOTHER = re.compile(r"；(?:(?!其中|包括)[^；])*分别[是为]")
_SEPARATE = re.compile(r"比|较|同比|上年|去年|同期|超过|高于|低于|剩余|结余|人均|户均|平均|每|各演|占用|节约")
_NOT_COUNTED = re.compile(r"[未不](?:计|含|包|列)")
_NEW_MATTER = re.compile(r"^(?:已|目前|现|另|此外|同时|全部|累计|截至|完工|完成|实现|共)")
_COMPLETE = re.compile(r"分别是|分别为|分别用于|组成|构成|分为|明细|具体|(?<!主要)包括|：\s*$")


@dataclass(frozen=True)
class Breakdown:
    """A total and its parts of the same kind and unit, both in the order of the text."""

    total: Mention
    parts: tuple[Mention, ...]
    candidates: tuple[Mention, ...]
    relation: str  # "list" behind the total, "bracket", "sum" before the total
    mainly: bool = False
    complete: bool = False  # the opening words claim that all parts are named
    open_ended: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """From the first to the last of its figures, with their labels."""
        spans = [self.total.span, *(part.span for part in self.parts)]
        return min(start for start, _ in spans), max(end for _, end in spans)


def find_breakdowns(mentions: Sequence[Sequence[Mention]]) -> list[Breakdown]:
    """All breakdowns of a text, given its mentions sentence by sentence."""
    found: list[Breakdown] = []
    previous: Sequence[Mention] = ()
    for sentence in mentions:
        if not sentence or len(sentence) > MOST_FIGURES:
            continue
        for index, mention in enumerate(sentence):
            if mention.figure.opens and mention.kind in (MONEY, COUNT, SCORE) and not mention.is_change:
                breakdown = _list_behind(sentence, index, previous)
                if breakdown:
                    found.append(breakdown)
            if mention.figure.totals and mention.kind in (MONEY, COUNT, SCORE):
                breakdown = _sum_before(sentence, index)
                if breakdown:
                    found.append(breakdown)
        previous = sentence
    return found


# Words for one measure; 万头（只） and 头只 count what 头 and 只 count.
_ALIKE = (
    frozenset("人名个位"), frozenset({"平方米", "平方", "㎡"}), frozenset({"立方米", "立方"}),
    frozenset({"公里", "千米"}), frozenset({"公斤", "千克"}),
    frozenset({"工作日", "个工作日"}), frozenset({"小时", "个小时"}),
)  # fmt: skip
_EITHER = {"头只": frozenset("头只羽匹"), "台套": frozenset("台套")}


def same_measure(one: Mention, other: Mention) -> bool:
    """Whether two figures can be added: same kind, and for counts the same classifier."""
    if one.kind != other.kind:
        return False
    first, second = one.figure.quantity.unit, other.figure.quantity.unit
    return one.kind != COUNT or first == second or bool(measures(first) & measures(second))


@lru_cache(maxsize=512)
def measures(unit: str) -> frozenset[str]:
    """A measure word with those that mean the same: 头（只） is 头 and 只."""
    words = frozenset(word for word in re.split("[（）]", unit) if word)
    return words.union(*(alike for alike in _ALIKE if alike & words), *(_EITHER.get(word, ()) for word in words))


def _list_behind(sentence: Sequence[Mention], index: int, previous: Sequence[Mention]) -> Breakdown | None:
    first = sentence[index]
    bracket = "（" in first.figure.gap.rsplit("）", 1)[-1] and first.figure.depth > 0
    candidates = _totals(sentence, index, previous, bracket=bracket)
    if not candidates:
        return None
    total = candidates[0]
    parts, stopped = _parts(sentence, index, total, bracket=bracket)
    if not parts:
        return None
    last = parts[-1]
    opener = first.figure.gap
    return Breakdown(
        total, tuple(parts), tuple(candidates), "bracket" if bracket else "list",
        mainly=first.figure.mainly,
        complete=bool(_COMPLETE.search(opener)),
        open_ended=stopped or _goes_on(last),
    )  # fmt: skip


def _goes_on(last: Mention) -> bool:
    """Whether the words at the last part say that there are more."""
    behind = last.sentence.text[last.figure.end - last.sentence.start :][:8]
    return bool(
        _OPEN_ENDED.match(last.figure.tail) or "等" in last.figure.tail[:12] or last.figure.label.endswith("等")
        or _REST.match(behind)
    )  # fmt: skip


def _totals(sentence: Sequence[Mention], index: int, previous: Sequence[Mention], *, bracket: bool) -> list[Mention]:
    first = sentence[index]
    before = [each for each in sentence[:index] if same_measure(each, first) and not each.is_change]
    if bracket:
        return before[-1:] if before and sentence[index - 1] is before[-1] else []
    level = [each for each in before if each.figure.depth == first.figure.depth]
    if level and level[-1].figure.group != first.figure.group and _OF_ANOTHER.search(first.figure.gap):
        return []  # 撰写分析46篇；被采用的分别为5篇和17篇
    level = [each for each in level if not each.column.startswith("prior")] or level
    if level and all(is_base_of_share(sentence, each) for each in level):
        return []  # 占在岗职工84人的84.52%，其中医师26人: of those that are the share
    level = [each for each in level if not is_base_of_share(sentence, each)]
    level = [each for each in level if not _COMPARED.match(each.figure.label)] or level
    if level:
        return [level[-1]]
    if before:
        return []
    lead = sentence[0].sentence.text[: first.start_in_sentence]
    if not _LEADING_OPENER.match(lead) or (previous and previous[0].sentence.line != first.sentence.line):
        return []
    return [
        each for each in reversed(previous)
        if same_measure(each, first) and not each.is_change and each.figure.depth == 0
    ]  # fmt: skip


def is_base_of_share(sentence: Sequence[Mention], mention: Mention) -> bool:
    """完成年度任务800件的107.5%: 800 is what the percentage is taken of, not what a list divides."""
    following = sentence[mention.index + 1] if mention.index + 1 < len(sentence) else None
    return following is not None and following.kind == PERCENT and following.figure.gap.strip().startswith("的")


def _parts(sentence: Sequence[Mention], index: int, total: Mention, *, bracket: bool) -> tuple[list[Mention], bool]:
    """The parts from `index` on, and whether the list was left at something that may be one more part."""
    first = sentence[index]
    parts: list[Mention] = []
    inner: Mention | None = None  # opened a list of what a part consists of
    for position in range(index, len(sentence)):
        each = sentence[position]
        if inner is not None and each.figure.group == inner.figure.group:
            continue
        inner = None
        if each.figure.depth < first.figure.depth or (bracket and position > index and each.figure.closes):
            break
        # 其中…，上年结转和结余302.6万元 is income as well, though 结余 says what is left.
        carried = each.label.code == "carry_over_in" and total.code == "income_total"
        if each.figure.depth > first.figure.depth or not same_measure(each, total) or (each.is_change and not carried):
            continue
        if position > index:
            if _is_taken_of(parts, each):
                return _without_base(parts, each), True
            if each.figure.opens and "其中" in each.figure.gap:
                return parts, True  # a list within the list: where the outer one goes on is not certain
            if each.figure.opens and _INNER.search(each.figure.gap) and each.figure.depth == first.figure.depth:
                inner = each  # 人员经费900万元，主要包括基本工资300万元等；公用经费…: the outer one goes on behind ；
                continue
            if _ends_list(each, total, parts, sentence, position):
                break
        if (_SEPARATE.search(each.figure.label) and not carried) or _NOT_COUNTED.match(each.figure.tail):
            continue
        parts.append(each)
    return parts, inner is not None


def _is_taken_of(parts: list[Mention], each: Mention) -> bool:
    """Whether a figure is part of the one before it: 往年遗留21件化解16件, 农村公路1864公里中县道327公里."""
    beside = bool(parts) and parts[-1].index == each.index - 1 and not _DELIMITER.search(each.figure.gap)
    return beside or bool(_WITHIN.match(each.figure.gap))


def _without_base(parts: list[Mention], each: Mention) -> list[Mention]:
    """The parts before such a figure; what it is taken of is one only where 中 divides it in the same clause."""
    if parts and (not _WITHIN.match(each.figure.gap) or parts[-1].figure.group != parts[0].figure.group):
        return parts[:-1]
    return parts


def _ends_list(each: Mention, total: Mention, parts: list[Mention], sentence: Sequence[Mention], at: int) -> bool:
    if each.figure.totals:
        return True
    own = each.code == total.code and bool(each.label.residue)  # 政府采购356万元，其中政府采购货物56万元
    if total.kind == MONEY and total.code and each.code and not own and not is_ancestor(total.code, each.code):
        return True
    if total.code == "staff_quota" and each.code in ("staff_actual", "staff_retired"):
        return True
    if total.code == "staff_actual" and each.code == "staff_retired" and "；" in each.figure.gap:
        return True
    if _NEW_MATTER.match(each.figure.label):
        return True
    if each.column and total.column and each.told and each.column != total.column:
        return True
    if each.label.year is not None and each.label.year != total.year:
        return True
    if "；" in each.figure.gap:
        following = next((later for later in sentence[at + 1 :] if later.figure.opens), None)
        return following is not None or bool(parts and parts[-1].code and not each.code)
    return False


def _sum_before(sentence: Sequence[Mention], index: int) -> Breakdown | None:
    """人员经费685.19万元，公用经费117.46万元，合计802.65万元: only where 合计 has no label of its own."""
    total = sentence[index]
    label = re.sub(
        r"[一二三四五六七八九十两\d]+项|^[账者块]|合计|共计|总计|累计|共|为|是|达|约|支出|资金|金额|经费",
        "",
        total.figure.label,
    )
    if label or total.figure.opens:
        return None
    parts: list[Mention] = []
    numbered = all(_ORDINAL.search(each.figure.gap) for each in sentence[:index] if same_measure(each, total))
    for each in reversed(sentence[:index]):
        if (each.figure.group != total.figure.group and not numbered) or each.figure.totals:
            break
        if each.figure.depth != total.figure.depth or each.is_change:
            continue
        if not same_measure(each, total):
            if each.kind in (MONEY, COUNT) and not (each.index == index - 1 and each.figure.quantity.unit in "项类"):
                break  # but 人员经费…，公用经费…，两项合计 goes on
            continue
        parts.insert(0, each)
        if each.figure.opens:
            break
    if len(parts) < 2:
        return None
    return Breakdown(total, tuple(parts), (total,), "sum", complete=True)
