# ruff: noqa: E501 - a pattern is read better in one piece
"""What one part of a report says against its list of duties and offices: handed over, newly set up, copied."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import SectionKey
from departments.prose.characters import fold
from departments.prose.headings import read_numbering

from .finding import Level, Observation
from .registry import check
from .subject import Subject

_HANDED_OVER = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,12}?)(?:行政执法)?(?:大队|中心|支队|队|站|办|局)?(?:的)?职[能责](?:已|整体|全部)?(?:划转|移交|划出|转隶|剥离)"
)
_LEADS = re.compile(r"^.*(?:顺利|全面|按时|已|将|了|把|完成|原|我局|本局|本单位|单位)")
_NEW_OFFICE = re.compile(r"(?:增设|新设|新增设|新成立|增加设立)(?:了)?(?P<name>[\u4e00-\u9fff]{2,14}?(?:股|科|室|处|办公室))")
_OFFICES = re.compile(r"内设(?:股室|科室|机构|处室)[^。]{0,12}(?:分别)?(?:是|为|有|包括|：)[^。]{4,}")
_DUTY = re.compile(r"负责|拟订|组织|指导|综合协调|监督|管理")


@check(
    "duty_handed_over", number=34, level=Level.HINT, name=gettext_lazy("划转的职能不再列为职责"),
    source=gettext_lazy("机构改革方案：职能划转后职责相应调整"), remedy=gettext_lazy("核对职能职责，已划转的删去；划转发生在年度中间的，写明时间。"),
)  # fmt: skip
def check_duties(subject: Subject) -> Iterator[Observation]:
    """职能划转 in the text, and a duty in the list that still names the matter."""
    duties = [
        duty
        for part in subject.report.bodies(SectionKey.PROFILE)
        for duty in _duties(subject.report.text[part.body_start : part.end])
    ]
    text = fold(subject.report.text)
    for match in _HANDED_OVER.finditer(text):
        lead = _LEADS.match(match["what"])
        begin = match.start() + (lead.end() if lead else 0)
        said = text[begin : match.end()]
        topic = match["what"][lead.end() if lead else 0 :]
        words = [each for each in (topic, topic.removesuffix("行政执法"), topic[:2]) if len(each) >= 2]
        executes = "执法" in match[0]
        for duty in duties:
            if not any(word in duty for word in words) or (executes and "执法" not in duty):
                continue
            number = read_numbering(duty)
            yield Observation(
                begin, match.end(), stated=said, expected="",
                message=_("文中写“%(moved)s”，职责第 %(number)s 条仍列有这项工作：“%(duty)s”。")
                % {"moved": said, "number": number.value if number else "", "duty": _clause(duty, words)},
            )  # fmt: skip
            break


def _duties(text: str) -> Iterator[str]:
    """The numbered lines that say what the unit does."""
    for line in text.split("\n"):
        numbering = read_numbering(line)
        if numbering is not None and numbering.level >= 3 and _DUTY.search(line):
            yield fold(line)


def _clause(duty: str, words: list[str]) -> str:
    clauses = re.split("[；。]", duty)
    found = [each for each in clauses if any(word in each for word in words)]
    executing = [each for each in found if "执法" in each]
    return (executing or found)[0].strip()[:40]


@check(
    "office_not_listed", number=33, level=Level.HINT, name=gettext_lazy("新设的股室列入内设机构"),
    source=gettext_lazy("数据一致性：机构名单与正文一致"), remedy=gettext_lazy("核对内设机构名单和个数；年度内增设的写明时间。"),
)  # fmt: skip
def check_offices(subject: Subject) -> Iterator[Observation]:
    """增设原材料与消费品股, and the list of offices does not have it."""
    text = fold(subject.report.text)
    listed = _OFFICES.search(text)
    if listed is None:
        return
    for match in _NEW_OFFICE.finditer(text):
        if match["name"] not in listed[0] and not match["name"].endswith("办公室"):
            yield Observation(
                match.start(), match.end(), stated=match["name"], expected="",
                message=_("文中写“%(said)s”，内设机构名单中没有%(name)s。") % {"said": match[0], "name": match["name"]},
            )  # fmt: skip


# Phrases that only one kind of bureau can say of itself.
_FOREIGN = ((re.compile(r"为完成财政财务管理工作"), re.compile(r"财政")),)
# A unit that speaks of itself: 某县某局2023年度整体支出…, 某县某局…对本单位…自评; not 根据县财政局通知.
_OTHER_UNIT = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=我们))(?!我们|根据|依据|按|遵|经|报|由|向|受|与|对|在|配合|接受|结合|落实)"
    r"(?P<unit>[\u4e00-\u9fff]{0,4}[县市区旗][\u4e00-\u9fff]{2,14}?(?:局|委员会|办公室|中心|医院|学校|[中小]学|政府|办事处|联合会|[院站馆]))"
    r"(?:(?:20\d\d年度?)?(?:部门)?整体支出绩效|[^。；\n]{0,24}本(?:单位|部门)[^，。；\n]{0,16}自评"
    r"|(?:认真|切实|全面|积极)?(?:履行|围绕|立足|结合|紧扣)本(?:单位|部门))"
)


@check(
    "foreign_words", number=41, level=Level.WARNING, name=gettext_lazy("没有照搬其他单位的说法"),
    source=gettext_lazy("报告写作规范：内容不照抄其他单位"), remedy=gettext_lazy("改写为本单位的工作任务。"),
)  # fmt: skip
def check_foreign(subject: Subject) -> Iterator[Observation]:
    """为完成财政财务管理工作 in the report of a bureau that is no finance bureau; the report called another unit's."""
    yield from _called_another_units(subject)
    for words, whose in _FOREIGN:
        match = words.search(subject.report.text)
        if match is not None and subject.report.unit and not whose.search(subject.report.unit):
            yield Observation(
                match.start(), match.end(), stated=match[0], expected="",
                message=_("“%(words)s”是财政部门的职责用语，疑似照搬。") % {"words": match[0]},
            )  # fmt: skip


def _called_another_units(subject: Subject) -> Iterator[Observation]:
    names = subject.report.names
    for match in _OTHER_UNIT.finditer(subject.report.text):
        said = match["unit"]
        if names and not any(name in said or said in name for name in names):
            yield Observation(
                match.start(), match.end(), stated=said, expected=names[0],
                message=_("本报告的单位是“%(own)s”，此处写的是“%(said)s”，疑似照搬其他单位的报告。")
                % {"own": names[0], "said": said},
            )  # fmt: skip
