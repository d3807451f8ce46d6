"""Numbers of points against the points made: 三个问题：一是…二是…; “三个到位”：A到位、B到位、C到位."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold
from departments.prose.enumerations import opened_list
from departments.prose.headings import LEVELS, read_numbering
from departments.prose.numbers import read_chinese
from departments.prose.ordinals import find_ordinals, read_ordinals

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from .count_lists import SOURCE
from .counted import Counted, counted_things, head_of

_ASPECTS = re.compile(
    r"方面|问题|困难|不足|短板|措施|举措|做法|任务|工作|事项|实事|好事|大事|要事|行动|环节|原因|特点|因素|建议|目标|步骤|阶段|渠道|途径|到位|强化|提升|突破|转变|变化|"
    r"亮点|成效|经验|工程|机制|制度|模式|内容|情形|情况|理由|专项|着力|聚焦|坚持|结合|重点|优化|保障|抓手|^大?事|关$|^王?牌"
)
_UNITS = frozenset(("方面", "个", "项", "点", "条", "大", "件", "类", "种", "轮", "步", "道", "张"))
_ALWAYS = frozenset(("方面", "点", "条", "类", "种", "轮", "步", "道"))
_OPENS = re.compile(
    r"[^。，；：、\d]{0,20}(?P<mark>[：:。，]|——?)\s*(?:(?:具体|分别|主要|即|现)?(?:来说|来看|如下|是|为|有|包括|表现为|表现在|体现在|体现为)?[，：]?)?"
)
# What is done about problems told before: 针对上述3个问题，一是….
# 3个项目未完成：一是… may tell of some of them, or of what is common to all.
_THINGS = re.compile(r"^(?:重点|县直|市直|下属)?(?:项目|单位|部门|乡镇|村|社区|企业|小区|指标|股室)")
_THE_REST = re.compile(r"其余|其他|其它|剩余|另有|另外|等$")
_TOLD_BEFORE = re.compile(r"(?:上述|以上|前述|这|该)$|^(?:针对|面对|围绕|对照?|就|按照)")
_THESE = re.compile(r"^(?:这|以上|上述|前述)?$")
_SLOGAN = re.compile(
    r"[“\"‘「](?P<number>[两二三四五六七八九十])(?:个|大|项)?(?P<word>[^”\"’」\d]{1,4})[”\"’」][^，。：；（）、\d]{0,8}(?:：|——?|，?(?:即|就是|分别是|分别为|是|指|包括)：?)(?=[^，。；：]*、)"
)
_FARTHEST = 6000


@check(
    "count_aspects", number=33, level=Level.WARNING, name=gettext_lazy("“N个方面”与一是、二是一致"), source=SOURCE,
    remedy=gettext_lazy("改正个数，或者补全、合并各条。"),
)  # fmt: skip
def check_aspects(subject: Subject) -> Iterator[Observation]:
    """三个问题：一是…二是…, or as numbered lines below."""
    for counted in counted_things(subject):
        if not _are_points(counted):
            continue
        points = _points_behind(subject, counted) or _points_before(counted)
        if points >= 2 and points != counted.value:
            yield Observation(
                counted.label_start, counted.end, stated=counted.written, expected=f"{points}{counted.unit}",
                message=_("文中写“%(stated)s”，列出的是 %(count)s 条。") % {"stated": counted.written, "count": points},
            )  # fmt: skip
    for sentence in subject.report.sentences:
        yield from _slogans(sentence.start, sentence.text)


def _are_points(counted: Counted) -> bool:
    """Whether points are counted, which all are told; 12个项目：一是… may name some of them."""
    if counted.unit not in _UNITS or counted.value > 20:
        return False
    head = head_of(counted.tail) or re.sub(r"(?:[共有为是]|主要)+$", "", counted.label)[-4:]
    if _THINGS.match(head):
        return False
    if counted.in_quotes or counted.unit in _ALWAYS or (not counted.tail and counted.unit in "项件"):
        return True
    return bool(_ASPECTS.search(head))


def _points_behind(subject: Subject, counted: Counted) -> int:
    line_end = subject.line_of(counted.end)[1]
    rest = fold(subject.report.text[counted.end : min(line_end, counted.end + _FARTHEST)])
    match = _OPENS.match(rest)
    if match is None or (match["mark"] != "：" and _TOLD_BEFORE.search(counted.label)):
        return 0
    told = rest[match.end() :].lstrip()
    if not told:
        return _numbered_lines(subject, line_end) if match["mark"] != "，" else 0
    points = read_ordinals(told)
    if points is not None:
        rest_is_told = points.count < counted.value and _THE_REST.search(told[points.last :].partition("。")[0])
        return 0 if rest_is_told else points.count
    clauses = len(told.partition("。")[0].rstrip("；").split("；")) if match["mark"] == "：" else 0
    return clauses if clauses >= 2 and abs(clauses - counted.value) == 1 else 0


def _points_before(counted: Counted) -> int:
    """一是…；二是…；三是…，三个方面齐头并进: as many as the sentence has made before."""
    if not _THESE.match(counted.label):
        return 0
    before = counted.sentence.text[: counted.start - counted.sentence.start]
    points = find_ordinals(before)
    if points is None or points.count < 2 or "，" not in before[points.last :]:
        return 0
    return points.count


def _numbered_lines(subject: Subject, position: int) -> int:
    """How many lines numbered 1、2、3、 of one style follow directly."""
    count, style = 0, ""
    for line in subject.report.text[position + 1 : position + _FARTHEST].split("\n"):
        if not line.strip():
            continue
        numbering = read_numbering(line)
        if numbering is None:
            if count and len(line) > 10:
                continue  # a paragraph below a numbered line
            break
        if not style:
            style = numbering.style
        if numbering.style != style:
            if numbering.level > LEVELS[style]:
                continue
            break
        if numbering.value != count + 1:
            return 0
        count += 1
    return count


def _slogans(offset: int, text: str) -> Iterator[Observation]:
    """“四个到位”：A到位、B到位、C到位 – where every item repeats the word, all of them are named."""
    for match in _SLOGAN.finditer(text):
        named = opened_list(text[match.end() :])
        number = read_chinese(match["number"])
        if named is None or named.open_ended or not number or any(match["word"] not in item for item in named.items):
            continue
        if len(named.items) < 2 or named.fewest <= number <= named.most:
            continue
        written = match[0][1 : match.end("word") - match.start()]
        yield Observation(
            offset + match.start() + 1, offset + match.end() + named.end, stated=written,
            expected=written.replace(match["number"], _chinese(named.fewest), 1),
            message=_("文中写“%(stated)s”，列出的是 %(count)s 条。") % {"stated": written, "count": named.fewest},
        )  # fmt: skip


def _chinese(number: int) -> str:
    return "零一二三四五六七八九十"[number] if number <= 10 else str(number)
