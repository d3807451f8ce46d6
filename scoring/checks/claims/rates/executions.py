# ruff: noqa: E501 - a pattern is read better in one piece
"""Execution and control rates of money: 预算执行率, 资金支付率, 三公经费控制率, 资产利用率."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import SectionKey
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import is_ancestor, read_label
from departments.prose.quantities import MONEY, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from .near_rates import is_doubtful
from .rate_reading import (
    CONTROL,
    DONE,
    END,
    EXECUTION,
    PLANNED,
    figures_before,
    matches,
    one_of_each_value,
    ordered_pairs,
    wrong_rate,
)

_USE = re.compile(rf"资产(?:使用|利用)率{END}")
_HANDED_DOWN = re.compile(r"下达|应[收缴征付]|(?<!已)到位资金|安排资金")


@check(
    "execution_rate", number=17, level=Level.ERROR, name=gettext_lazy("预算执行率与预算数、执行数一致"),
    source=gettext_lazy("财预〔2020〕10号：执行率 = 全年执行数 ÷ 全年预算数"),
    remedy=gettext_lazy("按全年执行数 ÷ 全年预算数（调整后）重新计算执行率。"),
)  # fmt: skip
def check_execution(subject: Subject) -> Sequence[Observation]:
    """A stated execution or control rate against the budget and the outturn named in the same sentence or elsewhere."""
    return wrong_executions(subject)


def wrong_executions(subject: Subject) -> Sequence[Observation]:
    """The findings of this check, for those that shall not tell them again."""
    return subject.once("executions", lambda: list(_find(subject)))


def _find(subject: Subject) -> Iterator[Observation]:
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            if rate.kind != PERCENT or rate.figure.quantity.in_range:
                continue
            label = rate.figure.label
            if re.search(r"季度|上半年|月", rate.figure.gap) or _is_planned(subject, rate):
                continue
            control = bool(CONTROL.search(label))
            use = bool(_USE.search(label))
            if not control and not use and not EXECUTION.search(label):
                continue
            figures = figures_before(sentence, index, MONEY)
            near = [each for each in figures if each.figure.group == rate.figure.group]
            figures = near if len(near) >= 2 else figures
            certain = None if use else _roles(figures)
            pairs = [certain] if certain is not None else ordered_pairs(figures)
            if matches(rate, pairs) or _has_other_formula(sentence, rate):
                continue
            figures = [each for each in figures if each.code not in ("budget_addition", "budget_reduction")]
            roles = _assets(figures) if use else _roles(figures)
            named = _named_pairs(subject, rate) or _pairs_of_the_line(subject, rate, figures)
            if roles is None:
                known = [each for pair in named for each in pair]
                if any(each not in known for each in figures) or not named or matches(rate, named):
                    continue
                roles = named[0]
            elif not _is_of_adjusted(rate, roles) and matches(rate, named):
                continue
            if _is_by_another(subject, rate, roles[1]) or _is_of_another_line(subject, rate, roles):
                continue  # by a budget that is not told
            if not _is_of_adjusted(rate, roles) and not is_doubtful(subject, rate, *roles):
                continue
            yield wrong_rate(rate, *roles, _("利用率") if use else _("控制率") if control else _("执行率"))


def _is_of_adjusted(rate: Mention, roles: tuple[Mention, Mention]) -> bool:
    """全年预算2415.8万元，实际支出2341.9万元，执行率…: of no other budget, when the two stand together before it."""
    done, planned = roles
    together = done.sentence is planned.sentence and abs(done.index - planned.index) == 1
    if "年初" in rate.figure.label:
        return False
    return together and planned.column == "adjusted" and done.column == "outturn" and done.code == planned.code != ""


def _is_of_another_line(subject: Subject, rate: Mention, roles: tuple[Mention, Mention]) -> bool:
    """Whether a rate names one line and its figures another: 项目支出…, 基本支出执行率."""
    code = read_label(rate.figure.label, names=subject.report.names).code
    codes = {each.code for each in roles if each.code}
    return bool(code and codes) and not any(
        code == each or is_ancestor(code, each) or is_ancestor(each, code) for each in codes
    )


def _is_by_another(subject: Subject, rate: Mention, planned: Mention) -> bool:
    """Whether a rate beside the initial budget is of the adjusted one, which was not told or not understood."""
    if planned.column != "initial":
        return False
    moved = bool(subject.named("budget_addition") or subject.named("budget_reduction"))
    label = rate.figure.label
    plain = label.startswith(("预算执行率", "执行率")) and planned.code in ("expenditure_total", "income_total")
    return "调整后" in rate.figure.gap or (plain and moved and "年初" not in planned.figure.gap + label)


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
        and (each.column == "outturn" or (not each.column and DONE.search(each.figure.label)))
    ]  # fmt: skip
    planned = [each for each in figures if each not in done and (
        each.column in ("initial", "adjusted") or _HANDED_DOWN.search(each.figure.label) or PLANNED.search(each.figure.label))]  # fmt: skip
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
    if len(figures) != 1 or not re.fullmatch(rf"(?:支出|预算)?执行率{END[:-1]}", rate.figure.label):
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
    return [
        (done, planned) for planned in one_of_each_value(budgets) for done in one_of_each_value(outturns)
        if planned.figure.quantity.value > 0
    ]  # fmt: skip
