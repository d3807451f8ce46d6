# ruff: noqa: E501 - a pattern is read better in one piece
"""The outline of the text: required sections, consecutive numbers in one style."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import SectionKey
from departments.prose.headings import Numbering, is_heading_like, read_numbering

from .finding import Level, Observation
from .registry import check
from .subject import Subject

_NUMERALS = "一二三四五六七八九十"
_SEVEN = (
    SectionKey.PROFILE, SectionKey.EXPENDITURE, SectionKey.SPECIAL_FUNDS, SectionKey.ASSETS, SectionKey.PERFORMANCE,
    SectionKey.PROBLEMS, SectionKey.MEASURES,
)  # fmt: skip
_TEN = (
    SectionKey.PROFILE, SectionKey.EXPENDITURE, SectionKey.GOVERNMENT_FUND, SectionKey.STATE_CAPITAL,
    SectionKey.SOCIAL_INSURANCE, SectionKey.PERFORMANCE, SectionKey.PROBLEMS, SectionKey.MEASURES,
    SectionKey.RESULT_USE,
)  # fmt: skip
_ONLY_TEN = {SectionKey.GOVERNMENT_FUND, SectionKey.STATE_CAPITAL, SectionKey.SOCIAL_INSURANCE, SectionKey.RESULT_USE}
_SEVEN_FORM = re.compile(r"整体支出(?:管理及使用)?情况|专项.{0,6}组织实施情况")


@check(
    "required_sections", number=30, level=Level.ERROR, name=gettext_lazy("应有的部分齐全"),
    source=gettext_lazy("湘财绩〔2020〕7号及以前年度的报告提纲"), remedy=gettext_lazy("按提纲补写；没有内容的，写“本部门无……”。"),
)  # fmt: skip
def check_sections(subject: Subject) -> Iterator[Observation]:
    """Sections of the form that the report itself follows; other outlines are left alone."""
    present = {key for part in subject.report.sections for key in (part.key, *part.also)}
    headings = [part.heading for part in subject.report.sections]
    if len(present & _ONLY_TEN) >= 2:
        wanted: tuple[SectionKey, ...] = _TEN
    elif (
        sum(bool(_SEVEN_FORM.search(heading)) for heading in headings) >= 1
        and len(present & set(_SEVEN)) >= 4
        and (present & {SectionKey.SPECIAL_FUNDS, SectionKey.ASSETS} and not present & _ONLY_TEN)
    ):
        wanted = _SEVEN
    else:
        return
    missing = [key for key in wanted if key not in present]
    if missing == [SectionKey.SPECIAL_FUNDS]:
        return  # a unit without projects may leave it out
    if missing:
        names = "、".join(str(key.label) for key in missing)
        yield Observation(
            -1, -1, expected=names, message=_("报告缺少：%(names)s。") % {"names": names}, section=str(missing[0])
        )


@check(
    "heading_numbers", number=31, level=Level.WARNING, name=gettext_lazy("标题序号连续，样式一致"),
    source=gettext_lazy("GB/T 9704—2012：结构层次序数依次为“一、”“（一）”“1.”“（1）”"),
    remedy=gettext_lazy("改正标题序号。"),
)  # fmt: skip
def check_numbers(subject: Subject) -> Iterator[Observation]:
    """A first-level heading out of sequence or with an Arabic number; a gap among （一）（二）（三）."""
    parts = [part for part in subject.report.parts if part.number]
    styles = [part.style for part in parts]
    main = max(set(styles), key=styles.count) if styles else ""
    expected = 0
    for part in parts:
        expected += 1
        start, end = part.start, part.start + len(part.heading)
        right = _as_numbered(expected, main)
        if part.style != main or part.number != expected:
            shown = subject.report.text[start:end].strip()
            yield Observation(
                start, end, stated=shown[:3].strip(), expected=right,
                message=_("按顺序此处应为“%(right)s”，文中写“%(stated)s”。") % {"right": right, "stated": shown},
            )  # fmt: skip
            expected = part.number
    yield from _second_level(subject)


def _as_numbered(value: int, style: str) -> str:
    numeral = _NUMERALS[value - 1] if value <= 10 else str(value)
    return {"part": f"第{numeral}部分", "bracket": f"（{numeral}）", "arabic": f"{value}."}.get(style, f"{numeral}、")


def _second_level(subject: Subject) -> Iterator[Observation]:
    for part in subject.report.sections:
        last = 0
        for start, line, numbering in _numbered_lines(subject, part.body_start, part.end):
            if numbering.style != "bracket":
                continue
            if last and numbering.value not in (1, last + 1):
                right = _as_numbered(last + 1, "bracket")
                yield Observation(
                    start, start + len(line), stated=line[: numbering.length].strip(), expected=right,
                    message=_("按顺序此处应为“%(right)s”，文中写“%(stated)s”。")
                    % {"right": right, "stated": line.strip()[:30]},
                )  # fmt: skip
            last = numbering.value


def _numbered_lines(subject: Subject, start: int, end: int) -> Iterator[tuple[int, str, Numbering]]:
    position = start
    for line in subject.report.text[start:end].split("\n"):
        numbering = read_numbering(line)
        if numbering is not None:
            yield position, line, numbering
        position += len(line) + 1


@check(
    "heading_style", number=31, level=Level.HINT, name=gettext_lazy("同级标题的标点一致"),
    source=gettext_lazy("GB/T 9704—2012"), remedy=gettext_lazy("统一同级标题的标点。"),
)  # fmt: skip
def check_style(subject: Subject) -> Iterator[Observation]:
    """（一）…。 beside （二）… without full stop, 1、 beside 1. in one report."""
    marks: dict[str, tuple[str, int, int]] = {}
    stops: dict[bool, tuple[int, int]] = {}
    for part in subject.report.sections:
        for start, line, numbering in _numbered_lines(subject, part.body_start, part.end):
            if numbering.style == "arabic":
                marks.setdefault(numbering.mark, (line[: numbering.length].strip(), start, start + numbering.length))
            if numbering.style == "bracket" and is_heading_like(line[numbering.length :]):
                stops.setdefault(line.rstrip().endswith("。"), (start, start + len(line)))
    if len(marks) > 1:
        (first, *_a), (second, start, end) = list(marks.values())[:2]
        yield Observation(start, end, stated=second, expected=first, message=_("前面用“%(first)s”，这里用“%(second)s”，序号样式不一致。") % {"first": first, "second": second})  # fmt: skip
    if len(stops) > 1:
        start, end = stops[True]
        yield Observation(start, end, stated="。", expected="", message=_("同级标题有的带句号，有的不带。"))
