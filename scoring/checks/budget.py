"""Budget figures of the text against each other and against what a report has to give: 三公, execution, adjustment."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.characters import fold
from departments.prose.sentences import squeeze

from .claims.figures import sum_of
from .finding import Level, Observation
from .registry import check
from .subject import Subject

_PARTS = {
    "three_public_abroad": gettext_lazy("因公出国（境）费"),
    "three_public_vehicle": gettext_lazy("公务用车购置及运行维护费"),
    "three_public_reception": gettext_lazy("公务接待费"),
}
_PART_WORDS = {
    "three_public_abroad": r"出国|出境|因公",
    "three_public_vehicle": r"公务用?车|公车|车辆",
    "three_public_reception": r"接待|招待",
}
_SAID = re.compile(
    r"变动率|控制率|同比|比上年|较上年|上年|去年|决算|实际支出|执行数|实际发生|实际使用|增加|减少|下降|增长|压减|持平"
)
_ADJUSTED = re.compile(r"全年预算|调整后|调整预算|预算调整|追加|追减|调增|调减(?!轻)|结转|年中")


@check(
    "three_public_named", number=10, level=Level.ERROR, name=gettext_lazy("“三公”经费三项都写明"),
    source=gettext_lazy("财预〔2013〕53号：“三公”经费 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费"),
    remedy=gettext_lazy("三项都写出金额，没有发生的写明为0。"),
)  # fmt: skip
def check_three_public_named(subject: Subject) -> Iterator[Observation]:
    """A total of 三公 with some parts named and others nowhere in the text."""
    totals = [each for each in subject.named("three_public_total") if each.certain]
    text = squeeze(fold(subject.report.text))
    if not totals or not any(subject.named(code) or subject.named("vehicle_running") for code in _PARTS):
        return
    section = subject.report.section_at(totals[0].figure.start)
    bodies = "".join(squeeze(fold(subject.report.body(part))) for part in subject.report.bodies(section)) or text
    missing = [str(_PARTS[code]) for code, words in _PART_WORDS.items() if not _is_told(subject, code, words, bodies)]
    if missing:
        level = Level.HINT if _is_complete(subject) else None
        yield Observation(
            *totals[0].span, stated="", expected="、".join(missing), level=level,
            message=_("只写了“三公”经费总额和部分项目，未写明：%(missing)s（没有发生的也要写0）。")
            % {"missing": "、".join(missing)},
        )  # fmt: skip


def _is_complete(subject: Subject) -> bool:
    """Whether the parts that are named make up the whole total: then those that are not named are nothing."""
    named = [
        next(iter(subject.named(code)), None)
        for code in (*_PARTS, "vehicle_running", "vehicle_purchase")
    ]
    parts = [each for each in named if each is not None]
    return any(
        len(parts) > 1 and sum_of(parts) == each.figure.quantity.value for each in subject.named("three_public_total")
    )


def _is_told(subject: Subject, code: str, words: str, text: str) -> bool:
    own = (code, "vehicle_running", "vehicle_purchase") if code == "three_public_vehicle" else (code,)
    if any(subject.named(each) for each in own):
        return True
    said = re.search(
        rf"(?:无|没有|未|零|0)[^。；]{{0,24}}(?:{words})|(?:{words})[^。；]{{0,24}}(?:无|没有|未|零|0|均为|各|万元)",
        text,
    )
    return said is not None


@check(
    "three_public_computable", number=11, level=Level.ERROR, name=gettext_lazy("“三公”经费变动率、控制率能够计算"),
    source=gettext_lazy("财预〔2013〕53号：变动率 = （本年 − 上年）÷ 上年，控制率 = 实际支出 ÷ 预算安排"),
    remedy=gettext_lazy("补充“三公”经费的上年数和本年决算数。"),
)  # fmt: skip
def check_three_public_computable(subject: Subject) -> Iterator[Observation]:
    """Only one 三公 figure in the whole text: neither last year's nor the outturn, and no word of either."""
    totals = [each for each in subject.named("three_public_total") if each.certain]
    if not totals or {each.column for each in totals} - {totals[0].column} or totals[0].column != "initial":
        return
    facts = {fact.name for fact in subject.report.facts if fact.name.startswith("three_public_total.")}
    if len(facts) > 1:
        return
    around = "".join(
        squeeze(sentence.text) for sentence in subject.report.sentences
        if re.search(r"三公|公务接待|公务用车|出国", squeeze(sentence.text))
    )  # fmt: skip
    if not _SAID.search(around):
        yield Observation(
            *totals[0].span, stated=subject.quote(totals[0].figure.start, totals[0].figure.end), expected="",
            message=_("“三公”经费只有一个预算数，没有上年数和决算数，变动率和控制率都无法计算。"),
        )  # fmt: skip


