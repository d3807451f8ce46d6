"""Problems and measures: problems that concern budget and performance, a measure for each, concrete measures."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import SectionKey
from departments.importing.report.parsed import Part
from departments.prose.characters import fold
from departments.prose.headings import read_numbering
from departments.prose.ordinals import point_starts

from .finding import Level, Observation
from .registry import check
from .subject import Subject

_BUDGET_WORDS = re.compile(
    r"预算|绩效|支出|经费|资金|财务|资产|采购|决算|内控|内部控制|指标|拨付|会计|专项|结转|结余|执行率|自评|核算|审批|票据|成本|公车|三公|账"
)
_COMMON = re.compile(
    r"工作|建设|管理|进一步|加强|提高|提升|意识|还有|有待|不够|不足|存在|问题|方面|完善|建立|健全|水平|能力|情况|制度|我局|单位|部门|"
    r"实际|特点|结合|开展|相关|各项|以及|通过|方式|对于|由于|需要|部分|一定|仍然|主要|措施|建议|明显|面临|困境|困难|局面|机制|推进|发展|全面|积极"
)
_CONCRETE = re.compile(
    r"20\d\d|\d+月|季度|上半年|下半年|年底|月底|每[月季年周]|(?:[年月日底]|之|以)前|\d+(?:\.\d+)?(?:%|个|次|项|人|天|日)|股|科室|专人|责任人|分管|牵头|领导小组|负责人"
)


def _items(subject: Subject, key: SectionKey) -> list[tuple[int, int, str]]:
    """The points of a section: numbered lines, else 一是…二是… and the like, else its paragraphs; with their spans."""
    items: list[tuple[int, int, str]] = []
    for part in subject.report.bodies(key):
        items.extend(_lines(subject, part))
    if len(items) == 1:
        start, _end, text = items[0]
        marks = point_starts(text)
        if len(marks) >= 2:
            bounds = [*marks, len(text)]
            items = [(start + a, start + b, text[a:b]) for a, b in pairwise(bounds)]
    return items


def _lines(subject: Subject, part: Part) -> list[tuple[int, int, str]]:
    lines: list[tuple[int, int, str, int]] = []
    position = part.body_start
    for line in subject.report.text[part.body_start : part.end].split("\n"):
        if line.strip():
            clean = re.sub(r"\[bookmark:[^\]]{0,60}\]", "", line)
            numbering = read_numbering(clean)
            lines.append((position, position + len(line), clean, numbering.level if numbering else 9))
        position += len(line) + 1
    if not lines:
        return []
    top = min(level for *_rest, level in lines)
    if top == 9:
        return [(start, end, text) for start, end, text, _level in lines if len(text.strip()) > 12]
    items: list[tuple[int, int, str]] = []
    for start, end, text, level in lines:
        if level == top:
            items.append((start, end, text))
        elif items:
            items[-1] = (items[-1][0], end, items[-1][2] + text)
    return items


def _topics(text: str) -> set[str]:
    """Pairs of characters that carry the matter of a text, common words left out."""
    pieces = re.split(r"\W+", _COMMON.sub(" ", re.sub(r"[一二三四五六七八九十\d]+[是、.．]?", " ", fold(text))))
    return {first + second for piece in pieces for first, second in pairwise(piece)}


@check(
    "problems_on_budget", number=42, level=Level.WARNING, name=gettext_lazy("问题涉及预算和绩效管理"),
    source=gettext_lazy("财预〔2020〕10号：自评应反映预算执行和绩效管理中的问题"),
    remedy=gettext_lazy("补充预算编制、执行、资产、绩效管理方面存在的问题。"),
)  # fmt: skip
def check_problems(subject: Subject) -> Iterator[Observation]:
    """A section of problems without a word on budget, money or performance."""
    for part in subject.report.bodies(SectionKey.PROBLEMS):
        body = subject.report.body(part)
        if len(body.strip()) >= 20 and not _BUDGET_WORDS.search(body):
            end = part.start + len(part.heading)
            yield Observation(
                part.start, end, stated=part.heading,
                message=_("所列问题都不涉及预算执行、资金、资产或绩效管理。"),
            )  # fmt: skip

_PROMISED = re.compile(r"措施|整改|改进|下一?步|今后|建议|拟|将(?!近)|计划于|打算")


@check(
    "problems_have_measures", number=43, level=Level.WARNING, name=gettext_lazy("每个问题都有改进措施"),
    source=gettext_lazy("财预〔2020〕10号：针对问题提出改进措施"), remedy=gettext_lazy("逐条对应问题写明改进措施。"),
)  # fmt: skip
def check_measures(subject: Subject) -> Iterator[Observation]:
    """Problems that no measure takes up: all of them, with or without a section of measures, or those left over."""
    problems, measures = _items(subject, SectionKey.PROBLEMS), _items(subject, SectionKey.MEASURES)
    if len(problems) < 2:
        return
    if not subject.report.bodies(SectionKey.MEASURES):
        words = " ".join(text for *_span, text in problems)
        whole = subject.report.bodies(SectionKey.PROFILE) and subject.report.bodies(SectionKey.PERFORMANCE)
        if whole and not _PROMISED.search(words):
            yield Observation(
                problems[0][0], problems[-1][1], stated=f"{len(problems)}", message=_("列出了问题，没有写改进措施。")
            )
        return
    if any(part.also for part in subject.report.bodies(SectionKey.PROBLEMS)):
        return  # problems and measures share a text: which is which is not certain
    answered = _topics(" ".join(text for *_span, text in measures))
    left = [(start, end, text) for start, end, text in problems if not _topics(text) & answered]
    all_left = len(left) == len(problems)
    if not all_left and len(measures) >= len(problems):
        return
    if all_left:
        start, end, _text = problems[0][0], problems[-1][1], ""
        yield Observation(start, end, stated=f"{len(left)}", message=_("所列的改进措施没有回应所列的问题。"))
        return
    for start, end, text in left:
        yield Observation(start, end, stated=text.strip()[:30], message=_("这个问题没有对应的改进措施。"))


@check(
    "measures_concrete", number=44, level=Level.HINT, name=gettext_lazy("措施具体：谁、何时、做什么"),
    source=gettext_lazy("整改要求：责任、时限、内容明确"), remedy=gettext_lazy("写明责任股室、完成时限和具体内容。"),
)  # fmt: skip
def check_concrete(subject: Subject) -> Iterator[Observation]:
    """Measures without anyone responsible, any date, any figure."""
    for part in subject.report.bodies(SectionKey.MEASURES):
        body = re.sub(r"(?m)^\s*\d{1,2}[.、]", "", fold(subject.report.body(part)))
        if part.key == SectionKey.MEASURES and len(body.strip()) >= 20 and not _CONCRETE.search(body):
            yield Observation(
                part.start, part.start + len(part.heading), stated=part.heading,
                message=_("改进措施没有写明责任人、时限或具体数量。"),
            )  # fmt: skip
