"""Change rates: 比上年增加2万元、增长25%, 较上年10万元下降, 由8万元增加到10万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import is_base_of_share, same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT, POINTS, TIMES

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import CENT
from ..nearby import is_reported, surroundings, words_of
from .change_slips import is_slip_of_change, is_slip_of_lone_rate, is_slip_of_multiple, true_multiple
from .judged_changes import Change, contradiction, rate_of_difference, wrong_multiple
from .near_changes import (
    AN_AVERAGE,
    AT_CONSTANT_PRICES,
    are_alike,
    is_of_other_figure,
    lone_changes,
    near_steps,
    topic_of,
)
from .respective_changes import respective_changes
from .stated_changes import compared_with, is_subject, says_other, subject_of

_UP = re.compile(r"增加|增长|上升|提高|增幅|增速|净增|超出|增(?:支|收)?了?(?:为|达)?$|多[^，]{0,3}$")
_DOWN = re.compile(r"减少|下降|降低|压减|压缩|降幅|减幅|回落|缩短|节约|减(?:支|收)?了?(?:为|达)?$|少[^，]{0,3}$")
_COMPARES = re.compile(r"(?:比|较|同比|与|同|相比|对比)")
_LAST_YEAR = re.compile(r"上一?年|去年|同比|同期|20\d\d年")
_OPENING, _CLOSING = re.compile(r"年初|期初"), re.compile(r"^[^年期]{0,2}(?:年末|期末|年底)")
_COMPARED = re.compile(r"[比较](?:年初|全年|预算|上年|去年|20\d\d年|同期)")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,16}$")
_TO = re.compile(r"(?:增加|增长|上升|提高|减少|下降|降低|压减|压缩|缩短|降|升|增|减)(?:到|至|为)[^，。；\d]{0,6}$")

# Last year there was none: 上年为零, 上年没有支出.
ZERO = re.compile(r"(?:上年|去年|20\d\d年)[^，。；]{0,12}(?:为零|为0|没有|无(?:此项)?(?:支出|预算)|未发生|未安排)")


def find_changes(subject: Subject) -> list[Change]:
    """The changes of a text whose present value is certain."""
    return subject.once("changes", lambda: list(_find_changes(subject)))


def _find_changes(subject: Subject) -> Iterator[Change]:
    for sentence in subject.mentions:
        for index, mention in enumerate(sentence):
            if _is_stated_change(mention):
                if index and _is_stated_change(sentence[index - 1]) and _together(sentence[index - 1], mention):
                    continue  # read with the figure before it
                change = _read(sentence, index)
                if change is not None:
                    yield change


def _is_stated_change(mention: Mention) -> bool:
    label = mention.figure.label
    if _TO.search(label):
        return False
    if mention.kind == PERCENT:
        return _direction(label) is not None and "占" not in label
    return mention.kind in (MONEY, COUNT) and mention.is_change


def _together(first: Mention, second: Mention) -> bool:
    """增加2万元，增长25%: two ways to say one change, nothing but punctuation and the verb between."""
    gap = second.figure.gap
    return (
        first.kind != second.kind and not re.search(r"[。；]", gap) and len(gap) <= 14
        and not _LAST_YEAR.search(gap.replace("同比", "")) and _direction(second.figure.label) is not None
        and is_subject(subject_of(second), topic_of(first))
    )  # fmt: skip


def _direction(label: str) -> bool | None:
    up, down = _UP.search(label), _DOWN.search(label)
    if bool(up) == bool(down):
        return None
    return bool(up)


def _read(sentence: Sequence[Mention], index: int) -> Change | None:
    first = sentence[index]
    second = sentence[index + 1] if index + 1 < len(sentence) else None
    pair = second if second is not None and _is_stated_change(second) and _together(first, second) else None
    rate = next((each for each in (first, pair) if each is not None and each.kind == PERCENT), None)
    difference = next((each for each in (first, pair) if each is not None and each.kind != PERCENT), None)
    rising = _direction(first.figure.label)
    if pair is not None and _direction(pair.figure.label) != rising:
        return None
    now, base = _values(sentence, index, difference)
    if now is not None and AN_AVERAGE.search(now.figure.label):
        return None
    if now is not None and _is_of_what_is_left(sentence[now.index + 1 : index]):
        return None
    than = compared_with(first)
    if now is not None and base is None and now.label.year is not None and str(now.label.year) in than:
        now, base = None, now  # 2023年236家，2022年192家，2023年较2022年增加44家
    if base is not None and not _is_compared_with(base, than):
        return None
    told = [each for each in (now, base) if each is not None]
    if not told or _is_of_another(sentence, first, told, rate_only=difference is None):
        return None
    if (
        now is None
        and base is not None
        and difference is not None
        and rate is not None
        and same_measure(base, difference)
    ):
        return Change(base, base, difference, rate, rising)
    if now is None or not now.exact or (base is not None and not base.exact):
        return None
    if difference is not None and not same_measure(now, difference):
        return None
    return Change(now, base, difference, rate, rising)


def _is_compared_with(base: Mention, than: str) -> bool:
    """Whether the comparison may name a base: 与2021年相比 no figure of 2022, 比上年决算 no budget."""
    year = base.label.year
    if (named := re.search(r"20\d\d", than)) and year is not None and year != int(named[0]):
        return False
    return "决算" not in than or "预算" not in base.figure.label or "决算" in base.figure.label


def _is_of_another(
    sentence: Sequence[Mention], first: Mention, told: Sequence[Mention], *, rate_only: bool
) -> bool:
    """Whether a change is said of something else than the figures before it: 出栏生猪38.6万头，…，出栏家禽增长3.1%."""
    earliest, latest = min(told, key=lambda each: each.figure.start), max(told, key=lambda each: each.figure.start)
    topic = topic_of(earliest) + words_of(latest) + earliest.figure.quantity.unit
    if rate_only and any(AT_CONSTANT_PRICES.search(each.figure.label) for each in told):
        return True
    others = sentence[: first.index]
    return (
        says_other(first, topic)
        or not are_alike(told[0], told[-1])
        or is_of_other_figure(subject_of(first), others, told[0], told[-1])
    )


def _is_of_what_is_left(between: Sequence[Mention]) -> bool:
    """决算支出4622.31万元，…，年末结转结余193.61万元，较年初的268.35万元减少…: said of what is left over."""
    return any(each.is_change and each.label.code == "carry_over_out" for each in between)


def _values(
    sentence: Sequence[Mention], index: int, difference: Mention | None
) -> tuple[Mention | None, Mention | None]:
    """The present value and the base of a change, from the figures before it in the sentence."""
    first = sentence[index]
    before = [
        each for each in sentence[:index]
        if each.kind in (MONEY, COUNT) and not each.is_change and each.figure.depth == first.figure.depth
        and not is_base_of_share(sentence, each)
    ]  # fmt: skip
    if not before:
        return None, None
    last = before[-1]
    alike = [each for each in before[:-1] if same_measure(each, last) and not _COMPARED.match(each.figure.label)]
    inner = sentence[index - 1]
    if last is sentence[index - 2] and inner.figure.depth > first.figure.depth and same_measure(last, inner):
        # 8万元（上年10万元），下降…; 较上年决算数（10万元）减少…
        if re.search(r"上年|去年|20\d\d年", inner.figure.gap) and inner.exact:
            return last, inner
        return None, None
    if last is not sentence[index - 1] or last.figure.group != first.figure.group:
        return None, None
    if _TO.search(last.figure.label) and len(before) >= 2 and same_measure(last, before[-2]):
        return last, (before[-2] if _FROM.search(before[-2].figure.gap) else None)
    if (
        _is_base(last)
        and alike
        and (alike[-1] is before[-2] or _COMPARES.search(last.figure.label) or _COMPARED.match(before[-2].figure.label))
    ):
        bare = last.label.prior and not last.label.residue and not last.label.code  # 上年为0个
        if bare or _COMPARES.search(last.figure.label) or (alike[-1].code and alike[-1].code == last.code):
            same_group = alike[-1].figure.group == last.figure.group
            return (alike[-1] if same_group else None), last
        return None, None
    if _is_base(last):
        return None, last
    return _beside_each_other(sentence, first, before, difference)


def _beside_each_other(
    sentence: Sequence[Mention], first: Mention, before: Sequence[Mention], difference: Mention | None
) -> tuple[Mention | None, Mention | None]:
    """The present value and, where told, the base, of which no word says that it is one."""
    last = before[-1]
    alike = [each for each in before[:-1] if same_measure(each, last)]
    compares = bool(_COMPARES.search(first.figure.gap)) and bool(_LAST_YEAR.search(first.figure.gap))
    if compares:
        if (
            len(before) >= 2
            and is_prior(before[-2])
            and same_measure(last, before[-2])
            and _same_thing(before[-2], last)
        ):
            return last, before[-2]
        return last, None
    if "年初预算" in first.figure.gap or "预算" in first.figure.label:
        planned = [
            each for each in alike if each.column in ("initial", "adjusted") and each.figure.group == last.figure.group
        ]
        told = (
            last.column == "outturn" and (_same_thing(planned[0], last) or not last.label.residue) if planned else False
        )
        return (last, planned[0]) if len(planned) == 1 and told else (None, None)
    if alike and alike[-1] is before[-2] and is_prior(before[-2]) and _same_thing(before[-2], last):
        return last, before[-2]  # 2022年A万元，2023年B万元，增加…
    if (
        alike
        and alike[-1] is before[-2]
        and _OPENING.search(alike[-1].figure.label)
        and _CLOSING.search(last.figure.label)
    ):
        return last, alike[-1]  # 年初3560万元、年末3712万元，增长…
    if re.search(r"[本当今]年", last.figure.label) and ZERO.search(
        sentence[0].sentence.text[: last.start_in_sentence]
    ):
        return last, None  # 上年为0，本年2万元，增长…
    return (last, None) if difference is not None and "同比" in first.figure.gap else (None, None)


def _is_base(mention: Mention) -> bool:
    """较上年决算数10万元: the figure right behind 比 or 较, or last year's figure named second."""
    return bool(re.search(r"(?:比|较)(?:上|去|20|年初|预算|同期)", mention.figure.label)) or is_prior(mention)


