"""The panel beside a section of the wizard: the score so far, what can still be had, the section's findings."""

from dataclasses import dataclass
from decimal import Decimal

from departments.facts import FACTS
from scoring.checks import Level
from scoring.preflight import Preflight
from scoring.results import Row, ScoreSheet
from scoring.rounding import ZERO
from scoring.sending.jumps import FoundView, found_views

WIDTH = Decimal(260)
LONGEST = 3


@dataclass(frozen=True)
class Bar:
    """The drawing of the score on a line of WIDTH: what is won, what is pending, where the ceiling is."""

    won: Decimal
    pending: Decimal
    ceiling: Decimal


@dataclass(frozen=True)
class Panel:
    """Everything that the fragment shows."""

    sheet: ScoreSheet
    bar: Bar
    rows: list[Row]
    findings: list[FoundView]
    errors: int
    warnings: int
    hints: int


def panel_of(preflight: Preflight, section: str) -> Panel:
    """The panel of one section; with an empty `section` that of the whole report."""
    sheet = preflight.sheet
    findings = [point.finding for point in preflight.points if section in ("", point.finding.section)]

    def count(level: Level) -> int:
        return sum(each.level == level for each in findings)

    return Panel(
        sheet=sheet,
        bar=_bar(sheet),
        rows=_rows(sheet, section),
        findings=found_views(preflight.content, findings),
        errors=count(Level.ERROR),
        warnings=count(Level.WARNING),
        hints=count(Level.HINT),
    )


def _bar(sheet: ScoreSheet) -> Bar:
    def length(points: Decimal) -> Decimal:
        share = points / sheet.points if sheet.points else ZERO
        return round(min(max(share, ZERO), Decimal(1)) * WIDTH, 1)

    return Bar(length(sheet.total), length(sheet.pending_points), length(sheet.ceiling))


def _rows(sheet: ScoreSheet, section: str) -> list[Row]:
    """The rows that this section's figures decide and that want attention: pending ones first, then the dearest."""

    def here(row: Row) -> bool:
        codes = [*(fact.code for fact in row.facts), *row.missing]
        return not section or any(FACTS[code].place.split("/")[0] == section for code in codes if code in FACTS)

    rows = [row for row in sheet.rows if (row.is_pending or row.lost > 0) and here(row)]
    return sorted(rows, key=lambda row: (not row.is_pending, -row.lost))[:LONGEST]
