"""manage.py render_report: a department's report as a file, from the stored report as it stands."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from departments.models import Report
from evalportal.documents.build import build_document
from evalportal.documents.fonts import MissingCharacters
from evalportal.documents.formats import FORMATS


class Command(BaseCommand):
    help = "Write a department's report as PDF, Word or Excel file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--department", required=True, metavar="CODE", help="code of the department (预算单位编码)")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, department: str, year: int, output: Path, **options: Any) -> None:
        report = (
            Report.objects.select_related("department__supervisor", "campaign")
            .filter(department__code=department, campaign__year=year)
            .first()
        )
        if report is None:
            raise CommandError(
                _("没有找到预算单位编码为 %(code)s 的部门 %(year)s 年度的报告。") % {"code": department, "year": year}
            )
        try:
            content = FORMATS[options["format"]].render(build_document(report))
        except MissingCharacters as missing:
            raise CommandError(str(missing)) from missing
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("不能写入 %(file)s：%(reason)s") % {"file": output, "reason": error.strerror}
            ) from error
        self.stdout.write(_("已生成 %(file)s（%(size)s 字节）。") % {"file": output, "size": len(content)})
