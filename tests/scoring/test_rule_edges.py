"""Every rule kind and setting at, just under and just over each edge; the working stands beside the figure."""

from decimal import Decimal

import pytest

from departments.enums import QualitativeGrade
from scoring.answers import Answer
from scoring.rules import Case, Operand, read_rule

D = Decimal


def points(rule, value, worth="10", *, percent=True):
    verdict = read_rule(rule).judge(Case(D(worth), Answer(), D(value), percent))
    return verdict.score


def answered(rule, worth="10", *, evidence=0, wants_evidence=False, **answer):
    case = Case(D(worth), Answer(**answer), evidence=evidence, wants_evidence=wants_evidence)
    return read_rule(rule).judge(case)


def reached(rule, actual, target, worth="10"):
    rule = {"kind": "proportional", "target": target, **rule}
    case = Case(
        D(worth), Answer(), actual=Operand(D(actual), "实际", actual), target=Operand(D(target), "目标", target)
    )
    return read_rule(rule).judge(case)


OVER = {"kind": "per_point_over", "limit": "100", "per_point": "0.5"}


@pytest.mark.parametrize(
    ("value", "full", "started"),
    [
        ("0", "5", "5"),
        ("99.99", "5", "5"),
        ("100", "5", "5"),
        ("100.01", "5", "4.5"),  # 0 full points, 1 started: 5 − 0.5
        ("100.99", "5", "4.5"),
        ("101", "4.5", "4.5"),
        ("101.01", "4.5", "4"),
        ("109.99", "0.5", "0"),  # 9 × 0.5 = 4.5 off; started 10 × 0.5 = 5 off
        ("110", "0", "0"),
        ("162.22", "0", "0"),  # 62 × 0.5 = 31 off, at most 5
    ],
)
def test_per_point_over_counts_full_or_started_points(value, full, started):
    assert points(OVER, value, "5") == D(full)
    assert points({**OVER, "counting": "started"}, value, "5") == D(started)


@pytest.mark.parametrize(("value", "score"), [("0", "8"), ("-5", "8"), ("0.99", "8"), ("1", "7.2"), ("98.31", "0")])
def test_per_point_over_zero_is_a_change_rate(value, score):
    # 0.8 for each full point: 1 point → 8 − 0.8; 98 × 0.8 = 78.4, at most 8
    assert points({"kind": "per_point_over", "limit": "0", "per_point": "0.8"}, value, "8") == D(score)


def test_without_a_rate_a_tenth_of_the_points_goes_for_each_point():
    assert points({"kind": "per_point_over", "limit": "0"}, "3", "8") == D("5.6")  # 8 − 3 × 0.8


STEP_OVER = {"kind": "per_step_over", "limit": "100", "step": "5", "per_step": "2"}


@pytest.mark.parametrize(
    ("value", "full", "started"),
    [
        ("100", "5", "5"),
        ("100.01", "5", "3"),
        ("104.99", "5", "3"),
        ("105", "3", "3"),  # one full step
        ("105.01", "3", "1"),
        ("109.99", "3", "1"),
        ("110", "1", "1"),  # two steps: 5 − 4
        ("114.99", "1", "0"),  # started: 3 × 2 = 6, at most 5
        ("115", "0", "0"),
    ],
)
def test_per_step_over_counts_full_or_started_steps(value, full, started):
    assert points(STEP_OVER, value, "5") == D(full)
    assert points({**STEP_OVER, "counting": "started"}, value, "5") == D(started)


STEP_UNDER = {"kind": "per_step_under", "limit": "100", "step": "5", "per_step": "2"}


@pytest.mark.parametrize(
    ("value", "full", "started"),
    [
        ("120", "8", "8"),
        ("100", "8", "8"),
        ("99.99", "8", "6"),
        ("99.27", "8", "6"),  # 0.73 is no full step of 5; a started one costs 2
        ("95.01", "8", "6"),
        ("95", "6", "6"),
        ("94.99", "6", "4"),
        ("90", "4", "4"),
        ("80.01", "2", "0"),  # 3 full steps; started 4 × 2 = 8
        ("80", "0", "0"),
        ("0", "0", "0"),
    ],
)
def test_per_step_under_counts_full_or_started_steps(value, full, started):
    assert points(STEP_UNDER, value, "8") == D(full)
    assert points({**STEP_UNDER, "counting": "started"}, value, "8") == D(started)


DEVIATION = {"kind": "deviation", "target": "100", "step": "5", "per_step": "2"}