@check(
    "outturn_equals_budget", number=15, level=Level.WARNING, name=gettext_lazy("执行数不与年初预算完全相同"),
    source=gettext_lazy("经验核对：全年执行数与年初预算数分毫不差的，多为误用预算数"),
    remedy=gettext_lazy("核对全年执行数；确实完全相同的，说明原因。"),
)  # fmt: skip
def check_outturn(subject: Subject) -> Iterator[Observation]:
    """The year's expenditure equals the initial budget to the cent, total and parts alike."""
    initial = {each.figure.quantity.value for each in subject.named("expenditure_total", "initial") if each.certain}
    if not initial or subject.named("expenditure_total", "adjusted"):
        return
    for each in subject.named("expenditure_total", "outturn", ""):
        if each.figure.quantity.value in initial and each.certain and _is_the_years(each):
            yield Observation(
                *each.span, stated=subject.quote(each.figure.start, each.figure.end), expected="",
                message=_("全年支出与年初预算数完全相同，没有全年执行数。"),
            )  # fmt: skip
            return


def _is_the_years(mention: Mention) -> bool:
    return mention.column == "outturn" or mention.label.year is not None


@check(
    "adjusted_budget", number=16, level=Level.ERROR, name=gettext_lazy("年初预算和全年（调整后）预算都写明"),
    source=gettext_lazy("财预〔2020〕10号：执行率以全年预算数（调整后）为基数"),
    remedy=gettext_lazy("补充全年预算数，以及上年结转、本年追加、追减的金额；没有调整的，写明没有调整。"),
)  # fmt: skip
def check_adjusted(subject: Subject) -> Iterator[Observation]:
    """An initial budget, but no word of an adjusted one, of additions or of carry-over."""
    totals = [each for each in subject.named("expenditure_total", "initial") if each.certain]
    if not totals or _ADJUSTED.search(squeeze(fold(subject.report.text))):
        return
    if any(fact.name.endswith(".adjusted") for fact in subject.report.facts):
        return
    yield Observation(
        *totals[0].span, stated=subject.quote(totals[0].figure.start, totals[0].figure.end), expected="",
        message=_("只有年初预算数，没有全年预算数（调整后），也没有上年结转和本年追加的金额。"),
    )  # fmt: skip


_TOLD_OUTTURN = re.compile(
    r"决算|执行数|执行率|实际支出|实际使用|实际发生|实际完成|实际执行|全年支出|支出进度|支付率|支付进度|完成支出|累计支出|支出完成|整体支出\d|总支出\d"
)


@check(
    "execution_missing", number=14, level=Level.ERROR, name=gettext_lazy("写明全年执行数"),
    source=gettext_lazy("财预〔2020〕10号：预算执行率 = 全年执行数 ÷ 全年预算数"),
    remedy=gettext_lazy("补充全年执行数（决算数）。"),
)  # fmt: skip
def check_execution_told(subject: Subject) -> Iterator[Observation]:
    """A budget, and no figure and no word of what was spent; where a figure is called the year's, check 15 speaks."""
    totals = [each for each in subject.named("expenditure_total", "initial", "adjusted") if each.certain]
    if not totals or subject.named("expenditure_total", "outturn", ""):
        return
    if any(fact.name.endswith(".outturn") for fact in subject.report.facts):
        return
    if _TOLD_OUTTURN.search(squeeze(fold(subject.report.text))):
        return
    yield Observation(
        *totals[0].span, stated=subject.quote(totals[0].figure.start, totals[0].figure.end), expected="",
        message=_("只有预算数，没有全年执行数（决算数），执行率无法计算。"),
    )  # fmt: skip
