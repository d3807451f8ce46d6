"""Reads a report from a file and prints what it says and what contradicts itself; writes nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.importing.report.parse import parse_document
from departments.importing.report.reading import ImportRefused, read_document
from scoring.checks import Subject, run_checks
from scoring.checks.reading import reading_as_data


class Command(BaseCommand):
    help = "读一份自评报告（.docx、.doc、.txt、.pdf），列出单位、年度、章节、数据和发现的问题；不写入任何数据。"
    requires_system_checks = ()  # reads a file and needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="报告文件")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = parse_document(read_document(options["file"]))
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        data = reading_as_data(report, run_checks(Subject(report)))
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self._tell(data)

    def _tell(self, data: dict[str, Any]) -> None:
        self.stdout.write(
            _("单位：%(unit)s　年度：%(year)s") % {"unit": data["unit"] or "—", "year": data["year"] or "—"}
        )
        self.stdout.write(_("标题：%(title)s") % {"title": data["title"] or "—"})
        for part in data["sections"]:
            self.stdout.write(f"  {part['key']}: {part['heading']} ({len(part['text'])})")
        for part in data["unplaced"]:
            self.stdout.write(_("  未能归类：%(text)s") % {"text": (part["heading"] or part["text"])[:60].strip()})
        for name, value in data["facts"].items():
            self.stdout.write(f"  {name} = {value}")
        for project in data["projects"]:
            self.stdout.write(_("  项目：%(name)s　%(amount)s万元") % project)
        for finding in data["findings"]:
            quote = f"“{finding['quote'][:60]}” " if finding["quote"] else ""
            self.stdout.write(f"[{finding['level']}] {finding['code']} {quote}{finding['message']}")
