# ruff: noqa: E501 - a pattern is read better in one piece
"""Shares by nearness: the part is the figure before or the one named, the base a figure that shares its words.

What `shares` cannot read with certainty is read here by order and words, and told only where the figures around do
not give the percentage and it looks like a slip of the right one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import read_label
from departments.prose.numbers import read_chinese
from departments.prose.quantities import PERCENT
from departments.prose.sentences import squeeze

from ...subject import Subject
from ..nearby import shared_word, surroundings, words_of
from .ratios import Ratio, explanations, fit, is_tally, plain

_TO = r"(?:已经|已|也|就|更|仍|还|又|约|近|仅|只|高|有|为|是|达|到|了|的|超过?|逾|不足|：)*$"
_SHARE = re.compile(
    r"^(?P<name>[^占]*?)(?P<together>分别|依次)?(?:所|约|仅|已|只|就|大概|大约|均|都)*占(?:到|了|去|据)*"
    rf"(?P<base>[^占]*?)的?(?:比重|比例|比率|百分比|份额|比)?(?P<behind>分别|依次)?{_TO}"
)
_PORTION = re.compile(rf"^(?P<name>.*?)(?P<base>)的?(?:比重|比例|份额)(?P<together>)(?P<behind>分别|依次)?{_TO}")
# 超过受理总量的一半（58.0%）: the percentage stands in brackets behind the words.
_HALF = re.compile(
    r"(?P<name>)(?P<together>)(?P<behind>)(?:超过?|过|近|占|达|约|逾)(?:到|了)*(?P<base>[^，。；、（）]*?)的?"
    r"(?:一?多?半|半数|[二三四五六七八九]成|[三四五]分之[一二三四])[以之]?[上多强]?（$"
)
_TOGETHER = re.compile(r"[ 、和及与，]{1,3}")
# 这两类合占, 三项合计占: the share of several figures.
SUM_OF_PARTS = re.compile(r"(?:合计|合共|总共|加起来|之和|共|合|总)$")
_SO_MANY = re.compile(r"(?P<number>[二两三四五六七八九])(?:[项类者个种家款大级]|[^，]?[类级])[^，]{0,6}$")
_SUM_BASE = re.compile(r"^(?:这|以上|上述)?(?P<number>[二两三四五六七八九])[^，]{0,5}?(?:合计|总和|之和|总计|总数|总额|总量)$")
_NOT_SAID = re.compile(
    r"提|升|降|低|增长|增加|减|压|缩|扩|涨|变化|由|从|较|同比|上年|去年|往年|同期|目标|要求|规定|不得|力争|预计|计划数|拟"
)
_OF_SO_MANY = re.compile(r"^(?:（|，)(?:即|共|计|共计|为|约)?$")  # 女干部占38%（475名）
_REMARK = re.compile(r"（([^（）]*占[^（）]*)）[为是达到]*$")  # 投入强度（研发经费占GDP比重）为
_REGION = re.compile(r"(?:全|我|本|该)(国|省|市|县|区|镇|乡|街道|州|盟|旗|村|球)")
_ALL = re.compile(r"总|全|所有|合计")
_STAGE = re.compile(r"应(?![急用聘对])|计划|预算|目标|任务|核定|编制|累计|新增|存量|现有|实有")
_FILLER = re.compile(
    r"全部|全年|全体|所有|整个|当年|本年|年度|同期|该|其|本|总体|总[数量额]|合计|总计|数量|数额|总(?=[人户件项家个处支收投面规里批次名场篇台辆座])"
    r"|全(?:局|院|校|系统|部门|单位|委|办|中心|校)|我(?:局|院|校|委|办)|^全|^年|[数额量]$|部分$|类$|的"
)


@dataclass(frozen=True)
class _Claim:
    """A percentage that says it is a share, the words that name its part and its base; `parts` where order tells them."""

    figure: Mention
    name: str
    base: str
    parts: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class WrongShare:
    """A share that no figures around explain, and what it most likely should be."""

    figure: Mention
    ratio: Ratio


class _Naming(Enum):
    """How the words of the base name a figure: there are none, they name none, some in part, some in full."""

    NONE = 0
    OTHER = 1
    PARTLY = 2
    FULL = 3


@dataclass(frozen=True)
class _Bases:
    """What may be the base, the likeliest first."""

    found: list[tuple[Mention, ...]]
    naming: _Naming = _Naming.NONE


def near_shares(subject: Subject, read: Sequence[Mention]) -> Iterator[WrongShare]:
    """The wrong shares of the text; those in `read` have been read with certainty."""
    known = {id(each) for each in read}
    for sentence in subject.mentions:
        for claim in _claims(sentence):
            if id(claim.figure) not in known and (ratio := _right_one(subject, claim)) is not None:
                yield WrongShare(claim.figure, ratio)


def _claims(sentence: Sequence[Mention]) -> Iterator[_Claim]:
    said = ""  # the base that a share without one goes on with: A占总支出的20%，B占比5%
    for index, mention in enumerate(sentence):
        if mention.kind != PERCENT or mention.figure.quantity.in_range or mention.label.prior or not index:
            continue
        label = _clause(sentence, mention)
        match = _SHARE.search(label) or _PORTION.search(label) or (None if label else _HALF.search(mention.figure.gap))
        if match is None or _NOT_SAID.search(match["base"]) or _NOT_SAID.search(match["name"][-8:]):
            continue
        base = match["base"] or ("" if sentence[index - 1].figure.opens else said)
        said = base
        if match["together"] or match["behind"]:
            yield from _together(sentence, index, base)
        else:
            yield _Claim(mention, match["name"], base, _summed(sentence, index, match["name"]))


def _clause(sentence: Sequence[Mention], mention: Mention) -> str:
    """The label, with what stands before a number in words: 县级自筹占三项合计的."""
    before = sentence[mention.index - 1]
    if remark := _REMARK.search(mention.figure.gap):
        return remark[1]
    if not is_tally(before) or mention.figure.label != squeeze(mention.figure.gap):
        return mention.figure.label
    return before.figure.label + before.figure.quantity.number + before.figure.quantity.unit + mention.figure.label


def _together(sentence: Sequence[Mention], index: int, base: str) -> Iterator[_Claim]:
    """A 5件，B 3件，依次占总数的62.5%、37.5%: the percentages in a row with the last figures before them."""
    percents = [sentence[index]]
    for later in sentence[index + 1 :]:
        if later.kind != PERCENT or not _TOGETHER.fullmatch(later.figure.gap):
            break
        percents.append(later)
    before = [each for each in plain(sentence[:index]) if each.figure.depth <= sentence[index].figure.depth]
    parts = [each for each in before if same_measure(each, before[-1])][-len(percents) :]
    if len(parts) == len(percents) > 1:
        for each, part in zip(percents, parts, strict=True):
            yield _Claim(each, "", base, (part,))


def _summed(sentence: Sequence[Mention], index: int, name: str) -> tuple[Mention, ...]:
    """The figures that 这两类合占, 三项合计占 adds up; empty where the name says nothing of the kind."""
    said = _SO_MANY.search(name) if SUM_OF_PARTS.search(name) else None
    before = plain(sentence[:index])
    if said is None or not before:
        return ()
    count = 2 if said["number"] == "两" else read_chinese(said["number"]) or 0
    alike = [each for each in before if same_measure(each, before[-1])]
    return tuple(alike[-count:]) if count <= len(alike) else ()


def _right_one(subject: Subject, claim: _Claim) -> Ratio | None:
    figures = plain(surroundings(subject, claim.figure))
    wrong: list[Ratio] = []
    for parts in _parts(claim, figures):
        beside = [each for breakdown in subject.breakdowns_with(parts[-1]) for each in breakdown.parts]
        bases = _bases(subject, claim, parts, figures, beside)
        ratios = [ratio for ratio in (Ratio(parts, wholes) for wholes in bases.found) if ratio.part <= ratio.whole]
        if not ratios:
            continue
        if any(ratio.fits(claim.figure) for ratio in ratios) or _is_explained(claim, parts, bases, figures, beside):
            return None
        if bases.naming == _Naming.OTHER:
            wrong += [ratio for ratio in ratios if ratio.is_garbled(claim.figure)]
            continue
        turned_over = figures if bases.naming != _Naming.NONE else beside
        sure = bases.naming == _Naming.FULL and len(ratios) == 1 and _are_beside(claim, ratios[0])
        wrong += [
            ratio for ratio in ratios
            if ratio.is_slipped(claim.figure) or _is_turned(claim, ratio, turned_over)
            or (sure and ratio.percent / 2 <= claim.figure.figure.quantity.value)
        ]  # fmt: skip
    return wrong[0] if wrong else None


def _is_explained(
    claim: _Claim, parts: Sequence[Mention], bases: _Bases, figures: Sequence[Mention], beside: Sequence[Mention]
) -> bool:
    """Whether figures around give the percentage: any at all without words for the base, else those with its words."""
    before = [each for each in figures if each.figure.end <= claim.figure.figure.start]
    if before and before[-1] not in parts and any(explanations(claim.figure, before[-1], figures)):
        return True  # 线上5期、390人次，占45.3%: of the people
    core = _core(claim.base)
    for ratio in explanations(claim.figure, parts[-1], figures):
        if len(ratio.parts) < len(parts):
            continue
        named = bases.naming in (_Naming.PARTLY, _Naming.FULL)
        tied = not named or all(_is_named(core, each, bases.naming) for each in ratio.wholes)
        of_the_list = (not named or bool(_ALL.search(claim.base))) and any(each in beside for each in ratio.wholes)
        if tied and not of_the_list:
            return True
    return False


def _is_named(core: str, figure: Mention, naming: _Naming) -> bool:
    """Whether a figure shares the words of the base, in full where another does, not only 资金 or 人数."""
    if naming == _Naming.FULL:
        return fit(core, figure) == 1
    return bool(shared_word(core, words_of(figure)))


def _are_beside(claim: _Claim, ratio: Ratio) -> bool:
    """Whether the part stands right before the share and the base before it in the same sentence."""
    part, whole = ratio.parts[-1], ratio.wholes[0]
    return part.index == claim.figure.index - 1 and whole.sentence is part.sentence is claim.figure.sentence


def _parts(claim: _Claim, figures: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """What may be the part, the likeliest first: the figures told by order, the one named, the one before."""
    if claim.parts:
        return [claim.parts]
    if SUM_OF_PARTS.search(claim.name):
        return []
    behind = [
        (each,) for each in figures
        if each.sentence is claim.figure.sentence and each.index == claim.figure.index + 1
        and _OF_SO_MANY.search(each.figure.gap)
    ]  # fmt: skip
    return behind + _parts_before(claim, figures)


def _parts_before(claim: _Claim, figures: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    at = claim.figure.figure
    before = [each for each in figures if each.figure.end <= at.start and not each.label.prior]
    if not before:
        return []
    name = _core(claim.name)
    if name:
        named = [each for each in reversed(before) if fit(name, each) == 1]
        last = before[-1]
        if not named and last.index == claim.figure.index - 1 and last.sentence is claim.figure.sentence and (
            shared_word(name, words_of(last)) or fit(name, last) * 2 >= 1
        ):  # fmt: skip
            named = [last]
        return [(each,) for each in named[:1]]
    own = [each for each in before if each.sentence is claim.figure.sentence and each.figure.depth <= at.depth]
    return [(each,) for each in reversed(own[-2:])]


def _bases(
    subject: Subject, claim: _Claim, parts: Sequence[Mention], figures: Sequence[Mention], beside: Sequence[Mention]
) -> _Bases:
    part = parts[-1]
    summed = _SUM_BASE.match(claim.base)
    if summed is not None:
        count = 2 if summed["number"] == "两" else read_chinese(summed["number"]) or 0
        listed = [each for each in figures if same_measure(each, part) and each.figure.start <= part.figure.start]
        return _Bases([tuple(listed[-count:])] if len(listed) >= count else [], _Naming.FULL)
    core = _core(claim.base)
    others = (*parts, *beside) if not core or _ALL.search(claim.base) else parts
    alike = [
        each for each in figures if same_measure(each, part) and each not in others
        and _may_be_of(claim.base, each) and _is_as_far(claim.base, each)
    ]  # fmt: skip
    of_now = [each for each in alike if not each.label.prior]
    alike = of_now if of_now or not core else alike  # GDP of last year, where none of this year is told
    if not core:
        return _Bases([(each,) for each in _by_place(subject, claim, part, alike)])
    code = read_label(claim.base, names=subject.report.names).code
    alike = [each for each in alike if not code or not each.code or each.code == code]
    full = [each for each in reversed(alike) if fit(core, each) == 1]
    if full:
        return _Bases([(each,) for each in full], _Naming.FULL)
    some = [
        each for each in reversed(alike)
        if shared_word(core, words_of(each)) and fit(core, each) * 3 >= 2 and each.figure.start < part.figure.start
    ]  # fmt: skip
    if some:
        return _Bases([(each,) for each in some], _Naming.PARTLY)
    return _Bases([(each,) for each in _by_place(subject, claim, part, alike)], _Naming.OTHER)


def _by_place(subject: Subject, claim: _Claim, part: Mention, figures: Sequence[Mention]) -> list[Mention]:
    """Without words for it: the total of the list the part stands in, a larger figure before it, the sentence's before."""
    totals = [each.total for each in subject.breakdowns_with(part) if len(each.candidates) == 1]
    at = claim.figure.figure.start
    larger = [
        each for each in reversed(figures)
        if (each.figure.start < part.figure.start or (each.figure.totals and each.figure.start < at))
        and each.figure.quantity.value >= part.figure.quantity.value and each.figure.depth <= part.figure.depth
    ]  # fmt: skip
    own = [each for each in larger if each.sentence is part.sentence]
    earlier = [each for each in larger if each.sentence is not part.sentence]
    found = [*totals, *(own[:3] or earlier[:2])]
    shares = _SHARE.search(claim.figure.figure.label) is not None
    return found if shares or part.index == claim.figure.index - 1 else []


