"""A figure told again keeps the column it was told with, and lends it to its parts."""

import pytest

from departments.importing.report.facts import shown_facts
from departments.importing.report.parse import parse_text

HEAD = "云岭县水务局2023年度部门整体支出绩效自评报告\n二、部门整体支出情况\n"


def facts(text):
    return shown_facts(parse_text(HEAD + text).facts)


def test_parts_of_a_line_that_is_named_again_are_of_the_column_it_was_told_with():
    found = facts(
        "全年支出合计6578.9万元，其中基本支出2136.4万元，项目支出4442.5万元。\n基本支出2136.4万元中，人员经费1874.1万元，公用经费262.3万元。"
    )
    assert found["expenditure_personnel.outturn"] == "1874.1"
    assert found["expenditure_public.outturn"] == "262.3"


def test_an_amount_alone_is_the_figure_of_its_paragraph_that_it_repeats():
    found = facts(
        "全年“三公”经费支出42.6万元，预算为48万元，42.6万元包括公务用车运行维护费36.2万元、公务接待费6.4万元。"
    )
    assert found["three_public_total.initial"] == "48"
    assert found["three_public_vehicle.outturn"] == "36.2"
    assert found["three_public_reception.outturn"] == "6.4"


def test_what_is_compared_with_last_year_is_of_the_same_kind():
    found = parse_text(HEAD + "全年“三公”经费支出6.24万元，比上年的7.68万元减少1.44万元。").facts
    assert ("three_public_total.prior_outturn", 7.68) in [(each.name, float(each.value)) for each in found]


def test_a_part_has_the_column_of_what_its_share_is_taken_of():
    found = facts(
        "全年支出781.06万元。\n基本支出236.48万元，占全年支出的30.28%。其中人员经费198.31万元、公用经费38.17万元。"
    )
    assert found["expenditure_basic.outturn"] == "236.48"
    assert found["expenditure_personnel.outturn"] == "198.31"


@pytest.mark.parametrize(
    ("words", "quota"),
    [("机关及二级机构核定编制86名", "86"), ("局机关和所属事业单位编制120名", "120"), ("编制14名", "14")],
)
def test_the_posts_of_bureau_and_subordinate_units_are_those_of_the_whole(words, quota):
    assert facts(f"我局{words}。")["staff_quota"] == quota


def test_two_columns_with_one_amount_lend_none():
    found = facts(
        "年初基本支出预算200万元，全年基本支出200万元。\n基本支出200万元，其中人员经费150万元、公用经费50万元。"
    )
    assert found["expenditure_personnel"] == "150"


def test_the_base_of_a_comparison_lends_its_column_to_nothing():
    found = facts(
        "（三）“三公”经费。决算21.36万元，比预算25万元减少14.56%。其中公务用车运行维护费18.24万元，公务接待费3.12万元。"
    )
    assert found["three_public_vehicle.outturn"] == "18.24"


def test_posts_added_up_are_those_of_the_unit():
    assert facts("核定行政编制32名、事业编制38名，合计70名。")["staff_quota"] == "70"


@pytest.mark.parametrize("words", ["全年支出预算数", "经年中调整，全年预算为"])
def test_the_budget_of_the_whole_year_is_the_adjusted_one(words):
    assert facts(f"年初支出预算980万元。{words}1086.90万元。")["expenditure_total.adjusted"] == "1086.90".rstrip("0")


def test_kinds_of_the_outturn_are_outturns():
    found = facts("决算支出按性质分：基本支出512.36万元，占49.09%；项目支出531.32万元，占50.91%。")
    assert (found["expenditure_basic.outturn"], found["expenditure_project.outturn"]) == ("512.36", "531.32")


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("云峰县乡村振兴局部门整体支出绩效自评报告（2023年度）", "云峰县乡村振兴局"),
        ("青石镇人民政府2023年度部门整体支出绩效自评报告", "青石镇人民政府"),
    ],
)
def test_the_name_of_a_unit_is_read_to_its_end(title, unit):
    assert parse_text(f"{title}\n一、部门基本概况\n编制14名。").unit == unit


@pytest.mark.parametrize(
    "words",
    [
        "未发生因公出国（境）费",
        "无公车购置和因公出国（境）支出",
        "因公出国（境）费和公务用车购置费均为0",
        "未安排因公出国（境）",
    ],
)
def test_what_is_said_not_to_have_been_is_nothing(words):
    found = facts(f"全年“三公”经费决算9.51万元，其中公务用车运行维护费6.88万元、公务接待费2.63万元，{words}。")
    assert found["three_public_abroad.outturn"] == "0"


def test_an_income_that_is_all_of_one_kind():
    found = facts("2023年年初收入预算412.80万元，全部为一般公共预算拨款。")
    assert found["income_general.initial"] == "412.8"
    mixed = facts("2023年年初收入预算412.80万元，其中一般公共预算拨款300万元、其他收入112.80万元。")
    assert mixed["income_general.initial"] == "300"


def test_a_project_told_again_with_its_share_is_no_other_project():
    text = (
        "项目支出3759万元，具体为：城区清扫保洁外包2160万元、生活垃圾转运865万元、路灯电费734万元。"
        "其中投入最大的清扫保洁外包2160万元，占3759万元项目支出的57.46%。"
    )
    projects = parse_text(HEAD + text).projects
    assert [project.name for project in projects] == ["城区清扫保洁外包", "生活垃圾转运", "路灯电费"]
