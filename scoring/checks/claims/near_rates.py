# ruff: noqa: E501 - a pattern is read better in one piece
"""Rates by nearness: X率 of the figure that shares the word X, over a larger one before it that was due or planned.

What `rates` cannot read with certainty is read here by order and words, and told only where the figures around do not
give the rate and it looks like a slip of the right one, or is made the wrong way round.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, PERCENT

from ..subject import Subject
from .figures import is_mistyped
from .nearby import shared_word, surroundings
from .ratios import Ratio, explanations, fit_in, plain

_END = r"(?:已经|已|也|就|更|仍|约|近|仅|只|高|有|为|是|达|到|了|的|超过?|逾|不足|：|计算)*$"
_RATE = re.compile(rf"(?P<name>[^，]*?)(?:(?P<rate>率)|(?<=[密进])度|(?<=满意)度|(?<=[利益盖与])面){_END}")
_OF_PLAN = re.compile(
    r"(?<!超额)(?:完成|为|达到?|是|相当于)(?:了|到)?[^，]{0,10}?(?:任务|目标|计划|指标|预算)(?:总?[数量额值])?的$"
)
# Rates with a formula of their own, or of something that is not counted.
_OTHER_RATE = re.compile(
    r"(?:增长|增幅|增|下降|降低|降|变动|调整|控制|差异|结余|结转|死亡|出生|失业|自然|逾期|不良|贴现|毛利|收益|回报|负债|成新|流失|发病|患病"
    r"|误差|事故|犯罪|发案|返贫|利|税|费|汇|折|效|频|功|概|速|浓|力|高|长|湿|温|精|透明|知晓|好评|支持|拨备)$"
)
_NOT_SAID = re.compile(r"目标值|指标值|要求|力争|确保|不得|预计|拟|上年|去年|同期|由$|从$|比$|较$|全[市省国]平均")
# A rate of what was done in time is not that of what was done.
_QUALIFIERS = (
    re.compile(r"按时|按期|如期|及时|限时|准时|限内|期内|法定|即时|[^本近]日内|当[日场天]|小时"), re.compile(r"首次|一次|[初]次"), re.compile(r"满意"),
    re.compile(r"优"), re.compile(r"新增"), re.compile(r"[复二]次"), re.compile(r"当年"), re.compile(r"提前"), re.compile(r"动态"),
)  # fmt: skip
_QUALIFIED = re.compile(r"按时|按期|如期|及时|限时|准时|审?限内|期内|法定(?:期限)?|首次|一次性?|群众|当年|提前|动态|新增")
_GENERIC = re.compile(r"任务|目标|指标|计划|工作|预算|资金|经费|年度|全年|综合|总体|平均|整体|累计|实际|项目|合计|总|的|均|其中|本年|群众|场次|户数|人数|批次|件数|数量|资格")
_COMPLETED = re.compile(r"(?:完成|执行|落实|实现|兑现|达成|完工|实施|建成|开工|竣工|办结|进展|推进)$|^$")
_DUE = re.compile(r"应(?![急用聘对邀变试援])|计划|任务|目标|指标|下达|核定|需要?|拟|定额|批复|安排|可收|可[^能以持]|要[^求点素]")
_GIVEN = re.compile(
    r"共|总|受理|接[收到报]|收到|抽|检查|排查|调查|督查|登记|在管|现有|实有|列入|纳入|申报|报名|上报|交办|转办|转来|立案|查处|发现|涉及|覆盖|发放|回收|全部|名单|送检|检测|挂牌|出生|新造|全县|全市|全镇|全区"
)
_DONE = re.compile(
    r"已|实(?![施现行验事名有践体])|完成|其中|年[底末内]|截至|均|通过|成功|达标|合格|目前|累计|收回|到位|办结|整改|有|到12月|按|中"
)
_ALL_OF_IT = re.compile(r"全部|全数|悉数|一[户个人件项]不[少漏落]|无一|应[^，]尽[^，]|均已|全员|全覆盖")
_THINGS = ("人", "名", "户", "家", "个", "张", "件", "台", "辆", "套", "所", "处", "条", "座", "间", "份", "起", "宗")
_STOP = "人员户数件量额金资项目工作个合计款年月家名份率"
_LEFT = re.compile(r"未|不|剩|余|尚|欠|缺|无")
_STRIPPED = re.compile(r"实际|已经|年[末底内]|截至|完成|累计|按期|其中|[实已应共为有的了到]")


@dataclass(frozen=True)
class WrongRate:
    """A rate that no figures around explain, and what it most likely should be."""

    figure: Mention
    ratio: Ratio


@dataclass(frozen=True)
class _Reading:
    """A ratio that a rate may be; `marked` where more than a shared word says so."""

    ratio: Ratio
    marked: bool


def near_rates(subject: Subject) -> Iterator[WrongRate]:
    """The wrong rates of the text whose two figures stand before them."""
    for sentence in subject.mentions:
        for rate in sentence:
            if rate.kind != PERCENT or not rate.exact or rate.label.prior:
                continue
            name = _name_of(rate)
            if name is not None and (ratio := _right_one(subject, rate, name)) is not None:
                yield WrongRate(rate, ratio)


def _name_of(rate: Mention) -> str | None:
    """The words before 率, none for 为年计划的; None where the percentage is no rate of two figures."""
    label = rate.figure.label
    if _NOT_SAID.search(label):
        return None
    if _OF_PLAN.search(label):
        return ""
    match = _RATE.search(label)
    return None if match is None or (match["rate"] and _OTHER_RATE.search(match["name"])) else match["name"]


def _right_one(subject: Subject, rate: Mention, name: str) -> Ratio | None:
    figures = plain(surroundings(subject, rate))
    read = _readings(rate, name, figures)
    of_named = [each for each in read if _named_in_full(name, each.ratio.parts[0], each.ratio.wholes[0])]
    read = of_named or read
    if any(each.ratio.fits(rate) for each in read):
        return None
    stem = _stem(name)
    named = [each for each in read if fit_in(stem, _around(each.ratio.parts[0])) == 1] if len(stem) > 2 else []
    for each in named or read:
        ratio = each.ratio
        slipped = ratio.is_slipped(rate) if each.marked else _is_turned_or_mistyped(rate, ratio)
        if (slipped or _is_of_another(rate, name, ratio, figures)) and is_doubtful(
            subject, rate, ratio.parts[0], ratio.wholes[0]
        ):
            return ratio
    return None if read else _of_what_is_left(rate, stem, figures)


def _is_turned_or_mistyped(rate: Mention, ratio: Ratio) -> bool:
    return ratio.is_inverse(rate) or is_mistyped(rate.figure.quantity, ratio.percent)


def _of_what_is_left(rate: Mention, stem: str, figures: Sequence[Mention]) -> Ratio | None:
    """检查8家，达标率90%，仅1家未达标: only what is left over is told, behind the rate or before it."""
    verb = stem[-2:]
    whole = next((each for each in reversed(figures) if each.figure.end <= rate.figure.start and not _lacks(each, verb)), None)
    if whole is None or whole.sentence is not rate.sentence or not verb:
        return None
    left = [each for each in figures if each.sentence is rate.sentence and each.index <= rate.index + 2 and _lacks(each, verb)]
    ratio = Ratio((whole,), (whole,), less=tuple(left[:1]))
    if len(left) != 1 or not same_measure(left[0], whole) or ratio.part * 2 < ratio.whole or ratio.fits(rate):
        return None
    return ratio if ratio.is_slipped(rate) else None


def _lacks(mention: Mention, verb: str) -> bool:
    """Whether a figure counts what did not come so far: 未达标, 不合格."""
    return bool(verb) and re.search(rf"[未不没无]{verb}|{verb}不", _around(mention)) is not None


def is_doubtful(subject: Subject, rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a rate that is not of the two figures before it is likely wrong, and not one of something else.

    Silent where other figures around give it, where it is of a part only (其中…率) or of what was done in time, and
    where 100 % is said of all there is.
    """
    if re.search(r"其中[^，]*$", rate.figure.gap) or not _is_as_qualified(rate.figure.label, part):
        return False
    between = rate.sentence.text[part.start_in_sentence : rate.start_in_sentence] if part.sentence is rate.sentence else ""
    if rate.figure.quantity.value == 100 and _ALL_OF_IT.search(between):
        return False
    return not _is_explained(rate, part, whole, plain(surroundings(subject, rate)))


