"""The score sheet: rows, subtotals and total, each with the steps that lead to it. Pure data."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.rounding import ZERO
from scoring.rules import Step


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that a row rests on, with the value it had."""

    code: str
    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator's result, in points.

    `score` is None where nothing can be scored yet (`problem` says why, `missing` names the facts by code) and
    where the indicator does not apply and its points go elsewhere. `value` is the rate or figure the rule was
    applied to, `value_text` how a person reads it. `max_possible` is the most that the facts still allow.
    `wants_reason` is a sentence where a reason must still be given. `computed` rows follow from facts and
    take no score from anybody.
    """

    code: str
    name: str
    level_one: str
    level_two: str
    points: Decimal
    score: Decimal | None
    max_possible: Decimal
    rule: str
    computed: bool
    steps: tuple[Step, ...]
    value: Decimal | None = None
    value_text: str = ""
    facts: tuple[UsedFact, ...] = ()
    missing: tuple[str, ...] = ()
    problem: str = ""
    wants_reason: str = ""
    reason: str = ""
    not_applicable: str = ""
    disputed: str = ""
    evidence_wanted: tuple[str, ...] = ()
    evidence_present: int = 0

    @property
    def is_pending(self) -> bool:
        """Whether a score is still to come."""
        return self.score is None and not self.not_applicable

    @property
    def lost(self) -> Decimal:
        """Points lost so far; a pending row has lost nothing yet."""
        return ZERO if self.score is None else self.points - self.score

    @property
    def recoverable(self) -> Decimal:
        """What the row could still gain without any fact changing."""
        return ZERO if self.not_applicable else self.max_possible - (self.score or ZERO)

    @property
    def trace(self) -> str:
        """All steps in one line."""
        return one_line(self.steps)


def one_line(steps: tuple[Step, ...]) -> str:
    """Steps as one line: 73 ÷ 45 = 162.22%；…；5.00 − 5.00，得 0.00 分."""
    return "；".join([_line(step.text, step.result) for step in steps])


def _line(text: str, result: str) -> str:
    if not result:
        return text
    follows = text[-1] in "0123456789%)" and result[0] in "0123456789−"
    return f"{text} = {result}" if follows else f"{text}，{result}"


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What a level-one indicator (`parent` empty) or a level-two one adds up to."""

    name: str
    parent: str
    points: Decimal
    score: Decimal
    pending_points: Decimal
    max_possible: Decimal

    @property
    def lost(self) -> Decimal:
        """Points lost so far."""
        return self.points - self.pending_points - self.score


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A report's whole score.

    `points` is what the total is out of; `sum` the rows added up; `total` what remains after points of rows
    that do not apply were spread and caps applied, `total_steps` how. `ceiling` is the highest total that the
    facts still allow. `grade` is empty while pending points could still change it; `grade_at_best` is the
    ceiling's.
    """

    system: str
    system_name: str
    system_version: int
    rows: tuple[Row, ...]
    subtotals: tuple[Subtotal, ...]
    points: Decimal
    sum: Decimal
    total: Decimal
    total_steps: tuple[Step, ...]
    pending_points: Decimal
    ceiling: Decimal
    grade: str
    grade_at_best: str
    cap: Decimal | None = None
    cap_missing: tuple[str, ...] = ()

    @property
    def lost(self) -> Decimal:
        """Points lost in the rows so far."""
        return sum((row.lost for row in self.rows), ZERO)

    @property
    def is_complete(self) -> bool:
        """Whether every row that applies has a score."""
        return not any(row.is_pending for row in self.rows)

    @property
    def losses(self) -> list[Row]:
        """Rows that lost points, the largest loss first, equal ones in the order of the sheet."""
        return sorted((row for row in self.rows if row.lost > 0), key=lambda row: -row.lost)

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of all facts that are still needed, in the order of the sheet."""
        return tuple(dict.fromkeys([*(code for row in self.rows for code in row.missing), *self.cap_missing]))

    def row(self, code: str) -> Row:
        """The row of an indicator. Raises KeyError."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)
