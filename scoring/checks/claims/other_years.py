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

from ..subject import Subject

_YEAR = r"(?P<year>20\d\d) ?年度?"
_REPORTED = re.compile(rf"现将[^，。；《》]{{0,24}}?{_YEAR}[^，。；《》]{{0,20}}?(?:自评|评价)[^，。；《》]{{0,10}}?(?:如下|报告|汇报|说明)")
_EVALUATED = re.compile(rf"(?:对|就|将)[^，。；《》\d]{{0,14}}?{_YEAR}[^，。；《》]{{0,20}}?(?:支出|预算)[^，。；《》]{{0,14}}?(?:进行|开展|组织|实施)了?[^，。；《》]{{0,10}}?(?:自评|自我评价)")
_OF_OTHERS = re.compile(r"上年|此前|曾|问题|整改|抽查|复核|各[预部单乡]|全县|全市|全区|\d+ ?[个家]")
_TITLES = re.compile(r"《[^》]*》|〔[^〕]*〕")
# 2021年下达的专项资金 may well be spent in 2023.
_FROM_BEFORE = re.compile(r"下达|安排|结转|启动|批复|立项|到位|收回|存量")
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
        text = _TITLES.sub(lambda match: "·" * len(match[0]), sentence.text) if "评" in sentence.text else ""
        if text and str(year) not in text and not _OF_OTHERS.search(text):
            match = _REPORTED.search(text) or _EVALUATED.search(text)
            if match is not None:
                at = sentence.start
                yield OtherYear(at + match.start("year"), at + match.end("year") + 1, int(match["year"]))
    for each in _alone(subject, year):
        if not (_CHANGED if each.kind == COUNT else compared).search(each.sentence.text):
            yield OtherYear(*each.span, each.year or each.label.year or 0)


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
