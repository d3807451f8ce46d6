"""What every rule is given and what it gives back."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.answers import Answer
from scoring.rounding import fixed, plain


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: the arithmetic in words, and what comes out of it ("" for a remark)."""

    text: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Operand:
    """A value with the words it is known by and the way it was reached in numbers."""

    value: Decimal
    words: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator of one report.

    `value` is the formula's value, already rounded to two decimals (in percent where `percent` is set);
    `actual` and `target` are for rules that compare the two themselves. `evidence` counts the files attached,
    `wants_evidence` tells whether any are asked for.
    """

    points: Decimal
    answer: Answer
    value: Decimal | None = None
    percent: bool = True
    actual: Operand | None = None
    target: Operand | None = None
    evidence: int = 0
    wants_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says: points to two decimals with the steps, or the `problem` that leaves the row open.

    `settled` is set where no other answer could change the score. `value` replaces the row's value where the
    rule computes its own.
    """

    score: Decimal | None
    steps: tuple[Step, ...] = ()
    value: Decimal | None = None
    value_text: str = ""
    problem: str = ""
    wants_reason: str = ""
    settled: bool = True


def amount(value: Decimal, *, percent: bool) -> str:
    """A measured value with two decimals: 162.22% or 162.22."""
    return fixed(value) + "%" if percent else fixed(value)


def limit_text(value: Decimal, *, percent: bool) -> str:
    """A limit as short as it can be written: 100% or 100."""
    return plain(value) + "%" if percent else plain(value)


def scored(text: str, score: Decimal) -> Step:
    """The last line of every trace."""
    return Step(text, f"得 {fixed(score)} 分")
