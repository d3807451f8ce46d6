"""The workbook: forms as printed, formulas that come to the portal's numbers, texts that stay texts."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from evalportal.documents.context import Amounts
from evalportal.documents.excel import render_excel
from evalportal.documents.figures import shown
from evalportal.documents.grid import Kind, placed
from evalportal.documents.pages import numbered_annexes
from tests.office import recalculated
from tests.programs import SOFFICE

from .sample import D, base_data, project, sample_report

FIRST_ROW = 4


def opened(report, **options):
    return openpyxl.load_workbook(io.BytesIO(render_excel(report)), **options)


def test_there_is_a_sheet_for_each_form_and_project():
    assert opened(sample_report()).sheetnames == [
        "基础数据表",
        "整体支出绩效自评表",
        "1.灌区渠系配套改造",
        # Excel allows no / in the name of a sheet, and 31 characters
        "2.山洪灾害监测运行 <script>alert(1)< scri"[:31],
        "评分表",
        "佐证材料目录",
    ]


def test_sums_and_rates_are_formulas():
    sheet = opened(sample_report())["基础数据表"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    # 三公经费, 公务用车 and 项目支出 in five columns each; the parts of a sum that stand below each other are a range
    assert sum("SUM(" in formula for formula in formulas) == 15
    assert '=IF(COUNT(D14:D15)=0,"—",SUM(D14:D15))' in formulas
    assert '=IF(OR(COUNT(D5)=0,N(B5)=0),"—",ROUND(D5/B5,4))' in formulas


def test_formulas_carry_their_results_for_whoever_only_looks(tmp_path):
    """Protected View and previews work nothing out: 110.00 + 50.00 = 160.00; 29 ÷ 32 = 90.63 %."""
    plain, shown = opened(sample_report()), opened(sample_report(), data_only=True)
    empty = [
        cell.coordinate
        for sheet in plain
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and shown[sheet.title][cell.coordinate].value is None
    ]
    assert empty == []
    values = [cell.value for row in shown["基础数据表"].iter_rows() for cell in row]
    assert 160 in values
    assert 0.9063 in values


@pytest.mark.needs(SOFFICE)
def test_what_is_changed_offline_carries_through_every_form(tmp_path):
    """A project's grant of 110.00 becomes 120.50: its total, its line in the base data and 项目支出 follow."""
    first, second = (
        replace(
            each,
            funds=tuple(replace(line, places={"initial": f"x/{line.code}"}) for line in each.funds),
        )
        for each in (project(1, "甲"), project(2, "乙"))
    )
    lines = tuple(
        replace(line, project=f"project{line.code[1:]}") if line.code in ("p1", "p2") else line
        for line in base_data().lines
    )
    # the sample has 50.00 for its second project in the base data and 110.00 in its form: no link is written there
    book = opened(sample_report(projects=(first, second), base_data=replace(base_data(), lines=lines)))
    sheet = book["1.甲"]
    [grant] = [row for row in sheet.iter_rows() if row[1].value == "其中：当年财政拨款"]
    grant[3].value = 120.5
    content = io.BytesIO()
    book.save(content)
    again = recalculated(content.getvalue(), tmp_path)
    assert [row[3].value for row in again["1.甲"].iter_rows() if row[1].value == "年度资金总额"] == [120.5]
    base = {row[0].value: row[3].value for row in again["基础数据表"].iter_rows() if row[0].value}
    assert (base["1、灌区渠系配套改造"], base["2、山洪灾害监测运行"], base["项目支出"]) == (120.5, 50, 170.5)


def test_excel_refuses_what_the_portal_would_refuse():
    funds = tuple(replace(line, places={"initial": "x/y"}) for line in project(1, "甲").funds)
    sheet = opened(sample_report(projects=(replace(project(1, "甲"), funds=funds),)))["1.甲"]
    [amounts] = sheet.data_validations.dataValidation
    assert (amounts.type, amounts.formula1, amounts.showErrorMessage) == ("decimal", "0", True)
    assert str(amounts.sqref) == "D8 D9 D10 D11"
    assert "不小于 0" in amounts.error


def test_more_parts_than_a_function_takes_are_ranges():
    """SUM takes 255 arguments, and a unit may have 300 projects."""
    lines = [
        replace(line, parts=tuple(f"q{at}" for at in range(300)))
        for line in base_data().lines
        if line.code == "project"
    ]
    many = tuple(replace(lines[0], code=f"q{at}", parts=(), amounts=Amounts(initial=D(1))) for at in range(300))
    total = replace(lines[0], amounts=Amounts(initial=D(300)))
    sheet = opened(sample_report(base_data=replace(base_data(), lines=(total, *many))))["基础数据表"]
    assert sheet["D7"].value == '=IF(COUNT(D8:D307)=0,"—",SUM(D8:D307))'


@pytest.mark.needs(SOFFICE)
def test_recalculated_in_libreoffice_every_cell_is_the_portal_s_number(tmp_path):
    report = sample_report()
    book = recalculated(render_excel(report), tmp_path)
    compared = 0
    for sheet, annex in zip(book.worksheets, numbered_annexes(report), strict=True):
        for row, column, cell in placed(annex.grid.rows):
            value = sheet.cell(FIRST_ROW + row, column + 1).value
            if isinstance(cell.value, Decimal):
                number = Decimal(str(value)) * (100 if cell.kind is Kind.PERCENT else 1)
                assert round(number, 2) == round(cell.value, 2), (annex.grid.title, row, column)
                compared += 1
            else:
                assert (value or "") == shown(cell), (annex.grid.title, row, column)
    assert compared > 200


def test_a_capped_total_is_written_as_the_number_it_is():
    score = replace(sample_report().score, total=Decimal(89), remarks=("总分最高 89 分",))
    sheet = opened(sample_report(score=score))["评分表"]
    (total,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "合计"]
    # points still add up to 100; the score was cut from 97.10 to 89
    assert "SUM(" in str(total[3])
    assert total[6] == 89


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1"])
def test_what_looks_like_a_formula_stays_the_text_it_is(typed):
    report = sample_report(projects=(replace(project(1, "甲"), goal=typed),))
    cells = [cell for row in opened(report)["1.甲"].iter_rows() for cell in row if cell.value == typed]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]


def test_control_characters_and_long_texts_do_not_stop_it():
    report = sample_report(projects=(replace(project(1, "a\x00b\x07" * 30), goal="水" * 50_000),))
    sheet = opened(report).worksheets[2]
    assert sheet.title == "1." + ("ab" * 15)[:29]
    assert max(len(str(cell.value or "")) for row in sheet.iter_rows() for cell in row) <= 32_767


def test_projects_of_one_name_get_sheets_of_different_names():
    report = sample_report(projects=tuple(project(number, "同名") for number in range(1, 4)))
    assert opened(report).sheetnames[2:5] == ["1.同名", "2.同名", "3.同名"]


def test_sheets_are_ready_to_print():
    book = opened(sample_report())
    score = book["评分表"]
    assert score.page_setup.orientation == "landscape"
    assert score.print_title_rows == "$4:$4"
    assert score.freeze_panes == "A5"
    for sheet in book.worksheets:
        assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:")
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.oddFooter.center.text == "— &P —"
        assert sheet.oddHeader.center.text is None
    assert opened(sample_report(draft=True))["评分表"].oddHeader.center.text == "草稿"


def test_a_report_without_forms_gives_a_workbook_that_opens():
    report = sample_report(base_data=None, overall=None, projects=(), score=None, evidence=())
    assert opened(report).sheetnames == ["说明"]
