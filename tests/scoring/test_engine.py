from decimal import Decimal

import pytest

from scoring.answers import Answer
from scoring.engine import score
from scoring.rules import Step
from scoring.systems import CapEdge, Caps, NotApplicable, ZeroBase
from tests.scoring.shared_systems import row, staff, system

D = Decimal
JUDGED = {"kind": "judged"}
LIST = {"kind": "checklist", "items": ["甲", "乙"], "each": "5"}


def test_missing_fact_leaves_the_row_open_and_names_it():
    sheet = score({"staff_actual": D(73)}, system(row()))
    found = sheet.row("one")
    assert found.score is None
    assert found.missing == ("staff_quota",)
    assert found.problem == "缺少“编制数”，填写后才能计分"
    assert found.is_pending
    assert (sheet.total, sheet.pending_points, sheet.lost, sheet.ceiling) == (0, 10, 0, 10)
    assert sheet.missing == ("staff_quota",)


def test_facts_that_are_known_are_shown_even_while_others_are_missing():
    assert [fact.name for fact in score({"staff_actual": D(73)}, system(row())).row("one").facts] == ["在职人数"]


def test_division_by_zero_leaves_the_row_open_with_its_figures():
    found = score(staff("3", "0"), system(row())).row("one")
    assert found.score is None
    assert found.missing == ()
    assert found.steps[0] == Step("在职人数 ÷ 编制数 = 3 ÷ 0", "无法计算")
    assert "除数为 0" in found.problem


@pytest.mark.parametrize(("meaning", "points"), [(ZeroBase.FULL, D(10)), (ZeroBase.ZERO, D(0))])
def test_division_by_zero_may_have_a_meaning(meaning, points):
    found = score(staff("3", "0"), system(row(when_zero=meaning))).row("one")
    assert found.score == points
    assert "3 ÷ 0" in found.trace


def test_full_if_scores_full_and_says_why():
    spec = row(full_if="完工楼堂馆所数 = 0", full_text="当年没有完工的楼堂馆所")
    found = score({"building_count": D(0)}, system(spec)).row("one")
    assert found.score == 10
    assert found.trace == "完工楼堂馆所数 = 0：0 = 0，成立；当年没有完工的楼堂馆所，按满分计：10.00，得 10.00 分"


def test_full_if_that_cannot_be_told_leaves_the_row_open():
    spec = row(full_if="完工楼堂馆所数 = 0")
    assert score(staff("50"), system(spec)).row("one").missing == ("building_count",)


def test_computed_row_keeps_its_score_when_it_is_disputed():
    answers = {"one": Answer(dispute="编制数去年已增加", judged=D(10))}
    found = score(staff("105"), system(row()), answers).row("one")
    assert found.score == 5
    assert found.disputed == "编制数去年已增加"
    assert found.steps[-1].text == "填报人对得分有异议：编制数去年已增加"


def test_nobody_can_write_a_score_into_a_computed_row():
    found = score(staff("105"), system(row()), {"one": Answer(judged=D(10), faults=0, outside=D(1))}).row("one")
    assert found.computed
    assert found.score == 5


def test_a_judged_row_has_nothing_to_dispute():
    found = score({}, system(row(rule=JUDGED)), {"one": Answer(judged=D(10), dispute="不同意")}).row("one")
    assert found.disputed == ""


@pytest.mark.parametrize("reason", ["", "   "])
def test_not_applicable_without_a_reason_is_no_answer(reason):
    assert score({}, system(row(rule=JUDGED)), {"one": Answer(not_applicable=reason)}).row("one").is_pending


TWO = (row("one", "20", LIST | {"each": "10"}), row("two", "80", JUDGED))
NOT_ONE = {"one": Answer(not_applicable="本年无此项工作"), "two": Answer(judged=D(60), reason="未完成")}