def is_prior(mention: Mention) -> bool:
    """Whether a figure is last year's by its words."""
    return mention.column.startswith("prior") or mention.label.prior


def _same_thing(one: Mention, other: Mention) -> bool:
    return bool(one.code) and one.code == other.code


def bases_of(subject: Subject, change: Change) -> list[Mention]:
    """The base of the sentence, else last year's figures of the same line elsewhere in the text."""
    if change.base is not None:
        return [change.base]
    if not change.now.code or change.now.kind != MONEY:
        return []
    first = next((each for each in change.figures if each in (change.difference, change.rate)), None)
    than = compared_with(first) if first is not None else ""
    return [
        each for each in subject.named(change.now.code)
        if is_prior(each) and each.certain and not are_other_columns(change.now, each) and _is_compared_with(each, than)
    ]  # fmt: skip


def are_other_columns(now: Mention, prior: Mention) -> bool:
    """A budget beside last year's outturn, or the other way round: 与上年持平 speaks of last year's like."""
    planned = now.column in ("initial", "adjusted")
    return (planned and prior.column == "prior_outturn") or (not planned and prior.column == "prior_budget")


@check(
    "change_rate", number=2, level=Level.WARNING, name=gettext_lazy("增减额、增减率与前后两个数一致"),
    source=gettext_lazy("算术核对：增减率 = （本年 − 上年）÷ 上年 × 100%"),
    remedy=gettext_lazy("按两个年度的数重新计算增减额和增减率。"),
)  # fmt: skip
def check_changes(subject: Subject) -> Iterator[Observation]:
    """A stated difference and rate against the figures they come from."""
    told = [*_by_words(subject), *respective_changes(subject)]
    yield from told
    yield from _near(subject, told)