def _is_explained(rate: Mention, part: Mention, whole: Mention, figures: Sequence[Mention]) -> bool:
    name = _name_of(rate) or ""
    before = [each for each in figures if each.sentence is rate.sentence and each.figure.end <= rate.figure.start]
    others = [each for each in before[-4:] if each is not part and each is not whole]
    if part.figure.quantity.value > whole.figure.quantity.value and not _COMPLETED.search(name):
        others.append(whole)  # 任务37项达标，完成40项: which is the whole only the size tells
    named = _named_in_full(name, part, whole)
    found = [
        *(ratio for ratio in explanations(rate, part, figures) if whole not in ratio.parts),
        *(ratio for each in others for ratio in explanations(rate, each, figures) if len(ratio.parts) == 1),
    ]
    return any(not named or any(named in _around(each) for each in ratio.wholes) for ratio in found)


def _named_in_full(name: str, part: Mention, whole: Mention) -> str:
    """The words that name the whole of a rate: 生活不能自理特困人员供养率, 对完工户厕逐户验收，通过…，合格率."""
    shared = shared_word(name, _around(whole))
    if len(shared) >= 4:
        return shared
    taken_up = shared_word(whole.figure.label, part.figure.gap)
    return taken_up if taken_up and re.search(f"[对从在这该][^，。]?{taken_up}", part.figure.gap) else ""


