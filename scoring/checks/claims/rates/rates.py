# ruff: noqa: E501 - a pattern is read better in one piece
"""Rates of counts with their figures nearby: 完成率, 办结率, 回收率, 在职人员控制率."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import Verdict, judge, percent, shown, shown_percent
from ..nearby import is_reported, span_of
from ..shares.ratios import Ratio
from .executions import wrong_executions
from .near_rates import is_doubtful, near_rates
from .rate_reading import (
    CONTROL,
    COUNT_RATE,
    DONE,
    END,
    EXECUTION,
    PLANNED,
    SURVEY,
    figures_before,
    matches,
    one_of_each_value,
    ordered_pairs,
    wrong_rate,
)  # fmt: skip
from .rate_words import is_tied

_IN_BRACKETS = re.compile(r"人员控制率（[^（）]{4,40}）[为是达约]*$")
_STAFF_CONTROL = re.compile(rf"(?:在职|财政供养)人员控制率{END}")
_OF_PLAN = re.compile(r"(?:完成|为|占|达|达到)[^，]{0,8}(?:任务|目标|计划|指标)数?的$")
_IN_USE = re.compile(rf"(?:使用|利用|在用)率{END}")
_IS_PLANNED = re.compile(r"计划|应(?![急用聘对])|下达|目标|任务")
_SATISFIED = re.compile(rf"满意[率度]{END}")


@check(
    "count_rate", number=18, level=Level.WARNING, name=gettext_lazy("完成率与计划数、完成数一致"),
    source=gettext_lazy("财预〔2013〕53号：实际完成率 = 实际完成工作数 ÷ 计划工作数"),
    remedy=gettext_lazy("按完成数 ÷ 计划数重新计算。"),
)  # fmt: skip
def check_count_rates(subject: Subject) -> Sequence[Observation]:
    """完成率, 办结率, 回收率 against the two figures named before it, whatever they count."""
    return wrong_rates(subject)


def wrong_rates(subject: Subject) -> Sequence[Observation]:
    """The findings of this check, for those that shall not tell them again."""
    return subject.once("count_rates", lambda: _find(subject))


def _find(subject: Subject) -> list[Observation]:
    found = list(_by_words(subject))
    for wrong in near_rates(subject):
        if not is_reported(wrong.figure, [*found, *wrong_executions(subject)]):
            true, stated = shown_percent(wrong.ratio.percent), shown(wrong.figure)
            found.append(Observation(
                *span_of(wrong.figure, *wrong.ratio.parts, *wrong.ratio.wholes), stated=stated, expected=true,
                message=_("比率：%(ratio)s = %(true)s，文中写“%(stated)s”。")
                % {"ratio": wrong.ratio.words, "true": true, "stated": stated},
            ))  # fmt: skip
    return found


def _by_words(subject: Subject) -> Iterator[Observation]:
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            label = rate.figure.label
            if rate.kind != PERCENT or rate.figure.quantity.in_range or rate.label.prior:
                continue  # 上年结案率 is made of last year's cases
            of_plan = bool(_OF_PLAN.search(label))
            if _IN_USE.search(label) and (found := _use_of_things(sentence, rate)) is not None:
                yield found
                continue
            if (pair := _of_what_was_due(sentence, rate)) is not None and is_doubtful(subject, rate, *pair):
                yield wrong_rate(rate, *pair, _("比率"))
                continue
            if not COUNT_RATE.search(label) and not _SATISFIED.search(label) and not of_plan:
                continue
            figures = [each for each in figures_before(sentence, index, COUNT) if each.exact]
            figures = [each for each in figures if same_measure(each, figures[-1])]
            if len(figures) < 2 or matches(rate, ordered_pairs(figures)) or _is_the_rest(rate, figures):
                continue
            pair = None if of_plan else by_word(rate, figures)
            pair = pair or (None if _SATISFIED.search(label) else _last_two(rate, figures))
            if pair is None or pair[1].figure.quantity.value <= 0 or not (of_plan or is_tied(rate, *pair)):
                continue
            ratio = Ratio(pair[:1], pair[1:])
            if not ratio.is_slipped(rate) and not ratio.percent / 2 <= rate.figure.quantity.value <= ratio.percent * 2:
                continue  # 残疾人1.1万人，适配辅具860人，辅具适配率95%: of those who need one
            if is_doubtful(subject, rate, *pair):
                yield wrong_rate(rate, *pair, _("比率"))


def _of_what_was_due(sentence: Sequence[Mention], rate: Mention) -> tuple[Mention, Mention] | None:
    """应免38.5万头，实免37.73万头，免疫率96%: two figures alone before a rate, one due, the other named as done.

    Only a slip of a few points: a rate far from both figures is perhaps taken of something else.
    """
    label = rate.figure.label
    if not COUNT_RATE.search(label) or EXECUTION.search(label) or CONTROL.search(label) or rate.index != 2:
        return None
    two = sentence[:2]
    if two[0].kind not in (COUNT, MONEY) or not same_measure(*two) or not rate.exact:
        return None
    if any(
        not each.exact or each.is_change or each.figure.depth or each.figure.group != rate.figure.group
        or each.label.prior
        for each in two
    ):  # fmt: skip
        return None
    due = [each for each in two if re.search(r"应(?![急届对用聘邀诊变试援])", each.figure.label)]
    done = [each for each in two if each not in due and not re.search(r"[不未无欠]", _words(each))]
    if len(due) != 1 or len(done) != 1 or not 0 < done[0].figure.quantity.value <= due[0].figure.quantity.value:
        return None
    true = percent(done[0].figure.quantity.value, due[0].figure.quantity.value)
    # The counts may be rounded themselves: 31.25万人 is no exact number.
    least = Decimal("0.2") if any(each.figure.quantity.decimals for each in two) else Decimal(0)
    return (done[0], due[0]) if least < abs(rate.figure.quantity.value - true) <= 5 and not matches(rate, [(done[0], due[0])]) else None


def _use_of_things(sentence: Sequence[Mention], rate: Mention) -> Observation | None:
    """公务用车12辆，在用11辆，使用率97.8%: things and how many of them are in use."""
    figures = figures_before(sentence, rate.index, COUNT)[-2:]
    if len(figures) != 2 or not same_measure(*figures) or not all(each.exact for each in figures):
        return None
    things, used = figures
    if "在用" not in used.figure.label or used.index != rate.index - 1 or things.index != used.index - 1:
        return None
    if not 0 < used.figure.quantity.value <= things.figure.quantity.value or matches(rate, [(used, things)]):
        return None
    return wrong_rate(rate, used, things, _("使用率"))


def _is_the_rest(rate: Mention, figures: Sequence[Mention]) -> bool:
    """抽检1260批次，不合格25批次，合格率98.02%: the rate is of those that are left over."""
    return any(
        whole.figure.quantity.value > 0 and re.search(r"[不未无超]", part.figure.label) is not None
        and judge(rate.figure.quantity, 100 - percent(part.figure.quantity.value, whole.figure.quantity.value)) != Verdict.WRONG
        for part, whole in ordered_pairs(figures)
    )  # fmt: skip


def _words(mention: Mention) -> str:
    return mention.figure.label + mention.figure.tail


def by_word(rate: Mention, figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """采纳18件，采纳率…: the one figure with the word of the rate, and the one before it that it is taken of."""
    said = re.search(r"([\u4e00-\u9fff]{2})[率度](?!.*[率度])", rate.figure.label)
    near = [
        each for each in figures if each.figure.group == rate.figure.group and each.figure.depth == rate.figure.depth
    ]
    own = [each for each in near if said is not None and said[1] in _words(each)]
    if said is not None and said[1] == "完成":
        own = [each for each in own if not _IS_PLANNED.search(_words(each))]  # 计划完成1200人次, 实际…1344人次
    if len(own) != 1 or re.search(r"[不未无]" + re.escape(said[1] if said else ""), _words(own[0])):
        return None
    before = [each for each in near if each.index < own[0].index] or [each for each in near if each is not own[0]][:1]
    whole = [each for each in before if re.search(r"有效|收回|回收", _words(each))][-1:]
    whole = whole or [each for each in before if PLANNED.search(_words(each)) or SURVEY.search(_words(each))][-1:]
    whole = whole or before[-1:]
    if len(whole) != 1 or whole[0].figure.quantity.value < own[0].figure.quantity.value:
        return None
    return own[0], whole[0]


def _due(rate: Mention) -> str:
    """What was due, by the word of the rate: 应年检 before 年检率."""
    said = re.search(r"([\u4e00-\u9fff]{2})率", rate.figure.label)
    return f"应{said[1]}" if said else "应当"


def _last_two(rate: Mention, figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The last two figures before the rate, where their words say which is the plan and which was done."""
    first, second = figures[-2:]
    if first.figure.group != rate.figure.group or second.index != rate.index - 1:
        return None
    if _due(rate) in first.figure.label and second.figure.quantity.value <= first.figure.quantity.value:
        return second, first
    planned, done = (first, second) if second.figure.quantity.value <= first.figure.quantity.value else (second, first)
    if PLANNED.search(_words(first)) and DONE.search(_words(second)):
        planned, done = first, second
    if re.search(r"[不未无]", done.figure.label):
        return None
    return (done, planned) if PLANNED.search(_words(planned)) and DONE.search(_words(done)) else None