@pytest.mark.parametrize(
    ("value", "full", "started"),
    [
        ("100", "6", "6"),
        ("100.01", "6", "4"),
        ("99.99", "6", "4"),
        ("104.99", "6", "4"),
        ("95.01", "6", "4"),
        ("105", "4", "4"),
        ("95", "4", "4"),
        ("105.01", "4", "2"),
        ("94.99", "4", "2"),
        ("115", "0", "0"),
        ("85", "0", "0"),
        ("300", "0", "0"),
        ("0", "0", "0"),
    ],
)
def test_deviation_costs_the_same_on_either_side(value, full, started):
    assert points(DEVIATION, value, "6") == D(full)
    assert points({**DEVIATION, "counting": "started"}, value, "6") == D(started)


CONTROL = {
    "kind": "bands",
    "direction": "at_most",
    "bands": [
        {"limit": "0", "points": "5"},
        {"limit": "10", "points": "4"},
        {"limit": "20", "points": "3"},
        {"limit": "30", "points": "2"},
    ],
}


@pytest.mark.parametrize(
    ("value", "score"),
    [
        ("0", "5"), ("0.01", "4"), ("9.99", "4"), ("10", "4"), ("10.01", "3"), ("20", "3"), ("20.01", "2"),
        ("30", "2"), ("30.01", "0"), ("39.94", "0"),
    ],
)  # fmt: skip
def test_bands_with_upper_edges_include_the_edge(value, score):
    assert points(CONTROL, value, "5") == D(score)


SATISFACTION = {
    "kind": "bands",
    "direction": "at_least",
    "bands": [{"limit": "90", "points": "6"}, {"limit": "80", "points": "4"}, {"limit": "70", "points": "2"}],
}


@pytest.mark.parametrize(
    ("value", "score"),
    [("100", "6"), ("90", "6"), ("89.99", "4"), ("80", "4"), ("79.99", "2"), ("70", "2"), ("69.99", "0"), ("0", "0")],
)
def test_bands_with_lower_edges_include_the_edge(value, score):
    assert points(SATISFACTION, value, "6") == D(score)


@pytest.mark.parametrize(("value", "score"), [("9.99", "5"), ("10", "1"), ("10.01", "1")])
def test_a_band_may_exclude_its_edge(value, score):
    rule = {
        "kind": "bands",
        "direction": "at_most",
        "bands": [{"limit": "10", "points": "5", "inclusive": False}],
        "otherwise": "1",
    }
    assert points(rule, value, "5") == D(score)
    rule = {
        "kind": "bands",
        "direction": "at_least",
        "bands": [{"limit": "-10", "points": "5", "inclusive": False}],
        "otherwise": "1",
    }
    assert points(rule, str(-D(value)), "5") == D(score)


FOUR_ITEMS = {"kind": "checklist", "items": ["甲", "乙", "丙", "丁"], "each": "2"}


@pytest.mark.parametrize(
    ("checked", "score", "shown"),
    [
        (set(), "0", "0 / 4 项"),
        ({3}, "2", "1 / 4 项"),
        ({1, 2, 4}, "6", "3 / 4 项"),
        ({1, 2, 3, 4}, "8", "4 / 4 项"),
        ({1, 2, 3, 4, 5, 99}, "8", "4 / 4 项"),  # numbers that are not on the list count for nothing
    ],
)
def test_checklist_scores_each_point_met(checked, score, shown):
    verdict = answered(FOUR_ITEMS, "8", checked=frozenset(checked))
    assert verdict.score == D(score)
    assert verdict.value_text == shown


def test_checklist_not_answered_is_neither_zero_nor_full():
    verdict = answered(FOUR_ITEMS, "8")
    assert verdict.score is None
    assert verdict.problem == "请逐项勾选是否具备"


@pytest.mark.parametrize(("met", "score"), [(1, "1.67"), (2, "3.33"), (3, "5")])
def test_checklist_without_a_rate_shares_the_points_evenly(met, score):
    # 5 ÷ 3 = 1.666… each, rounded only at the end: 1.67, 3.33, 5
    rule = {"kind": "checklist", "items": ["甲", "乙", "丙"]}
    assert answered(rule, "5", checked=frozenset(range(1, met + 1))).score == D(score)


@pytest.mark.parametrize(("faults", "score"), [(0, "6"), (1, "5"), (5, "1"), (6, "0"), (7, "0"), (1000, "0")])
def test_per_fault_takes_points_for_each_case(faults, score):
    assert answered({"kind": "per_fault", "per_fault": "1"}, "6", faults=faults).score == D(score)


