"""Prints what the checks find in a department's report as it stands; writes nothing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from departments.content import load_content
from evalportal.management.reports import find_report
from scoring.checks.reading import finding_as_data
from scoring.findings import report_findings
from scoring.models import CheckLevel
from scoring.scoresheet import score_report


class Command(BaseCommand):
    help = "检查一个部门的自评报告，列出发现的问题；不写入任何数据。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--department", required=True, metavar="CODE", help="预算单位编码")
        parser.add_argument("--year", required=True, type=int, help="评价年度")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, department: str, year: int, **options: Any) -> None:
        report = find_report(department, year)
        findings = [finding_as_data(each) for each in report_findings(load_content(report), score_report(report))]
        if options["json"]:
            data = {"department": report.department.code, "year": report.campaign.year, "findings": findings}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        self.stdout.write(
            _("%(unit)s %(year)s 年度：发现 %(count)s 条。")
            % {"unit": report.department.name, "year": report.campaign.year, "count": len(findings)}
        )
        titles = {str(section.key): section.title for section in report.outline.sections}
        for finding in findings:
            quote = f"“{finding['quote'][:60]}” " if finding["quote"] else ""
            level = CheckLevel(finding["level"]).label
            title = titles.get(finding["section"], "")
            self.stdout.write(f"[{level}] {title}　{quote}{finding['message']}（{finding['code']}）")
