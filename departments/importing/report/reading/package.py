"""Opens the zip package of a .docx with care: bombs, macros, entities and broken archives are refused."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from .refused import ImportRefused

LARGEST_PART = 40 * 1024 * 1024  # bytes unpacked
LARGEST_PACKAGE = 200 * 1024 * 1024  # bytes unpacked, pictures included
MOST_MEMBERS = 5_000
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
STEEPEST_RATIO = 200  # unpacked ÷ packed of one XML part above 5 MB


class Package:
    """The parts of a .docx that are needed, each read once and parsed without entities."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ImportRefused(_broken()) from error
        names = {member.filename for member in members}
        if "word/document.xml" not in names:
            raise ImportRefused(
                _("这不是 Word 文档，可能是压缩包或表格改的扩展名。请打开原文件，另存为 .docx 后再导入。")
            )
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
            raise ImportRefused(_("文件带有宏，出于安全考虑不能导入。请在 Word 或 WPS 中另存为 .docx 后再导入。"))
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_PACKAGE:
            raise ImportRefused(_bomb())
        self._sizes = {member.filename: member for member in members}

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, None where there is no such part."""
        member = self._sizes.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise ImportRefused(_("文件加了密码。请在 Word 或 WPS 中去掉密码后再导入。"))
        steep = member.file_size > 5 * 1024 * 1024 and member.file_size > STEEPEST_RATIO * max(1, member.compress_size)
        if member.file_size > LARGEST_PART or steep:
            raise ImportRefused(_bomb())
        try:
            with self._zip.open(member) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ImportRefused(_broken()) from error
        if len(content) > LARGEST_PART:
            raise ImportRefused(_bomb())
        return _parse(_transitional(content))


def _transitional(content: bytes) -> bytes:
    """A file in the strict form of the standard says the same in other namespaces."""
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return content


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise ImportRefused(_entities()) from error
        raise ImportRefused(_broken()) from error
    if root.getroottree().docinfo.doctype:
        raise ImportRefused(_entities())  # Word writes none: somebody else did
    return root


def _broken() -> str:
    return _("文件已损坏，打不开。请用 Word 或 WPS 打开原文件，另存为 .docx 后再导入。")


def _bomb() -> str:
    return _("文件解压后过大，不能导入。请用 Word 或 WPS 打开，只保留报告正文，另存为 .docx 后再导入。")


def _entities() -> str:
    return _("文件中含有不允许的外部引用，不能导入。请用 Word 或 WPS 打开，另存为 .docx 后再导入。")
