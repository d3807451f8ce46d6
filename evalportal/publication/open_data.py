"""Open data: the published scores as CSV, safe to open in Excel, and as JSON with decimal strings."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from departments.facts import read_facts
from departments.models import Report
from departments.safe_cells import safe_cell
from evalportal.publication.published import PublicReport, PublicUnit

# The figures that the form itself discloses, 万元.
FACTS = (
    "income_total.initial", "income_total.outturn", "expenditure_total.initial", "expenditure_total.adjusted",
    "expenditure_total.outturn", "expenditure_basic.outturn", "expenditure_project.outturn",
    "three_public_total.outturn",
)  # fmt: skip


def year_csv(units: Iterable[PublicUnit]) -> str:
    """A line a unit."""
    heads = (_("预算单位编码"), _("单位"), _("自评分"), _("核定分"), _("等次"))
    return _csv([heads, *((each.code, each.name, each.self_score, each.settled, each.grade) for each in units)])


def report_csv(found: PublicReport) -> str:
    """A line an indicator, the totals last."""
    heads = (_("一级指标"), _("二级指标"), _("三级指标"), _("分值"), _("自评得分"), _("核定得分"))
    rows = [(row.level_one, row.level_two, row.name, row.points, row.self_score, row.settled) for row in found.rows]
    total = (_("合计"), "", "", found.sheet.points, found.sheet.total, found.decision.total)
    return _csv([heads, *rows, total])


def _csv(rows: Iterable[Sequence[str | Decimal | None]]) -> str:
    out = io.StringIO()
    out.write("\ufeff")  # Excel reads UTF-8 only with the mark before it
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(safe_cell(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row)
    return out.getvalue()


def year_json(year: int, units: Iterable[PublicUnit]) -> dict[str, Any]:
    """The scores of a year."""
    return {
        "year": year,
        "units": [
            {
                "code": each.code, "name": each.name, "self_score": str(each.self_score),
                "settled_score": str(each.settled), "grade": each.grade,
            }
            for each in units
        ],
    }  # fmt: skip


def report_json(found: PublicReport) -> dict[str, Any]:
    """One report: totals, rows, and the disclosed figures in 万元, from the settled version."""
    report: Report = found.report
    [frozen] = found.decision.report_version.content["report"]
    facts = read_facts(frozen["fields"]["facts"])
    return {
        "year": report.campaign.year, "code": report.department.code, "name": report.department.name,
        "system": found.sheet.system_name, "points": str(found.sheet.points),
        "self_score": str(found.sheet.total), "settled_score": str(found.decision.total),
        "grade": found.decision.grade, "version": found.decision.report_version.number,
        "sha256": found.decision.report_version.digest,
        "facts": {code: str(facts[code]) for code in FACTS if code in facts},
        "rows": [
            {
                "code": row.code, "level_one": row.level_one, "level_two": row.level_two, "name": row.name,
                "points": str(row.points), "self_score": _said(row.self_score), "settled_score": _said(row.settled),
            }
            for row in found.rows
        ],
    }  # fmt: skip


def _said(score: Decimal | None) -> str | None:
    return None if score is None else str(score)
