"""The workbook of a campaign: the numbers of the pages, filters and colours, texts that stay texts, flat queries."""

import io
from decimal import Decimal

import openpyxl
import pytest

from departments.enums import ReportState
from departments.models import Campaign, Department, Report
from departments.safe_cells import FORMULA_BEGINS
from evalportal.exports.workbook import write_campaign_workbook
from evalportal.overview.lines import read_lines
from scoring.models import Decision
from scoring.system_store import system_of_campaign
from tests.office import recalculated
from tests.programs import SOFFICE

# The system, scores that are out of date, lines, answers, own rows, units with versions and decisions.
QUERIES = 6
LEVELS = ["投入", "过程", "产出及效率"]


def written(campaign, reports=None):
    target = io.BytesIO()
    write_campaign_workbook(campaign, Report.objects.all() if reports is None else reports, target)
    return target.getvalue()


@pytest.fixture(scope="module")
def content(county_loaded, django_db_blocker):
    with django_db_blocker.unblock():
        return written(Campaign.objects.get(year=2023))


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet, heads):
    """The rows under the heads as dicts; `heads` is the number of their row."""
    found = list(sheet.iter_rows(min_row=heads, values_only=True))
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def by_code(table):
    return {row["预算单位编码"]: row for row in table}


def test_there_is_a_sheet_for_each_part(book):
    assert book.sheetnames == ["总览", *LEVELS, "核定差异", "检查结果", "全部数据", "数据目录"]


def test_the_overview_holds_the_lines_of_the_page(book, campaign):
    shown = by_code(rows(book["总览"], 3))
    lines, missing = read_lines(campaign, system_of_campaign(campaign.pk), among=Report.objects.all())
    assert missing == 0
    assert [*shown] == [line.code for line in lines]
    for line in lines:
        row = shown[line.code]
        assert (row["单位"], row["状态"]) == (line.name, line.state.label)
        for head, number in (("自评分", line.self_score), ("核定分", line.settled), ("差异", line.gap)):
            assert (None if number is None else float(number)) == row[head], (line.code, head)
    # 8.00 − 6.00 and 6.50 − 4.00 were cut: 93.78 − 4.50 = 89.28, below 90 and so 良
    water = shown["403001"]
    assert [water[head] for head in ("自评分", "核定分", "差异")] == [93.78, 89.28, -4.5]
    assert (water["自评等次"], water["核定等次"]) == ("优", "良")


def test_the_sheets_of_the_levels_add_up_to_the_scores(book):
    """No unit of the demo county is capped or has rows that do not apply: subtotals are the score."""
    overview = by_code(rows(book["总览"], 3))
    levels = [list(book[name].iter_rows(min_row=7, values_only=True)) for name in LEVELS]
    for parts in zip(*levels, strict=True):
        unit = overview[parts[0][0]]
        for column, head in ((-2, "自评分"), (-1, "核定分")):
            if unit[head] is not None:
                total = sum(Decimal(str(row[column] or 0)) for row in parts)
                assert total == Decimal(str(unit[head])), (parts[0][:2], head)


def test_scores_stand_under_their_indicator_beside_what_was_settled(book):
    sheet = book["过程"]
    names = [cell.value for cell in sheet[3]]
    at = names.index("管理制度健全性")
    assert (sheet.cell(4, at + 1).value, sheet.cell(4, at + 2).value) == (8, 8)
    water = next(row for row in sheet.iter_rows(min_row=7, values_only=True) if row[0] == "403001")
    assert water[at : at + 2] == (8, 6)


def test_differences_carry_the_reason(book):
    found = [row for row in rows(book["核定差异"], 3) if row["预算单位编码"] == "403001"]
    assert [(row["自评"], row["核定"], row["差异"]) for row in found] == [(8, 6, -2), (6.5, 4, -2.5)]
    assert all(row["理由"] for row in found)


