"""The text of a report in pieces, so that a page shows each finding at the words it quotes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from departments.importing.report.parsed import ParsedReport
from scoring.checks import Finding, Level

# A whole section that is quoted is marked by its beginning only.
LONGEST = 160
BEGINNING = 24
_WORST = (Level.ERROR, Level.WARNING, Level.HINT)


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; `number` is that of its mark, 0 for plain text."""

    text: str
    level: str = ""
    number: int = 0
    is_heading: bool = False
    is_first: bool = False  # of its mark, which a heading may cut in two


@dataclass(frozen=True)
class Marked:
    """The pieces in order, and for each finding the number of the mark that holds its beginning (0: none)."""

    pieces: tuple[Piece, ...]
    marks: tuple[int, ...]


def mark_findings(report: ParsedReport, findings: Sequence[Finding]) -> Marked:
    """Cut the text where findings and headings begin and end; overlapping findings share a mark of the worst level."""
    spans = [_span(each) for each in findings]
    merged = _merged([span for span in spans if span is not None])
    starts = [start for start, _end in merged]
    numbers = [bisect_right(starts, span[0]) if span else 0 for span in spans]
    levels: dict[int, Level] = {}
    for finding, number in zip(findings, numbers, strict=True):
        levels[number] = min(levels.get(number, Level.HINT), finding.level, key=_WORST.index)
    headings = [(part.start, part.start + len(part.heading)) for part in report.parts if part.heading]
    heading_starts = [start for start, _end in headings]
    pieces, told = [], 0
    for start, end in pairwise(sorted({0, len(report.text), *(at for span in (*merged, *headings) for at in span)})):
        number = bisect_right(starts, start)
        number = number if number and start < merged[number - 1][1] else 0
        heading = bisect_right(heading_starts, start)
        pieces.append(
            Piece(
                report.text[start:end],
                str(levels[number]) if number else "",
                number,
                is_heading=bool(heading) and start < headings[heading - 1][1],
                is_first=number > told,
            )
        )
        told = max(told, number)
    return Marked(tuple(pieces), tuple(numbers))


def _span(finding: Finding) -> tuple[int, int] | None:
    if finding.start < 0 or not finding.quote:
        return None
    length = len(finding.quote) if len(finding.quote) <= LONGEST else BEGINNING
    return finding.start, finding.start + length


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping stretches as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
