"""Reads the text of a .pdf; lines that only the page width broke are joined to paragraphs again."""

import re

import pypdfium2  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from ..document import Document, from_text
from .refused import ImportRefused

MOST_PAGES = 300
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*|第\s*\d+\s*页.{0,12}")
_BEGINS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]+部分|附件)"
)


def read_pdf(content: bytes) -> Document:
    """The paragraphs of a PDF file that holds text."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ImportRefused(_("PDF 文件已损坏或加了密码，打不开。请换成 Word 文件再导入。")) from error
    try:
        if len(pdf) > MOST_PAGES:
            raise ImportRefused(_("PDF 文件超过 %(pages)s 页，不能导入。请只保留报告正文。") % {"pages": MOST_PAGES})
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    except pypdfium2.PdfiumError as error:
        raise ImportRefused(_("PDF 文件已损坏，读不出内容。请换成 Word 文件再导入。")) from error
    finally:
        pdf.close()
    if not any(page.strip() for page in pages):
        raise ImportRefused(_("PDF 文件里没有文字，可能是扫描件。请换成 Word 文件，或者复制文字后粘贴导入。"))
    return from_text("\n".join(_joined(pages)))


def _joined(pages: list[str]) -> list[str]:
    lines = [
        line.replace("\ufffe", "").rstrip()
        for page in pages
        for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    lines = [line for line in lines if not _PAGE_NUMBER.fullmatch(line)]
    widest = sorted(_width(line) for line in lines if line.strip())
    full = widest[int(len(widest) * 0.9)] - 8 if widest else 0
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        if open_line and line.strip() and not _BEGINS.match(line):
            paragraphs[-1] += line.strip()
        else:
            paragraphs.append(line)
        open_line = bool(line.strip()) and _width(line) >= full and not line.endswith(("。", "：", "；", "！"))
    return paragraphs


def _width(line: str) -> int:
    """Half-widths that a line takes: a Chinese character or mark is two, a figure or a blank one."""
    return sum(1 if char.isascii() else 2 for char in line)