def _is_of_staff(sentence: Sequence[Mention], rate: Mention) -> bool:
    """编制62名，在职58人，控制率95.35%: posts and staff before a rate that does not say whose it is; 控制率（58÷62）为…."""
    if _IN_BRACKETS.search(rate.sentence.text[: rate.start_in_sentence]):
        return True
    before = {each.code for each in sentence[max(0, rate.index - 2) : rate.index]}
    return bool(CONTROL.search(rate.figure.label)) and before == {"staff_quota", "staff_actual"}


@check(
    "staff_control_rate", number=12, level=Level.WARNING, name=gettext_lazy("在职人员控制率与编制数、在职人数一致"),
    source=gettext_lazy("财预〔2013〕53号：在职人员控制率 = 在职人员数 ÷ 编制数"),
    remedy=gettext_lazy("按在职人员数 ÷ 编制数重新计算。"),
)  # fmt: skip
def check_staff_rate(subject: Subject) -> Iterator[Observation]:
    """A stated 在职人员控制率 against the staff figures of the text."""
    pairs = [
        (actual, quota)
        for actual in one_of_each_value(each for each in subject.named("staff_actual") if each.certain)
        for quota in one_of_each_value(each for each in subject.named("staff_quota") if each.certain)
        if quota.figure.quantity.value > 0
    ]  # fmt: skip
    for sentence in subject.mentions:
        for rate in sentence:
            if (
                rate.kind == PERCENT
                and (_STAFF_CONTROL.search(rate.figure.label) or _is_of_staff(sentence, rate))
                and pairs
                and not matches(rate, pairs)
            ):
                yield wrong_rate(rate, *pairs[0], _("在职人员控制率"))
