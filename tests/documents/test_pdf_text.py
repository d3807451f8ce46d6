"""What the PDF says is what was written, character by character, in embedded fonts, without a box."""

import io
import re

import pypdf
import pypdfium2
import pytest

from evalportal.documents.context import Section, Verification
from evalportal.documents.headings import paragraphs
from evalportal.documents.pdf import render_pdf

from .sample import PROBLEMS, PROFILE, sample_report
from .test_page_layout import BOTTOM, LEFT, RIGHT, TOP

RARE = "㙍塘镇水利员𬭚某、镕某、喆某、堃某、玥某、祎某、珺某，渠道断面12.5㎡。"


def squeezed(text):
    return re.sub(r"\s", "", text)


def text_of(content, first, last):
    """The text of the type areas of some pages, without page numbers; marks may hang one character out."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    texts = []
    for number in range(first, last):
        page = document[number]
        height = page.get_height()
        area = (LEFT - 2, height - BOTTOM - 8, RIGHT + 17, height - TOP + 8)
        texts.append(page.get_textpage().get_text_bounded(*area))
    return squeezed("".join(texts))


def whole_text(content):
    """All text of a PDF, page numbers and all, without blanks."""
    return squeezed("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)))


def bare_report(*texts, **changes):
    """A report of narrative only: every character on its pages is known."""
    sections = tuple(
        Section(f"s{at}", heading, tuple(paragraphs(text)))
        for at, (heading, text) in enumerate(zip(("一、部门基本概况", "六、存在的问题"), texts, strict=False))
    )
    return sample_report(
        sections=sections, base_data=None, overall=None, projects=(), score=None, evidence=(), **changes
    )


def expected_text(*texts):
    headings = ("一、部门基本概况", "六、存在的问题")
    written = "".join(heading + text for heading, text in zip(headings, texts, strict=False))
    return squeezed("临江县水务局2023年度部门整体支出绩效自评报告" + written + "临江县水务局2024年6月3日")


def test_the_text_of_the_pdf_is_the_text_of_the_report():
    texts = (PROFILE + "\n" + RARE, PROBLEMS)
    content = render_pdf(bare_report(*texts))
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    assert text_of(content, 1, pages) == expected_text(*texts)


def test_every_font_is_embedded_and_cut_down(sample_pdf):
    fonts = {}
    for page in pypdf.PdfReader(io.BytesIO(sample_pdf)).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            fonts[font["/BaseFont"]] = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    assert len(fonts) >= 3
    for name, descriptor in fonts.items():
        assert re.match(r"/[A-Z]{6}\+Evalportal", name), name
        (program,) = [descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
        assert 0 < len(program.get_object().get_data()) < 1_000_000


def test_no_box_is_drawn_for_any_character(sample_pdf):
    shown = 0
    for page in pypdf.PdfReader(io.BytesIO(sample_pdf)).pages:
        for strings, operator in page.get_contents().operations if hasattr(page.get_contents(), "operations") else ():
            pieces = strings[0] if operator == b"TJ" else strings if operator == b"Tj" else ()
            for piece in pieces:
                if isinstance(piece, (bytes, str)):
                    raw = piece if isinstance(piece, bytes) else piece.original_bytes
                    glyphs = [raw[at : at + 2] for at in range(0, len(raw), 2)]
                    shown += len(glyphs)
                    assert b"\x00\x00" not in glyphs
    assert shown > 2000


def test_the_pdf_knows_its_title_author_language_and_is_tagged(sample_pdf):
    reader = pypdf.PdfReader(io.BytesIO(sample_pdf))
    assert reader.metadata.title == "临江县水务局2023年度部门整体支出绩效自评报告"
    assert reader.metadata.author == "临江县水务局"
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "zh-CN"
    assert catalog["/MarkInfo"]["/Marked"]


def test_bookmarks_follow_the_headings(sample_pdf):
    bookmarks = pypdf.PdfReader(io.BytesIO(sample_pdf)).outline
    assert bookmarks[0].title == "临江县水务局2023年度部门整体支出绩效自评报告"
    sections = bookmarks[1]
    assert sections[0].title == "一、部门基本概况"
    assert [entry.title for entry in sections[1]][:2] == ["（一）基本情况", "（二）主要职责"]
    assert sections[2].title == "二、部门整体支出情况"


def test_page_labels_count_the_text_from_one(sample_pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(sample_pdf))
    assert [document.get_page_label(at) for at in range(4)] == ["封面", "目录1", "1", "2"]


def figures_of(element):
    """The pictures among the tags below an element."""
    element = element.get_object()
    if isinstance(element, list):
        return [figure for part in element for figure in figures_of(part)]
    if not isinstance(element, dict):
        return []
    below = figures_of(element["/K"]) if "/K" in element else []
    return [element, *below] if element.get("/S") == "/Figure" else below


# WeasyPrint 70 leaves the file of its colour profile open.
@pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("variant", "mark"),
    [("pdf/ua-1", b"pdfuaid:part"), ("pdf/a-2u", b"pdfaid:conformance"), ("pdf/a-3a", b"pdfaid:conformance")],
)
def test_archival_and_accessible_variants_are_a_setting(settings, variant, mark):
    settings.PDF_VARIANT = variant
    code = Verification("7KQ2-M9XD-4TZ8", "https://portal.example/verify/7KQ2-M9XD-4TZ8/")
    content = render_pdf(bare_report("正文。", verification=code))
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert mark in root["/Metadata"].get_object().get_data()
    # What both ask for: tags, a language, the title in the window, words for pictures; archives also a colour profile.
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [figure.get("/Alt") for figure in figures_of(root["/StructTreeRoot"])] == ["核验二维码"]
    assert ("/OutputIntents" in root) == variant.startswith("pdf/a")


def test_a_draft_shows_its_mark_on_every_page_and_no_text_more():
    draft, final = (render_pdf(bare_report("正文。", draft=draft)) for draft in (True, False))
    assert text_of(draft, 0, 2) == text_of(final, 0, 2)
    document = pypdfium2.PdfDocument(io.BytesIO(draft))
    for page in document:
        image = page.render(scale=0.5, grayscale=True).to_pil()
        # grey of the mark, neither paper nor ink
        assert sum(image.histogram()[225:246]) > 1000
