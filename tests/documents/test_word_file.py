"""The Word file: the same text as the PDF, in styles and tables that an office can go on working with."""

import io
import subprocess

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from evalportal.documents.context import Paragraph
from evalportal.documents.headings import paragraphs
from evalportal.documents.word import render_word
from tests.programs import SOFFICE

from .sample import project, sample_report
from .test_hostile_input import MARKUP
from .test_pdf_text import squeezed


def opened(report):
    return docx.Document(io.BytesIO(render_word(report)))


@pytest.fixture(scope="module")
def word():
    return opened(sample_report())


def test_faces_are_the_official_ones_by_name(word):
    faces = {
        name: word.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3")
    }
    assert faces == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Heading 3": "仿宋_GB2312",
    }
    assert word.styles["Normal"].font.size == Pt(16)
    assert word.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)


def test_paragraphs_are_indented_by_characters_and_headings_have_levels(word):
    assert word.styles["Normal"].element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    for level in (1, 2, 3, 4):
        outline = word.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)


def test_headings_follow_the_report(word):
    headings = [(part.style.name, part.text) for part in word.paragraphs if part.style.name.startswith("Heading")]
    assert headings[:4] == [
        ("Heading 1", "一、部门基本概况"),
        ("Heading 2", "（一）基本情况"),
        ("Heading 2", "（二）主要职责"),
        ("Heading 1", "二、部门整体支出情况"),
    ]


def test_a_heading_run_into_its_paragraph_has_the_face_of_its_level():
    report = sample_report()
    section = report.sections[0]
    blocks = tuple(paragraphs("（一）资金管理。严格执行制度。"))
    word = opened(sample_report(sections=(type(section)(section.key, section.heading, blocks),)))
    (found,) = [part for part in word.paragraphs if "资金管理" in part.text]
    assert [(run.text, run.style.name) for run in found.runs] == [
        ("（一）资金管理。", "公文二级标题字"),
        ("严格执行制度。", "Default Paragraph Font"),
    ]


def test_pages_are_a4_with_official_margins_and_the_score_sheet_is_turned(word):
    upright, turned = word.sections[1], word.sections[2]
    # Word counts in twentieths of a point: half of one, 317.5 of its units, is the closest it comes
    assert (upright.page_width, upright.page_height) == pytest.approx((Mm(210), Mm(297)), abs=318)
    margins = (upright.top_margin, upright.right_margin, upright.bottom_margin, upright.left_margin)
    assert margins == pytest.approx((Mm(37), Mm(26), Mm(35), Mm(28)), abs=318)
    assert turned.orientation == WD_ORIENT.LANDSCAPE
    assert (turned.page_width, turned.page_height) == pytest.approx((Mm(297), Mm(210)), abs=318)


def test_page_numbers_stand_outside_and_begin_with_the_text(word):
    assert word.settings.odd_and_even_pages_header_footer
    assert not word.sections[0].footer.paragraphs[0].text
    for section in word.sections[1:]:
        odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
        assert (odd.alignment, even.alignment) == (2, 0)
        assert odd.text.startswith("— ")
        assert "PAGE" in odd._p.xml
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in word.sections]
    assert [start is not None and start.get(qn("w:start")) for start in starts] == [False, "1", False, False]


def test_tables_are_native_with_repeated_heads_and_rows_that_stay_whole(word):
    score = next(table for table in word.tables if "评分标准" in [cell.text for cell in table.rows[0].cells])
    assert score.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in score.rows)
    # 投入 spans the first two rows
    assert score.cell(1, 0)._tc is score.cell(2, 0)._tc


def test_a_draft_says_so_on_every_section():
    drafted = opened(sample_report(draft=True))
    assert all(section.header.paragraphs[0].text == "草稿" for section in drafted.sections)
    assert not any(section.header.paragraphs[0].text for section in opened(sample_report()).sections)


@pytest.mark.needs(SOFFICE)
def test_libreoffice_reads_every_text_of_the_report(tmp_path):
    report = sample_report(projects=(project(1, MARKUP),))
    source = tmp_path / "report.docx"
    source.write_bytes(render_word(report))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = "txt:Text (encoded):UTF8"
    command = [SOFFICE.found(), profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    read = squeezed((tmp_path / "report.txt").read_text("utf-8-sig"))
    for section in report.sections:
        texts = [section.heading, *(block.text for block in section.blocks if isinstance(block, Paragraph))]
        assert squeezed("".join(texts[:3])) in read
        assert all(squeezed(text) in read for text in texts)
    for row in report.score.rows:
        assert all(squeezed(text) in read for text in (row.name, row.standard, row.trace))
    assert squeezed(MARKUP) in read


def test_the_contents_are_a_field_that_is_filled_and_leads_to_every_heading():
    word = opened(sample_report(projects=(project(1, "灌区维护㙍"), project(2, "河道清淤"))))
    lines = [part for part in word.paragraphs if part.style.name.startswith("toc")]
    words = ["".join(node.text or "" for node in part._p.iter(qn("w:t"))) for part in lines]
    assert words[0] == "一、部门基本概况"
    assert [each for each in words if each.startswith("附件")][2:4] == [
        "附件3-1　项目支出绩效自评表（灌区维护㙍）",
        "附件3-2　项目支出绩效自评表（河道清淤）",
    ]
    named = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert [link.get(qn("w:anchor")) for part in lines for link in part._p.iter(qn("w:hyperlink"))]
    assert {link.get(qn("w:anchor")) for part in lines for link in part._p.iter(qn("w:hyperlink"))} <= named
    instructions = [node.text.strip() for node in word.element.body.iter(qn("w:instrText"))]
    assert instructions[0].startswith('TOC \\o "1-')
    assert sum(each.startswith("PAGEREF") for each in instructions) == len(lines)
    # Each field that is begun is ended, or Word takes the rest of the file for its words.
    marks = [mark.get(qn("w:fldCharType")) for mark in word.element.body.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("end")
