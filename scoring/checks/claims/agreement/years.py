"""Years: 今年 and 去年 in a report about a named year, figures of the year under another year."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.parsed import SECTION, UNPLACED
from departments.prose.characters import fold

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from .other_years import find_other_years

# 如今年产, 过去年份, 说明年初 hold none of these words; 改造前年耗电, 以来年检 do not where no clause begins with them.
_RELATIVE = re.compile(
    r"(?<![如迄])今年(?![限龄纪轻])|(?<!过)去年|(?<![说证声表查阐透])明年(?!度计划)|(?:^|(?<=[，。；：、（\n自从比较]))(?:前年(?!度)|来年(?![份度]))"
)
_OFFSETS = {"今": 0, "去": -1, "明": 1, "前": -2, "来": 1}
_COMPARED = re.compile(r"比|较|同期|上年|以来|增长|下降|增加|减少|结转|历年|[-—~至到]\s*20\d\d")
_SOURCE = gettext_lazy("报告写作规范：年份写明，并与评价年度一致")


@check(
    "relative_year", number=40, level=Level.WARNING, name=gettext_lazy("年份写明，不用“今年”“去年”"), source=_SOURCE,
    remedy=gettext_lazy("把“今年”“去年”改成具体年份。"),
)  # fmt: skip
def check_relative_years(subject: Subject) -> Iterator[Observation]:
    """今年 in a report that is read in another year than the one it is about."""
    year = subject.report.year
    if year is None:
        return
    body = min((part.start for part in subject.report.parts if part.kind in (SECTION, UNPLACED)), default=0)
    for match in _RELATIVE.finditer(subject.report.text):
        offset = _OFFSETS[match[0][0]]
        if match.start() < body:
            continue  # cover and title
        yield Observation(
            match.start(), match.end(), stated=match[0], expected=_("%(year)s年") % {"year": year + offset},
            message=_("报告评价的是%(year)s年度，“%(word)s”指哪一年不明确。") % {"year": year, "word": match[0]},
        )  # fmt: skip


@check(
    "year_mismatch", number=40, level=Level.WARNING, name=gettext_lazy("数据的年份与评价年度一致"), source=_SOURCE,
    remedy=gettext_lazy("核对年份；确是其他年度的数，写明用于比较。"),
)  # fmt: skip
def check_years(subject: Subject) -> Iterator[Observation]:
    """The year's own figure or evaluation under another year: same amount, or a line that the right year never has."""
    year = subject.report.year
    if year is None:
        return
    told: set[tuple[int, int]] = set()
    for each in subject.levels:
        if each.label.year in (None, year) or each.inherited or not each.certain:
            continue
        if _COMPARED.search(each.sentence.text) or (each.label.year or 0) < 2000:
            continue
        mine = [
            other for other in subject.levels
            if other.code == each.code and other is not each and other.label.year in (None, year)
            and not other.column.startswith(("prior", "other"))
        ]  # fmt: skip
        same_value = any(other.figure.quantity.value == each.figure.quantity.value != 0 for other in mine)
        alone = not mine and not _year_named(subject, year, each.sentence.start, each.sentence.end)
        if not same_value and not (alone and each.kind == "score"):
            continue
        told.add(each.span)
        yield _of_another_year(subject, *each.span, each.label.year or 0)
    for found in find_other_years(subject, year, _COMPARED):
        if found.year >= 2000 and (found.start, found.end) not in told:
            yield _of_another_year(subject, found.start, found.end, found.year)


def _of_another_year(subject: Subject, start: int, end: int, other: int) -> Observation:
    """The year as it is written there (2022年度, 2022年12月31日), with the right one in its place."""
    year, written = subject.report.year, fold(subject.quote(start, end))
    named = written if re.fullmatch(r"20\d\d ?年[度末底月日\d]*", written) else _("%(year)s年") % {"year": other}
    return Observation(
        start, end, stated=named, expected=named.replace(str(other), str(year)),
        message=_("报告评价的是%(year)s年度，此处写的是%(other)s年。") % {"year": year, "other": other},
    )  # fmt: skip


def _year_named(subject: Subject, year: int, start: int, end: int) -> bool:
    return f"{year}年" in fold(subject.quote(start, end)).replace(" ", "")


@check(
    "title_year", number=40, level=Level.WARNING, name=gettext_lazy("标题年度与正文一致"), source=_SOURCE,
    remedy=gettext_lazy("核对评价年度，改正标题或正文。"),
)  # fmt: skip
def check_title_year(subject: Subject) -> Iterator[Observation]:
    """A title of one year over a text that never names it and whose figures are all of another year."""
    report = subject.report
    if report.year is None or str(report.year) not in fold(report.title):
        return
    years = [each.label.year for each in subject.levels if each.label.year is not None and each.label.code]
    if not (len(years) >= 3 and report.year not in years and len(set(years)) == 1):
        years = _years_of_body(subject, report.year)
    if years:
        start, end = report.title_span
        yield Observation(
            start, end, stated=_("%(year)s年") % {"year": report.year}, expected=_("%(year)s年") % {"year": years[0]},
            message=_("标题写%(title)s年度，正文的数据都是%(body)s年的。") % {"title": report.year, "body": years[0]},
            section="title",
        )  # fmt: skip


# A year that opens a clause, not one that something is compared with.
_NAMED_YEAR = re.compile(r"(?:^|(?<=[，。；：、（）\n]))[ ]*(20\d\d) ?年(?! ?\d{1,2} ?月)")


def _years_of_body(subject: Subject, year: int) -> list[int]:
    """The one year that the text speaks of, four times and more, while the year of its title is never named."""
    end = subject.report.title_span[1]
    body = re.sub(r"《[^》]*》|〔[^〕]*〕", "", fold(subject.report.text[end:]))
    if str(year) in body:
        return []
    named = [int(match[1]) for match in _NAMED_YEAR.finditer(body)]
    most = max(set(named), key=named.count, default=0)
    return [most] if named.count(most) >= 4 and named.count(most) * 4 >= len(named) * 3 else []
