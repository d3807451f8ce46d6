"""Chooses the reader by the name of a file and holds the content against it: a renamed file is refused."""

from pathlib import Path

from django.utils.translation import gettext as _

from ..document import Document
from .old_word import read_old_word
from .pdf import read_pdf
from .plain import read_plain
from .refused import ImportRefused
from .word import read_word

LARGEST_FILE = 20 * 1024 * 1024  # bytes; a report with scanned pages in it stays below

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
)
_READERS = {
    ".docx": (read_word, "zip"), ".txt": (read_plain, "text"), ".pdf": (read_pdf, "pdf"),
    ".doc": (read_old_word, "ole"), ".wps": (read_old_word, "ole"),
}  # fmt: skip


def read_document(path: Path) -> Document:
    """The document in a file on disk."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ImportRefused(_too_large())
        content = path.read_bytes()
    except OSError as error:
        raise ImportRefused(_("打不开文件“%(name)s”，请检查文件名和读取权限。") % {"name": path.name}) from error
    return read_upload(content, path.name)


def read_upload(content: bytes, name: str) -> Document:
    """The document in an uploaded file of this name."""
    suffix = Path(name).suffix.lower()
    if suffix in (".docm", ".dotm"):
        raise ImportRefused(_("文件带有宏，出于安全考虑不能导入。请在 Word 或 WPS 中另存为 .docx 后再导入。"))
    if suffix not in _READERS:
        raise ImportRefused(
            _("不支持“%(suffix)s”格式。可以导入 .docx、.doc、.txt 和带文字的 .pdf 文件。") % {"suffix": suffix or name}
        )
    if len(content) > LARGEST_FILE:
        raise ImportRefused(_too_large())
    if not content.strip(b"\x00 \r\n\t"):
        raise ImportRefused(_("文件是空的，没有可以导入的内容。"))
    reader, expected = _READERS[suffix]
    actual = _signature(content)
    if suffix == ".docx" and actual == "ole":
        raise ImportRefused(
            _("文件加了密码，或者是旧版 Word 文件改的扩展名。请在 Word 或 WPS 中去掉密码，另存为 .docx 后再导入。")
        )
    if actual != expected:
        raise ImportRefused(
            _("文件的扩展名是“%(suffix)s”，内容却不是这种格式。请用 Word 或 WPS 打开原文件，另存为 .docx 后再导入。")
            % {"suffix": suffix}
        )
    return reader(content)


def _signature(content: bytes) -> str:
    for magic, name in _SIGNATURES:
        if content.startswith(magic):
            return name
    return "text"


def _too_large() -> str:
    return _("文件超过 %(size)s MB，不能导入。请去掉图片和扫描件，只保留报告正文。") % {
        "size": LARGEST_FILE // 1024 // 1024
    }
