"""manage.py export_campaign: everything of a year into a folder, with an index of what is there and what is not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from departments.models import Campaign, Report
from evalportal.documents.formats import FORMATS
from evalportal.exports.index import Item
from evalportal.exports.ordering import record_command
from evalportal.exports.targets import FolderTarget
from evalportal.exports.writing import WORKBOOK, write_export


class Command(BaseCommand):
    help = (
        "Write all reports of a year as PDF, Word and Excel, the workbook of the campaign and an index into a folder. "
        "What was never sent is printed as it stands and marked as a draft."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="DIR")
        parser.add_argument("--sent-only", action="store_true", help="leave out what was never sent")

    def handle(self, *args: Any, year: int, output: Path, **options: Any) -> None:
        campaign = Campaign.objects.filter(year=year).first()
        if campaign is None:
            raise CommandError(_("没有 %(year)s 年度的自评任务。") % {"year": year})
        try:
            output.mkdir(parents=True, exist_ok=True)
            items = write_export(
                campaign,
                Report.objects.all(),
                [*FORMATS, WORKBOOK],
                FolderTarget(output),
                drafts=not options["sent_only"],
                tell=self._tell,
            )
        except OSError as error:
            raise CommandError(
                _("不能写入 %(folder)s：%(reason)s") % {"folder": output, "reason": error.strerror or error}
            ) from error
        record_command(campaign)
        self._report(items, output)

    def _tell(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} / {total}", ending="\n" if done == total else "")
            self.stdout.flush()

    def _report(self, items: list[Item], output: Path) -> None:
        missing = [item for item in items if item.missing]
        for item in missing:
            said = {"code": item.code, "unit": item.unit, "form": item.form, "why": item.missing}
            self.stderr.write(_("%(code)s %(unit)s %(form)s：%(why)s") % said)
        counts = {"count": len(items) - len(missing), "folder": output, "missing": len(missing)}
        self.stdout.write(_("已导出 %(count)s 个文件到 %(folder)s，缺 %(missing)s 个，见其中的“目录.xlsx”。") % counts)
