# ruff: noqa: E501 - a pattern is read better in one piece
"""What a stated change is measured from, by nearness: the present value and its base around the statement.

The base may stand before the present value or behind it, in brackets, behind the change, or a sentence earlier. A
word of time (上年, 年初, 2021年), 由…到… or the comparison itself (比年初预算) tells which of two figures it is. All this
is loose, so a wrong change speaks only where no other figures explain it and it looks like a slip (`slips`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT, PERMILLE, POINTS, TIMES

from ...subject import Subject
from ..nearby import shared_word, surroundings, words_of
from .figure_times import PLAN, TIME, time_of
from .stated_changes import Stated, is_stated_change, is_subject, own_words, says_other, stated_changes, tells_level

_FARTHEST = 6  # levels back
_CONTRAST = 80  # characters between two figures that a word of time sets against each other
_COMPARED = re.compile(r"(?:(?<![占同环对相可])比(?![重例值])|(?<!比)较(?![大为好快高低]|多(?!年))|与|同|[高低多少快慢]于|超过)[^，]*$")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,20}$")
# 1—9月, 上半年: a part of a year stands beside the same part of the other year only.
_PART_OF_YEAR = re.compile(r"\d ?[—\-~至到] ?1?\d月|[上下]半年|[一二三四1-4]季度|截[至止](?:1[01]|\d)月")
_LEFT_OVER = re.compile(r"结[转余]")
_IN_HAND = re.compile(r"[年期][末底初][^，]{0,8}结余(?:为|达到?|共)?$")
_TO = re.compile(r"(?:到|至|为|成)了?(?:今年|本年|当年|现在|目前|20\d\d年|年[末底]|承诺)?的?$")
_REACHED = re.compile(r"，(?:[本今当]年)?(?:总[数量额])?(?:已|共)?(?:达到?了?|增至|升至|降至|[增升降]到|提高到|减少?[到至]|为|至)")
# 降到60万元 is measured from the figure before, whatever stands between.
_MOVES_TO = re.compile(r"[增升涨提扩加降减压缩跌落调][^，]{0,2}(?:到|至|为)了?(?:今年|本年|当年)?的?$")
_THEN_REACHED = re.compile(r"(?:后|以来)[已就便]?达到?了?$")  # 今年集中动员后达到126人
_A_DAY = re.compile(r"[日月天]均|每[日月天]")  # 受理18,642件，日均51件，较上年16,208件增长15%
AN_AVERAGE = re.compile(r"[二两三四五六\d]年(?:年?平均|年均)$")
_OVER_YEARS = re.compile(r"[两三五]年(?:之?间|来|时间)[^，]{0,6}$")
# Their rates are at constant prices; what is used for each 万元 of them is no such thing.
AT_CONSTANT_PRICES = re.compile(r"(?:生产总值|GDP|增加值|总产值)[^，。能用水电耗碳]{0,3}$")


@dataclass(frozen=True)
class Step:
    """A stated change with the two figures it goes between."""

    stated: Stated
    now: Mention
    base: Mention
    around: tuple[Mention, ...]  # the figures that may explain it otherwise
    by_year: bool  # the comparison names the year of the base: no other pair can be meant
    tied: bool  # the words of the two figures go together as well


def near_steps(subject: Subject) -> list[Step]:
    """Every stated change whose two figures are found around it."""
    return subject.once("near_steps", lambda: list(_near_steps(subject)))


def is_measured(subject: Subject, difference: Mention) -> bool:
    """Whether a difference is held against the two figures it goes between: 由388家增加到419家，净增31家."""
    return any(difference in step.stated.figures for step in near_steps(subject))


def lone_changes(subject: Subject) -> Iterator[tuple[Stated, Mention]]:
    """Changes with difference and rate of which only the present value is told: 12.46亿元，增收0.83亿元，增长7.1%."""
    paired = {id(step.stated.first) for step in near_steps(subject)}
    for sentence in subject.mentions:
        for stated in stated_changes(sentence):
            difference = stated.of_kind(MONEY, COUNT)
            if difference is None or not stated.of_kind(PERCENT) or id(stated.first) in paired or not stated.first.index:
                continue
            now = _right_before(sentence, stated)
            if (
                now is not None and now.exact and not now.is_change and same_measure(now, difference)
                and now.figure.depth == stated.first.figure.depth and time_of(now).kind not in ("prior", "opening")
                and not _COMPARED.search(now.figure.label) and _is_said_of(stated, now, now, sentence)
            ):  # fmt: skip
                yield stated, now


def _right_before(sentence: Sequence[Mention], stated: Stated) -> Mention | None:
    """The figure before a change, what it is a share of or was completed to left out: 24.64万元，完成预算的82.13%，减少…."""
    for each in sentence[stated.first.index - 1 :: -1]:
        if not _is_whole_of_rate(each, stated) and (each.kind != PERCENT or is_stated_change(each)):
            return each
    return None


def _near_steps(subject: Subject) -> Iterator[Step]:
    for sentence in subject.mentions:
        stated_here = list(stated_changes(sentence))
        if not stated_here:
            continue
        around = surroundings(subject, sentence[0])
        for index, stated in enumerate(stated_here):
            pairs = [
                pair for pair in _pairs(subject, stated, around)
                if not any(_turns_away(each, pair, stated) for each in stated_here[:index])
            ]  # fmt: skip
            found = next((pair for pair in pairs if are_tied(subject, *pair)), pairs[0] if pairs else None)
            if found is not None:
                tied = are_tied(subject, *found)
                yield Step(stated, *found, around, by_year=_names_year(stated, *found), tied=tied)


def _turns_away(other: Stated, pair: tuple[Mention, Mention], stated: Stated) -> bool:
    """Whether a change of another thing stands in between: 由18元提高到20元，参保面积增加1.2万亩，增长13.5%."""
    first, second = sorted(pair, key=lambda each: each.figure.start)
    if not second.figure.start < other.first.figure.start < stated.first.figure.start or not other.subject:
        return False
    return not is_subject(other.subject, topic_of(first) + words_of(second))


def _pairs(subject: Subject, stated: Stated, around: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """What may be the present value and the base of a stated change, the likeliest first."""
    levels = [each for each in around if _can_be_compared(each, stated) and not _is_whole_of_rate(each, stated)]
    before = [
        each for each in levels
        if each.figure.start < stated.first.figure.start
        and (each.figure.depth <= stated.first.figure.depth or time_of(each).kind in ("prior", "opening"))
    ][-_FARTHEST:]  # fmt: skip
    behind = [
        each for each in levels
        if each.sentence is stated.last.sentence and each.figure.start > stated.last.figure.start
    ]  # fmt: skip
    return [
        (now, base) for now, base in _candidates(subject, stated, before, behind)
        if now is not base and same_measure(now, base) and _is_said_of(stated, now, base, around)
        and (goes_from_to(base, now) or not _OVER_YEARS.search(stated.first.figure.gap))
        and now.exact and base.exact and now.figure.quantity.value > 0
        and (base.figure.quantity.value > 0 or (base.figure.quantity.value == 0 and not stated.of_kind(PERCENT, TIMES)))
    ]  # fmt: skip


def _is_whole_of_rate(level: Mention, stated: Stated) -> bool:
    """完成预算30万元的82.13%, 是预算84万元的1.5倍: what a rate or a multiple is taken of is not what changes next."""
    figures = level.sentence.figures
    follower = figures[level.index + 1] if level.index + 1 < len(figures) else None
    return (
        follower is not None and follower.quantity.kind in (PERCENT, TIMES) and follower.label == "的"
        and follower is not stated.first.figure
        and bool(re.match(r"(?:已|仅)?(?:完成|为|是|占|达)", level.figure.label))
    )  # fmt: skip


def _can_be_compared(each: Mention, stated: Stated) -> bool:
    if each.figure.quantity.in_range or AN_AVERAGE.search(each.figure.label):
        return False  # 三年平均10.7万亩次，2022年较2021年的10.5万亩次增长20%
    if stated.of_kind(POINTS):
        return each.kind in (PERCENT, PERMILLE)  # 增长8.3%，比上年的6.9%加快: a growth rate is a level here
    if is_stated_change(each):
        return False
    difference = stated.of_kind(MONEY, COUNT)
    if each.is_change and not tells_level(each.figure.label) and not _IN_HAND.search(each.figure.label):
        return False
    return each.kind in (MONEY, COUNT, PERMILLE) and (difference is None or same_measure(each, difference))


def _candidates(
    subject: Subject, stated: Stated, before: Sequence[Mention], behind: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of present value and base, the surest first."""
    year = subject.report.year
    if stated.year is not None:
        before = [each for each in before if (time_of(each).year or stated.year) <= stated.year]
        of_the_year = [each for each in before if time_of(each).year == stated.year]
        before = before[: before.index(of_the_year[-1]) + 1] if of_the_year else before
    last = before[-1] if before else None
    if last is not None and not _is_cut_off(stated, last):
        alike = [each for each in before if same_measure(each, last)]
        result = _result(stated, behind)
        if result is not None and not stated.than and time_of(last).kind in ("prior", "opening"):
            yield result, last  # 与上年的91.9%相比，提高2.8个百分点，达到94.7%
        if _COMPARED.search(last.figure.label) and not (len(alike) > 1 and goes_from_to(alike[-2], last)):
            if not stated.than:
                yield from _compared_with_last(stated, alike)
                return
            # 比上年的41.2万元下降6.7%，比预算压减35.9%: what was compared with before is not what is compared now.
            alike = [each for each in alike if not _COMPARED.search(each.figure.label)]
        yield from _before(stated, alike, year)
        follower = next((each for each in behind if each.index == stated.last.index + 1), None)
        if follower is not None and _is_base(stated, follower, last, year) and _follows(stated, last, follower):
            yield last, follower
    behind = [each for each in behind if each.figure.group == stated.last.figure.group]
    if len(behind) > 1 and behind[0].index == stated.last.index + 1 and goes_from_to(*behind[:2]):
        yield behind[1], behind[0]  # 信访总量下降14.3%，由516件减少到442件
    if last is not None and last.sentence is stated.first.sentence:
        return
    if len(behind) > 1 and behind[0].index == stated.last.index + 1 and behind[1].index == stated.last.index + 2:
        for now, base in ((behind[0], behind[1]), (behind[1], behind[0])):
            told = time_of(now).kind == "now" or now is _result(stated, behind)
            if told and time_of(base).kind == "prior" and _is_base(stated, base, now, year):
                yield now, base


