from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from departments.refusal import Refused
from scoring.editing.differences import differences
from scoring.editing.rule_words import parameter_lines, read_rule_words
from scoring.editing.workbook import read_system_workbook, write_workbook
from scoring.loading import shipped_systems
from scoring.rules import RULES, ParameterError
from tests import factories

D = Decimal
SYSTEMS = {spec.code: spec for spec in shipped_systems()}


@pytest.fixture
def county():
    return SYSTEMS["county-a"]


def edited(spec, change):
    book = load_workbook(BytesIO(write_workbook(spec)))
    change(book.worksheets[0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def column(sheet, head):
    return next(cell.column for cell in sheet[1] if cell.value.rstrip("*") == head)


@pytest.mark.parametrize("code", list(SYSTEMS))
def test_every_shipped_system_comes_back_as_it_went_out(code):
    spec = SYSTEMS[code]
    read, errors = read_system_workbook(write_workbook(spec), "体系.xlsx", spec)
    assert errors == []
    assert differences(spec, read) == []


EVERY_RULE = {type(each.rule): each.rule for spec in SYSTEMS.values() for each in spec.indicators}


@pytest.mark.parametrize("rule", EVERY_RULE.values())
def test_rule_is_read_back_from_its_words(rule):
    assert read_rule_words(str(rule.label), "\n".join(parameter_lines(rule))) == rule


def test_edited_row_changes_the_system(county):
    def change(sheet):
        sheet.cell(2, column(sheet, "分值")).value = "6"
        sheet.cell(2, column(sheet, "规则参数")).value = "上限（%）：110\n每个百分点扣分：0.25"

    read, errors = read_system_workbook(edited(county, change), "体系.xlsx", county)
    assert errors == []
    row = read.indicators[0]
    assert (row.points, row.rule.limit, row.rule.per_point) == (D(6), D(110), D("0.25"))
    assert [level.points for level in read.levels[:2]] == [D(14), D(14)], "levels follow their rows"


def test_new_row_gets_a_code_and_a_missing_row_is_removed(county):
    def change(sheet):
        sheet.delete_rows(2)
        values = {"一级指标": "投入", "二级指标": "预算配置", "分值": "5", "评分规则": "评判得分"}
        values["三级指标"] = f"新{factories.NASTY}"
        at = sheet.max_row + 1
        for head, value in values.items():
            sheet.cell(at, column(sheet, head)).value = value

    read, errors = read_system_workbook(edited(county, change), "体系.xlsx", county)
    assert errors == []
    assert "staff_control" not in {row.code for row in read.indicators}
    assert next(row for row in read.indicators if row.code == "i1").name == f"新{factories.NASTY}"


@pytest.mark.parametrize(
    ("head", "value", "says"),
    [
        ("分值", "五分", "“五分”不是一个数"),
        ("评分规则", "随便给", "没有叫“随便给”的评分规则"),
        ("规则参数", "上线：100", "规则参数“上线：100”看不懂"),
        ("规则参数", "", "缺少设置“上限（%）”"),
        ("公式", "在职人数 ÷ 编数", "公式：第 8 个字"),
        ("一级指标", "", "一级指标不能为空"),
        ("代码", "three_public_change", "已经有了"),
    ],
)
def test_errors_say_row_and_what(county, head, value, says):
    def change(sheet):
        sheet.cell(2, column(sheet, head)).value = value

    read, errors = read_system_workbook(edited(county, change), "体系.xlsx", county)
    assert read is None
    assert errors[0].number in {2, 3}
    assert says in errors[0].message


def test_bands_are_written_as_people_say_them(county):
    rule = next(each.rule for each in county.indicators if each.code == "budget_control")
    assert "各档：0 得 5｜10 得 4｜20 得 3｜30 得 2" in parameter_lines(rule)
    with pytest.raises(ParameterError, match="要写成“10 得 4”的样子"):
        read_rule_words("分档得分", "方向：越低越好，各档写上限\n各档：十分")


def test_cells_of_a_workbook_hold_no_formulas(county):
    spec = replace(county, indicators=(replace(county.indicators[0], name="=1+1", criterion="@cmd"),))
    sheet = load_workbook(BytesIO(write_workbook(spec))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}
    assert sheet.cell(2, column(sheet, "三级指标")).value == "'=1+1"


def test_what_is_no_workbook_is_refused_with_a_sentence(county):
    with pytest.raises(Refused):
        read_system_workbook(b"<script>", "a.xlsx", county)
    with pytest.raises(Refused, match=r"不是 Excel 文件"):
        read_system_workbook(b"x", "a.pdf", county)


def test_each_kind_of_rule_has_a_label_of_its_own():
    assert len({str(rule.label) for rule in RULES.values()}) == len(RULES)