def _is_of_another(rate: Mention, name: str, ratio: Ratio, figures: Sequence[Mention]) -> bool:
    """Whether the rate is of the same part over another whole, where it names its own."""
    named = _named_in_full(name, ratio.parts[0], ratio.wholes[0])
    return bool(named) and any(
        Ratio(ratio.parts, (each,)).fits(rate)
        for each in figures
        if each not in ratio.parts and same_measure(each, ratio.parts[0]) and named not in _around(each)
    )


def _readings(rate: Mention, name: str, figures: Sequence[Mention]) -> list[_Reading]:
    """The ratios that the rate may be, the likeliest first."""
    at = rate.figure
    before = [
        each for each in figures
        if each.figure.end <= at.start and each.figure.depth <= at.depth and not each.label.prior
    ]  # fmt: skip
    own = [each for each in before if each.sentence is rate.sentence and each.figure.group == at.group]
    if behind := _explained_behind(rate, figures):
        own = before = behind
    parts = [each for each in own or before[-2:] if not _LEFT.search(each.figure.label)]
    found: list[tuple[int, _Reading]] = []
    for distance, part in enumerate(reversed(parts[-3:])):
        for nearness, whole in enumerate(reversed([each for each in before if each is not part][-6:])):
            stem = _stem(name)[-2:] if behind else _stem(name)
            beside = distance == 0 or (distance == 1 and whole is parts[-1])
            strength = _strength(stem, part, whole, beside=beside)
            if strength:
                reading = _Reading(Ratio((part,), (whole,)), marked=strength > 1)
                found.append((strength * 10 - distance * 3 - nearness, reading))
    return [reading for _rank, reading in sorted(found, key=lambda each: -each[0])]


def _explained_behind(rate: Mention, figures: Sequence[Mention]) -> list[Mention]:
    """The two figures right behind a rate that say what it is of: 整改率97%（应整改200项，已整改194项）, …，即."""
    two = [each for each in figures if each.sentence is rate.sentence and rate.index < each.index <= rate.index + 2]
    if len(two) < 2 or not same_measure(*two) or not re.match(r"（|，即|，其中应", two[0].figure.gap):
        return []
    return two


