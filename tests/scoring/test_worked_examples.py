"""Figures of real score tables and of one real report, each worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from departments.facts import codes_by_name
from scoring.answers import Answer
from scoring.engine import score
from scoring.preparation import prepare_system
from tests.scoring.shared_systems import shipped, shipped_spec
from tests.scoring.trace_reading import check_row

D = Decimal


def facts(**named):
    codes = codes_by_name()
    return {codes[name]: D(value) for name, value in named.items()}


VARIANT_B = facts(
    在职人数="136",
    编制数="143",
    上年结转="19.8",
    支出合计年初预算="1922.76",
    本年追加="767.86",
    本年追减="0",
    年末结余="19.8",
    三公经费年初预算="63.46",
    三公经费上年预算="32",
    三公经费上年决算="29.08",
)


@pytest.mark.parametrize(
    ("code", "value", "points"),
    [
        ("staff_control", "95.10", "8"),  # 136 ÷ 143 = 95.1048 %
        # (19.8 + 1922.76 + 767.86 − 19.8) ÷ (19.8 + 1922.76 + 767.86) = 2690.62 ÷ 2710.42 = 99.2695 %
        ("budget_completion", "99.27", "8"),
        ("budget_control", "39.94", "0"),  # 767.86 ÷ 1922.76 = 39.9353 %
        ("three_public_change", "98.31", "0"),  # (63.46 − 32) ÷ 32 = 98.3125 %: budget against budget
    ],
)
def test_real_score_table_of_variant_b(code, value, points):
    row = score(VARIANT_B, shipped("county-b")).row(code)
    assert row.value == D(value)
    assert row.score == D(points)
    check_row(row)


STAFF_OF_THE_BUREAU = facts(在职人数="73", 编制数="45")


def test_trace_of_the_bureau_with_73_people_on_45_posts():
    row = score(STAFF_OF_THE_BUREAU, shipped("county-a")).row("staff_control")
    assert [(step.text, step.result) for step in row.steps] == [
        ("在职人数 ÷ 编制数 = 73 ÷ 45", "162.22%"),
        ("超过 100% 的部分：162.22% − 100%", "62.22 个百分点"),
        ("每超过一个百分点扣 0.5 分：62 × 0.5 = 31.00，最多扣 5 分", "扣 5.00"),
        ("5.00 − 5.00", "得 0.00 分"),
    ]
    assert row.trace == (
        "在职人数 ÷ 编制数 = 73 ÷ 45 = 162.22%；超过 100% 的部分：162.22% − 100% = 62.22 个百分点；"
        "每超过一个百分点扣 0.5 分：62 × 0.5 = 31.00，最多扣 5 分，扣 5.00；5.00 − 5.00，得 0.00 分"
    )
    assert [(fact.code, fact.name, fact.value) for fact in row.facts] == [
        ("staff_actual", "在职人数", 73),
        ("staff_quota", "编制数", 45),
    ]


@pytest.mark.parametrize(("variant", "ceiling"), [("county-a", "95"), ("county-b", "92"), ("county-c", "95")])
def test_ceiling_of_the_bureau_before_anything_else_is_known(variant, ceiling):
    # 62 × 0.5 = 31 points off, at most the row's own 5 (A and C) or 8 (B); everything else may still be full.
    sheet = score(STAFF_OF_THE_BUREAU, shipped(variant))
    assert sheet.ceiling == D(ceiling)
    assert sheet.total == 0
    assert sheet.grade == ""


@pytest.mark.parametrize(("staff", "points"), [("45", "5"), ("49", "1"), ("50", "0")])
def test_from_how_many_people_on_points_are_lost(staff, points):
    # 49 ÷ 45 = 108.89 %: 8 full points × 0.5 = 4 off; 50 ÷ 45 = 111.11 %: 11 × 0.5 = 5.5, at most 5
    sheet = score(facts(在职人数=staff, 编制数="45"), shipped("county-a"))
    assert sheet.row("staff_control").score == D(points)


def test_net_reductions_of_the_budget_count_by_their_amount():
    # |20 − 120| ÷ 1000 = 10 %: still the band up to 10 %, 4 of 5
    row = score(facts(支出合计年初预算="1000", 本年追加="20", 本年追减="120"), shipped("county-a")).row(
        "budget_control"
    )
    assert (row.value, row.score) == (D("10.00"), D(4))


@pytest.mark.parametrize("name", ["building_area", "building_investment"])
def test_no_building_finished_scores_full_without_any_area(name):
    row = score(facts(完工楼堂馆所数="0"), shipped("county-a")).row(name)
    assert row.score == 5
    assert row.value_text == "当年没有完工的楼堂馆所"
    assert row.missing == ()


def test_a_finished_building_needs_its_areas():
    row = score(facts(完工楼堂馆所数="1", 批准建设面积="1000"), shipped("county-a")).row("building_area")
    assert row.score is None
    assert row.missing == ("building_actual_area",)


def test_building_over_its_approved_area():
    # 1120 ÷ 1000 = 112 %: two full steps of 5, 2 × 2 = 4 off
    row = score(facts(完工楼堂馆所数="1", 批准建设面积="1000", 实际建设面积="1120"), shipped("county-a")).row(
        "building_area"
    )
    assert row.score == 1


def test_execution_rate_of_the_department_form():
    # 845.25 ÷ 890.65 = 94.9026 % → 94.90 %, × 10 = 9.49
    row = score(facts(支出合计决算="845.25", 支出合计全年预算="890.65"), shipped("department-2020")).row(
        "execution_rate"
    )
    assert (row.value, row.score) == (D("94.90"), D("9.49"))


def test_execution_rate_of_a_budget_of_zero_is_zero():
    row = score(facts(支出合计决算="0", 支出合计全年预算="0"), shipped("department-2020")).row("execution_rate")
    assert row.score == 0
    assert "除数为 0" in row.trace


def test_the_whole_of_variant_a_at_its_best_is_one_hundred():
    sheet = score(BEST_FACTS, shipped("county-a"), BEST_ANSWERS)
    assert sheet.total == 100
    assert sheet.grade == "优"
    assert sheet.losses == []
    assert [(s.name, s.score) for s in sheet.subtotals if not s.parent] == [
        ("投入", 13),
        ("过程", 60),
        ("产出及效率", 27),
    ]


BEST_FACTS = facts(
    在职人数="40", 编制数="45", 三公经费年初预算="3.8", 三公经费上年预算="4", 上年结转="0", 支出合计年初预算="890.65",
    本年追加="0", 本年追减="0", 年末结余="0", 完工楼堂馆所数="0", 公用经费决算="117.46", 公用经费全年预算="117.46",
    三公经费决算="3.5", 三公经费全年预算="3.8", 政府采购金额决算="20", 政府采购金额全年预算="20", 满意度="98.8",
)  # fmt: skip
BEST_ANSWERS = {
    "management_rules": Answer(checked=frozenset({1, 2, 3, 4})),
    "fund_compliance": Answer(faults=0),
    "disclosure": Answer(checked=frozenset({1, 2, 3, 4, 5})),
    "key_work": Answer(outside=D(100), outside_max=D(100)),
    "benefits": Answer(judged=D(7), reason="见效益材料"),
    "efficiency": Answer(judged=D(6)),
}


def test_every_loss_of_a_filled_sheet_is_accounted_for():
    """The mock county's figures: staff 73 on 45 posts, three of four rules, four of five publications, benefits 6.5."""
    answers = {
        **BEST_ANSWERS,
        "management_rules": Answer(checked=frozenset({1, 2, 4})),
        "disclosure": Answer(checked=frozenset({1, 2, 3, 5})),
        "benefits": Answer(judged=D("6.5"), reason="一项效益未达到预期"),
    }
    sheet = score({**BEST_FACTS, **STAFF_OF_THE_BUREAU}, shipped("county-a"), answers)
    assert sheet.total == D("91.50")  # 100 − 5 − 2 − 1 − 0.5
    assert sheet.ceiling == D("95.00")  # only the staff cannot be mended
    assert sheet.grade == "优"
    assert [(row.name, row.lost) for row in sheet.losses] == [
        ("在职人员控制率", D(5)),
        ("管理制度健全性", D(2)),
        ("预决算信息公开性", D(1)),
        ("经济效益、社会效益、生态效益", D("0.5")),
    ]
    assert [row.recoverable for row in sheet.losses] == [D(0), D(2), D(1), D("0.5")]


def test_started_points_are_a_setting_of_the_row():
    spec = shipped_spec("county-a")
    changed = tuple(
        replace(row, rule=replace(row.rule, counting=type(row.rule.counting).STARTED))
        if row.code == "staff_control"
        else row
        for row in spec.indicators
    )
    started = prepare_system(replace(spec, indicators=changed), codes_by_name())
    near = facts(在职人数="91", 编制数="90")  # 101.11 %: 1 full point, 2 started ones
    assert score(near, shipped("county-a")).row("staff_control").score == D("4.5")
    assert score(near, started).row("staff_control").score == D("4")