@pytest.mark.parametrize(
    ("mode", "total", "out_of", "ceiling"),
    [
        (NotApplicable.SPREAD, "75", "100", "100"),  # 60 × 100 ÷ (100 − 20)
        (NotApplicable.FULL, "80", "100", "100"),  # 60 + 20
        (NotApplicable.DROP, "60", "80", "80"),
    ],
)
def test_points_of_rows_that_do_not_apply(mode, total, out_of, ceiling):
    sheet = score({}, system(*TWO, not_applicable=mode), NOT_ONE)
    assert (sheet.total, sheet.points, sheet.ceiling) == (D(total), D(out_of), D(ceiling))
    assert sheet.row("one").not_applicable == "本年无此项工作"
    assert not sheet.row("one").is_pending
    assert sheet.row("one").trace.startswith("不适用：本年无此项工作；")
    assert sheet.is_complete


def test_spreading_shows_its_arithmetic():
    sheet = score({}, system(*TWO), NOT_ONE)
    assert sheet.total_steps == (Step("不适用的 20 分分摊到其余指标：60.00 × 100 ÷ (100 − 20)", "75.00"),)


def test_a_system_of_which_nothing_applies_has_no_total():
    sheet = score({}, system(row(rule=JUDGED)), {"one": Answer(not_applicable="无")})
    assert sheet.total == 0
    assert sheet.is_complete


CAPS = Caps(
    "在职人数 ÷ 编制数",
    tuple(CapEdge(D(below), D(most)) for below, most in (("80", "89"), ("70", "79"), ("60", "69"), ("50", "59"))),
)


@pytest.mark.parametrize(
    ("rate", "total", "grade"),
    [
        ("100", "95", "优"), ("80", "95", "优"), ("79.99", "89", "良"), ("70", "89", "良"), ("69.99", "79", "中"),
        ("60", "79", "中"), ("59.99", "69", "中"), ("50", "69", "中"), ("49.99", "59", "差"), ("0", "59", "差"),
    ],
)  # fmt: skip
def test_a_low_execution_rate_caps_the_total(rate, total, grade):
    judged = {"one": Answer(judged=D(95), reason="说明")}
    sheet = score(staff(rate), system(row(points="100", rule=JUDGED), caps=CAPS), judged)
    assert (sheet.total, sheet.grade) == (D(total), grade)
    assert sheet.sum == 95
    assert sheet.ceiling == (100 if sheet.cap is None else sheet.cap)


def test_a_cap_says_what_it_cut():
    judged = {"one": Answer(judged=D(95), reason="说明")}
    sheet = score(staff("66"), system(row(points="100", rule=JUDGED), caps=CAPS), judged)
    assert [(step.text, step.result) for step in sheet.total_steps] == [
        ("预算执行率：在职人数 ÷ 编制数 = 66 ÷ 100", "66.00%"),
        ("预算执行率低于 70%", ""),
        ("总分最高 79 分：最小(95.00, 79)", "79.00"),
    ]


def test_a_cap_whose_rate_is_unknown_is_named_and_not_applied():
    judged = {"one": Answer(judged=D(95), reason="说明")}
    sheet = score({}, system(row(points="100", rule=JUDGED), caps=CAPS), judged)
    assert sheet.total == 95
    assert sheet.cap_missing == ("staff_actual", "staff_quota")
    assert sheet.missing == ("staff_actual", "staff_quota")


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grades_include_their_lower_bound(total, grade):
    sheet = score({}, system(row(points="100", rule=JUDGED)), {"one": Answer(judged=D(total), reason="说明")})
    assert sheet.grade == grade


def test_no_grade_is_stated_while_open_rows_could_change_it():
    rows = (row("one", "85", JUDGED), row("two", "15", JUDGED))
    sheet = score({}, system(*rows), {"one": Answer(judged=D(82), reason="说明")})
    assert (sheet.grade, sheet.grade_at_best) == ("", "优")  # 82 now, 97 at most
    sure = score({}, system(row("one", "95", JUDGED), row("two", "5", JUDGED)), {"one": Answer(judged=D(95))})
    assert sure.grade == "优"  # 95 now, whatever becomes of the other 5


def test_ceiling_counts_what_answers_can_still_mend_but_not_facts():
    rows = (row("facts", "20"), row("list", "10", LIST), row("word", "70", JUDGED))
    answers = {"list": Answer(checked=frozenset({1})), "word": Answer(judged=D(40), reason="说明")}
    sheet = score(staff("103"), system(*rows), answers)
    assert sheet.total == 62  # 20 − 3, 5 of 10, 40
    assert sheet.ceiling == 97