def _by_words(subject: Subject) -> Iterator[Observation]:
    seen_near = {id(step.stated.first) for step in near_steps(subject) if is_slip_of_change(step)}
    for change in find_changes(subject):
        if change.now is change.base:
            if id(change.difference) in seen_near:
                continue  # both figures are there: the difference may be wrong as well as the rate
            found = rate_of_difference(change)
            if found is not None:
                yield found
            continue
        of_total = _said_of_total(subject, change)
        if of_total is not None:
            yield from of_total
            continue
        bases = bases_of(subject, change)
        results = [contradiction(change, base.figure.quantity.value, told=True) for base in bases]
        if not bases and change.difference is not None and change.rising is not None:
            step = change.difference.figure.quantity.value
            base = change.now.figure.quantity.value + (-step if change.rising else step)
            results = [contradiction(change, base, told=False)]
        if any(_is_one_of_two_ways(change, base) for base in bases):
            continue
        if results and all(each is not None for each in results) and results[0] is not None:
            yield results[0]


def _is_one_of_two_ways(change: Change, base: Mention) -> bool:
    """由186项增至241项，新增62项，取消7项: whether another figure of the sentence is what it lacks or has too much."""
    if change.difference is None:
        return False
    lacks = abs(change.now.figure.quantity.value - base.figure.quantity.value) - change.difference.figure.quantity.value
    unit, behind = change.difference.figure.quantity.unit, change.difference.index + 1
    others = [each.quantity for each in change.difference.sentence.figures[behind:]]
    return bool(lacks) and any(each.unit == unit and abs(each.value) == abs(lacks) for each in others)


