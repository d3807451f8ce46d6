"""The score sheet of a stored report: its facts, the clerk's answers and the files beside them, scored.

A constant number of queries for any number of reports of one campaign.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from departments import places
from departments.enums import QualitativeGrade
from departments.facts import read_facts
from departments.models import Attachment, Report
from scoring.answers import Answer
from scoring.engine import score
from scoring.models import IndicatorScore
from scoring.own_rows import allows_own_rows, own_rows_of, with_own_rows
from scoring.preparation import PreparedSystem
from scoring.results import ScoreSheet
from scoring.rules.parameters import from_json, to_json
from scoring.system_store import prepared, system_of_campaign


def score_report(report: Report) -> ScoreSheet:
    """The self-score of a report as it stands now: four queries, one more when its system is new to the process."""
    return score_reports([report])[report.pk]


def score_reports(reports: Iterable[Report]) -> dict[int, ScoreSheet]:
    """Score sheets by report id: four queries a campaign, however many reports."""
    by_campaign: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        by_campaign[report.campaign_id].append(report)
    sheets: dict[int, ScoreSheet] = {}
    for campaign_id, members in by_campaign.items():
        shared = prepared(system_of_campaign(campaign_id))
        own = own_rows_of(members) if allows_own_rows(shared.spec) else {}
        answers, evidence = answers_of(members), evidence_of(members)
        for report in members:
            system = with_own_rows(shared, own.get(report.pk))
            sheets[report.pk] = score(read_facts(report.facts), system, answers.get(report.pk), evidence.get(report.pk))
    return sheets


def system_of_report(report: Report) -> PreparedSystem:
    """The system that a report is scored with, its own rows included; two queries, one more when it is new here."""
    shared = prepared(system_of_campaign(report.campaign_id))
    own = own_rows_of([report]) if allows_own_rows(shared.spec) else {}
    return with_own_rows(shared, own.get(report.pk))


def answers_of(reports: Collection[Report] | QuerySet[Report]) -> dict[int, dict[str, Answer]]:
    """The clerks' answers by report id and indicator code; one query, in which a queryset is a part."""
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    for row in IndicatorScore.objects.filter(report__in=reports):
        found[row.report_id][row.indicator] = answer_of(row)
    return found


def answer_of(row: IndicatorScore) -> Answer:
    """A stored answer as the engine takes it."""
    return Answer(
        checked=None if row.checked is None else frozenset(row.checked),
        faults=row.faults,
        judged=row.judged,
        attainment=QualitativeGrade(row.attainment) if row.attainment else None,
        actual=row.actual,
        outside=row.outside,
        outside_max=row.outside_max,
        reason=row.reason,
        not_applicable=row.not_applicable,
        dispute=row.dispute,
    )


def evidence_of(reports: Iterable[Report]) -> dict[int, dict[str, int]]:
    """How many files lie beside each indicator, by report id and indicator code; one query."""
    prefix = places.score("")
    files = (
        Attachment.objects.filter(
            report__in=[report.pk for report in reports], removed_at=None, place__startswith=f"{prefix}/"
        )
        .values_list("report_id", "place")
        .annotate(files=Count("id"))
        .order_by()
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for report_id, place, count in files:
        found[report_id][places.parse(place).name] = count
    return found


def write_sheet(sheet: ScoreSheet) -> dict[str, Any]:
    """The sheet as plain data, numbers as strings: what a frozen version keeps."""
    plain: dict[str, Any] = to_json(sheet)
    return plain


def read_sheet(plain: dict[str, Any]) -> ScoreSheet:
    """A sheet that was kept; it says what it said, whatever has become of rules and facts."""
    sheet: ScoreSheet = from_json(ScoreSheet, plain, {Decimal: Decimal})
    return sheet
