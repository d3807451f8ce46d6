"""What the checks find in a report: one function for the panel, the pre-flight page, and the version that is sent."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from departments import places
from departments.content import ReportContent
from departments.enums import SectionKey
from scoring.check_levels import levels_of
from scoring.checks import Finding, Level, Subject, run_checks
from scoring.narrative import read_narrative
from scoring.results import ScoreSheet
from scoring.sent_narratives import execution_of, history_of

ORDER = (Level.ERROR, Level.WARNING, Level.HINT)


@dataclass(frozen=True)
class Explained:
    """A finding with what the unit says to it, as a version keeps it."""

    finding: Finding
    explanation: str = ""

    @property
    def key(self) -> str:
        """What names the finding."""
        return finding_key(self.finding)


def report_findings(content: ReportContent, sheet: ScoreSheet) -> list[Finding]:
    """All findings of a report as it stands: in the order of the outline, errors first within a section."""
    narrative = read_narrative(content)
    levels = levels_of(content.report.campaign_id)
    found = []
    subject = Subject(
        narrative.report,
        content=content,
        history=history_of(content),
        total=sheet.total if sheet.is_complete else None,
        execution=execution_of(content),
        now=timezone.now(),
    )
    for finding in run_checks(subject, levels):
        stretch = narrative.at(finding.start) if finding.start >= 0 else None
        section = stretch.section if stretch else finding.section
        found.append(replace(finding, section=section, place=finding.place or (stretch.place if stretch else "")))
    found += _open_rows(sheet)
    order = {str(section.key): at for at, section in enumerate(content.outline.sections)}
    return sorted(found, key=lambda each: (order.get(each.section, -1), ORDER.index(each.level)))


def _open_rows(sheet: ScoreSheet) -> Iterator[Finding]:
    """Rows that facts should decide and cannot, though none is missing: left to the reviewer, with an explanation."""
    for row in sheet.rows:
        if row.is_pending and row.computed and not row.missing:
            yield Finding(
                code="score_open", level=Level.WARNING, section=SectionKey.PERFORMANCE, place=places.score(row.code),
                quote="", stated="", expected="",
                message=_("“%(name)s”：%(problem)s。") % {"name": row.name, "problem": row.problem},
                remedy=_("核对有关数据；数据无误的，写明情况，由审核人核定。"),
            )  # fmt: skip


def finding_key(finding: Finding) -> str:
    """What names a finding from one run to the next: its code, its place and what it quotes."""
    return hashlib.sha256("\x1f".join((finding.code, finding.place, finding.quote)).encode()).hexdigest()


def write_findings(explained: list[Explained]) -> list[dict[str, Any]]:
    """Findings as plain data: what a frozen version keeps."""
    return [{**asdict(each.finding), "explanation": each.explanation} for each in explained]


def read_findings(stored: list[dict[str, Any]]) -> list[Explained]:
    """Findings that were kept."""
    found = []
    for each in stored:
        data = dict(each)
        explanation = data.pop("explanation", "")
        found.append(Explained(Finding(**{**data, "level": Level(data["level"])}), explanation))
    return found