def test_outside_scores_and_faults_are_not_for_the_clerk_to_mend():
    rows = (row("out", "50", {"kind": "scaled"}), row("faults", "50", {"kind": "per_fault", "per_fault": "1"}))
    answers = {"out": Answer(outside=D(80), outside_max=D(100)), "faults": Answer(faults=2)}
    assert score({}, system(*rows), answers).ceiling == 88  # 40 + 48


def test_losses_are_sorted_and_equal_ones_keep_the_order_of_the_sheet():
    rows = [row(code, "10", JUDGED) for code in ("a", "b", "c", "d")]
    points = {"a": "9", "b": "4", "c": "9", "d": "10"}
    answers = {code: Answer(judged=D(judged), reason="说明") for code, judged in points.items()}
    assert [found.code for found in score({}, system(*rows), answers).losses] == ["b", "a", "c"]


def test_evidence_wanted_and_present_stand_in_the_row():
    spec = row(rule=LIST, evidence=("制度文件", "公开截图"))
    found = score({}, system(spec), {"one": Answer(checked=frozenset({1, 2}))}, {"one": 3}).row("one")
    assert found.evidence_wanted == ("制度文件", "公开截图")
    assert found.evidence_present == 3


PAIR = {"kind": "proportional", "target": "计划工作数"}


def test_proportional_row_takes_the_actual_value_from_its_formula():
    found = score({"tasks_planned": D(50), "tasks_done": D(45)}, system(row(rule=PAIR, formula="完成工作数"))).row(
        "one"
    )
    assert found.score == 9
    assert found.computed
    assert found.trace == "完成工作数 ÷ 计划工作数 = 45 ÷ 50 = 90.00%；10 × 90.00%，得 9.00 分"


def test_proportional_row_without_a_formula_takes_the_clerks_value():
    prepared = system(row(rule=PAIR | {"target": "50"}))
    assert score({}, prepared).row("one").problem == "请填写实际完成值"
    found = score({}, prepared, {"one": Answer(actual=D(45))}).row("one")
    assert found.score == 9
    assert not found.computed
    assert found.trace == "实际完成值 ÷ 年度指标值 = 45 ÷ 50 = 90.00%；10 × 90.00%，得 9.00 分"


def test_proportional_row_names_all_facts_that_are_missing():
    assert score({}, system(row(rule=PAIR, formula="完成工作数"))).row("one").missing == ("tasks_done", "tasks_planned")


def test_percent_facts_are_not_multiplied_again():
    rule = {"kind": "bands", "direction": "at_least", "bands": [{"limit": "90", "points": "10"}]}
    found = score({"satisfaction_rate": D("98.8")}, system(row(rule=rule, formula="满意度", value_kind="percent"))).row(
        "one"
    )
    assert found.value == D("98.80")
    assert found.value_text == "98.80%"


def test_a_rate_is_rounded_half_up_before_the_rule_is_applied():
    # 100.995 % is shown as 101.00 %, so one full point is off, and the trace on paper adds up.
    assert score({"staff_actual": D("100.995"), "staff_quota": D(100)}, system(row())).row("one").score == 9
    # 100.994 % is shown as 100.99 %.
    assert score({"staff_actual": D("100.994"), "staff_quota": D(100)}, system(row())).row("one").score == 10


@pytest.mark.parametrize(
    "text", ["㙍𬭚", "😀", "=1+1", "<script>alert(1)</script>", "长" * 100_000, "a\x00b", "“；：，= 得 9.00 分"]
)
def test_odd_texts_pass_through_unharmed(text):
    answers = {"one": Answer(judged=D(3), reason=text), "two": Answer(not_applicable=text)}
    sheet = score({}, system(row("one", rule=JUDGED), row("two", rule=JUDGED)), answers)
    assert sheet.row("one").score == 3
    assert text in sheet.row("one").trace
    assert sheet.row("two").not_applicable == text


def test_answers_to_unknown_indicators_are_ignored():
    assert score(staff("100"), system(row()), {"gone": Answer(judged=D(3))}).total == 10


def test_a_huge_but_finite_fact_is_answered():
    assert score(staff("999999999999", "0.01"), system(row())).row("one").problem == "计算结果过大，无法使用"
    assert score(staff("999999999"), system(row())).row("one").score == 0