def _near(subject: Subject, told: Sequence[Observation]) -> Iterator[Observation]:
    """The changes whose figures only nearness ties together, where they are plain slips."""
    for step in near_steps(subject):
        stated = step.stated
        if stated.of_kind(POINTS) or any(is_reported(each, told) for each in stated.figures):
            continue
        if stated.of_kind(TIMES):
            if is_slip_of_multiple(step):
                yield wrong_multiple(step.now, step.base, stated.last, true_multiple(step))
        elif (stated.rising is not None or "改善" in stated.first.figure.label) and is_slip_of_change(step):
            change = Change(step.now, step.base, stated.of_kind(MONEY, COUNT), stated.of_kind(PERCENT), stated.rising)
            found = contradiction(change, step.base.figure.quantity.value, told=True)
            if found is not None:
                yield found
    for stated, now in lone_changes(subject):
        difference, rate = stated.of_kind(MONEY, COUNT), stated.of_kind(PERCENT)
        if any(is_reported(each, told) for each in stated.figures) or difference is None:
            continue
        if is_slip_of_lone_rate(stated, now, surroundings(subject, now)):
            moved = difference.figure.quantity.value
            base = now.figure.quantity.value + (-moved if stated.rising else moved)
            found = contradiction(Change(now, None, difference, rate, stated.rising), base, told=False)
            if found is not None:
                yield found


def _said_of_total(subject: Subject, change: Change) -> list[Observation] | None:
    """Whether a change behind the last part of a list is said of the total of the list: what is wrong with it then.

    None where it is not; it is where nothing contradicts it so, or where the stated difference fits.
    """
    for breakdown in subject.breakdowns_with(change.now):
        whole = replace(change, now=breakdown.total)
        step = change.difference.figure.quantity.value if change.difference is not None else None
        now = breakdown.total.figure.quantity.value
        bases = [base.figure.quantity.value for base in bases_of(subject, whole)]
        told = bool(bases)
        if not told and step is not None and change.rising is not None:
            bases = [now + (-step if change.rising else step)]
        for base in bases:
            wrong = contradiction(whole, base, told=told)
            if wrong is None:
                return []
            if told and step is not None and abs(abs(now - base) - step) <= CENT:
                return [wrong]
    return None
