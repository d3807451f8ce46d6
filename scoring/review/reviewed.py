"""A score sheet with a reviewer's scores in place of the unit's: the same totals, caps and grades by the same code."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from departments.facts import Facts
from scoring.preparation import PreparedSystem
from scoring.results import Row, ScoreSheet
from scoring.rounding import ZERO
from scoring.totals import total_up


@dataclass(frozen=True)
class Given:
    """A reviewer's score of a row (None: none yet) and the reason."""

    score: Decimal | None = None
    reason: str = ""
    is_invalid: bool = False


NOTHING = Given()


def reviewed_sheet(
    sheet: ScoreSheet, given: Mapping[str, Decimal | None], system: PreparedSystem, facts: Facts
) -> ScoreSheet:
    """The sheet with these scores; rows without one are still to come, and lower the total until they do.

    A row that the unit says does not apply stays so unless the reviewer gives it points.
    """
    return total_up(tuple(_row(row, given.get(row.code)) for row in sheet.rows), system, facts)


def _row(row: Row, score: Decimal | None) -> Row:
    if score is not None:
        return replace(row, score=score, max_possible=score, not_applicable="", problem="", missing=(), wants_reason="")
    if row.not_applicable:
        return row
    return replace(row, score=None, max_possible=row.points)


def open_rows(sheet: ScoreSheet, given: Mapping[str, Given]) -> list[Row]:
    """Rows that still need the reviewer's score: none yet, or one that cannot be read."""
    found = []
    for row in sheet.rows:
        mine = given.get(row.code, NOTHING)
        if mine.is_invalid or (mine.score is None and not row.not_applicable):
            found.append(row)
    return found


def rows_without_reason(sheet: ScoreSheet, given: Mapping[str, Given]) -> list[Row]:
    """Rows whose score differs from the unit's without a word why."""
    return [
        row
        for row in sheet.rows
        if difference(row, given.get(row.code, NOTHING)) and not given[row.code].reason.strip()
    ]


def difference(row: Row, given: Given) -> Decimal | None:
    """The reviewer's score less the unit's; None while there is no score of the reviewer."""
    return None if given.score is None else given.score - (row.score or ZERO)
