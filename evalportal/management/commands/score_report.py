"""manage.py score_report: a department's self-score as it stands, with the trace of every row."""

import json
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from departments.facts import FACTS
from departments.models import Report
from scoring.results import Row, ScoreSheet
from scoring.rounding import fixed, plain
from scoring.scoresheet import score_report


class Command(BaseCommand):
    help = "Print the self-score of a department's report, row by row, with what each rests on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--department", required=True, metavar="CODE", help="code of the department (预算单位编码)")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--json", action="store_true", help="one JSON object, numbers as decimal strings")

    def handle(self, *args: Any, department: str, year: int, **options: Any) -> None:
        report = (
            Report.objects.select_related("department", "campaign")
            .filter(department__code=department, campaign__year=year)
            .first()
        )
        if report is None:
            raise CommandError(
                _("没有找到预算单位编码为 %(code)s 的部门 %(year)s 年度的报告。") % {"code": department, "year": year}
            )
        sheet = score_report(report)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report, sheet), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(report, sheet))


def as_json(report: Report, sheet: ScoreSheet) -> dict[str, Any]:
    """The score sheet as other programs read it."""
    return {
        "department": report.department.code,
        "year": report.campaign.year,
        "system": sheet.system,
        "total": fixed(sheet.total),
        "ceiling": fixed(sheet.ceiling),
        "grade": sheet.grade,
        "rows": [_row_as_json(row) for row in sheet.rows],
    }


def _row_as_json(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "points": str(row.points),
        "score": _number(row.score),
        "value": _number(row.value),
        "trace": row.trace,
        "missing": list(row.missing),
        "not_applicable": row.not_applicable,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def as_text(report: Report, sheet: ScoreSheet) -> str:
    """The score sheet as a person reads it on a terminal."""
    grade = sheet.grade or _("待定（还有 %(points)s 分没有评出）") % {"points": plain(sheet.pending_points)}
    lines = [
        f"{report.department.name} {report.campaign.year} {sheet.system_name}",
        _("自评得分 %(total)s，最高可得 %(ceiling)s，等次 %(grade)s")
        % {"total": fixed(sheet.total), "ceiling": fixed(sheet.ceiling), "grade": grade},
        *(f"{step.text} {step.result}".rstrip() for step in sheet.total_steps),
    ]
    for row in sheet.rows:
        score = "—" if row.score is None else fixed(row.score)
        lines += ["", f"{row.name}　{score} / {plain(row.points)}", f"  {row.trace}"]
        lines += [f"  {FACTS[code].name}：{FACTS[code].place}" for code in row.missing]
    return "\n".join(lines)
