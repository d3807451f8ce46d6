"""What-if: the same engine over facts and answers that somebody tries out. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from departments.facts import FACTS, read_facts
from departments.models import Report
from departments.values import parse_decimal
from scoring.answering import CELLS, read_answer
from scoring.answers import NO_ANSWER, Answer
from scoring.engine import score
from scoring.preparation import PreparedSystem
from scoring.results import Row, ScoreSheet
from scoring.rounding import ZERO
from scoring.scoresheet import answers_of, evidence_of, system_of_report

FACT_PLACES, FACT_DIGITS = 4, 16


@dataclass(frozen=True)
class Wrong:
    """A figure that cannot be tried: its fact code, or indicator and cell, and why."""

    key: str
    message: str


@dataclass(frozen=True)
class Moved:
    """A row whose score changed; None is not scored."""

    code: str
    name: str
    points: Decimal
    before: Decimal | None
    after: Decimal | None
    why_before: str = ""
    why_after: str = ""

    @property
    def difference(self) -> Decimal:
        """Points won, or lost below zero."""
        return (self.after or ZERO) - (self.before or ZERO)


@dataclass(frozen=True)
class Trial:
    """The sheet as it is and as it would be, what moved, and what could not be read."""

    before: ScoreSheet
    after: ScoreSheet
    moved: list[Moved]
    wrong: list[Wrong]


def try_out(report: Report, *, facts: Mapping[str, str], answers: Mapping[str, Mapping[str, str]]) -> Trial:
    """Score a report with some facts (code → as typed, "" takes the fact away) and answers replaced."""
    system = system_of_report(report)
    known = read_facts(report.facts)
    given = answers_of([report]).get(report.pk, {})
    evidence = evidence_of([report]).get(report.pk)
    wrong: list[Wrong] = []
    tried_facts = _tried_facts(known, facts, wrong)
    tried_answers = _tried_answers(given, answers, system, wrong)
    before = score(known, system, given, evidence)
    after = score(tried_facts, system, tried_answers, evidence)
    return Trial(before, after, moved_rows(before, after), wrong)


def moved_rows(before: ScoreSheet, after: ScoreSheet) -> list[Moved]:
    """The rows of `after` that score otherwise than in `before`, then those that are gone."""
    old = {row.code: row for row in before.rows}
    moved = [
        _moved(row, old.get(row.code), row)
        for row in after.rows
        if row.code not in old or (old[row.code].score, old[row.code].points) != (row.score, row.points)
    ]
    codes = {row.code for row in after.rows}
    return moved + [_moved(row, row, None) for row in before.rows if row.code not in codes]


def _moved(row: Row, before: Row | None, after: Row | None) -> Moved:
    return Moved(
        row.code, row.name, row.points, before.score if before else None, after.score if after else None,
        before.trace if before else "", after.trace if after else "",
    )  # fmt: skip


def _tried_facts(known: Mapping[str, Decimal], typed: Mapping[str, str], wrong: list[Wrong]) -> dict[str, Decimal]:
    facts = dict(known)
    for code, raw in typed.items():
        if code not in FACTS:
            wrong.append(Wrong(code, _("没有这项数据。")))
            continue
        parsed = parse_decimal(raw, places=FACT_PLACES, digits=FACT_DIGITS)
        if parsed.error:
            wrong.append(Wrong(code, parsed.error))
        elif parsed.value is None:
            facts.pop(code, None)
        else:
            facts[code] = parsed.value
    return facts


def _tried_answers(
    given: Mapping[str, Answer], typed: Mapping[str, Mapping[str, str]], system: PreparedSystem, wrong: list[Wrong]
) -> dict[str, Answer]:
    answers = dict(given)
    known = {ready.spec.code for ready in system.indicators}
    for code, cells in typed.items():
        if code not in known or not set(cells) <= set(CELLS):
            wrong.append(Wrong(code, _("评分表中没有这个指标，请刷新页面。")))
            continue
        values: dict[str, Any] = {}
        for cell, raw in cells.items():
            parsed = read_answer(cell, raw)
            if parsed.error:
                wrong.append(Wrong(f"{code}.{cell}", parsed.error))
                continue
            values[cell] = _value(cell, parsed.value)
        answers[code] = replace(answers.get(code, NO_ANSWER), **values)
    return answers


def _value(cell: str, value: Any) -> Any:
    """A read cell as an answer holds it; an emptied one as if nobody had answered."""
    if value is None or value == "":
        return getattr(NO_ANSWER, cell)
    return frozenset(value) if isinstance(value, list) else value
