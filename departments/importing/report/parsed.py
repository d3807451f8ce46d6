"""The reading of a report: parts that together are the whole text, facts with their quotes, projects."""

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from departments.prose.sentences import Sentence

from .document import Document
from .mentions import Mention

TITLE, PREAMBLE, SECTION, UNPLACED = "title", "preamble", "section", "unplaced"


@dataclass(frozen=True)
class Part:
    """A stretch of whole lines. `key` is the section key; a part without key could not be placed."""

    kind: str
    key: str
    heading: str
    start: int
    end: int
    body_start: int
    also: tuple[str, ...] = ()  # 存在的问题及改进措施: the second meaning
    number: int = 0
    style: str = ""
    mark: str = ""


@dataclass(frozen=True)
class FoundFact:
    """A fact in 万元, persons, units or points, with the span it was read from."""

    name: str  # fact code, with .column where the text tells it
    value: Decimal
    start: int
    end: int
    section: str
    certain: bool


@dataclass(frozen=True)
class FoundProject:
    """A project with its amount in 万元."""

    name: str
    amount: Decimal
    start: int
    end: int


@dataclass(frozen=True)
class ParsedReport:
    """Everything read from a document; spans point into `text`."""

    document: Document
    text: str
    unit: str
    year: int | None
    title: str
    parts: tuple[Part, ...]
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[tuple[Mention, ...], ...] = ()
    facts: tuple[FoundFact, ...] = ()
    projects: tuple[FoundProject, ...] = ()
    title_span: tuple[int, int] = (0, 0)
    names: tuple[str, ...] = field(default=())

    @property
    def sections(self) -> tuple[Part, ...]:
        """The parts that have a place in the outline, in order of the text."""
        return tuple(part for part in self.parts if part.kind == SECTION)

    @property
    def unplaced(self) -> tuple[Part, ...]:
        """The parts that have none: cover lines and headings of unknown meaning."""
        return tuple(part for part in self.parts if part.kind in (PREAMBLE, UNPLACED))

    def section_at(self, position: int) -> str:
        """The key of the section a position lies in; empty outside of sections."""
        at = bisect_right(self.parts, position, key=lambda part: part.start) - 1
        return self.parts[at].key if at >= 0 and position < self.parts[at].end else ""

    def body(self, part: Part) -> str:
        """The text of a part below its heading."""
        return self.text[part.body_start : part.end].strip("\n")

    def bodies(self, key: str) -> list[Part]:
        """All parts with this meaning, also as second meaning."""
        return [part for part in self.parts if part.key == key or key in part.also]
