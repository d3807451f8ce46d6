# ruff: noqa: E501 - a pattern is read better in one piece
"""When a figure was so: 上年, 年初, 2021年, or as it was planned."""

import re
from dataclasses import dataclass

from departments.importing.report.mentions import Mention
from departments.prose.sentences import Sentence

TIME = re.compile(
    r"(?P<year>20\d\d) ?年(?P<end>[末底初])?|(?P<opening>(?:上年度?|去年)[末底]|[年期月]初)|(?P<prior>上一?年度?|去年|前一年|(?<![本今当]年)同期|此前|原来|原先|原(?=[为是])|(?:实施|改造|整治|治理|改革|调整|活动)前)"
    r"|(?P<closing>[年期][末底]|12月底)|(?P<now>[今本当]年|本期|全年|目前|现有|现在|如今|截至)"
)
PLAN = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算(?!收入|支出数|单位|管理)|计划|目标|任务|概算|批复|定额|限额|标准|下达")
_DONE = re.compile(r"执行|决算|实际|(?<!计划)(?<!应)(?<!任务)完成|支出数")
# 2021年、2022年和2023年分别为812万元、968万元、1126万元: each figure has the year of its place.
_LISTED = re.compile(r"(?P<years>(?:20\d\d ?年?[、，和及与至—\-~ ]*){2,})[^。；\d]*?(?:分别|依次)[^。；\d]*$")
_APART = re.compile(r"[、，和及与 ]{1,2}")


@dataclass(frozen=True)
class Time:
    """`kind` is prior, opening, closing, now, plan or empty; `year` where the text names one."""

    kind: str
    year: int | None = None


def time_of(mention: Mention) -> Time:
    """When a figure was so, by the last word of time since the figure before it."""
    if PLAN.search(mention.figure.label) and not _DONE.search(mention.figure.label):
        return Time("plan")
    listed = _listed_year(mention.sentence, mention.index)
    if listed is not None:
        return Time("", listed)
    found = list(TIME.finditer(mention.figure.gap[-48:]))
    if not found:
        return Time("")
    last = found[-1]
    if last["year"]:
        kind = {"初": "opening", "末": "closing", "底": "closing"}.get(last["end"] or "", "")
        return Time(kind, int(last["year"]))
    return Time(last.lastgroup or "")


def is_earlier(one: Mention, other: Mention, report_year: int | None) -> bool:
    """Whether the words make one of two figures last year's, or the opening one."""
    first, second = time_of(one), time_of(other)
    if first.year is not None:
        later = second.year or report_year
        return later is not None and first.year < later
    return first.kind in ("prior", "opening") and second.kind not in ("prior", "opening")


def _listed_year(sentence: Sentence, index: int) -> int | None:
    """The year of a figure in a row of figures that follows a row of years."""
    first = index
    while first and _APART.fullmatch(sentence.figures[first].gap):
        first -= 1
    match = _LISTED.search(sentence.figures[first].gap)
    if match is None:
        return None
    years = [int(year) for year in re.findall(r"20\d\d", match["years"])]
    if len(years) == 2 and re.search(r"[至—\-~]", match["years"]):
        years = list(range(years[0], years[1] + 1))
    return years[index - first] if index - first < len(years) else None
