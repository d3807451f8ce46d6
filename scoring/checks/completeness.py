# ruff: noqa: E501 - a pattern is read better in one piece
"""What a report's text has to give: assets, procurement, the survey behind a satisfaction rate, date and signature."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import SectionKey
from departments.prose.characters import fold
from departments.prose.quantities import PERCENT, find_quantities
from departments.prose.sentences import squeeze

from .finding import Level, Observation
from .registry import check
from .subject import Subject

_SATISFACTION = re.compile(r"满意(?:率|度)[^，。；]{0,6}$")
_SURVEY = re.compile(r"问卷|调查|抽样|样本|回访|走访|测评|访谈|访问|受访|回收|评议")
_DATE = re.compile(
    r"(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2}) ?年 ?(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月|20\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?"
)
_CONTACT = re.compile(r"联系人|联系电话|填表人|填报人|联络电话|经办人|负责人(?:签字|：)|（盖章）|（公章）")
_GIVEN = {
    "procurement": re.compile(r"政府?采购"),
    "carry_over": re.compile(r"结转|年[末底][^，。；]{0,8}结余|结余(?:率|资金)?(?:为|共|\d)"),
    "meetings": re.compile(r"会议费|培训费"),
}


@check(
    "satisfaction_survey", number=49, level=Level.WARNING, name=gettext_lazy("满意度有样本、方法和时间"),
    source=gettext_lazy("财预〔2013〕53号：服务对象满意度一般采用社会调查的方式"),
    remedy=gettext_lazy("写明调查的时间、方法、发放和回收份数。"),
)  # fmt: skip
def check_survey(subject: Subject) -> Iterator[Observation]:
    """A satisfaction rate without a word of the survey behind it."""
    for sentence in subject.mentions:
        for rate in sentence:
            if rate.kind != PERCENT or not _SATISFACTION.search(rate.figure.label):
                continue
            line = subject.quote(*subject.line_of(rate.figure.start))
            section = subject.report.section_at(rate.figure.start)
            around = "".join(subject.report.body(part) for part in subject.report.bodies(section)) if section else line
            if not _SURVEY.search(around) and "\t" not in line:
                yield Observation(
                    *rate.span, stated=subject.quote(rate.figure.start, rate.figure.end),
                    message=_("满意度没有写明调查的样本、方法和时间。"),
                )  # fmt: skip
                return


@check(
    "asset_figures", number=50, level=Level.WARNING, name=gettext_lazy("资产情况有年初、年末和使用情况的数"),
    source=gettext_lazy("财预〔2013〕53号：固定资产利用率 = 实际在用 ÷ 所有固定资产"),
    remedy=gettext_lazy("补充资产年初数、年末数、在用和闲置的金额。"),
)  # fmt: skip
def check_assets(subject: Subject) -> Iterator[Observation]:
    """A section on assets without a single figure."""
    if any(fact.name.startswith("assets_") for fact in subject.report.facts):
        return
    for part in subject.report.bodies(SectionKey.ASSETS):
        body = subject.report.body(part)
        if part.key == SectionKey.ASSETS and body.strip() and not find_quantities(body):
            yield Observation(
                part.start, part.start + len(part.heading), stated=part.heading,
                message=_("资产管理部分没有一个数字，资产的规模和使用率无从核对。"),
            )  # fmt: skip


@check(
    "required_amounts", number=51, level=Level.ERROR, name=gettext_lazy("写明政府采购、结转结余、会议费和培训费"),
    source=gettext_lazy("部门整体支出绩效评价基础数据表"), remedy=gettext_lazy("补充政府采购、结转结余、会议费、培训费的金额；没有的写明为0。"),
)  # fmt: skip
def check_amounts(subject: Subject) -> Iterator[Observation]:
    """None of the three groups is given with an amount, or said not to exist, anywhere in the text."""
    if not subject.named("expenditure_total"):
        return
    for sentence in subject.report.sentences:
        text = squeeze(sentence.text)
        for words in _GIVEN.values():
            for match in words.finditer(text):
                around = text[max(0, match.start() - 8) : match.end() + 24]
                if re.search(r"\d|无|没有|零|未", around[:8] + text[match.end() : match.end() + 16]):
                    return
    for line in subject.report.document.lines:
        if line.cells and any(words.search(line.text) for words in _GIVEN.values()):
            return
    parts = subject.report.bodies(SectionKey.EXPENDITURE)
    start, end = (parts[0].start, parts[0].start + len(parts[0].heading)) if parts else (-1, -1)
    yield Observation(
        start, end, expected=_("政府采购、结转结余、会议费和培训费"), section=None if parts else "",
        message=_("没有写明政府采购、结转结余、会议费和培训费的金额。"),
    )  # fmt: skip


@check(
    "date_and_signature", number=57, level=Level.ERROR, name=gettext_lazy("有日期、落款和联系人"),
    source=gettext_lazy("GB/T 9704—2012：署名和成文日期"), remedy=gettext_lazy("在文末写明单位名称、日期和联系人。"),
)  # fmt: skip
def check_date(subject: Subject) -> Iterator[Observation]:
    """No date on the cover or at the end, and nobody to ask."""
    report = subject.report
    lines = [line for line in fold(report.text).split("\n") if line.strip()]
    if len(lines) < 8:
        return
    opening = "\n".join(line for line in lines[:15] if (len(line) < 40 and not report.title) or "报告" not in line)
    head = "\n".join(line for line in opening.split("\n") if len(line) < 40)
    tail = "\n".join(line for line in lines[-8:] if len(line) < 60)
    if not _DATE.search(head) and not _DATE.search(tail) and not _CONTACT.search(head + tail):
        yield Observation(-1, -1, section="", message=_("没有成文日期、落款和联系人。"))
