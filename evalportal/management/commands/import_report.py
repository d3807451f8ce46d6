"""Fills a department's draft from a report file; never overwrites what is there unless told to."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.content import load_content
from departments.enums import Role
from departments.importing.filling.carrying_out import fill_report
from departments.importing.filling.change import Change, Effect, is_disputed, taken_by_itself
from departments.importing.filling.narrative import unplaced_parts
from departments.importing.filling.proposing import propose_changes
from departments.importing.report.parse import parse_document
from departments.importing.report.parsed import ParsedReport
from departments.importing.report.reading import ImportRefused, read_document
from departments.models import Report, User
from departments.refusal import Refused
from evalportal.management.reports import find_report
from scoring.checks import Subject, run_checks
from scoring.checks.reading import reading_as_data


class Command(BaseCommand):
    help = "把一份自评报告（.docx、.doc、.txt、.pdf）填入部门的草稿：只填空白处，已有的内容不改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="报告文件")
        parser.add_argument("--department", required=True, metavar="CODE", help="预算单位编码")
        parser.add_argument("--year", required=True, type=int, help="评价年度")
        parser.add_argument("--dry-run", action="store_true", help="只列出将要填入的内容，不写入")
        parser.add_argument("--overwrite", action="store_true", help="已有的内容也用文件中的代替")
        parser.add_argument("--by", metavar="USERNAME", default="", help="以哪位填报人的名义填入；默认为该部门的填报人")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, file: Path, department: str, year: int, **options: Any) -> None:
        try:
            read = parse_document(read_document(file))
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        report = find_report(department, year)
        if read.year is not None and read.year != year:
            self.stderr.write(
                _("请注意：文件写的是 %(read)s 年度，将要填入的是 %(year)s 年度的报告。")
                % {"read": read.year, "year": year}
            )
        changes = propose_changes(read, load_content(report))
        taken = taken_by_itself(changes, overwrite=options["overwrite"])
        if not options["dry_run"]:
            self._carry_out(report, taken, file, options["by"])
        said = [_as_json(change, changes, taken) for change in changes]
        if options["json"]:
            data = {**reading_as_data(read, run_checks(Subject(read))), "changes": said}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self._tell(read, said, dry=options["dry_run"])

    def _carry_out(self, report: Report, taken: list[Change], file: Path, username: str) -> None:
        people = User.objects.filter(
            is_active=True, memberships__department=report.department, memberships__role=Role.PREPARER
        )
        person = (people.filter(username=username) if username else people.order_by("pk")).first()
        if person is None:
            raise CommandError(
                _("“%(name)s”不是该部门的填报人。") % {"name": username}
                if username
                else _("该部门还没有填报人，请先由安全管理员授予角色。")
            )
        try:
            fill_report(report, taken, by=person, file_name=file.name, content=file.read_bytes())
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal

    def _tell(self, read: ParsedReport, said: list[dict[str, Any]], *, dry: bool) -> None:
        for each in said:
            mark = "+" if each["taken"] else "="
            value = each["value"].replace("\n", " ")
            shown = value if len(value) <= 60 else f"{value[:60]}…"
            why = f"（{each['reason']}）" if each["reason"] else ""
            self.stdout.write(f"{mark} {each['section']} {each['name']}：{shown}{why}")
        for part in unplaced_parts(read):
            text = read.text[part.start : part.end].strip().replace("\n", " ")
            self.stdout.write(_("? 未能归类，没有填入：%(text)s") % {"text": text[:200]})
        count = sum(each["taken"] for each in said)
        words = _("将填入 %(count)s 处，未写入任何数据。") if dry else _("已填入 %(count)s 处。")
        self.stdout.write(words % {"count": count})


def _as_json(change: Change, changes: list[Change], taken: list[Change]) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "section": change.section,
        "table": change.table,
        "row": change.row,
        "cell": change.cell,
        "name": change.name,
        "value": change.value,
        "existing": change.existing,
        "quote": change.quote,
        "taken": change in taken,
        "reason": "" if change in taken else _reason(change, changes),
    }


def _reason(change: Change, changes: list[Change]) -> str:
    if change.effect == Effect.SAME:
        return str(Effect.SAME.label)
    if is_disputed(change, changes):
        return _("文中有不同的数，请到页面上选定")
    if not change.certain:
        return _("文中的意思不确定，请到页面上核对")
    return _("已有内容“%(existing)s”，没有改动") % {"existing": change.existing[:40]}
