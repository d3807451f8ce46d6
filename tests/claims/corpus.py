"""Reads the annotated reports of tests/corpus.

The head gives what the reading must find; below `---` stands the report. `⟦code=expected¦text⟧` is a planted fault,
`⟦¦text⟧` a true claim that must stay silent; the marks are taken out before the text is read. `faults:` in the head
lists findings that concern the report as a whole, `aside:` those that are right but no matter of the set (a report that
was written without date and signature); they count neither way.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "corpus"
_MARK = re.compile(r"⟦(?:(?P<code>[a-z_]*)(?:=(?P<expected>[^¦]*))?)¦|⟧")


@dataclass(frozen=True)
class Span:
    code: str  # empty: a true claim
    expected: str
    start: int
    end: int


@dataclass(frozen=True)
class Report:
    name: str
    text: str
    unit: str
    year: int
    sections: list[str]
    facts: dict[str, str]
    projects: dict[str, str]
    whole: set[str]
    aside: set[str] = field(default_factory=set)
    faults: list[Span] = field(default_factory=list)
    silent: list[Span] = field(default_factory=list)


def load(folder: str) -> list[Report]:
    return [_read(path) for path in sorted((FOLDER / folder).glob("*.txt"))]


def _read(path: Path) -> Report:
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    fields = {key: value for key, _, value in (line.partition(": ") for line in head.splitlines() if line)}
    text, spans = _without_marks(body)
    return Report(
        name=path.stem,
        text=text,
        unit=fields["unit"],
        year=int(fields["year"]),
        sections=fields["sections"].split(),
        facts=_pairs(fields.get("facts", "")),
        projects=_pairs(fields.get("projects", "")),
        whole=set(fields.get("faults", "").split()),
        aside=set(fields.get("aside", "").split()),
        faults=[span for span in spans if span.code],
        silent=[span for span in spans if not span.code],
    )


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


def _without_marks(body: str) -> tuple[str, list[Span]]:
    pieces: list[str] = []
    open_spans: list[tuple[str, str, int]] = []
    spans: list[Span] = []
    position = length = 0
    for mark in _MARK.finditer(body):
        pieces.append(body[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        if mark[0] == "⟧":
            code, expected, start = open_spans.pop()
            spans.append(Span(code, expected, start, length))
        else:
            open_spans.append((mark["code"] or "", mark["expected"] or "", length))
    assert not open_spans, "a mark is not closed"
    pieces.append(body[position:])
    return "".join(pieces), spans
