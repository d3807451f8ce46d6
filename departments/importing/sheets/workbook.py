"""Opens an uploaded workbook: checks what it is, has it read by a process of its own, gives back its sheets."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from departments.attachments.inspection import inspect_file
from departments.attachments.names import clean_name, split_name
from departments.importing.refusal import RefusedImport
from departments.importing.sheets.reader import MOST_ROWS, PASSWORD, READ, SECONDS

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Where the portal's own packages lie, whatever the process was started from.
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Sheet:
    """A visible sheet: its rows as text, and the numbers in Excel of the first row and the first column (A is 1).

    `merged` are ranges as first row, first column, last row, last column, counted from 0. `unknown` maps cells (B7)
    that are formulas without a stored result, or that hold an error value, to that value. `formulas` are told of the
    hidden sheet of places only.
    """

    name: str
    first: int
    rows: list[list[str]]
    left: int = 1
    merged: list[list[int]] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """The visible sheets of a workbook, and the hidden one that says which cell is which place of a report."""

    sheets: list[Sheet]
    places: Sheet | None = None


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """The visible sheets of an .xlsx or .xls file. Raises Refused with what was found and what to do."""
    return read_book(content, name).sheets


def read_book(content: bytes, name: str) -> Book:
    """An .xlsx or .xls file. Raises Refused with what was found and what to do."""
    name = clean_name(name)
    _check(content, name)
    found = json.loads(_read_apart(content, name))
    for sheet in found:
        if sheet["cut"]:
            raise RefusedImport(
                _("工作表“%(sheet)s”超过 %(most)s 行，请拆成几个文件分别导入。")
                % {"sheet": sheet["name"], "most": MOST_ROWS}
            )
    shown = [_sheet(sheet) for sheet in found if sheet["shown"]]
    return Book(shown, next((_sheet(sheet) for sheet in found if not sheet["shown"]), None))


def _sheet(found: dict[str, Any]) -> Sheet:
    told = ("name", "first", "rows", "left", "merged", "unknown", "formulas")
    return Sheet(**{key: found[key] for key in told})


def _check(content: bytes, name: str) -> None:
    extension = split_name(name)[1]
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        raise RefusedImport(_("“%(name)s”太大，请删去与导入无关的内容后再上传。") % {"name": name})
    if extension == "xlsx":
        inspect_file(io.BytesIO(content), name)
    elif extension != "xls":
        raise RefusedImport(
            _("“%(name)s”不是 Excel 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。") % {"name": name}
        )
    elif not content.startswith(OLD_EXCEL):
        raise RefusedImport(
            _("“%(name)s”的扩展名是 .xls，内容却不是。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。") % {"name": name}
        )


def _read_apart(content: bytes, name: str) -> bytes:
    command = (sys.executable, "-P", "-m", "departments.importing.sheets.reader")
    try:
        done = subprocess.run(  # noqa: S603  # our own module, nothing of the user's in the command
            command, input=content, capture_output=True, timeout=2 * SECONDS, env={"PYTHONPATH": str(ROOT)}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable(name) from error
    if done.returncode == PASSWORD:
        raise RefusedImport(_("“%(name)s”设置了打开密码，请取消密码后再上传。") % {"name": name})
    if done.returncode != READ:
        raise _unreadable(name)
    return done.stdout


def _unreadable(name: str) -> RefusedImport:
    return RefusedImport(
        _("“%(name)s”读不出来：文件可能已损坏，或者表格大得不正常。请把需要的内容复制到新表格中再上传。")
        % {"name": name}
    )
