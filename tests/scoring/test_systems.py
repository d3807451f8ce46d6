import json
from dataclasses import replace
from decimal import Decimal

import pytest

from departments.facts import codes_by_name
from scoring.preparation import UnsoundSystem, find_problems, prepare_system
from scoring.rules import RULES, ParameterError, describe, read_rule, write_rule
from scoring.systems import SystemSpec, read_system, write_system
from tests.scoring.shared_systems import SHIPPED, row, shipped_spec

D = Decimal
NAMES = codes_by_name()


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_system_is_sound(code):
    assert find_problems(shipped_spec(code), NAMES) == []


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_system_names_its_source_and_what_was_completed(code):
    spec = shipped_spec(code)
    assert spec.code == code
    assert spec.source
    assert spec.completions
    if code != "county-a":
        assert any(indicator.completed for indicator in spec.indicators)


@pytest.mark.parametrize("code", SHIPPED)
def test_system_survives_the_way_through_json(code):
    spec = shipped_spec(code)
    assert read_system(json.loads(json.dumps(write_system(spec)))) == spec


@pytest.mark.parametrize(
    ("code", "points"),
    [
        ("county-a", {"投入": 13, "过程": 60, "产出及效率": 27}),
        ("county-b", {"投入": 16, "过程": 58, "产出及效率": 26}),
        ("county-c", {"投入": 15, "过程": 40, "产出": 25, "效果": 20}),
        ("department-2020", {"预算执行率": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("department-2021", {"预算执行率": 10, "成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}),
        ("project-2020", {"预算执行率": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10}),
    ],
)
def test_points_of_level_one_are_those_of_the_form(code, points):
    found = {}
    for indicator in shipped_spec(code).indicators:
        found[indicator.level_one] = found.get(indicator.level_one, 0) + indicator.points
    assert found == points


def test_all_rule_kinds_are_there():
    assert set(RULES) == {
        "per_point_over", "per_step_over", "per_step_under", "deviation", "bands", "checklist", "per_fault",
        "proportional", "three_grades", "execution_rate", "scaled", "judged",
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted(RULES))
def test_every_parameter_explains_itself_in_chinese(kind):
    rule = RULES[kind]
    assert str(rule.label)
    assert str(rule.help).endswith("。")
    for parameter in describe(rule):
        assert any("\u4e00" <= char <= "\u9fff" for char in str(parameter.label))


def test_rule_survives_the_way_through_json():
    for code in SHIPPED:
        for indicator in shipped_spec(code).indicators:
            assert read_rule(write_rule(indicator.rule)) == indicator.rule


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "一组设置"),
        ({}, "没有叫“None”的评分规则"),
        ({"kind": "magic"}, "没有叫“magic”的评分规则"),
        ({"kind": ["per_fault"]}, "评分规则"),
        ({"kind": "per_point_over"}, "缺少设置“上限（%）”"),
        ({"kind": "per_point_over", "limit": "一百"}, "设置“上限（%）”：“一百”不是一个数"),
        ({"kind": "per_point_over", "limit": "NaN"}, "不是一个数"),
        ({"kind": "per_point_over", "limit": "1e9"}, "不是一个数"),
        ({"kind": "per_point_over", "limit": True}, "不是一个数"),
        ({"kind": "per_point_over", "limit": 1.5}, "不是一个数"),
        ({"kind": "per_point_over", "limit": "100", "counting": "half"}, "不能是“half”"),
        ({"kind": "per_point_over", "limit": "100", "__class__": "x"}, "没有叫“__class__”的设置"),
        ({"kind": "checklist", "items": "甲"}, "应当是一个列表"),
        ({"kind": "checklist", "items": [1]}, "不能是“1”"),
        ({"kind": "bands", "direction": "at_most", "bands": ["x"]}, "一组设置"),
        ({"kind": "per_point_over", "limit": ""}, "设置“上限（%）”：还没有填"),
        (
            {"kind": "bands", "direction": "at_most", "bands": [{"limit": "0", "points": ""}]},
            "设置“各档”：第 1 项，设置“得分”：还没有填",
        ),
    ],
)
def test_rule_that_cannot_be_read_is_refused_with_a_sentence(data, says):
    with pytest.raises(ParameterError) as caught:
        read_rule(data)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"kind": "per_point_over", "limit": "100", "per_point": "-1"}, "不能小于 0"),
        ({"kind": "per_step_over", "limit": "100", "step": "0"}, "至少是 0.01"),
        ({"kind": "per_step_under", "limit": "100", "step": "0.001"}, "至少是 0.01"),
        ({"kind": "deviation", "target": "100", "step": "-5"}, "至少是 0.01"),
        ({"kind": "bands", "direction": "at_most", "bands": []}, "至少要写一档"),
        (
            {
                "kind": "bands",
                "direction": "at_most",
                "bands": [{"limit": "20", "points": "10"}, {"limit": "10", "points": "5"}],
            },
            "依次排列",
        ),
        (
            {
                "kind": "bands",
                "direction": "at_most",
                "bands": [{"limit": "10", "points": "5"}, {"limit": "20", "points": "10"}],
            },
            "依次减少",
        ),
        ({"kind": "bands", "direction": "at_most", "bands": [{"limit": "0", "points": "8"}]}, "与分值 10 不符"),
        ({"kind": "checklist", "items": []}, "至少要写一项"),
        ({"kind": "checklist", "items": ["甲", "乙", "丙"], "each": "3"}, "3 项 × 3 分与分值 10 不符"),
        ({"kind": "per_fault", "per_fault": "-1"}, "不能小于 0"),
        ({"kind": "proportional", "target": "1", "pass_line": "101"}, "及格线"),
        ({"kind": "proportional", "target": "1", "deviation_from": "100"}, "偏离线"),
        ({"kind": "three_grades", "lower_cut": "80"}, "两个下限"),
        ({"kind": "execution_rate", "reason_below": "101"}, "0 到 100"),
        ({"kind": "scaled", "out_of": "0"}, "大于 0"),
        ({"kind": "judged", "least": "11"}, "最低分"),
        ({"kind": "judged", "options": [{"label": "好", "points": "8"}]}, "最好的等级"),
    ],
)
def test_rule_that_makes_no_sense_for_its_points_is_found(rule, says):
    problems = find_problems(SystemSpec("t", "测试", (row(rule=rule),), total=D(10)), NAMES)
    assert any(says in problem.message for problem in problems), problems
    assert all(problem.indicator == "one" and problem.field == "rule" for problem in problems)


