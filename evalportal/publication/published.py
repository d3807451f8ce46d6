"""What has been published: found by year and code, in the version that was settled. Nothing else is public."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from departments.enums import ReportState
from departments.models import Report
from scoring.models import Decision
from scoring.results import Row, ScoreSheet
from scoring.scoresheet import read_sheet


@dataclass(frozen=True)
class PublicUnit:
    """A line of a year's list; scores in points."""

    code: str
    name: str
    self_score: Decimal
    settled: Decimal
    grade: str


@dataclass(frozen=True)
class PublicRow:
    """One indicator: points, the unit's score and the settled one; None where it does not apply."""

    code: str
    level_one: str
    level_two: str
    name: str
    points: Decimal
    self_score: Decimal | None
    settled: Decimal | None
    text: str


@dataclass(frozen=True)
class PublicReport:
    """A published report with what its page shows."""

    report: Report
    decision: Decision
    sheet: ScoreSheet
    rows: list[PublicRow]


def public_reports() -> QuerySet[Report]:
    """The reports that are public."""
    return Report.objects.filter(state=ReportState.PUBLISHED)


def public_years() -> list[tuple[int, int]]:
    """Each year with something public, the newest first, and how many units; one query."""
    counts: dict[int, int] = {}
    for year in public_reports().order_by("-campaign__year").values_list("campaign__year", flat=True):
        counts[year] = counts.get(year, 0) + 1
    return list(counts.items())


def public_units(year: int) -> list[PublicUnit]:
    """The units of a year by code; one query."""
    rows = (
        Decision.objects.filter(
            report__state=ReportState.PUBLISHED, report__campaign__year=year, taken_back_at__isnull=True
        )
        .order_by("report__department__code")
        .values_list(
            "report__department__code",
            "report__department__name",
            # As text: a string that looks like a number would come back as a float.
            KeyTextTransform("total", "report_version__score"),
            "total",
            "grade",
        )
    )
    return [PublicUnit(code, name, Decimal(own), settled, grade) for code, name, own, settled, grade in rows]


def find_public(year: int, code: str) -> PublicReport | None:
    """A published report with its score sheet; two queries. None for anything that is not public."""
    report = (
        public_reports()
        .select_related("campaign", "department")
        .filter(campaign__year=year, department__code=code)
        .first()
    )
    decision = (
        report and Decision.objects.select_related("report_version").filter(report=report, taken_back_at=None).first()
    )
    if not report or not decision:
        return None
    sheet = read_sheet(decision.report_version.score)
    return PublicReport(report, decision, sheet, [_row(row, decision) for row in sheet.rows])


def _row(row: Row, decision: Decision) -> PublicRow:
    score = decision.rows.get(row.code, {}).get("score")
    return PublicRow(
        code=row.code, level_one=row.level_one, level_two=row.level_two, name=row.name, points=row.points,
        self_score=row.score, settled=None if score is None else Decimal(score), text=row.value_text,
    )  # fmt: skip


def state_tag() -> str:
    """Changes whenever anything becomes public or ceases to be; one query."""
    moved = public_reports().order_by("pk").values_list("pk", "moves")
    return hashlib.sha256(repr(list(moved)).encode()).hexdigest()[:32]


def report_tag(year: int, code: str) -> str | None:
    """Changes whenever the published report does; None while it is not public. One query."""
    moves = public_reports().filter(campaign__year=year, department__code=code).values_list("pk", "moves").first()
    return hashlib.sha256(repr(moves).encode()).hexdigest()[:32] if moves else None