def _strength(stem: str, part: Mention, whole: Mention, *, beside: bool) -> int:
    """How surely a rate is that of part over whole: 0 not at all, 1 by a shared word, 2 given and done, 3 due and done."""
    done, due = _around(part), _around(whole)
    behind = whole.figure.start < part.figure.start
    larger = whole.figure.quantity.value >= part.figure.quantity.value
    tied = _tie(stem, part, whole)
    if not same_measure(part, whole):
        units = {part.figure.quantity.unit, whole.figure.quantity.unit}
        things = part.kind == whole.kind == COUNT and units <= set(_THINGS)
        return 2 if things and behind and larger and beside and tied == 2 and shared_word(stem, due) else 0
    is_due = bool(_DUE.search(due))
    in_order = (behind and (larger or is_due)) or (is_due and beside and larger)
    if not in_order or not _rest_is_said(stem, done + due):
        return 0
    of_the_due = bool(shared_word(stem, due)) and (beside or bool(_DONE.search(done)))
    if is_due and (beside or tied == 2) and (tied or of_the_due or _COMPLETED.search(stem)):
        return 3
    if not tied and beside and behind and larger and "中" in whole.figure.tail and "有" in part.figure.label:
        return 1  # 200个村中已有132个村实现5G信号覆盖，通达率
    if not tied or not behind or not larger:
        return 0
    marked = bool(_GIVEN.search(due) or _DONE.search(done))
    if tied == 2 or beside:
        return 2 if marked else 1
    return 0


def _around(mention: Mention) -> str:
    """All words since the figure before and behind the figure."""
    return mention.figure.gap + mention.figure.tail


def _tie(stem: str, part: Mention, whole: Mention) -> int:
    """2 where the rate and its part share a word, 1 where the part ends with a verb of the rate: 实拆 and 拆除率."""
    shared = shared_word(stem, _around(part))
    if len(stem) >= 2 and stem[-2:] in _around(part):
        return 2
    if shared and (stem.endswith(shared) or shared not in _around(whole)):
        return 2
    if _is_short_for(stem[-2:], _around(part)):
        return 2
    verb = _STRIPPED.sub("", part.figure.label)[-2:] or part.figure.label[-1:]
    own = stem[-2:] + "".join(char for char in stem if char not in _around(whole))
    return 1 if any(char in own for char in verb if char not in _STOP) else 0


def _is_short_for(verb: str, words: str) -> bool:
    """建账 for 建立能耗台账."""
    return len(verb) == 2 and re.search(f"{verb[0]}.{{0,8}}{verb[1]}", words) is not None


def _is_as_qualified(name: str, part: Mention) -> bool:
    """Whether a rate of what was done in time, at once, to satisfaction has a part that says so too."""
    text = part.sentence.text
    clause = re.split("[，；：。]", text[: part.start_in_sentence])[-1] + part.figure.tail
    return all(each.search(clause) for each in _QUALIFIERS if each.search(name))


def _stem(name: str) -> str:
    """What a rate is of, without 任务, 总体 and the like."""
    return _GENERIC.sub("", name)


def _rest_is_said(stem: str, words: str) -> bool:
    """Whether the words before the verb are those of the figures: 老年人接种率 is none of 接种3.2万剂."""
    rest = _QUALIFIED.sub("", stem[:-2])
    return not rest or fit_in(rest, words) * 2 >= 1


def _done_as_said(stem: str, part: Mention) -> bool:
    """收回190份 and 回收率: the verb of the rate in another order."""
    return fit_in(stem[-2:], part.figure.label) == 1


def is_tied(rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a rate says what its part or its whole says; 完成率 and its like go with all."""
    stem = _stem(_name_of(rate) or "")
    tied = bool(_COMPLETED.search(stem) or _done_as_said(stem, part) or _tie(stem, part, whole) or shared_word(stem, _around(whole)))
    return tied and _rest_is_said(stem, _around(part) + _around(whole))


def rate_of_all(rate: Mention) -> bool:
    """Whether all that was due is said to be done: 应公示188条，全部公示，公示率."""
    stem = _stem(_name_of(rate) or "")
    before = rate.sentence.text[: rate.start_in_sentence]
    pieces = [stem[start : start + 2] for start in range(len(stem) - 1)]
    due = [match.end() for piece in pieces for match in re.finditer(f"应[^，；。\\d]{{0,4}}{piece}", before)]
    return bool(due) and _ALL_OF_IT.search(before, min(due)) is not None
