"""What the workbook tells of each unit, read one after the other: its line, scores by indicator, facts, findings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from departments.facts import read_facts
from departments.models import Campaign, ReportVersion
from departments.models.visibility import ReportQuerySet
from evalportal.overview.lines import Line, read_lines
from scoring.findings import Explained, read_findings
from scoring.models import IndicatorSystem
from scoring.own_rows import replaced_code
from scoring.results import ScoreSheet
from scoring.summaries import standing_sheets
from scoring.warming import bring_up_to_date

Scores = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """An indicator that the bureau scored otherwise than the unit, and why."""

    name: str
    own: Decimal | None
    settled: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the workbook. Scores are by code of the system's indicators, None while one is missing.

    `waived` are indicators that do not apply; `version` is the number of the version that was sent last, 0 before.
    """

    line: Line
    sheet: ScoreSheet
    own: Scores
    settled: Scores
    waived: frozenset[str]
    differences: Sequence[Difference]
    facts: Mapping[str, Decimal]
    version: int
    findings: Sequence[Explained]


def standing_lines(campaign: Campaign, system: IndicatorSystem, reports: ReportQuerySet) -> list[Line]:
    """The lines of the overview page, with every score worked out."""
    bring_up_to_date(reports.filter(campaign=campaign), system)
    return read_lines(campaign, system, among=reports)[0]


def read_units(lines: Iterable[Line], reports: ReportQuerySet, system: IndicatorSystem) -> Iterator[Unit]:
    """Each line with what stands behind it, in the order of the lines; four queries for any number."""
    by_report = {line.report_id: line for line in lines}
    latest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number")
    detailed = (
        reports.filter(pk__in=by_report.keys())
        .annotate(
            standing=FilteredRelation("decisions", condition=Q(decisions__taken_back_at=None)),
            decided=F("standing__rows"),
            last_version=Subquery(latest.values("number")[:1]),
            last_findings=Subquery(latest.values("findings")[:1]),
        )
        .order_by("department__code")
    )
    for report, sheet in standing_sheets(detailed, system):
        yield _unit(by_report[report.pk], report, sheet)


def _unit(line: Line, report: Any, sheet: ScoreSheet) -> Unit:
    decided: Mapping[str, Mapping[str, str | None]] = report.decided or {}
    own: dict[str, list[Decimal | None]] = defaultdict(list)
    settled: dict[str, list[Decimal | None]] = defaultdict(list)
    waived, differences = set(), []
    for row in sheet.rows:
        code = replaced_code(row.code)
        own[code].append(row.score)
        if row.not_applicable and row.score is None:
            waived.add(code)
        if row.code in decided:
            given = decided[row.code]
            now = None if given["score"] is None else Decimal(given["score"])
            settled[code].append(now)
            if now != row.score:
                differences.append(Difference(row.name, row.score, now, given["reason"] or ""))
    return Unit(
        line=line,
        sheet=sheet,
        own=_summed(own),
        settled=_summed(settled),
        waived=frozenset(waived),
        differences=differences,
        facts=read_facts(report.facts),
        version=report.last_version or 0,
        findings=read_findings(report.last_findings or []),
    )


def _summed(scores: Mapping[str, Sequence[Decimal | None]]) -> Scores:
    """The rows of a unit's own indicators add up to the one that they replace; one without a score leaves it open."""
    found: dict[str, Decimal | None] = {}
    for code, parts in scores.items():
        known = [part for part in parts if part is not None]
        found[code] = sum(known, Decimal(0)) if len(known) == len(parts) else None
    return found
