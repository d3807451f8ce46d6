"""The report as an editable Word file: real styles, heading levels, native tables, turned sections, page numbers.

The same context as the PDF. Charts come as tables, so that whoever edits the figures can edit them too.
"""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from evalportal.charts import BarChart, Waterfall

from .context import Block, Paragraph, ReportDocument
from .figures import long_date
from .grid import Grid
from .pages import Annex, Entry, annex_names, cover_facts, entries, numbered_annexes, title_lines
from .sheets.charts import bar_grid, waterfall_grid
from .texts import cleaned
from .title import break_title
from .word_contents import name_for_contents, name_place, write_contents
from .word_styles import (
    ANNEX_NUMBER_STYLE,
    ANNEX_TITLE_STYLE,
    CELL_STYLE,
    LEAD_STYLES,
    TITLE_STYLE,
    add_styles,
    mark_as_draft,
    number_pages,
    set_up_section,
)
from .word_table import add_table

COVER_BREADTH = 20
# Two characters of 15.79 pt, and the cover's distances in points.
TWO_CHARACTERS = Pt(31.58)


def render_word(document: ReportDocument) -> bytes:
    """Give the .docx file."""
    document = cleaned(document)
    word: Any = Document()
    add_styles(word)
    word.settings.odd_and_even_pages_header_footer = True
    properties = word.core_properties
    properties.title = f"{document.unit}{document.title}"[:255]
    properties.author = document.unit[:255]
    properties.language = "zh-CN"
    properties.comments = ""
    _write_cover(word, document)
    word.add_page_break()
    write_contents(word, _headings(document))
    _begin_section(word, document, first=1)
    _write_text(word, document)
    landscape = False
    for annex in numbered_annexes(document):
        if annex.grid.landscape != landscape:
            landscape = annex.grid.landscape
            _begin_section(word, document, landscape=landscape)
            _write_annex(word, annex, new_page=False)
        else:
            _write_annex(word, annex, new_page=True)
    content = BytesIO()
    word.save(content)
    return content.getvalue()


def _headings(document: ReportDocument) -> list[Entry]:
    """The entries of the contents that are paragraphs of their own here; a heading run into its text is none."""
    run_in = {
        f"s{at}b{number}"
        for at, section in enumerate(document.sections, start=1)
        for number, block in enumerate(section.blocks, start=1)
        if isinstance(block, Paragraph) and block.rest
    }
    return [entry for entry in entries(document) if entry.anchor not in run_in]


def _begin_section(word: Any, document: ReportDocument, *, landscape: bool = False, first: int | None = None) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    numbering = section._sectPr.find(qn("w:pgNumType"))
    if numbering is not None:  # a new section copies the numbering of the one before, and would start again
        section._sectPr.remove(numbering)
    set_up_section(section, landscape=landscape)
    number_pages(section, first=first)
    if document.draft:
        mark_as_draft(section)


def _write_cover(word: Any, document: ReportDocument) -> None:
    section = word.sections[0]
    set_up_section(section)
    if document.draft:
        mark_as_draft(section)
    for number, line in enumerate(break_title(document.title, COVER_BREADTH)):
        paragraph = word.add_paragraph(line, TITLE_STYLE)
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(120)
    for number, (name, value) in enumerate(cover_facts(document)):
        paragraph = _plain(word, f"{name}：{value}", indent=Pt(80))
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(120)
    issuer = _plain(word, _("%s（制）") % document.issuer, WD_ALIGN_PARAGRAPH.CENTER)
    issuer.paragraph_format.space_before = Pt(100)


def _write_text(word: Any, document: ReportDocument) -> None:
    for line in title_lines(document):
        word.add_paragraph(line, TITLE_STYLE)
    word.add_paragraph()
    for at, section in enumerate(document.sections, start=1):
        name_place(word.add_heading(section.heading, 1), f"s{at}")
        for place, block in enumerate(section.blocks, start=1):
            _write_block(word, block, f"s{at}b{place}")
    names = annex_names(document)
    for number, name in enumerate(names, start=1):
        start = _("附件：") if number == 1 else ""
        paragraph = _plain(word, f"{start}{number}.{name}", indent=Pt(95))
        paragraph.paragraph_format.first_line_indent = Pt(-63.4 if number == 1 else -16)
        if number == 1:
            paragraph.paragraph_format.space_before = Pt(28.95)
    for number, text in enumerate((document.unit, long_date(document.dated) if document.dated else "")):
        paragraph = _plain(word, text, WD_ALIGN_PARAGRAPH.RIGHT)
        paragraph.paragraph_format.right_indent = TWO_CHARACTERS
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(57.9)
            paragraph.paragraph_format.keep_with_next = True


def _write_block(word: Any, block: Block, anchor: str) -> None:
    if isinstance(block, Paragraph):
        _write_paragraph(word, block, anchor)
        return
    if isinstance(block, BarChart):
        block = bar_grid(block)
    elif isinstance(block, Waterfall):
        block = waterfall_grid(block)
    _plain(word, block.title, WD_ALIGN_PARAGRAPH.CENTER).paragraph_format.keep_with_next = True
    if block.above[1]:
        _small(word, block.above[1], WD_ALIGN_PARAGRAPH.RIGHT).paragraph_format.keep_with_next = True
    add_table(word, block)


def _write_paragraph(word: Any, block: Paragraph, anchor: str) -> None:
    if block.level and not block.rest:
        # The report's own headings are level one, so that a heading typed as 一、 within a section is none.
        name_place(word.add_heading(block.lead, max(block.level, 2)), anchor)
        return
    paragraph = word.add_paragraph()
    paragraph.add_run(block.lead, LEAD_STYLES.get(block.level))
    if block.rest:
        paragraph.add_run(block.rest)


def _write_annex(word: Any, annex: Annex, *, new_page: bool) -> None:
    number = word.add_paragraph(annex.number, ANNEX_NUMBER_STYLE)
    number.paragraph_format.page_break_before = new_page
    name_for_contents(number, f"{annex.number}　{annex.words}")
    name_place(number, f"annex-{annex.grid.name}")
    title = word.add_paragraph(annex.grid.title, ANNEX_TITLE_STYLE)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(14)
    _add_above(word, annex.grid)
    add_table(word, annex.grid)
    for note in annex.grid.notes:
        _small(word, note)
    if annex.grid.foot:
        _small(word, "　　".join(annex.grid.foot))


def _add_above(word: Any, grid: Grid) -> None:
    text = "　　".join(filter(None, grid.above))
    if text:
        _small(word, text).paragraph_format.keep_with_next = True


def _plain(word: Any, text: str, align: Any = WD_ALIGN_PARAGRAPH.LEFT, indent: Pt | None = None) -> Any:
    paragraph = word.add_paragraph(text)
    paragraph.alignment = align
    paragraph.paragraph_format.first_line_indent = Pt(0)
    _drop_first_line_chars(paragraph)
    if indent is not None:
        paragraph.paragraph_format.left_indent = indent
    return paragraph


def _small(word: Any, text: str, align: Any = WD_ALIGN_PARAGRAPH.LEFT) -> Any:
    paragraph = word.add_paragraph(text, CELL_STYLE)
    paragraph.alignment = align
    return paragraph


def _drop_first_line_chars(paragraph: Any) -> None:
    """Let the indent in points stand: an indent in characters, which the style has, goes before it."""
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")
