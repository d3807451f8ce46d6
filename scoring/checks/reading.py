"""A reading with its findings as plain data: what `parse_report` prints and the page 报告体检 shows."""

from typing import Any

from departments.importing.report.facts import shown_facts
from departments.importing.report.parsed import ParsedReport, Part
from departments.prose.numbers import trimmed

from .finding import Finding


def reading_as_data(report: ParsedReport, findings: list[Finding]) -> dict[str, Any]:
    """The reading as lists, dicts and strings. Amounts in 万元 as decimal strings.

    `unplaced`, only where there is any, holds what has no section: the union of unit, title, sections and unplaced is
    the whole text.
    """
    data: dict[str, Any] = {
        "unit": report.unit,
        "year": report.year,
        "title": report.title,
        "sections": [_part(report, part) for part in report.sections],
        "facts": shown_facts(report.facts),
        "projects": [{"name": project.name, "amount": trimmed(project.amount)} for project in report.projects],
        "findings": [finding_as_data(finding) for finding in findings],
    }
    unplaced = [_part(report, part) for part in report.unplaced if report.text[part.start : part.end].strip()]
    return {**data, "unplaced": unplaced} if unplaced else data


def _part(report: ParsedReport, part: Part) -> dict[str, str]:
    data = {"heading": part.heading, "text": report.body(part)}
    return {"key": str(part.key), **data} if part.key else data


def finding_as_data(finding: Finding) -> dict[str, str]:
    """A finding as the command line prints it."""
    return {
        "code": finding.code,
        "level": str(finding.level),
        "section": finding.section,
        "quote": finding.quote,
        "stated": finding.stated,
        "expected": finding.expected,
        "message": finding.message,
    }
