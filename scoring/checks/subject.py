"""What checks run on: the reading of a text, and later the tables of a draft, a frozen version, earlier years."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar, cast

from departments.content import ReportContent
from departments.importing.report.breakdowns import MOST_FIGURES, Breakdown, find_breakdowns
from departments.importing.report.mentions import Mention
from departments.importing.report.parsed import ParsedReport

from .history import History

T = TypeVar("T")


@dataclass
class Subject:
    """The input of one run; what is None is not there, and checks that need it stay silent."""

    report: ParsedReport
    content: ReportContent | None = None
    history: History | None = None
    total: Decimal | None = None  # of the score sheet, where it is complete
    execution: Decimal | None = None  # 预算执行率 in percent
    now: datetime | None = None
    _made: dict[str, Any] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What several checks share, made by the first that asks."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    @cached_property
    def mentions(self) -> tuple[tuple[Mention, ...], ...]:
        """The figures of the prose, sentence by sentence; endless rows of figures are no prose."""
        return tuple(sentence for sentence in self.report.mentions if len(sentence) <= MOST_FIGURES)

    @cached_property
    def breakdowns(self) -> list[Breakdown]:
        """The totals with parts of the text."""
        return find_breakdowns(self.report.mentions)

    @cached_property
    def _breakdowns_of(self) -> dict[int, list[Breakdown]]:
        found: dict[int, list[Breakdown]] = {}
        for breakdown in self.breakdowns:
            for part in breakdown.parts:
                found.setdefault(id(part), []).append(breakdown)
        return found

    def breakdowns_with(self, part: Mention) -> list[Breakdown]:
        """The breakdowns in which a figure is one of the parts."""
        return self._breakdowns_of.get(id(part), [])

    @cached_property
    def levels(self) -> list[Mention]:
        """Every plain figure with a meaning: no changes, no ranges, no 约."""
        return [
            each
            for sentence in self.mentions
            for each in sentence
            if each.code and each.exact and not each.is_change and not each.label.scope
        ]

    @cached_property
    def _by_code(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for each in self.levels:
            found.setdefault(each.code, []).append(each)
        return found

    def named(self, code: str, *columns: str) -> list[Mention]:
        """The figures with this meaning (and one of these columns), in order of the text."""
        return [each for each in self._by_code.get(code, ()) if not columns or each.column in columns]

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self.report.text
        return [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text) + 1]

    def quote(self, start: int, end: int) -> str:
        """A stretch of the report's text."""
        return self.report.text[start:end]

    def line_of(self, position: int) -> tuple[int, int]:
        """The bounds of the line a position lies in."""
        at = bisect_right(self._line_starts, position) - 1
        at = min(at, len(self._line_starts) - 2)
        return self._line_starts[at], self._line_starts[at + 1] - 1

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.report.sentences]

    def sentence_at(self, position: int) -> int:
        """The index of the first sentence that begins at or after a position."""
        return bisect_right(self._sentence_starts, position - 1)
