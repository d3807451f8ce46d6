"""Opens an uploaded file and says whether it is what its name promises, whole, and without hidden dangers.

Nothing here knows reports or the database; whoever takes in files of these kinds may ask.
"""

from typing import IO

from django.utils.translation import gettext as _

from departments.attachments.inspection.office import check_office
from departments.attachments.inspection.pdf import check_pdf
from departments.attachments.inspection.pictures import check_picture
from departments.attachments.kinds import KINDS, Kind, kind_by_name
from departments.attachments.refusal import FileRefused

__all__ = ["inspect_file"]

# What a file begins with. A polyglot has its second nature further back; each check looks for it.
_BEGINNINGS = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "package",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old office",
}
_CHECKS = {"pdf": check_pdf, "docx": check_office, "xlsx": check_office, "jpg": check_picture, "png": check_picture}


def inspect_file(file: IO[bytes], name: str) -> Kind:
    """The kind of a file, whose name is already clean. Raises FileRefused with what was found and what to do."""
    promised = kind_by_name(name)
    file.seek(0)
    head = file.read(16)
    if not head:
        raise FileRefused(_("“%(name)s”是空文件（0 字节），请检查后重新选择。") % {"name": name})
    found = next((kind for beginning, kind in _BEGINNINGS.items() if head.startswith(beginning)), "")
    if found != ("package" if promised.code in {"docx", "xlsx"} else promised.code):
        raise FileRefused(_mismatch(name, promised, found))
    _CHECKS[promised.code](file, name, promised.code)
    return promised


def _mismatch(name: str, promised: Kind, found: str) -> str:
    said = {"name": name, "promised": promised.label, "extension": promised.code}
    if found in KINDS:
        return _("“%(name)s”实际是 %(found)s 文件，请把扩展名改为 .%(right)s 后再上传。") % {
            **said,
            "found": KINDS[found].label,
            "right": found,
        }
    if promised.code in {"docx", "xlsx"} and found == "old office":
        return _(
            "“%(name)s”实际是旧版 %(promised)s 文件，或者设置了打开密码。"
            "请用 %(promised)s 或 WPS 打开，取消密码，另存为 .%(extension)s 后再上传。"
        ) % said
    if promised.code in {"docx", "xlsx"}:
        return _(
            "“%(name)s”实际不是 %(promised)s 文件。请用 %(promised)s 或 WPS 打开确认，另存为 .%(extension)s 后再上传。"
        ) % said
    return _("“%(name)s”实际不是 %(promised)s 文件，请打开确认后重新选择。") % said
