"""The content of an attached file as a reviewer sees it beside the report, without opening another program."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from departments.attachments.actions import read_file
from departments.importing.report.reading import ImportRefused
from departments.importing.report.reading.files import read_upload
from departments.importing.sheets.workbook import read_workbook
from departments.models import Attachment, Report, ReportVersion, User
from departments.refusal import Refused

# Kinds that a browser shows by itself; the checks at the upload have looked into them.
INLINE = frozenset({"pdf", "jpg", "png"})
PICTURES = frozenset({"jpg", "png"})
MOST_LINES = 2000
MOST_ROWS, MOST_COLUMNS = 300, 30


@dataclass(frozen=True)
class ShownSheet:
    """A sheet of a workbook, cut to what a page can hold."""

    name: str
    rows: list[list[str]]
    is_cut: bool


def sent_file(report: Report, key: UUID) -> Attachment:
    """A file that belongs to the version under review; a 404 for what the unit has attached since."""
    file = Attachment.objects.filter(report=report, key=key).first()
    sent = ReportVersion.objects.filter(report=report).order_by("-number").values_list("files", flat=True).first() or []
    if file is None or [file.place, file.name, file.sha256] not in sent:
        raise Http404
    file.report = report
    return file


def shown_text(file: Attachment, *, by: User) -> dict[str, Any]:
    """What the page shows: `lines` of a Word file, `sheets` of a workbook, or why it cannot be shown."""
    if file.kind in INLINE:
        return {"is_picture": file.kind in PICTURES, "is_pdf": file.kind not in PICTURES}
    try:
        with read_file(file, by=by) as content:
            return _read(content.read(), file)
    except FileNotFoundError:
        return {"problem": _("文件的内容不在服务器上，请与系统管理员联系。")}
    except (ImportRefused, Refused) as refused:
        return {"problem": str(getattr(refused, "message", refused))}


def _read(content: bytes, file: Attachment) -> dict[str, Any]:
    if file.kind == "xlsx":
        return {"sheets": [_sheet(each.name, each.rows) for each in read_workbook(content, file.name)]}
    lines = read_upload(content, file.name).lines
    return {"lines": lines[:MOST_LINES], "is_cut": len(lines) > MOST_LINES}


def _sheet(name: str, rows: list[list[str]]) -> ShownSheet:
    cut = len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows)
    return ShownSheet(name, [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]], cut)