def test_points_that_do_not_add_up_are_found_level_by_level():
    spec = shipped_spec("county-a")
    changed = replace(spec, indicators=(replace(spec.indicators[0], points=D(6)), *spec.indicators[1:]))
    messages = [problem.message for problem in find_problems(changed, NAMES)]
    assert messages == [
        "“投入”应为 13 分，各指标合计 14 分，相差 1 分。",
        "“预算配置”应为 13 分，各指标合计 14 分，相差 1 分。",
        "“总分”应为 100 分，各指标合计 101 分，相差 1 分。",
    ]


def test_every_faulty_formula_of_a_system_is_reported_with_its_place():
    rows = (
        row("a", formula="在职人数 ÷"),
        row("b", full_if="编制数"),
        row("c", rule={"kind": "proportional", "target": "目标数"}),
        row("d", formula=" "),
    )
    with pytest.raises(UnsoundSystem) as caught:
        prepare_system(SystemSpec("t", "测试", rows), NAMES)
    found = [(problem.indicator, problem.field, problem.start) for problem in caught.value.problems]
    assert found == [("a", "formula", 6), ("b", "full_if", 0), ("c", "target", 0), ("d", "formula", 0)]


def test_indicators_with_one_code_are_refused():
    with pytest.raises(UnsoundSystem, match="重复"):
        prepare_system(SystemSpec("t", "测试", (row("a"), row("a"))), NAMES)


def test_system_with_an_unknown_setting_is_refused():
    data = write_system(shipped_spec("county-a"))
    with pytest.raises(ParameterError, match="没有叫“wieghts”的设置"):
        read_system({**data, "wieghts": []})