@pytest.mark.parametrize("faults", [None, -1])
def test_per_fault_without_a_count_stays_open(faults):
    verdict = answered({"kind": "per_fault", "per_fault": "1"}, "6", faults=faults)
    assert verdict.score is None
    assert "例数" in verdict.problem


@pytest.mark.parametrize(
    ("actual", "score"),
    [
        ("-3", "0"),
        ("0", "0"),
        ("29.99", "5.4"),  # 59.98 % × 9 = 5.3982
        ("30", "5.4"),  # 60 % × 9
        ("49.99", "9"),  # 99.98 % × 9 = 8.9982, half up
        ("50", "9"),
        ("65", "9"),
        ("500", "9"),
    ],
)
def test_proportional_gives_the_share_that_was_reached(actual, score):
    assert reached({}, actual, "50", "9").score == D(score)


@pytest.mark.parametrize(
    ("actual", "score"),
    [
        ("0", "9"),
        ("50", "9"),
        ("50.01", "9"),  # 50 ÷ 50.01 = 99.98 %, × 9 = 8.9982
        ("60", "7.5"),  # 50 ÷ 60 = 83.33 %, × 9 = 7.4997
        ("100", "4.5"),
        ("5000", "0.09"),  # 1 % × 9
    ],
)
def test_proportional_where_lower_is_better_turns_the_share_round(actual, score):
    assert reached({"better": "lower"}, actual, "50", "9").score == D(score)


@pytest.mark.parametrize(
    ("better", "actual", "score"),
    [("higher", "0", "9"), ("higher", "2", "9"), ("higher", "-1", "0"), ("lower", "0", "9"), ("lower", "1", "0")],
)
def test_a_target_of_zero_is_compared_with_zero(better, actual, score):
    # 0 accidents against a target of 0 is full; 1 accident is nothing.
    assert reached({"better": better}, actual, "0", "9").score == D(score)


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_a_target_of_zero_may_be_left_to_the_reviewer(better):
    verdict = reached({"better": better, "zero_target": "open"}, "0", "0")
    assert verdict.score is None
    assert "目标值为 0" in verdict.problem


def test_a_negative_target_is_left_to_the_reviewer():
    assert reached({}, "-3", "-5").score is None


@pytest.mark.parametrize(
    ("actual", "score"),
    [("59.99", "0"), ("60", "5.4"), ("60.01", "5.4")],  # 60 % × 9 = 5.4; 60.01 % × 9 = 5.4009
)
def test_below_the_pass_line_nothing_is_scored(actual, score):
    assert reached({"pass_line": "60"}, actual, "100", "9").score == D(score)


@pytest.mark.parametrize(("actual", "score"), [("100", "9"), ("129.99", "9"), ("130", "7"), ("300", "7")])
def test_a_target_far_surpassed_costs_the_deviation(actual, score):
    assert reached({"deviation_from": "130"}, actual, "100", "9").score == D(score)


def test_the_deviation_never_costs_more_than_the_points():
    assert reached({"deviation_from": "130"}, "200", "100", "1.5").score == 0


@pytest.mark.parametrize(
    ("judged", "cut60", "cut50"),
    [
        ("10", QualitativeGrade.REACHED, QualitativeGrade.REACHED),
        ("8", QualitativeGrade.REACHED, QualitativeGrade.REACHED),
        ("7.99", QualitativeGrade.PARTLY, QualitativeGrade.PARTLY),
        ("6", QualitativeGrade.PARTLY, QualitativeGrade.PARTLY),
        ("5.99", QualitativeGrade.MISSED, QualitativeGrade.PARTLY),
        ("5", QualitativeGrade.MISSED, QualitativeGrade.PARTLY),
        ("4.99", QualitativeGrade.MISSED, QualitativeGrade.MISSED),
        ("0", QualitativeGrade.MISSED, QualitativeGrade.MISSED),
    ],
)
def test_three_grades_take_only_scores_of_their_own_range(judged, cut60, cut50):
    for cut, fitting in (("60", cut60), ("50", cut50)):
        for attainment in QualitativeGrade:
            verdict = answered(
                {"kind": "three_grades", "lower_cut": cut}, judged=D(judged), attainment=attainment, reason="说明"
            )
            assert verdict.score == (D(judged) if attainment is fitting else None), (cut, attainment)


@pytest.mark.parametrize("judged", ["10.01", "-0.01"])
def test_three_grades_refuse_scores_out_of_bounds(judged):
    assert answered({"kind": "three_grades"}, judged=D(judged)).score is None


