"""Tables of a bureau's own workbooks, read by their heads."""

import subprocess
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from departments.importing.sheets.workbook import read_book
from departments.importing.tables.reading import read_sheets
from tests.importing.bureau_books import ASSETS, BASE, FORM, LIST, filled, saved
from tests.importing.old_excel import old_excel
from tests.programs import SOFFICE


def read(content, name="表.xlsx", year=2023):
    return read_sheets(read_book(content, name).sheets, year=year)


def cells(found, table):
    return {(cell.row, cell.cell): cell.value for cell in found.cells if cell.table == table}


def faults(found):
    return {str(fault.source): fault.message for fault in found.faults}


@pytest.fixture(scope="module")
def base():
    return read(filled(BASE))


def test_the_base_data_table_is_read_in_wan_yuan(base):
    held = cells(base, "base")
    # 单位：元, so 20,000 元 = 2.00 万元; 405,555.55 元 = 40.555555 万元, rounded 40.56
    assert held["vehicle_running", "initial"] == "2.00"
    assert held["three_public_reception", "outturn"] == "1.25"
    assert held["expenditure_public", "initial"] == "41.00"
    assert held["expenditure_public", "outturn"] == "40.56"
    assert held["public_office", "prior_outturn"] == "10.00"
    assert held["procurement", "outturn"] == "6.00"
    assert held["three_public_abroad", "initial"] == "0.00"
    assert ("three_public_abroad", "prior_outturn") not in held  # "—" says nothing
    assert cells(base, "staff") == {("staff", "staff_quota"): "45", ("staff", "staff_actual"): "43"}


def test_a_cell_that_is_no_number_is_told_with_its_address(base):
    assert faults(base)["基础数据表!D10"] == "“约1.9万”不是数字。"
    assert "没有读入" in faults(base)["基础数据表!C21"]


def test_sums_are_compared_and_not_taken(base):
    assert not {row for row, _cell in cells(base, "base")} & {"three_public_total", "expenditure_project"}
    compared = {str(each.source): (each.stated, each.computed, each.agrees) for each in base.compared}
    assert compared["基础数据表!C7"] == ("3.80", "3.80", True)  # 0 + 2.0 + 0 + 1.8
    assert compared["基础数据表!C13"] == ("30.00", "30.00", True)  # 18 + 12
    assert "基础数据表!D7" not in compared  # one of its parts could not be read


def test_lines_between_the_kinds_are_projects(base):
    first, second = base.rows
    assert (first.name, first.cells["kind"].value) == ("水库除险加固", "business")
    assert {cell: held.value for cell, held in second.cells.items()} == {
        "kind": "business",
        "initial": "12.00",
        "outturn": "11.50",
    }
    assert second.name == "山洪灾害防治㙍"


def test_a_project_list_with_heads_over_two_rows():
    found = read(filled(LIST))
    assert [(row.name, row.cells["initial"].value, row.cells["responsible"].value) for row in found.rows] == [
        ("水库除险加固", "18.00", "建管股"),
        ("河道清淤<script>", "12.00", "水保股"),
    ]
    assert faults(found) == {"项目!D5": "“十二”不是数字。"}
    compared = {str(each.source): (each.stated, each.computed) for each in found.compared}
    assert compared["项目!C6"] == ("31.00", "30.00")  # 18 + 12 is 30


def test_the_form_of_one_project():
    project, *indicators = read(filled(FORM)).rows
    assert project.name == "水库除险加固"
    told = {cell: held.value for cell, held in project.cells.items()}
    assert (told["initial"], told["adjusted_carried"], told["outturn"]) == ("18.00", "2.00", "17.50")
    assert (told["goal"], told["achievement"], told["responsible"]) == ("加固水库2座", "加固2座", "建管股")
    assert [row.project for row in indicators] == ["水库除险加固"] * 4
    values = {row.name: {cell: held.value for cell, held in row.cells.items()} for row in indicators}
    assert values["加固水库"] == {
        "group": "output", "second": "数量指标", "sign": "ge", "target": "2", "unit": "座", "actual": "2",
        "points": "25", "score": "25",
    }  # fmt: skip
    assert values["验收合格率"]["group"] == "output"  # merged with the row above
    assert values["下游安全"]["sign"] == "qualitative"
    assert values["下游安全"]["actual_grade"] == "reached"
    assert "actual" not in values["群众满意度"]
    assert faults(read(filled(FORM)))["自评表!F16"] == "“较好”不是数字。"