def _result(stated: Stated, behind: Sequence[Mention]) -> Mention | None:
    """What came of the change, right behind it: 提高2.8个百分点，达到94.7%."""
    if behind and behind[0].index == stated.last.index + 1 and _REACHED.fullmatch(behind[0].figure.gap):
        return behind[0]
    return None


def _compared_with_last(stated: Stated, alike: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """…1432户，与上年的1423户相比增加…: the figure right before the change is the base."""
    last = alike[-1]
    then = ("prior", "opening", *(("plan",) if time_of(last).kind != "plan" else ()))
    if len(stated.first.figure.gap) <= 12:
        levels = [each for each in alike[-2::-1] if "均" in last.figure.label or not _A_DAY.search(each.figure.label)]
        yield from ((each, last) for each in levels[:2] if time_of(each).kind not in then)


def _before(stated: Stated, alike: Sequence[Mention], year: int | None) -> Iterator[tuple[Mention, Mention]]:
    """Both figures stand before the change, in either order; a comparison that names the base reaches farther back."""
    if len(alike) < 2:
        return
    earlier, last = alike[-2:]
    if goes_from_to(earlier, last) and not PLAN.search(stated.than):
        yield last, earlier
        return
    whole = alike[-3] if earlier.figure.opens and len(alike) > 2 and not _share_a_word(earlier, last) else earlier
    together = _stand_together(earlier, last)
    if _is_base(stated, last, whole, year) and (together or _share_a_word(last, whole)):
        yield whole, last  # 办公费11.7万元，其中纸张4.2万元；上年办公费12.6万元
    if together:
        if _is_base(stated, last, earlier, year):
            yield earlier, last
        if _is_base(stated, earlier, last, year):
            yield last, earlier
    if stated.than:
        # 预算26万元，决算21.4万元，上年决算23.1万元，…较预算减少4.6万元
        now = next((each for each in reversed(alike) if time_of(each).kind not in ("prior", "opening")), last)
        yield from ((now, each) for each in reversed(alike) if each is not now and _is_base(stated, each, now, year))


def _follows(stated: Stated, now: Mention, base: Mention) -> bool:
    """Whether a base behind the change belongs to it: across a semicolon only where it names the thing again."""
    return base.figure.group == stated.last.figure.group or _share_a_word(now, base)


def _share_a_word(one: Mention, other: Mention) -> bool:
    return bool(shared_word(own_words(one.figure.label), other.figure.label))


def _stand_together(earlier: Mention, last: Mention) -> bool:
    """Whether no semicolon and no 其中 parts two figures: 城关镇126件，上年118件；石桥镇132件."""
    return earlier.sentence is not last.sentence or (
        earlier.figure.group == last.figure.group and "其中" not in last.figure.gap
    )


def _is_cut_off(stated: Stated, last: Mention) -> bool:
    """Whether the figure before stands in a bracket of its own, or belongs to an earlier part of the sentence."""
    return last.figure.depth > stated.first.figure.depth and time_of(last).kind not in ("prior", "opening")


def goes_from_to(base: Mention, now: Mention) -> bool:
    """由388家增加到419家: whether the words lead from one figure to the other."""
    starts = _FROM.search(base.figure.gap) or base.figure.tail.startswith("的基础上")
    return bool(starts and _TO.search(now.figure.label)) and base.sentence is now.sentence


def _is_base(stated: Stated, base: Mention, now: Mention, report_year: int | None) -> bool:
    """Whether the words say that one figure is what the other is compared with."""
    then, today = time_of(base), time_of(now)
    if today.kind in ("prior", "opening"):
        return False
    than = stated.than
    if "决算" in than and "预算" in base.figure.label and "决算" not in base.figure.label:
        return False
    if named := re.search(r"20\d\d", than):
        return then.year == int(named[0]) or (then.kind == "prior" and int(named[0]) + 1 == report_year)
    if PLAN.search(than):
        first_told = "年初" not in than or bool(re.search(r"年初|批复|部门预算|初", base.figure.gap))
        return then.kind == "plan" and first_told and bool(shared_word(than, base.figure.gap) or PLAN.search(base.figure.label))
    if re.search(r"[年期]初|上年[末底]", than):
        return then.kind == "opening"
    if not than or re.fullmatch(r"(?:上一?年|去年|前一年)?(?:度|同期)*[^，]{0,4}", than):
        if then.kind == "plan" and "年初" in base.figure.gap and not than:
            return _share_a_word(base, now)  # 年初预算安排项目经费620万元，全年项目经费达到800万元，增加180万元
        if today.kind == "plan" and then.kind != "prior":
            return False
        if then.year is not None and then.kind != "opening":
            return then.year + 1 == (today.year or report_year)
        # 年初 beside 年末, never beside what came in between: 年初3项, 新增2项.
        return then.kind == "prior" or (then.kind == "opening" and today.kind in ("closing", "now", ""))
    return bool(shared_word(than, words_of(base)))


def _names_year(stated: Stated, now: Mention, base: Mention) -> bool:
    named = re.search(r"20\d\d", stated.than)
    then, today = time_of(base).year, time_of(now).year
    if re.search(r"上一?年|去年", stated.than) and then is not None and today is not None:
        return then + 1 == today
    return named is not None and time_of(base).year == int(named[0])


def _is_said_of(stated: Stated, now: Mention, base: Mention, around: Sequence[Mention]) -> bool:
    """Whether the words of the change allow that it is said of the two figures."""
    first, second = sorted((now, base), key=lambda each: each.figure.start)
    if not are_alike(now, base) or is_of_other_figure(stated.subject, around, now, base):
        return False
    if stated.of_kind(PERCENT) and not stated.of_kind(MONEY, COUNT) and AT_CONSTANT_PRICES.search(first.figure.label):
        return False
    everything = topic_of(first) + words_of(second) + stated.than + now.figure.quantity.unit
    if first is base and not first.index and not own_words(first.figure.label.removesuffix("的")):
        everything += stated.subject  # 与上年的91.9%相比，满意率提高2.8个百分点: here it is named first
    return is_subject(stated.subject, everything) and not any(says_other(each, everything) for each in stated.figures)


def are_alike(now: Mention, base: Mention) -> bool:
    """Whether two figures are of one sort: a part of a year beside the like, what was carried over beside the like."""
    if _PART_OF_YEAR.search(now.figure.gap) and not re.search(r"同期|同时期", base.figure.gap):
        return False
    if goes_from_to(base, now):
        return True
    labels = [each.figure.label for each in (now, base)]
    left_over = [bool(_LEFT_OVER.search(label)) for label in labels]
    return left_over[0] == left_over[1] or not own_words(labels[left_over[0]])


def is_of_other_figure(subject: str, around: Sequence[Mention], now: Mention, base: Mention) -> bool:
    """Whether the words of a change name another figure: 支出120万元（人员经费80万元），上年110万元，人员经费增加8万元."""
    if not subject or subject in now.figure.label or subject in base.figure.label:
        return False
    others = [each for each in around if each is not now and each is not base and not is_stated_change(each)]
    return any(subject in each.figure.label for each in others)


def are_tied(subject: Subject, now: Mention, base: Mention) -> bool:
    """Whether the words allow that two figures tell the same of two times: the second says little, or says it again."""
    first, second = sorted((now, base), key=lambda each: each.figure.start)
    told = own_words(second.figure.label)
    compared = _COMPARED.search(second.figure.label)
    if compared and second is base and is_subject(own_words(second.figure.label[: compared.start()]), topic_of(first)):
        return True  # the comparison itself ties them, whatever it compares with
    between = subject.report.text[first.figure.end : second.figure.start]
    contrast = len(between) <= _CONTRAST and bool(TIME.search(between))
    return (
        len(told) <= (5 if contrast else 2)
        or bool(shared_word(told, topic_of(first)))
        or goes_from_to(base, now)
        or (contrast and second is now and bool(_MOVES_TO.search(second.figure.label) or _THEN_REACHED.search(second.figure.label)))
    )  # fmt: skip


def topic_of(first: Mention) -> str:
    """The words before a figure that may say what it tells, with what stands behind it."""
    before = first.sentence.text[: first.figure.end - first.sentence.start]
    start = max(before.rfind("；") + 1, len(before) - 80)
    return before[start:] + first.figure.tail