def test_three_grades_say_which_range_a_grade_has():
    verdict = answered({"kind": "three_grades"}, "7", attainment=QualitativeGrade.PARTLY)
    # 60 % of 7 = 4.20, 80 % of 7 = 5.60
    assert verdict.problem == "“部分达成年度指标并具有一定效果”请在 4.20 至不到 5.60 分之间给出得分"


@pytest.mark.parametrize(
    ("value", "score"),
    [
        ("-1", "0"), ("0", "0"), ("89.99", "9"), ("95.37", "9.54"), ("99.99", "10"), ("100", "10"), ("100.01", "10"),
        ("250", "10"),
    ],
)  # fmt: skip
def test_execution_rate_is_a_tenth_of_the_rate_and_never_above_full(value, score):
    # 95.37 % × 10 = 9.537; 89.99 % × 10 = 8.999; 99.99 % × 10 = 9.999
    assert points({"kind": "execution_rate"}, value) == D(score)


@pytest.mark.parametrize(("value", "wanted"), [("89.99", True), ("90", False), ("90.01", False)])
def test_a_low_execution_rate_wants_a_reason(value, wanted):
    rule = read_rule({"kind": "execution_rate", "reason_below": "90"})
    assert bool(rule.judge(Case(D(10), Answer(), D(value))).wants_reason) is wanted
    assert not rule.judge(Case(D(10), Answer(reason="招标延期"), D(value))).wants_reason


@pytest.mark.parametrize(
    ("given", "most", "score"),
    [("0", "100", "0"), ("95", "100", "7.6"), ("100", "100", "8"), ("1", "3", "2.67"), ("50", "50", "8")],
)  # 1 ÷ 3 = 33.33 %, × 8 = 2.6664
def test_scaled_takes_the_share_of_the_outside_score(given, most, score):
    assert answered({"kind": "scaled"}, "8", outside=D(given), outside_max=D(most)).score == D(score)


@pytest.mark.parametrize(
    ("given", "most"), [(None, "100"), ("95", None), ("101", "100"), ("-1", "100"), ("5", "0"), ("0", "0")]
)
def test_scaled_stays_open_without_a_sound_outside_score(given, most):
    verdict = answered({"kind": "scaled"}, "8", outside=given and D(given), outside_max=most and D(most))
    assert verdict.score is None
    assert verdict.problem


def test_scaled_may_fix_what_the_outside_score_is_out_of():
    assert answered({"kind": "scaled", "out_of": "120"}, "8", outside=D(60), outside_max=D(100)).score == 4


@pytest.mark.parametrize(
    ("judged", "taken"),
    [("-0.01", False), ("0", True), ("6.5", True), ("7", True), ("7.01", False), (None, False)],
)
def test_judged_takes_a_score_within_its_bounds(judged, taken):
    verdict = answered({"kind": "judged"}, "7", judged=judged and D(judged), reason="说明")
    assert verdict.score == (D(judged) if taken else None)
    assert bool(verdict.problem) is not taken


OPTIONS = {
    "kind": "judged",
    "options": [{"label": "好", "points": "6"}, {"label": "一般", "points": "3"}, {"label": "无", "points": "0"}],
}


@pytest.mark.parametrize(("judged", "label"), [("6", "好"), ("3.0", "一般"), ("0", "无"), ("4", None)])
def test_judged_with_grades_takes_only_a_grade(judged, label):
    verdict = answered(OPTIONS, "6", judged=D(judged), reason="说明")
    assert verdict.score == (D(judged) if label else None)
    assert verdict.value_text == (label or "")


@pytest.mark.parametrize(
    ("judged", "reason", "wants_evidence", "evidence", "wanted"),
    [
        ("6.99", "", False, 0, True),  # below full
        ("6.99", "  ", False, 3, True),
        ("6.99", "缺一份材料", False, 0, False),
        ("7", "", False, 0, False),
        ("7", "", True, 0, True),  # full, but nothing shows it
        ("7", "", True, 1, False),
        ("7", "见公开报道", True, 0, False),
    ],
)
def test_a_judgement_wants_a_reason_below_full_and_without_evidence(judged, reason, wants_evidence, evidence, wanted):
    verdict = answered(
        {"kind": "judged"}, "7", judged=D(judged), reason=reason, wants_evidence=wants_evidence, evidence=evidence
    )
    assert verdict.score == D(judged)
    assert bool(verdict.wants_reason) is wanted
    # What is wanted stands in the trace, and so does what was given.
    assert (verdict.wants_reason or reason.strip() or "自评得分") in " ".join(step.text for step in verdict.steps)
