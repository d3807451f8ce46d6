"""Figures that the text tells again: 基本支出2136.4万元中，人员经费…, 42.6万元包括….

The second time the writer leaves out what was said the first time, which column and often even which line it is; the
same amount to the cent is the same figure.
"""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Told:
    """The meaning of a figure where the text told it in full."""

    code: str
    column: str


@dataclass
class Memory:
    """What the text has told so far in full, by amount."""

    _columns: dict[tuple[str, Decimal], set[str]] = field(default_factory=dict)
    _line: int = -1
    _of_line: dict[Decimal, Told] = field(default_factory=dict)

    def note(self, code: str, column: str, value: Decimal, line: int) -> None:
        """Remember a figure whose line and column are certain."""
        if line != self._line:
            self._line, self._of_line = line, {}
        self._of_line[value] = Told(code, column)
        self._columns.setdefault((code, value), set()).add(column)

    def column_of(self, code: str, value: Decimal) -> str:
        """The column in which this line has just this amount; empty where there is none or more than one."""
        columns = self._columns.get((code, value), set())
        return next(iter(columns)) if len(columns) == 1 else ""

    def in_line(self, value: Decimal, line: int) -> Told | None:
        """The figure of this amount that the same paragraph told before."""
        return self._of_line.get(value) if line == self._line else None