def _may_be_of(base: str, figure: Mention) -> bool:
    """占全县…: a figure that is said to be of another region is not its base; 占全县的 needs one of the region."""
    regions = _REGION.findall(base)
    if not regions:
        return True
    own = _REGION.findall(figure.figure.gap)
    return regions[-1] in own if own or not _core(base) else True


def _is_as_far(base: str, figure: Mention) -> bool:
    """占应收…, 占计划…: a figure that is not said to be due or planned is another one."""
    return all(stage in words_of(figure) for stage in _STAGE.findall(base))


def _is_turned(claim: _Claim, ratio: Ratio, others: Sequence[Mention]) -> bool:
    """Whether the percentage is that of one of several parts, or the part over the rest or over another part, or the rest."""
    core = _core(claim.base)
    alone = [Ratio((each,), ratio.wholes) for each in ratio.parts if len(ratio.parts) > 1]
    over = [
        Ratio(ratio.parts, (each,)) for each in others
        if each not in (*ratio.parts, *ratio.wholes) and same_measure(each, ratio.parts[0])
        and (fit(core, each) < 1 if core else True)
    ]  # fmt: skip
    of_the_rest = bool(core) and ratio.is_of_the_rest(claim.figure)
    what_is_left = Ratio(ratio.wholes, ratio.wholes, less=ratio.parts)
    return of_the_rest or what_is_left.fits(claim.figure) or any(each.fits(claim.figure) for each in (*alone, *over))


def _core(words: str) -> str:
    """The words that say what is counted, without 全部, 总数 and the like."""
    return _FILLER.sub("", _REGION.sub("", words.replace("GDP", "生产总值")))