def test_findings_are_those_of_the_version_with_what_the_unit_said(book):
    found = rows(book["检查结果"], 3)
    # 55 ÷ 52 = 105.77 %
    staff = next(row for row in found if row["预算单位编码"] == "101001" and "105.77" in row["问题"])
    assert (staff["级别"], staff["版次"], staff["填写"], staff["部分"]) == ("警告", 1, "55人", "一、部门基本概况")
    assert staff["单位说明"]


def test_facts_are_tidy_and_the_stored_ones(book, campaign):
    found = rows(book["全部数据"], 3)
    mine = {row["数据代码"]: row for row in found if row["预算单位编码"] == "305001"}
    income = mine["income_total.initial"]
    assert [income[head] for head in ("数据名称", "计量单位", "数值")] == ["收入合计年初预算", "万元", 890.65]
    assert (mine["staff_quota"]["数值"], mine["staff_quota"]["计量单位"]) == (45, "人")
    given_out = campaign.reports.exclude(state=ReportState.WITHDRAWN).values_list("facts", flat=True)
    stored = sum(not code.startswith("!") for facts in given_out for code in facts)
    assert len(found) == stored


def test_every_sheet_filters_freezes_and_prints(book):
    for sheet in book.worksheets:
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.freeze_panes, sheet.title
        assert sheet.print_title_rows.startswith("$3:"), sheet.title
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert book["总览"]["L9"].number_format == "+0.00;-0.00;0.00"
    assert [len(book[name].conditional_formatting) for name in ("总览", "过程", "检查结果")] == [5, 1, 1]


def test_only_the_reports_that_were_asked_for_are_in_it(campaign):
    some = Report.objects.filter(department__code__in=["403001", "305001"])
    book = openpyxl.load_workbook(io.BytesIO(written(campaign, some)))
    for sheet in book.worksheets:
        codes = {row[0] for row in sheet.iter_rows(min_row=4, values_only=True)}
        assert not {"101001", "404001"} & codes


def test_queries_do_not_grow_with_the_units(campaign, django_assert_num_queries):
    written(campaign)  # brings the kept scores up to date and compiles the system
    for some in (Report.objects.filter(department__code="403001"), Report.objects.all()):
        with django_assert_num_queries(QUERIES):
            written(campaign, some)


@pytest.mark.parametrize("typed", ["=1+1", "+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "㙍𬭚😀 <script>\x07"])
def test_what_looks_like_a_formula_stays_text(campaign, typed):
    Department.objects.filter(code="403001").update(name=typed)
    for decision in Decision.objects.filter(report__department__code="403001"):
        decision.rows = {code: {**row, "reason": typed} for code, row in decision.rows.items()}
        decision.save()
    book = openpyxl.load_workbook(io.BytesIO(written(campaign, Report.objects.filter(department__code="403001"))))
    shown = typed.replace("\x07", "")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == shown]
    assert len(cells) > 50
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {shown.startswith(FORMULA_BEGINS)}


def test_a_campaign_of_drafts_alone_gives_a_workbook(campaign):
    book = openpyxl.load_workbook(io.BytesIO(written(campaign, Report.objects.filter(department__code="501001"))))
    assert [book[name].max_row for name in ("核定差异", "检查结果")] == [3, 3]


@pytest.mark.needs(SOFFICE)
def test_libreoffice_opens_it_without_errors_and_works_out_the_means(content, book, tmp_path):
    again = recalculated(content, tmp_path)
    assert again.sheetnames == book.sheetnames
    for sheet in again.worksheets:
        for row in sheet.iter_rows(values_only=True):
            assert not [value for value in row if isinstance(value, str) and value.startswith(("#", "Err:"))]
    sheet, means = book["过程"], again["过程"]
    for column in range(4, sheet.max_column + 1):
        scores = [sheet.cell(row, column).value for row in range(7, sheet.max_row + 1)]
        known = [Decimal(str(score)) for score in scores if isinstance(score, int | float)]
        assert abs(Decimal(str(means.cell(5, column).value)) - sum(known) / len(known)) < Decimal("0.0001")
