"""What checks run on: the reading of a text, and later the tables of a draft, a frozen version, earlier years."""

from dataclasses import dataclass
from functools import cached_property

from departments.importing.report.breakdowns import Breakdown, find_breakdowns
from departments.importing.report.mentions import Mention
from departments.importing.report.parsed import ParsedReport


@dataclass
class Subject:
    """The input of one run; what is None is not there, and checks that need it stay silent."""

    report: ParsedReport
    content: object | None = None
    version: object | None = None
    history: object | None = None

    @cached_property
    def breakdowns(self) -> list[Breakdown]:
        """The totals with parts of the text, found once for all checks."""
        return find_breakdowns(self.report.mentions)

    @cached_property
    def levels(self) -> list[Mention]:
        """Every plain figure with a meaning: no changes, no ranges, no 约."""
        return [
            each
            for sentence in self.report.mentions
            for each in sentence
            if each.code and each.exact and not each.is_change and not each.label.scope
        ]

    def named(self, code: str, *columns: str) -> list[Mention]:
        """The figures with this meaning (and one of these columns), in order of the text."""
        return [each for each in self.levels if each.code == code and (not columns or each.column in columns)]

    def quote(self, start: int, end: int) -> str:
        """A stretch of the report's text."""
        return self.report.text[start:end]

    def line_of(self, position: int) -> tuple[int, int]:
        """The bounds of the line a position lies in."""
        text = self.report.text
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        return start, len(text) if end < 0 else end
