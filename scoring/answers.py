"""What a clerk or a reviewer adds to the facts on a score sheet, indicator by indicator: pure data."""

from dataclasses import dataclass
from decimal import Decimal

from departments.enums import QualitativeGrade


@dataclass(frozen=True, slots=True)
class Answer:
    """One indicator's answer; which fields count depends on the rule, the rest is ignored.

    `checked` holds the numbers of the points that are met, counted from 1 (None: not answered yet, empty: none
    is met); `faults` the cases found; `judged` points; `actual` the value reached where no fact gives it;
    `outside` a score given elsewhere out of `outside_max`. A non-empty `not_applicable` takes the indicator
    out, with this reason; `dispute` objects to a computed score without changing it.
    """

    checked: frozenset[int] | None = None
    faults: int | None = None
    judged: Decimal | None = None
    attainment: QualitativeGrade | None = None
    actual: Decimal | None = None
    outside: Decimal | None = None
    outside_max: Decimal | None = None
    reason: str = ""
    not_applicable: str = ""
    dispute: str = ""


NO_ANSWER = Answer()
