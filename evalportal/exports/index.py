"""目录: every file of an export with its version and SHA-256, and what is missing and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule

from evalportal.exports.workbook.colours import BAD
from evalportal.exports.workbook.table import Column, Kind, Table


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the export, or one that should be there: `missing` says why it is not. `size` in bytes."""

    code: str
    unit: str
    state: str = ""
    version: int = 0
    stage: str = ""
    form: str = ""
    path: str = ""
    size: int = 0
    sha256: str = ""
    missing: str = ""


def write_index(items: Iterable[Item], title: str, target: IO[bytes]) -> None:
    """Write the index as a workbook."""
    book = Workbook(write_only=True)
    book.properties.title = title
    table = Table(
        book,
        _("目录"),
        title,
        (
            Column(_("预算单位编码"), 13, Kind.CODE),
            Column(_("单位"), 30, Kind.LONG),
            Column(_("状态"), 10, Kind.CENTRE),
            Column(_("版次"), 6, Kind.COUNT),
            Column(_("稿别"), 9, Kind.CENTRE),
            Column(_("格式"), 8, Kind.CENTRE),
            Column(_("文件"), 52, Kind.LONG),
            Column(_("字节"), 11, Kind.COUNT),
            Column(_("校验值（SHA-256）"), 36, Kind.LONG),
            Column(_("缺少的原因"), 34, Kind.LONG),
        ),
        note=_("校验值可以核对文件是否被改动；浅红的行缺少文件。"),
        frozen=2,
    )
    for item in items:
        table.add(
            (
                item.code, item.unit, item.state, item.version or None, item.stage, item.form, item.path,
                item.size or None, item.sha256, item.missing,
            )
        )  # fmt: skip
    table.close()
    rule = FormulaRule([f'$J{table.first_row}<>""'], fill=BAD)
    table.sheet.conditional_formatting.add(table.area(1, 10), rule)
    book.save(target)