def test_assets_by_kind():
    found = read(filled(ASSETS))
    assert cells(found, "assets")["buildings", "in_use"] == "95.00"
    assert cells(found, "assets")["vehicles", "opening"] == "20.50"
    assert {str(each.source): each.agrees for each in found.compared}["资产!C5"] is False  # 100 + 20.5 is not 121


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("单位：万元", 12.345, "12.35"),  # half up
        ("金额单位:人民币元", 123450, "12.35"),  # 12.345 万元, half up
        ("（单位：亿元）", 0.5, "5000.00"),
        ("单位：万元", "125,000元", "12.50"),
        ("", "1２.5", "12.50"),
        ("单位：万元", 0.1 + 0.2, "0.30"),
    ],
)
def test_units_are_converted(unit, typed, value):
    rows = [(unit,), ("项目", "年初预算数", "决算数"), ("公用经费", typed, None), ("人员经费", 1, 1)]
    assert cells(read(filled(("表", rows, []))), "base")["expenditure_public", "initial"] == value


def test_a_formula_counts_by_its_result_and_says_so_where_it_has_none(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    for row in (("", "年初预算数", "决算数"), ("人员经费", "=100+50.5", 150), ("公用经费", 41, "=1/0")):
        sheet.append(row)
    found = read(saved(book))
    assert cells(found, "base") == {
        ("expenditure_personnel", "outturn"): "150.00",
        ("expenditure_public", "initial"): "41.00",
    }
    assert "没有计算结果" in faults(found)["表!B2"]


@pytest.mark.needs(SOFFICE)
def test_a_workbook_that_was_saved_by_an_office_program(tmp_path):
    book = Workbook()
    for row in (("", "年初预算数", "决算数"), ("人员经费", "=100+50.5", 150), ("公用经费", 41, "=1/0")):
        book.active.append(row)
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    for suffix in ("xlsx", "xls"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix,
             "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        found = read((tmp_path / "out" / f"a.{suffix}").read_bytes(), f"a.{suffix}")
        assert cells(found, "base")["expenditure_personnel", "initial"] == "150.50"  # 100 + 50.5
        assert ("expenditure_public", "outturn") not in cells(found, "base")
        assert "C3" in "".join(faults(found)) or suffix == "xls"


def test_the_columns_of_an_earlier_year_are_last_years():
    rows = [("项目", "2022年决算数", "2023年预算数", "2023年决算数"), ("人员经费", 1, 2, 3), ("公用经费", 4, 5, 6)]
    found = read(filled(("表", rows, [])))
    assert cells(found, "base")["expenditure_public", "prior_outturn"] == "4.00"
    assert cells(found, "base")["expenditure_public", "outturn"] == "6.00"


def test_an_old_workbook_is_read():
    content = old_excel(
        [(0, 1, "年初预算数"), (0, 2, "决算数"), (1, 0, "人员经费"), (1, 1, 12.5), (2, 0, "公用经费"), (2, 2, 3.0)]
    )
    found = read(content, "a.xls")
    assert cells(found, "base") == {
        ("expenditure_personnel", "initial"): "12.50",
        ("expenditure_public", "outturn"): "3.00",
    }


def test_a_sheet_of_something_else_is_named():
    found = read(filled(("通讯录", [("姓名", "电话"), ("沈㙍", "1")], []), ASSETS))
    assert (found.read, found.unread) == (["资产"], ["通讯录"])


def test_a_percentage_is_read_as_it_is_shown():
    book = load_workbook(BytesIO(filled(FORM)))
    book["自评表"]["F14"] = 0.985
    book["自评表"]["F14"].number_format = "0.0%"
    row = next(row for row in read(saved(book)).rows if row.name == "验收合格率")
    assert row.cells["actual"].value == "98.5"
