"""Builds the frozen context from what is stored: a report as it stands, or one of its frozen versions.

All reading happens here, in a constant number of queries; outputs see the context only.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from departments.content import ReportContent, load_content
from departments.enums import EDITABLE_STATES
from departments.models import Department, Report, ReportVersion
from departments.versions import frozen_content
from evalportal.documents.context import ReportDocument, Source, Verification
from scoring.models import Decision
from scoring.results import ScoreSheet
from scoring.scoresheet import read_sheet, score_report

from .forms import base_data, contact, evidence, overall_table, project_tables
from .score import score_table, settled_table
from .sections import sections

__all__ = ["build_document", "document_of_decision", "document_of_version"]


def build_document(report: Report) -> ReportDocument:
    """Give the context of a report as it stands now; drafts and returned reports are marked 草稿."""
    source = Source(report.pk, report.revision)
    return _document(load_content(report), score_report(report), source, draft=report.state in EDITABLE_STATES)


def document_of_version(version: ReportVersion) -> ReportDocument:
    """Give the context of a frozen version, whatever has become of the report since."""
    content = frozen_content(version)
    source = Source(version.report_id, content.report.revision, version.number)
    return _document(content, read_sheet(version.score), source, draft=False)


def document_of_decision(
    decision: Decision, verification: Verification | None = None, *, reasons: bool = True
) -> ReportDocument:
    """Give the context of a version as it was settled: 核定得分 beside 自评得分, and the code.

    `reasons` adds the bureau's reason for each difference and its opinion, which are not for the public.
    """
    document = document_of_version(decision.report_version)
    score = settled_table(document.score, decision, reasons=reasons) if document.score else None
    return replace(document, score=score, verification=verification)


def _document(content: ReportContent, sheet: ScoreSheet, source: Source, *, draft: bool) -> ReportDocument:
    report = content.report
    unit, year = report.department.name, report.campaign.year
    base = base_data(content)
    filled = contact(content)
    return ReportDocument(
        unit=unit,
        unit_code=report.department.code,
        year=year,
        title=_("%s年度部门整体支出绩效自评报告") % year,
        issuer=_issuer(),
        dated=filled.filled_on,
        draft=draft,
        sections=sections(content, sheet),
        base_data=base,
        overall=overall_table(content),
        projects=project_tables(content),
        score=score_table(sheet, report.campaign_id),
        evidence=evidence(content, sheet),
        contact=filled,
        method=_("部门（单位）绩效自评"),
        source=source,
    )


def _issuer() -> str:
    """Name the bureau that set the forms: the one finance bureau."""
    name = Department.objects.filter(is_finance_bureau=True).values_list("name", flat=True).first()
    return name or _("财政局")
