"""manage.py demo: the demo county; creates what is missing and never touches what is there."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from departments.models import User
from evalportal.demo.loading import accounts, load_demo, read_county


class Command(BaseCommand):
    help = "Create what is missing of the demo county and print its accounts; what is there is never touched."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="print nothing when all went well")

    def handle(self, *args: Any, quiet: bool, **options: Any) -> None:
        if not settings.LOCAL and User.objects.filter(is_demo=False).exists():
            raise CommandError(
                _("这里已有正式账号。演示账号的口令是公开的，不能与正式账号放在一起；请换一个空的数据库。")
            )
        county = read_county()
        loaded = load_demo()
        if quiet:
            return
        self.stdout.write(
            _("%(county)s演示数据：新建单位和股室%(organisation)s个，账号%(people)s个，报告%(reports)s份。")
            % {"county": county["county"], **vars(loaded)}
        )
        password = county["password"]
        heading = (_("账号"), _("口令"), _("姓名"), _("单位和角色"))
        rows = [(account, password, name, duty) for account, name, duty in accounts(county)]
        self.stdout.write(in_columns([heading, *rows]))


def in_columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows below each other, Chinese characters counted as the two columns they take on a terminal."""
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = (
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
