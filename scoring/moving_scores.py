"""What a change of rules does to the drafts of a campaign: the same facts and answers, scored before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from departments.facts import codes_by_name, read_facts
from departments.models import Report
from scoring.engine import score
from scoring.models import CampaignScoring
from scoring.own_rows import own_rows_of, with_own_rows
from scoring.preparation import PreparedSystem, prepare_system
from scoring.results import ScoreSheet
from scoring.scoresheet import answers_of, evidence_of
from scoring.sheet.trial import Moved, moved_rows
from scoring.system_store import prepared
from scoring.systems import read_system


@dataclass(frozen=True)
class MovedSheet:
    """One report under the rules before and after."""

    report: Report
    before: ScoreSheet
    after: ScoreSheet

    @property
    def difference(self) -> Decimal:
        """Points of the total won, or lost below zero."""
        return self.after.total - self.before.total

    @property
    def rows(self) -> list[Moved]:
        """The rows whose score moved."""
        return [row for row in moved_rows(self.before, self.after) if row.before != row.after]


def prepared_before(scoring: CampaignScoring) -> PreparedSystem | None:
    """What the campaign scored with before its last change of rules, or None where there was none."""
    if not scoring.before:
        return None
    return prepare_system(read_system(scoring.before), codes_by_name())


def moved_sheets(reports: Iterable[Report], before: PreparedSystem, after: PreparedSystem) -> list[MovedSheet]:
    """These reports of one campaign, scored by both; three queries."""
    members = list(reports)
    answers, evidence, own = answers_of(members), evidence_of(members), own_rows_of(members)
    sheets = []
    for report in members:
        given = (answers.get(report.pk), evidence.get(report.pk))
        facts = read_facts(report.facts)
        then, now = (with_own_rows(system, own.get(report.pk)) for system in (before, after))
        sheets.append(MovedSheet(report, score(facts, then, *given), score(facts, now, *given)))
    return sheets


def moved_of(report: Report) -> MovedSheet | None:
    """A report before and after the last change of its campaign's rules; None where they never changed."""
    scoring = CampaignScoring.objects.select_related("system").filter(campaign=report.campaign_id).first()
    before = prepared_before(scoring) if scoring else None
    if scoring is None or before is None:
        return None
    return moved_sheets([report], before, prepared(scoring.system))[0]

