import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from departments.importing.refusal import RefusedImport
from departments.importing.sheets.table import Column, read_table
from departments.importing.sheets.template import make_template
from departments.importing.sheets.workbook import read_workbook
from departments.refusal import Refused
from tests.factories import NASTY
from tests.importing.books import book
from tests.importing.old_excel import old_excel

COLUMNS = (
    Column("username", "账号", "", required=True),
    Column("name", "姓名", "", required=True),
    Column("phone", "联系电话", "", aliases=("电话",)),
)


def cells(content, name="用户.xlsx"):
    return [row.cells for row in read_table(content, name, COLUMNS).rows]


def test_columns_are_found_by_their_heads_in_any_order():
    content = book(("备注", "姓 名*", "电话（手机）", "账号："), ("x", "沈㙍", "13800000000", "shen"))
    assert cells(content) == [{"username": "shen", "name": "沈㙍", "phone": "13800000000"}]


def test_heads_may_stand_below_a_title_and_on_a_later_sheet():
    content = book(("常宁市用户清单",), (), ("账号", "姓名"), ("shen", "沈㙍"), before=("封面",))
    table = read_table(content, "用户.xlsx", COLUMNS)
    assert (table.sheet, table.rows[0].number, table.rows[0].cells) == ("用户", 4, {"username": "shen", "name": "沈㙍"})


def test_rows_keep_the_number_that_excel_shows():
    content = book((), (), ("账号", "姓名"), ("a", "甲"), (), ("b", "乙"))
    # the heads stand in row 3, so 甲 in row 4 and, behind an empty row, 乙 in row 6
    assert [row.number for row in read_table(content, "用户.xlsx", COLUMNS).rows] == [4, 6]


def test_numbers_dates_and_truth_are_read_as_people_see_them():
    content = book(("账号", "姓名", "电话"), (305001, date(2024, 5, 30), True), (0.5, NASTY, 13800000000.0))
    assert cells(content) == [
        {"username": "305001", "name": "2024-05-30", "phone": "是"},
        {"username": "0.5", "name": NASTY, "phone": "13800000000"},
    ]


def test_a_missing_column_is_named():
    with pytest.raises(RefusedImport, match="没有找到需要的列：“姓名”"):
        cells(book(("账号", "电话"), ("a", "1")))


def test_columns_that_nobody_asked_for_are_told():
    assert read_table(book(("账号", "姓名", "籍贯")), "用户.xlsx", COLUMNS).ignored == ["籍贯"]


def test_an_old_workbook_is_read():
    content = old_excel([(0, 0, "账号"), (0, 1, "姓名"), (1, 0, 305001.0), (1, 1, "欧阳㙍𬭚")])
    assert cells(content, "用户.xls") == [{"username": "305001", "name": "欧阳㙍𬭚"}]


def test_two_cells_in_opposite_corners_do_not_bring_the_portal_down():
    made = Workbook()
    made.active["A1"], made.active["XFD1048576"] = "账号", "x"
    stream = BytesIO()
    made.save(stream)
    with pytest.raises(RefusedImport, match="读不出来：文件可能已损坏，或者表格大得不正常"):
        read_workbook(stream.getvalue(), "用户.xlsx")


def test_nor_do_they_in_an_old_workbook():
    with pytest.raises(RefusedImport, match="读不出来"):
        read_workbook(old_excel([(0, 0, "账号"), (65535, 65535, "x")]), "用户.xls")


def test_a_formula_is_read_as_text_and_never_calculated():
    # openpyxl stores no result with a formula, so there is none to read
    assert cells(book(("账号", "姓名", "电话"), ("a", "甲", "=1+1"))) == [{"username": "a", "name": "甲", "phone": ""}]


def test_hidden_sheets_are_left_alone():
    made = load_workbook(BytesIO(book(("账号", "姓名"), ("a", "甲"), before=("封面",))))
    made["用户"].sheet_state = "hidden"
    stream = BytesIO()
    made.save(stream)
    with pytest.raises(RefusedImport, match="没有找到需要的列"):
        cells(stream.getvalue())


def zip_bomb():
    stream = BytesIO(book(("账号", "姓名")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.bin", bytes(40 * 1024 * 1024))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "用户.xlsx", "是空文件"),
        (b"", "用户.xls", "内容却不是"),
        (b"MZ" + bytes(100), "用户.xls", "内容却不是"),
        (b"hello", "用户.xlsx", "实际不是 Excel 文件"),
        (b"a,b", "用户.csv", "不是 Excel 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "用户.xls", "读不出来"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "用户.xlsx", "旧版 Excel 文件"),
        (book(("账号", "姓名"))[:-300], "用户.xlsx", "用户.xlsx"),
        (zip_bomb(), "用户.xlsx", "解开后大得不正常"),
    ],
)
def test_hostile_and_broken_files_are_refused_with_a_sentence(content, name, said):
    with pytest.raises(Refused, match=said):
        read_workbook(content, name)


def test_too_many_rows_are_refused_and_not_cut_off():
    with pytest.raises(RefusedImport, match="工作表“用户”超过 5000 行"):
        read_workbook(book(("账号", "姓名"), *[(f"u{at}", "甲") for at in range(5000)]), "用户.xlsx")


def test_the_template_is_read_back_and_keeps_leading_zeros():
    columns = (*COLUMNS[:2], Column("role", "角色", "每行一个。", choices=("填报人", "绩效股")))
    made = load_workbook(BytesIO(make_template("用户", columns)))
    assert [cell.value for cell in made["用户"][1]] == ["账号*", "姓名*", "角色"]
    assert made["用户"]["A2"].number_format == "@"
    assert [row[0].value for row in made["填写说明"].iter_rows(min_row=2)] == ["账号", "姓名", "角色"]
    made["用户"]["A2"], made["用户"]["B2"] = "007", "甲"
    stream = BytesIO()
    made.save(stream)
    assert read_table(stream.getvalue(), "用户.xlsx", columns).rows[0].cells == {
        "username": "007",
        "name": "甲",
        "role": "",
    }
