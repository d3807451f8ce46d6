# ruff: noqa: E501 - a pattern is read better in one piece
"""Figures and phrases of the year's own that stand under another year, as they do where last year's report was copied.

现将2022年度整体支出绩效自评情况报告如下 in a report on 2023; 截至2022年末在职43人 and no staff of 2023 anywhere;
2022年支出合计1180万元 where 2023 has no 支出合计.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT

from ...subject import Subject

_YEAR = r"(?P<named>(?P<year>20\d\d) ?年(?:度|末|底|12月(?:31日|末|底)?)?)"
# What only the report's own year can stand in.
_PHRASES = (
    re.compile(rf"现将[^，。；《》]{{0,24}}?{_YEAR}[^，。；《》]{{0,20}}?(?:自评|评价)[^，。；《》]{{0,10}}?(?:如下|报告|汇报|说明)"),
    re.compile(rf"(?:对|就|将)[^，。；《》\d]{{0,14}}?{_YEAR}[^，。；《》]{{0,20}}?(?:支出|预算)[^，。；《》]{{0,14}}?(?:进行|开展|组织|实施)了?[^，。；《》]{{0,10}}?(?:自评|自我评价)"),
    re.compile(rf"(?:本次|此次){_YEAR}[^，。；《》]{{0,14}}(?:自评|自我评价)"),
    re.compile(rf"{_YEAR}(?:部门)?整体支出绩效自评(?:等级|等次|情况|结果|得分|总分)(?:为|是|$|[，。])"),
    re.compile(rf"[我本][\u4e00-\u9fff]{{1,3}}?{_YEAR}[^，。；《》]{{0,20}}自评(?:总分|得分|结果)"),
    re.compile(rf"(?:自评|评价)(?:范围|对象|期间|时段|年度|基准日)[^，。；《》\d]{{0,10}}{_YEAR}"),
)
# 2021年度，…完成了本年各项任务; 截至2022年12月31日，本年度目标已…: the year that opens the sentence is called this one.
_FRAME = re.compile(rf"^\W*(?:截[至止])?{_YEAR}，(?=.*?(?:本年|全年(?:实际)?(?:支出|收入|决算)|年度(?:绩效)?(?:目标|任务|计划)))")
# 截至2022年12月31日，2023年度补助已全部发放: nothing but its plan is done before a year has begun.
_TOO_EARLY = re.compile(
    rf"截[至止]{_YEAR}，[^，。；]{{0,6}}(?P<later>20\d\d)年度?(?![^。；]*(?:编制|申报|谋划|储备|立项|报批|批复|下达|提前|启动))"
    r"[^。；]{0,30}?(?:已|全部|基本)(?:全部|基本|如期|按时)?(?:完成|发放|办结|拨付|支付|兑现|到位|使用|执行)"
)
_OF_OTHERS = re.compile(r"上年|此前|曾|问题|整改|抽查|复核|各[预部单乡]|全县|全市|全区|\d+ ?[个家]")
_TITLES = re.compile(r"《[^》]*》|〔[^〕]*〕")
# 2021年下达的专项资金 may well be spent in 2023.
_FROM_BEFORE = re.compile(r"下达|安排|结转|启动|批复|立项|到位|收回|存量")
# What was left over from another year, or is planned for one, may stand beside 本年.
_LEFT_OR_PLANNED = re.compile(r"未|遗留|结转|下达|启动|立项|将|拟|计划[于在]|继续|确保|力争|打算|上年|去年")
_CHANGED = re.compile(r"比|较|同期|上年|增|减|变化|调|由")
_LINES = frozenset(("expenditure_total", "income_total", "expenditure_basic", "expenditure_project", "three_public_total"))


@dataclass(frozen=True)
class OtherYear:
    """A stretch of the text that speaks of another year than the report's."""

    start: int
    end: int
    year: int


def find_other_years(subject: Subject, year: int, compared: re.Pattern[str]) -> Iterator[OtherYear]:
    """What the words say of another year, and figures that the report's own year has nowhere."""
    for sentence in subject.report.sentences:
        if "年" not in sentence.text:
            continue
        text = _TITLES.sub(lambda match: "·" * len(match[0]), sentence.text)
        match = _phrase(text, year)
        if match is not None:
            yield OtherYear(sentence.start + match.start("named"), sentence.start + match.end("named"), int(match["year"]))
    for each in _alone(subject, year):
        if not (_CHANGED if each.kind == COUNT else compared).search(each.sentence.text):
            yield OtherYear(*each.span, each.year or each.label.year or 0)


def _phrase(text: str, year: int) -> re.Match[str] | None:
    """What says in words that another year is the report's own."""
    early = _TOO_EARLY.search(text)
    if early is not None and int(early["year"]) < int(early["later"]) == year:
        return early
    if str(year) in text:
        return None
    framed = _FRAME.search(text)
    if framed is not None and not _LEFT_OR_PLANNED.search(text):
        return framed
    if _OF_OTHERS.search(text):
        return None
    return next((match for pattern in _PHRASES if (match := pattern.search(text)) is not None), None)


def _alone(subject: Subject, year: int) -> Iterator[Mention]:
    """The figures of another year whose line has none of the report's year."""
    own = {
        each.code for each in subject.levels
        if each.label.year == year or (each.year in (None, year) and not each.column.startswith(("prior", "other")))
    }  # fmt: skip
    year_is_told = any(each.year == year for sentence in subject.mentions for each in sentence)
    told: set[str] = set()
    for each in subject.levels:
        if each.code in own or not each.certain or each.code in told or each.inherited:
            continue
        staff = each.code == "staff_actual" and each.year is not None and each.year < year and _is_dated(each)
        other = each.label.year is not None and each.label.year != year and each.column != "prior_budget"
        planned = (each.label.year or 0) > year and each.column in ("initial", "adjusted", "other_year") and "预算" in each.figure.label
        line = each.code in _LINES and not _FROM_BEFORE.search(each.figure.label)
        if staff or (year_is_told and line and other and not planned):
            told.add(each.code)
            yield each


def _is_dated(each: Mention) -> bool:
    """截至2022年12月31日, 2022年末: a day, not a year in which something happened."""
    return bool(re.search(rf"截[至止][^，。]{{0,3}}{each.year} ?年|{each.year} ?年(?:年?[末底]| ?12 ?月)", each.sentence.text))
