# ruff: noqa: E501 - a pattern is read better in one piece
"""Rates with their figures nearby: 预算执行率, 完成率, 控制率, 在职人员控制率; percentages no count can give."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import SectionKey
from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import read_label
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .figures import Verdict, judge, percent, shown, shown_percent

_END = r"(?:为|是|达到|达|约|仅|分别为|：|完成|计算为)*$"
_EXECUTION = re.compile(
    rf"(?:执行率|完成率|支付率|支出率|支出进度|执行进度|支付进度|完成比例|使用率|拨付率|收缴率|征缴率|征收率|兑付率|支出完成率|(?:完成|为|达)了?(?:年初|全年|年度|调整后)?预算数?的){_END}"
)
_USE = re.compile(rf"资产(?:使用|利用)率{_END}")
_CONTROL = re.compile(rf"(?<!人员)控制率{_END}")
_STAFF_CONTROL = re.compile(rf"(?:在职|财政供养)人员控制率{_END}")
# A rate of one count of another; those with a formula of their own are left to other checks.
_COUNT_RATE = re.compile(
    rf"(?!增长|控制|变动|满意|执行|利用|使用|支付|覆盖|占有|下降|好评|增幅|调整|结余)[\u4e00-\u9fff]{{2}}率{_END}"
)
_OF_PLAN = re.compile(r"(?:完成|为|占|达|达到)[^，]{0,8}(?:任务|目标|计划|指标)数?的$")
_IN_USE = re.compile(rf"(?:使用|利用|在用)率{_END}")
_SATISFIED = re.compile(rf"满意[率度]{_END}")
_REACHABLE = re.compile(rf"(?:满意率|满意度|回复率|办结率|合格率|好评率|答复率|回收率){_END}")
_PLANNED = re.compile(
    r"重点工作|预算|计划|到位|下达|安排|应|目标|任务|年初|批复|指标|发放|收到|受理|交办|共|总|排查|检查|办理|抽检|立案|检测"
)
_DONE = re.compile(
    r"实[种缴收到]|建成|落实|新建|支出|执行|决算|使用|支付|实际|已|完成|办结|结案|整改|回收|收回|拨付|合格|达标|发生|列支"
)
_HANDED_DOWN = re.compile(r"下达|应[收缴征付]|(?<!已)到位资金|安排资金")
_SURVEY = re.compile(r"问卷|调查|抽样|回收|走访|测评|回访")
_BASE_UNITS = ("件", "人", "名", "份", "户", "起", "个", "项", "家", "次", "宗", "人次")


def _figures_before(sentence: Sequence[Mention], index: int, kind: str) -> list[Mention]:
    return [
        each for each in sentence[:index]
        if each.kind == kind and not each.is_change and not each.figure.quantity.in_range and not each.label.prior
    ]  # fmt: skip


def _matches(rate: Mention, pairs: Iterator[tuple[Mention, Mention]] | list[tuple[Mention, Mention]]) -> bool:
    return any(
        whole.figure.quantity.value > 0
        and judge(rate.figure.quantity, percent(part.figure.quantity.value, whole.figure.quantity.value))
        != Verdict.WRONG
        for part, whole in pairs
    )


def _ordered_pairs(figures: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    return [(a, b) for a in figures for b in figures if a is not b]


def _wrong(rate: Mention, done: Mention, planned: Mention, words: str) -> Observation:
    true = percent(done.figure.quantity.value, planned.figure.quantity.value)
    return Observation(
        *rate.span, stated=shown(rate), expected=shown_percent(true),
        message=_("%(words)s：%(done)s ÷ %(planned)s = %(true)s，文中写“%(stated)s”。") % {
            "words": words, "done": shown(done), "planned": shown(planned), "true": shown_percent(true),
            "stated": shown(rate),
        },
    )  # fmt: skip


@check(
    "execution_rate", number=17, level=Level.ERROR, name=gettext_lazy("预算执行率与预算数、执行数一致"),
    source=gettext_lazy("财预〔2020〕10号：执行率 = 全年执行数 ÷ 全年预算数"),
    remedy=gettext_lazy("按全年执行数 ÷ 全年预算数（调整后）重新计算执行率。"),
)  # fmt: skip
def check_execution(subject: Subject) -> Iterator[Observation]:
    """A stated execution or control rate against the budget and the outturn named in the same sentence or elsewhere."""
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            if rate.kind != PERCENT or rate.figure.quantity.in_range:
                continue
            label = rate.figure.label
            if re.search(r"季度|上半年|月", rate.figure.gap) or _is_planned(subject, rate):
                continue
            control = bool(_CONTROL.search(label))
            use = bool(_USE.search(label))
            if not control and not use and not _EXECUTION.search(label):
                continue
            figures = _figures_before(sentence, index, MONEY)
            near = [each for each in figures if each.figure.group == rate.figure.group]
            figures = near if len(near) >= 2 else figures
            certain = None if use else _roles(figures)
            pairs = [certain] if certain is not None else _ordered_pairs(figures)
            if _matches(rate, pairs) or _has_other_formula(sentence, rate):
                continue
            figures = [each for each in figures if each.code not in ("budget_addition", "budget_reduction")]
            roles = _assets(figures) if use else _roles(figures)
            named = _named_pairs(subject, rate) or _pairs_of_the_line(subject, rate, figures)
            if roles is None:
                known = [each for pair in named for each in pair]
                if any(each not in known for each in figures) or not named or _matches(rate, named):
                    continue
                roles = named[0]
            elif _matches(rate, named):
                continue
            yield _wrong(rate, *roles, _("利用率") if use else _("控制率") if control else _("执行率"))


def _is_planned(subject: Subject, rate: Mention) -> bool:
    """Whether a rate is what shall be: it stands among the measures, or under a year to come."""
    if subject.report.section_at(rate.figure.start) == SectionKey.MEASURES:
        return True
    return rate.year is not None and subject.report.year is not None and rate.year > subject.report.year


def _has_other_formula(sentence: Sequence[Mention], rate: Mention) -> bool:
    """预算完成率 may count carry-over in; with additions but no adjusted budget its base is not written either."""
    before = sentence[0].sentence.text[: rate.start_in_sentence]
    adjusted = any(each.column == "adjusted" for each in sentence)
    return bool(re.search(r"结转|结余", before) or (re.search(r"追加", before) and not adjusted))


def _assets(figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The assets in use and all assets, where each is named once in the sentence."""
    used = [each for each in figures if each.code == "assets_in_use"]
    whole = [each for each in figures if each.code in ("assets_total", "assets_closing")]
    return (used[0], whole[0]) if len(used) == len(whole) == 1 and whole[0].figure.quantity.value > 0 else None


