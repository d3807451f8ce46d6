"""The stored report as context, page and file: complete, the same numbers everywhere, and nobody else's."""

import io
from decimal import Decimal

import pdfplumber
import pytest
from django.core.management import CommandError, call_command

from departments.enums import ReportState, Sign
from departments.models import Report, User
from departments.versions import freeze_report
from evalportal.documents.build import build_document, document_of_version
from evalportal.documents.context import Paragraph
from evalportal.documents.figures import long_date, shown
from evalportal.documents.pages import annex_names, numbered_annexes
from evalportal.documents.pdf import render_pdf
from scoring.scoresheet import score_report, write_sheet

from .test_pdf_text import squeezed, whole_text

D = Decimal

# One a table and for blocks, files, links of measures; system, answers, files beside them; the finance bureau.
QUERIES = 21


@pytest.fixture
def document(demo):
    return build_document(demo)


def test_the_context_holds_the_figures_that_were_entered(document):
    lines = {line.code: line.amounts for line in document.base_data.lines}
    # 890.65 = 890.33 + 0.32; 802.65 = 685.19 + 117.46; 890.65 = 802.65 + 88
    assert lines["income_total"].initial == D("890.65")
    assert lines["expenditure_basic"].initial == D("802.65")
    assert lines["expenditure_project"].initial == D("88")
    # 30 + 8 + 10 + 30 + 10 = 88
    assert [lines[f"project{at}"].initial for at in range(1, 6)] == [D(30), D(8), D(10), D(30), D(10)]
    assert lines["three_public_total"].initial == D("3.80")
    assert (document.base_data.staff.quota, document.base_data.staff.actual) == (45, 73)


def test_the_context_has_seven_sections_five_project_tables_and_a_mark_of_draft(document):
    assert [section.heading[:2] for section in document.sections] == [f"{n}、" for n in "一二三四五六七"]
    assert len(document.projects) == 5
    assert document.draft


def test_the_score_sheet_on_paper_is_the_engine_s(document, demo):
    sheet = score_report(demo)
    assert document.score.total == sheet.total
    assert [(row.name, row.score, row.trace) for row in document.score.rows] == [
        (row.name, row.score, row.trace) for row in sheet.rows
    ]
    assert all(row.standard for row in document.score.rows)


def test_a_measured_value_is_printed_with_all_its_decimals(demo):
    row = demo.projectindicator_rows.filter(project=None, sign=Sign.AT_LEAST).first()
    row.target, row.actual, row.unit = D("0.0035"), D("1200.0000"), "吨"
    row.save()
    printed = {each.level3: each for each in build_document(demo).overall.indicators}[row.name]
    assert (printed.target, printed.actual) == ("≥0.0035吨", "1200吨")


def test_the_execution_rate_of_a_project_is_scored_by_its_rule(document):
    first = document.projects[0]
    # 31.60 ÷ 32.00 = 98.75 %; 10 × 98.75 % = 9.875, rounded half up 9.88
    assert (first.execution.rate, first.execution.score) == (D("98.75"), D("9.88"))
    assert first.total_points == 100
    # 年初 30.00 without carried or other funds is all granted this year
    assert [line.amounts.initial for line in first.funds] == [D(30), D(30), D(0), D(0)]


def test_a_document_costs_the_same_number_of_queries_for_any_number_of_projects(demo, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        build_document(demo)
    demo.projectfund_rows.update(is_removed=True)
    with django_assert_num_queries(QUERIES):
        build_document(demo)


def test_the_command_writes_a_pdf_with_every_section(demo, tmp_path):
    file = tmp_path / "report.pdf"
    call_command("render_report", department="305001", year=2023, format="pdf", output=file, stdout=io.StringIO())
    text = whole_text(file.read_bytes())
    for words in ("一、部门基本概况", "七、改进措施和建议", "附件3-5", "890.65", "162.22%"):
        assert words in text


def test_the_command_says_in_chinese_what_it_did_not_find(db, tmp_path):
    with pytest.raises(CommandError, match="没有找到预算单位编码为 999999 的部门 2023 年度的报告"):
        call_command("render_report", department="999999", year=2023, format="pdf", output=tmp_path / "x.pdf")


def test_a_frozen_version_is_printed_as_it_was(demo):
    version = freeze_report(demo, score=write_sheet(score_report(demo)), findings=[], by=User.objects.first())
    before = document_of_version(version)
    demo.projectfund_rows.update(name="改过的名称")
    Report.objects.filter(pk=demo.pk).update(state=ReportState.SUBMITTED, facts={})
    version.refresh_from_db()
    assert document_of_version(version) == before
    assert before.projects[0].name == "工业企业发展事务"
    assert not before.draft


def test_every_character_of_the_demo_report_stands_in_its_pdf_in_its_order(document):
    """Text and titles are set in 16 and 22 pt, tables, charts and page numbers in smaller type."""
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pdf:
        pages = pdf.pages[2:]  # behind cover and contents
        text = squeezed("".join(char["text"] for page in pages for char in page.chars if char["size"] > 15))
        small = squeezed("".join(char["text"] for page in pages for char in page.chars if char["size"] < 13))
    written = [document.unit, document.title]
    for section in document.sections:
        written += [section.heading, *(block.text for block in section.blocks if isinstance(block, Paragraph))]
    written += ["附件：", *(f"{number}.{name}" for number, name in enumerate(annex_names(document), start=1))]
    written += [document.unit, long_date(document.dated)]
    for annex in numbered_annexes(document):
        written += [annex.number, annex.grid.title]
    assert text == squeezed("".join(written))

    cells = [shown(cell) for annex in numbered_annexes(document) for row in annex.grid.rows for cell in row]
    assert len(cells) > 900
    assert [cell for cell in cells if squeezed(cell) not in small] == []
