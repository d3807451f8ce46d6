"""Keeps the derived score of each report that lists show. A report that left the unit is read from what it sent."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from departments.enums import ReportState
from departments.facts import read_facts
from departments.models import Report, ReportVersion
from scoring.engine import score
from scoring.models import IndicatorSystem, ScoreSummary
from scoring.own_rows import allows_own_rows, own_rows_of, replaced_code, with_own_rows
from scoring.preparation import PreparedSystem
from scoring.results import Row, ScoreSheet
from scoring.rounding import ZERO
from scoring.scoresheet import answers_of, read_sheet
from scoring.system_store import prepared

# With the unit, the score follows the draft; afterwards it stands as it was sent.
WITH_THE_UNIT = frozenset({ReportState.DRAFT, ReportState.SIGNING, ReportState.RETURNED, ReportState.WITHDRAWN})
MILLE = Decimal(1000)
# Sheets of sent reports are read in chunks of so many.
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Summary:
    """A report's self-score in short; `losses` as in `ScoreSummary`."""

    total: Decimal
    grade: str
    is_complete: bool
    losses: list[int | None]


def stale_summaries(reports: QuerySet[Report], system: IndicatorSystem) -> QuerySet[Report]:
    """Those of the reports whose kept score is missing, of an earlier draft, or of another system."""
    fits = Q(summary__revision=F("revision"), summary__digest=system.digest)
    return reports.exclude(state=ReportState.WITHDRAWN).filter(Q(summary=None) | ~fits)


def refresh_summaries(report_ids: Collection[int], system: IndicatorSystem) -> dict[int, Summary]:
    """Score these reports of one campaign and keep the result; four queries and one transaction for any number."""
    if not report_ids:
        return {}
    rules = prepared(system)
    reports, found = [], {}
    for report, sheet in standing_sheets(Report.objects.filter(pk__in=report_ids), system):
        reports.append(report)
        found[report.pk] = summarise(sheet, rules)
    _keep(reports, found, system.digest)
    return found


def standing_sheets(reports: QuerySet[Report], system: IndicatorSystem) -> Iterator[tuple[Report, ScoreSheet]]:
    """Reports of one campaign in their order, each with the self-score that lists show: as it was sent, or its draft's.

    Three queries for any number; the sheets are read one after the other, so that memory does not grow with them.
    """
    rules = prepared(system)
    with_the_unit = reports.filter(state__in=WITH_THE_UNIT).order_by()
    answers = answers_of(with_the_unit)
    own = own_rows_of(with_the_unit) if allows_own_rows(rules.spec) else {}
    for report in _with_sent_score(reports).iterator(chunk_size=AT_ONCE):
        sent: dict[str, Any] | None = report.sent_score  # type: ignore[attr-defined]  # annotated
        mine = with_own_rows(rules, own.get(report.pk))
        yield report, read_sheet(sent) if sent else score(read_facts(report.facts), mine, answers.get(report.pk))


def _with_sent_score(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Each with `sent_score`: the plain sheet of its latest version, null while the unit has it."""
    latest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number").values("score")[:1]
    has_left = When(~Q(state__in=sorted(WITH_THE_UNIT)), then=Subquery(latest))
    return reports.annotate(sent_score=Case(has_left, default=None)).only("revision", "facts", "campaign_id")


def summarise(sheet: ScoreSheet, rules: PreparedSystem) -> Summary:
    """The sheet in short, its rows in the order of the system."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in sheet.rows:
        by_code[replaced_code(row.code)].append(row)
    losses: list[int | None] = []
    for ready in rules.indicators:
        rows = by_code[ready.spec.code]
        points = sum((row.points for row in rows), ZERO)
        if not points or any(row.score is None for row in rows):
            losses.append(None)
        else:
            losses.append(int(sum((row.lost for row in rows), ZERO) / points * MILLE))
    return Summary(sheet.total, sheet.grade, sheet.is_complete, losses)


def _keep(reports: list[Report], found: dict[int, Summary], digest: str) -> None:
    ScoreSummary.objects.bulk_create(
        [
            ScoreSummary(
                report=report,
                revision=report.revision,
                digest=digest,
                total=found[report.pk].total,
                grade=found[report.pk].grade,
                is_complete=found[report.pk].is_complete,
                losses=found[report.pk].losses,
            )
            for report in reports
        ],
        update_conflicts=True,
        unique_fields=["report"],
        update_fields=["revision", "digest", "total", "grade", "is_complete", "losses"],
    )
