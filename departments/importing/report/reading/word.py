"""Reads .docx: paragraphs with automatic numbers, headings and bold lines, tables row by row, text boxes, notes.

Field codes, deleted text, remarks and page headers are left out. A form whose cells hold whole paragraphs is read one
paragraph per line, so that the headings inside are found.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from ..document import Document, Line
from .numbering import Numbering, W
from .package import Package
from .refused import ImportRefused

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
}
_EQUATION_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMathPara"
# Ticked and empty boxes of the symbol fonts that forms are made with.
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□"}
_SKIPPED = {f"{W}del", f"{W}instrText", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sectPr", _FALLBACK, f"{W}delText"}
_WRAPPERS = {
    f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag",
}  # fmt: skip
_CELL_PARAGRAPH = 60  # characters; a longer cell is prose, not a table entry


def read_word(content: bytes) -> Document:
    """The lines of a .docx file."""
    package = Package(content)
    root = package.xml("word/document.xml")
    assert root is not None
    if root.find(f".//{W}altChunk") is not None:
        raise ImportRefused(_("文件里嵌入了另一个文件的内容，读不全。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"))
    reader = _Reader(_Styles(package.xml("word/styles.xml")), Numbering(package.xml("word/numbering.xml")))
    body = root.find(f"{W}body")
    lines = list(reader.blocks(body)) if body is not None else []
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        notes = package.xml(name)
        if notes is not None:
            for paragraph in notes.iter(f"{W}p"):
                lines.extend(line for line in reader.paragraph(paragraph) if line.text.strip())
    return Document(tuple(lines))


class _Styles:
    """Heading level, numbering and boldness that a paragraph style brings along."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nodes = {} if root is None else {node.get(f"{W}styleId", ""): node for node in root.iter(f"{W}style")}

    def chain(self, style: str) -> Iterator[etree._Element]:
        """The style and those it is based on, at most ten."""
        for _step in range(10):
            node = self._nodes.get(style)
            if node is None:
                return
            yield node
            base = node.find(f"{W}basedOn")
            style = "" if base is None else str(base.get(f"{W}val", ""))


class _Reader:
    def __init__(self, styles: _Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == _EQUATION:
                yield Line("".join(node.text or "" for node in child.iter(_EQUATION_TEXT)))
            elif child.tag in _WRAPPERS or child.tag in _CHOICE:
                yield from self.blocks(child)

    def paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        boxes: list[etree._Element] = []
        text = _text(paragraph, boxes)
        properties = paragraph.find(f"{W}pPr")
        heading, prefix = self._properties(properties, numbered=bool(text.strip()))
        if prefix and text.strip():
            text = prefix + text
        bold = bool(text.strip()) and _all_bold(paragraph)
        for piece in text.split("\n"):
            yield Line(piece, heading=heading, bold=bold)
        for box in boxes:
            yield from self.blocks(box)

    def _properties(self, properties: etree._Element | None, *, numbered: bool) -> tuple[int, str]:
        style, own = "", properties
        if properties is not None:
            node = properties.find(f"{W}pStyle")
            style = "" if node is None else str(node.get(f"{W}val", ""))
        sources = ([own] if own is not None else []) + [
            each for node in self._styles.chain(style) if (each := node.find(f"{W}pPr")) is not None
        ]
        heading = next((level for source in sources if (level := _outline_level(source))), 0)
        if not heading:
            heading = next((level for node in self._styles.chain(style) if (level := _heading_name(node))), 0)
        for source in sources:
            number = source.find(f"{W}numPr/{W}numId")
            if number is not None:
                level = source.find(f"{W}numPr/{W}ilvl")
                index = "0" if level is None else str(level.get(f"{W}val", "0"))
                key = str(number.get(f"{W}val", ""))
                if key == "0" or not numbered:
                    return heading, ""
                return heading, self._numbering.next(key, int(index) if index.isdecimal() else 0)
        return heading, ""

    def _table(self, table: etree._Element) -> Iterator[Line]:
        self._tables += 1
        number = self._tables
        rows = [list(_cells(row)) for row in _rows(table)]
        read = [[list(self.blocks(cell)) for cell in row] for row in rows]
        prose = any(
            sum(1 for line in cell if line.text.strip()) > 2 or any(len(line.text) > _CELL_PARAGRAPH for line in cell)
            for row in read for cell in row
        )  # fmt: skip
        for row, nodes in zip(read, rows, strict=True):
            if prose:
                for cell in row:
                    yield from cell
                continue
            cells: list[str] = []
            for cell, node in zip(row, nodes, strict=True):
                cells.append(" ".join(line.text.strip() for line in cell if line.text.strip()))
                # A cell over several columns keeps those behind it under their heads.
                cells.extend([""] * (_span(node) - 1))
            yield Line("\t".join(cells), cells=tuple(cells), table=number)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those in content controls; not those that were deleted."""
    for node in table.iterchildren():
        if node.tag == f"{W}tr" and node.find(f"{W}trPr/{W}del") is None:
            yield node
        elif node.tag in _WRAPPERS:
            yield from _rows(node)


def _span(cell: etree._Element) -> int:
    node = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "1" if node is None else str(node.get(f"{W}val", "1"))
    return min(int(value), 60) if value.isdecimal() and int(value) > 0 else 1


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for node in row.iterchildren():
        if node.tag == f"{W}tc":
            yield node
        elif node.tag in _WRAPPERS:
            yield from _cells(node)


def _text(paragraph: etree._Element, boxes: list[etree._Element]) -> str:
    """The visible text of a paragraph; text boxes in it are collected to be read as paragraphs of their own."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == f"{W}txbxContent":
            boxes.append(node)
        elif tag in (f"{W}t", _EQUATION_TEXT):
            pieces.append(node.text or "")
        elif tag in (f"{W}tab", f"{W}ptab"):
            pieces.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{W}sym":
            pieces.append(_SYMBOLS.get(str(node.get(f"{W}char", "")).upper(), ""))
        else:
            stack.extend(reversed(node))
    return "".join(pieces)


def _outline_level(properties: etree._Element) -> int:
    node = properties.find(f"{W}outlineLvl")
    value = "" if node is None else str(node.get(f"{W}val", ""))
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _heading_name(style: etree._Element) -> int:
    node = style.find(f"{W}name")
    name = ("" if node is None else str(node.get(f"{W}val", ""))).lower().replace(" ", "")
    for lead in ("heading", "标题"):
        digits = name.removeprefix(lead)
        if name.startswith(lead) and digits.isdecimal() and 0 < int(digits) < 10:
            return int(digits)
    return 0


def _all_bold(paragraph: etree._Element) -> bool:
    seen = False
    for run in paragraph.iter(f"{W}r"):
        if not any((node.text or "").strip() for node in run.iterchildren(f"{W}t")):
            continue
        bold = run.find(f"{W}rPr/{W}b")
        if bold is None or bold.get(f"{W}val", "1") in ("0", "false", "off"):
            return False
        seen = True
    return seen
