"""A report's narrative as one text in the order of its outline, with the place that each stretch comes from.

What the checks read. Headings are the outline's; problems and measures are read as the text that they will be.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from departments import places
from departments.content import ReportContent
from departments.enums import SectionKey
from departments.facts import MEASURES_TABLE, PROBLEMS_TABLE
from departments.importing.report.parse import parse_text
from departments.importing.report.parsed import ParsedReport
from departments.outline import NUMERALS, Section


@dataclass(frozen=True)
class Stretch:
    """Where a piece of the text begins, and what it is: `place` is empty for a heading."""

    start: int
    section: str
    place: str


@dataclass(frozen=True)
class Narrative:
    """The text as the checks read it, and the way back into the report."""

    report: ParsedReport
    stretches: tuple[Stretch, ...]

    def at(self, position: int) -> Stretch | None:
        """The stretch in which a position of the text lies; None before the first section."""
        index = bisect_right([stretch.start for stretch in self.stretches], position) - 1
        return self.stretches[index] if index >= 0 else None


def read_narrative(content: ReportContent) -> Narrative:
    """Put the text together and read it."""
    lines = [title_of(content)]
    stretches: list[Stretch] = []
    length = len(lines[0]) + 1
    for section in content.outline.sections:
        for place, text in _section(content, section):
            stretches.append(Stretch(length, section.key, place))
            lines.append(text)
            length += len(text) + 1
    return Narrative(_read("\n".join(lines)), tuple(stretches))


@lru_cache(maxsize=32)
def _read(text: str) -> ParsedReport:
    """Most saves change figures and leave the text as it was read for the save before."""
    return parse_text(text)


def title_of(content: ReportContent) -> str:
    """The title as it is printed."""
    report = content.report
    return f"{report.department.name}{report.campaign.year}年度部门整体支出绩效自评报告"


def _section(content: ReportContent, section: Section) -> Iterator[tuple[str, str]]:
    """Pieces of a section as (place, text), headings without a place."""
    yield "", section.title
    for number, topic in enumerate(section.topics):
        blocks = [block for block in content.topic_blocks(section.key, topic.key) if block.text.strip()]
        if blocks and topic.heading:
            yield "", f"（{NUMERALS[number]}）{topic.heading}"
        for block in blocks:
            yield block.place, block.text
    if section.key == SectionKey.PROBLEMS:
        for problem in content.problems:
            words = problem.text + (f"原因：{problem.cause}" if problem.cause.strip() else "")
            yield places.table(section.key, PROBLEMS_TABLE, problem.pk), words
    if section.key == SectionKey.MEASURES:
        for measure in content.measures:
            yield places.table(section.key, MEASURES_TABLE, measure.pk), measure.text
