"""Reads reports from files and prints what they say and what contradicts itself; writes nothing.

One file gives one JSON object. Several give one object a line, each with its "file" in front, so that a folder of a
thousand can be read as it comes; a file that cannot be read is a line with "error", and the exit code tells.
"""

from argparse import ArgumentParser
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.importing.report.parse import parse_document
from departments.importing.report.reading import ImportRefused, read_document
from scoring.checks import Subject, run_checks
from scoring.checks.reading import reading_as_data
from scoring.models import CheckLevel


class Command(BaseCommand):
    help = "读一份自评报告（.docx、.doc、.txt、.pdf），列出单位、年度、章节、数据和发现的问题；不写入任何数据。"
    requires_system_checks = ()  # reads a file and needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="报告文件，可以有多个")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象；多个文件时每行一个")

    def handle(self, *args: Any, files: list[Path], json: bool, **options: Any) -> None:
        if len(files) == 1:
            try:
                data = _read(files[0])
            except ImportRefused as refusal:
                raise CommandError(str(refusal)) from refusal
            if json:
                self.stdout.write(dumps(data, ensure_ascii=False, indent=2))
            else:
                self._tell(data)
            return
        refused = sum(not self._say(file, as_json=json) for file in files)
        if refused:
            raise CommandError(_("%(count)s 个文件没有读成。") % {"count": refused})

    def _say(self, file: Path, *, as_json: bool) -> bool:
        """Print one of several files; whether it could be read."""
        try:
            data = _read(file)
        except ImportRefused as refusal:
            if as_json:
                self.stdout.write(dumps({"file": str(file), "error": str(refusal)}, ensure_ascii=False))
            else:
                self.stderr.write(f"== {file}\n{refusal}")
            return False
        if as_json:
            self.stdout.write(dumps({"file": str(file), **data}, ensure_ascii=False))
        else:
            self.stdout.write(f"== {file}")
            self._tell(data)
        return True

    def _tell(self, data: dict[str, Any]) -> None:
        self.stdout.write(
            _("单位：%(unit)s　年度：%(year)s") % {"unit": data["unit"] or "—", "year": data["year"] or "—"}
        )
        self.stdout.write(_("标题：%(title)s") % {"title": data["title"] or "—"})
        for part in data["sections"]:
            self.stdout.write(f"  {part['key']}: {part['heading']} ({len(part['text'])})")
        for part in data.get("unplaced", ()):
            self.stdout.write(_("  未能归类：%(text)s") % {"text": (part["heading"] or part["text"])[:60].strip()})
        for name, value in data["facts"].items():
            self.stdout.write(f"  {name} = {value}")
        for project in data["projects"]:
            self.stdout.write(_("  项目：%(name)s　%(amount)s万元") % project)
        for finding in data["findings"]:
            quote = f"“{finding['quote'][:60]}” " if finding["quote"] else ""
            level = CheckLevel(finding["level"]).label
            self.stdout.write(f"[{level}] {quote}{finding['message']}（{finding['code']}）")


def _read(file: Path) -> dict[str, Any]:
    """The reading of a file with its findings. Raises ImportRefused."""
    report = parse_document(read_document(file))
    return reading_as_data(report, run_checks(Subject(report)))
