"""The styles of the Word file: the faces of official documents by name, lines, indents, pages, page numbers.

GB/T 9704-2012; the faces need not be installed here, an office that edits the file has them.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

BODY, HEADING, KAI, SONG, TABLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
PITCH = Pt(28.95)
BODY_SIZE = 16
# 28 characters on 442.2 pt: each 16 pt less 0.25 pt, in twentieths of a point.
TIGHTENED = "-5"

TITLE_STYLE, ANNEX_TITLE_STYLE, ANNEX_NUMBER_STYLE, CELL_STYLE = "Title", "公文附件标题", "公文附件序号", "公文表格"
# The names by which Word knows the lines of its contents.
CONTENTS_STYLES = {1: "toc 1", 2: "toc 2"}
LEAD_STYLES = {1: "公文一级标题字", 2: "公文二级标题字"}


@dataclass(frozen=True, slots=True)
class Face:
    """What a style looks like."""

    font: str
    size: float
    indent: int = 200
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY


FACES = {
    "Normal": Face(BODY, 16),
    "Heading 1": Face(HEADING, 16),
    "Heading 2": Face(KAI, 16),
    "Heading 3": Face(BODY, 16),
    "Heading 4": Face(BODY, 16),
    TITLE_STYLE: Face(SONG, 22, 0, WD_ALIGN_PARAGRAPH.CENTER),
    ANNEX_TITLE_STYLE: Face(SONG, 22, 0, WD_ALIGN_PARAGRAPH.CENTER),
    ANNEX_NUMBER_STYLE: Face(HEADING, 16, 0, WD_ALIGN_PARAGRAPH.LEFT),
    CONTENTS_STYLES[1]: Face(BODY, 16, 0, WD_ALIGN_PARAGRAPH.LEFT),
    CONTENTS_STYLES[2]: Face(BODY, 16, 200, WD_ALIGN_PARAGRAPH.LEFT),
    CELL_STYLE: Face(TABLE, 9, 0, WD_ALIGN_PARAGRAPH.LEFT),
}


def add_styles(document: Document) -> None:
    """Define the styles; headings keep their outline levels, by which Word builds navigation and contents."""
    for name, face in FACES.items():
        known = name in [style.name for style in document.styles]
        style: Any = document.styles[name] if known else _new_style(document, name)
        style.font.size, style.font.bold, style.font.italic = Pt(face.size), False, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        set_face(style, face.font)
        _set_spacing(style, TIGHTENED if face.size == BODY_SIZE else "0")
        shape = style.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = face.align, Pt(0), Pt(0)
        if name == CELL_STYLE:
            shape.line_spacing, shape.space_before, shape.space_after = 1.0, Pt(1.5), Pt(1.5)
        else:
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
        shape.widow_control = False
        _indent_first_line(style, face.indent)
        border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if border is not None:
            style.element.pPr.remove(border)
    for level, name in LEAD_STYLES.items():
        lead: Any = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        set_face(lead, HEADING if level == 1 else KAI)


def _new_style(document: Document, name: str) -> Any:
    return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in CONTENTS_STYLES.values())


def set_face(styled: Any, font: str) -> None:
    """Set the Western face to Times and the Chinese one to `font`, of a style or a run."""
    styled.font.name = LATIN
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _set_spacing(style: Any, twentieths: str) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), twentieths)
    properties = style.element.get_or_add_rPr()
    for known in properties.findall(qn("w:spacing")):
        properties.remove(known)
    properties.append(spacing)


def _indent_first_line(style: Any, hundredths: int) -> None:
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(hundredths))
    indent.set(qn("w:firstLine"), str(hundredths * 32 // 10))


def set_up_section(section: Section, *, landscape: bool = False) -> None:
    """Give a section paper and margins: A4 with 37, 26, 35, 28 mm, or the same sheet turned."""
    margins = (28, 37, 26, 35) if landscape else (37, 26, 35, 28)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    # The number's line of 14 pt ends 7 mm and its own height below the type area.
    section.footer_distance = Mm(margins[2] - 12)


def number_pages(section: Section, *, first: int | None = None) -> None:
    """Put — 1 — outside, odd pages right and even pages left, one character in."""
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        shape = paragraph.paragraph_format
        shape.left_indent, shape.right_indent, shape.first_line_indent = Pt(14), Pt(14), Pt(0)
        _add_page_number(paragraph)
    if first is not None:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), str(first))
        section._sectPr.append(numbering)


def _add_page_number(paragraph: Paragraph) -> None:
    for kind, text in (("", "— "), ("begin", ""), ("", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run("" if kind or text == " PAGE " else text)
        run.font.size = Pt(14)
        set_face(run, TABLE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == " PAGE ":
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)


def mark_as_draft(section: Section) -> None:
    """Print 草稿 over every page of the section."""
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Pt(0)
        run = paragraph.add_run(_("草稿"))
        set_face(run, HEADING)