def _roles(figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The one outturn and the one budget among the figures of a sentence; the adjusted budget goes first."""
    done = [
        each for each in figures if not _HANDED_DOWN.search(each.figure.label)
        and (each.column == "outturn" or (not each.column and _DONE.search(each.figure.label)))
    ]  # fmt: skip
    planned = [each for each in figures if each not in done and (
        each.column in ("initial", "adjusted") or _HANDED_DOWN.search(each.figure.label) or _PLANNED.search(each.figure.label))]  # fmt: skip
    adjusted = [each for each in planned if each.column == "adjusted"]
    if len(adjusted) == 1:
        planned = adjusted
    if len(done) != 1 or len(planned) != 1 or len(figures) > 3:
        return None
    if done[0].code and planned[0].code and done[0].code != planned[0].code:
        return None
    return (done[0], planned[0]) if planned[0].figure.quantity.value > 0 else None


def _pairs_of_the_line(subject: Subject, rate: Mention, figures: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """项目支出决算6369万元，执行率95.6%: the one outturn of the sentence, its budgets elsewhere in the text."""
    if len(figures) != 1 or not re.fullmatch(rf"(?:支出|预算)?执行率{_END[:-1]}", rate.figure.label):
        return []
    done = figures[0]
    if done.column != "outturn" or not done.certain or done.index != rate.index - 1:
        return []
    budgets = [each for each in subject.named(done.code, "adjusted", "initial") if each.certain]
    if done.code == "expenditure_total" and not budgets:
        budgets = [each for each in subject.named("income_total", "adjusted", "initial") if each.certain]
    adjusted = [each for each in budgets if each.column == "adjusted"]
    chosen = adjusted or budgets
    if len({each.figure.quantity.value for each in chosen}) != 1 or chosen[0].figure.quantity.value <= 0:
        return []
    return [(done, each) for each in (chosen[0], *budgets)]


def _named_pairs(subject: Subject, rate: Mention) -> list[tuple[Mention, Mention]]:
    """Outturn and budget of the line the rate names, anywhere in the text: 三公经费控制率, 预算完成率."""
    label = read_label(re.sub(r"[“”\"]", "", rate.figure.label), names=subject.report.names)
    code = label.code
    if not code and re.search(
        r"(?:^|整体|部门|年度|调整后?|全年)(?:支出)?(?:预算)?(?:总)?预算(?:数)?(?:执行|完成)率|调整预算(?:执行|完成)率",
        rate.figure.label,
    ):
        code = "expenditure_total"
    if not code or label.scope:
        return []
    outturns = [each for each in subject.named(code, "outturn") if each.certain]
    outturns = outturns or [each for each in subject.named(code, "") if each.certain]
    budgets = [each for each in subject.named(code, "adjusted", "initial") if each.certain]
    if code == "expenditure_total" and not any(each.column == "adjusted" for each in budgets):
        budgets += [each for each in subject.named("income_total", "adjusted") if each.certain]
    budgets.sort(key=lambda each: each.column != "adjusted")
    return [(done, planned) for planned in budgets for done in outturns if planned.figure.quantity.value > 0]


@check(
    "count_rate", number=18, level=Level.WARNING, name=gettext_lazy("完成率与计划数、完成数一致"),
    source=gettext_lazy("财预〔2013〕53号：实际完成率 = 实际完成工作数 ÷ 计划工作数"),
    remedy=gettext_lazy("按完成数 ÷ 计划数重新计算。"),
)  # fmt: skip
def check_count_rates(subject: Subject) -> Iterator[Observation]:
    """完成率, 办结率, 回收率 against the two counts named before it in the sentence."""
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            label = rate.figure.label
            if rate.kind != PERCENT or rate.figure.quantity.in_range:
                continue
            of_plan = bool(_OF_PLAN.search(label))
            if _IN_USE.search(label) and (found := _use_of_things(sentence, rate)) is not None:
                yield found
                continue
            if (pair := _of_what_was_due(sentence, rate)) is not None:
                yield _wrong(rate, *pair, _("比率"))
                continue
            if not _COUNT_RATE.search(label) and not _SATISFIED.search(label) and not of_plan:
                continue
            figures = [each for each in _figures_before(sentence, index, COUNT) if each.exact]
            figures = [each for each in figures if same_measure(each, figures[-1])]
            if len(figures) < 2 or _matches(rate, _ordered_pairs(figures)) or _is_the_rest(rate, figures):
                continue
            pair = None if of_plan else _by_word(rate, figures)
            pair = pair or (None if _SATISFIED.search(label) else _last_two(rate, figures))
            if pair is not None and pair[1].figure.quantity.value > 0:
                yield _wrong(rate, *pair, _("比率"))


def _of_what_was_due(sentence: Sequence[Mention], rate: Mention) -> tuple[Mention, Mention] | None:
    """应免38.5万头，实免37.73万头，免疫率96%: two figures alone before a rate, one due, the other named as done.

    Only a slip of a few points: a rate far from both figures is perhaps taken of something else.
    """
    label = rate.figure.label
    if not _COUNT_RATE.search(label) or _EXECUTION.search(label) or _CONTROL.search(label) or rate.index != 2:
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
    return (done[0], due[0]) if least < abs(rate.figure.quantity.value - true) <= 5 and not _matches(rate, [(done[0], due[0])]) else None


def _use_of_things(sentence: Sequence[Mention], rate: Mention) -> Observation | None:
    """公务用车12辆，在用11辆，使用率97.8%: things and how many of them are in use."""
    figures = _figures_before(sentence, rate.index, COUNT)[-2:]
    if len(figures) != 2 or not same_measure(*figures) or not all(each.exact for each in figures):
        return None
    things, used = figures
    if "在用" not in used.figure.label or used.index != rate.index - 1 or things.index != used.index - 1:
        return None
    if not 0 < used.figure.quantity.value <= things.figure.quantity.value or _matches(rate, [(used, things)]):
        return None
    return _wrong(rate, used, things, _("使用率"))


def _is_the_rest(rate: Mention, figures: Sequence[Mention]) -> bool:
    """抽检1260批次，不合格25批次，合格率98.02%: the rate is of those that are left over."""
    return any(
        whole.figure.quantity.value > 0 and re.search(r"[不未无超]", part.figure.label) is not None
        and judge(rate.figure.quantity, 100 - percent(part.figure.quantity.value, whole.figure.quantity.value)) != Verdict.WRONG
        for part, whole in _ordered_pairs(figures)
    )  # fmt: skip


def _words(mention: Mention) -> str:
    return mention.figure.label + mention.figure.tail


def _by_word(rate: Mention, figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """采纳18件，采纳率…: the one figure with the word of the rate, and the one before it that it is taken of."""
    said = re.search(r"([\u4e00-\u9fff]{2})[率度](?!.*[率度])", rate.figure.label)
    near = [
        each for each in figures if each.figure.group == rate.figure.group and each.figure.depth == rate.figure.depth
    ]
    own = [each for each in near if said is not None and said[1] in _words(each)]
    if len(own) != 1 or re.search(r"[不未无]" + re.escape(said[1] if said else ""), _words(own[0])):
        return None
    before = [each for each in near if each.index < own[0].index] or [each for each in near if each is not own[0]][:1]
    whole = [each for each in before if re.search(r"有效|收回|回收", _words(each))][-1:]
    whole = whole or [each for each in before if _PLANNED.search(_words(each)) or _SURVEY.search(_words(each))][-1:]
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
    if _PLANNED.search(_words(first)) and _DONE.search(_words(second)):
        planned, done = first, second
    if re.search(r"[不未无]", done.figure.label):
        return None
    return (done, planned) if _PLANNED.search(_words(planned)) and _DONE.search(_words(done)) else None


@check(
    "staff_control_rate", number=12, level=Level.WARNING, name=gettext_lazy("在职人员控制率与编制数、在职人数一致"),
    source=gettext_lazy("财预〔2013〕53号：在职人员控制率 = 在职人员数 ÷ 编制数"),
    remedy=gettext_lazy("按在职人员数 ÷ 编制数重新计算。"),
)  # fmt: skip
def check_staff_rate(subject: Subject) -> Iterator[Observation]:
    """A stated 在职人员控制率 against the staff figures of the text."""
    pairs = [
        (actual, quota)
        for actual in subject.named("staff_actual") for quota in subject.named("staff_quota")
        if actual.certain and quota.certain and quota.figure.quantity.value > 0
    ]  # fmt: skip
    for sentence in subject.mentions:
        for rate in sentence:
            if (
                rate.kind == PERCENT
                and _STAFF_CONTROL.search(rate.figure.label)
                and pairs
                and not _matches(rate, pairs)
            ):
                yield _wrong(rate, *pairs[0], _("在职人员控制率"))


@check(
    "impossible_percent", number=36, level=Level.WARNING, name=gettext_lazy("百分比与基数相容"),
    source=gettext_lazy("算术核对：n 个对象中的比例只能是 k ÷ n"), remedy=gettext_lazy("写明满意率等比率的基数，按基数重新计算。"),
)  # fmt: skip
def check_reachable(subject: Subject) -> Iterator[Observation]:
    """满意率98.8% of 47 letters: no whole number of 47 gives it."""
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            if rate.kind != PERCENT or not rate.exact or not _REACHABLE.search(rate.figure.label):
                continue
            counts = [
                each for each in _figures_before(sentence, index, COUNT) if each.figure.quantity.unit in _BASE_UNITS
            ]
            if len(counts) == 2 and _COUNT_RATE.search(rate.figure.label) and same_measure(*counts):
                continue  # how many of how many: checked as a rate
            if counts and _by_word(rate, [each for each in counts if same_measure(each, counts[-1])]) is not None:
                continue
            if "满意度" in rate.figure.label and not _SURVEY.search(sentence[0].sentence.text):
                continue
            if (
                not counts
                or not all(each.exact for each in counts)
                or any(each.figure.group != rate.figure.group for each in counts)
            ):
                continue
            bases = {each.figure.quantity.value for each in counts}
            survey = _SURVEY.search(sentence[0].sentence.text)
            for size in range(2, 2 if survey else min(len(counts), 4) + 1):
                bases |= {
                    sum((each.figure.quantity.value for each in some), Decimal(0))
                    for some in combinations(counts, size) if all(same_measure(each, some[0]) for each in some)
                }  # fmt: skip
            if any(_can_be(rate, base) for base in bases):
                continue
            largest = max(bases)
            nearest = _nearest(rate, largest)
            yield Observation(
                *rate.span, stated=shown(rate), expected=nearest,
                message=_("按前面的数（%(counts)s）计算，得不出 %(stated)s：以 %(base)s 为基数，最接近的是 %(nearest)s。请写明基数。")
                % {
                    "counts": "、".join(shown(each) for each in counts), "stated": shown(rate), "base": largest,
                    "nearest": nearest,
                },
            )  # fmt: skip


def _can_be(rate: Mention, base: Decimal) -> bool:
    """Whether some whole number k of `base` gives the percentage at its own decimals."""
    quantity = rate.figure.quantity
    if base <= 0 or base > 20_000 or quantity.value > 100:
        return True
    k = int(quantity.value * base / 100)
    return any(
        judge(quantity, percent(Decimal(each), base)) != Verdict.WRONG
        for each in (k - 1, k, k + 1)
        if 0 <= each <= base
    )


def _nearest(rate: Mention, base: Decimal) -> str:
    k = (rate.figure.quantity.value * base / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{shown_percent(percent(k, base))}（{k}/{base}）"
