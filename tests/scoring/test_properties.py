"""What must hold for any facts and answers whatsoever."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from departments.enums import QualitativeGrade
from departments.facts import codes_by_name
from scoring.answers import Answer
from scoring.engine import score
from scoring.preparation import prepare_system
from scoring.systems import NotApplicable
from tests.scoring.shared_systems import SHIPPED, row, shipped, shipped_spec, staff, system
from tests.scoring.trace_reading import check_row, check_step

D = Decimal
# The facts that the shipped systems read; others change nothing.
CODES = sorted({name.code for code in SHIPPED for ready in shipped(code).indicators for name in ready.names})

figures = st.one_of(
    st.decimals(0, 2000, places=2),
    st.sampled_from([D(0), D("0.01"), D(1), D(100), D(105), D(110), D("99.99"), D("1E+3")]),
    st.decimals(-50, 50, places=2),
)
facts_of_any_kind = st.dictionaries(st.sampled_from(CODES), figures)
all_facts = st.fixed_dictionaries(dict.fromkeys(CODES, figures))
answers_of_any_kind = st.builds(
    Answer,
    checked=st.none() | st.frozensets(st.integers(0, 7)),
    faults=st.none() | st.integers(-1, 20),
    judged=st.none() | st.decimals(-1, 20, places=2),
    attainment=st.none() | st.sampled_from(list(QualitativeGrade)),
    actual=st.none() | st.decimals(-10, 500, places=2),
    outside=st.none() | st.decimals(-1, 120, places=1),
    outside_max=st.none() | st.decimals(-1, 120, places=1),
    reason=st.sampled_from(["", "说明"]),
    not_applicable=st.sampled_from(["", "", "", "不涉及"]),
    dispute=st.sampled_from(["", "有异议"]),
)


@st.composite
def answers_to(draw, prepared):
    """A few answers, dealt out to all indicators."""
    pool = draw(st.lists(answers_of_any_kind, min_size=1, max_size=5))
    deal = random.Random(draw(st.integers(0, 1000)))
    return {ready.spec.code: deal.choice(pool) for ready in prepared.indicators}


@st.composite
def scorings(draw, facts=facts_of_any_kind):
    code = draw(st.sampled_from(SHIPPED))
    return draw(facts), code, draw(answers_to(shipped(code)))


def scored(scoring):
    facts, code, answers = scoring
    return score(facts, shipped(code), answers)


@given(scorings())
@settings(max_examples=150, deadline=None)
def test_no_row_is_below_zero_or_above_its_points(scoring):
    sheet = scored(scoring)
    for found in sheet.rows:
        if found.score is not None:
            assert 0 <= found.score <= found.points
            assert found.score <= found.max_possible <= found.points
    assert 0 <= sheet.total <= sheet.ceiling <= sheet.points


@given(scorings(all_facts))
@settings(max_examples=150, deadline=None)
def test_the_arithmetic_of_every_trace_comes_to_the_score(scoring):
    sheet = scored(scoring)
    for found in sheet.rows:
        check_row(found)
    for step in sheet.total_steps:
        check_step(step)


@given(scorings())
@settings(max_examples=100, deadline=None)
def test_a_row_without_a_score_always_says_why(scoring):
    for found in scored(scoring).rows:
        if found.score is None:
            assert found.problem or found.not_applicable
            assert found.steps
        for code in found.missing:
            assert code not in scoring[0]


@given(scorings())
@settings(max_examples=60, deadline=None)
def test_subtotals_rows_and_total_agree(scoring):
    sheet = scored(scoring)
    ones = [subtotal for subtotal in sheet.subtotals if not subtotal.parent]
    twos = [subtotal for subtotal in sheet.subtotals if subtotal.parent]
    assert sum(one.score for one in ones) == sum(two.score for two in twos) == sheet.sum
    assert sum(one.lost for one in ones) == sheet.lost
    assert sum(one.pending_points for one in ones) == sheet.pending_points


@given(scorings(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_indicators_and_facts_does_not_matter(scoring, dice):
    facts, code, answers = scoring
    prepared = shipped(code)
    shuffled = list(prepared.indicators)
    dice.shuffle(shuffled)
    mixed = list(facts.items())
    dice.shuffle(mixed)
    one = score(facts, prepared, answers)
    other = score(dict(mixed), replace(prepared, indicators=tuple(shuffled)), answers)
    assert {found.code: found for found in one.rows} == {found.code: found for found in other.rows}
    assert (one.total, one.ceiling, one.grade) == (other.total, other.ceiling, other.grade)


@given(facts_of_any_kind, st.sampled_from(["county-a", "department-2020"]), st.data())
@settings(max_examples=60, deadline=None)
def test_no_further_fact_lifts_the_total_above_the_ceiling(facts, code, data):
    more = {**data.draw(facts_of_any_kind), **facts}
    answers = data.draw(answers_to(shipped(code)))
    answers = {name: replace(answer, not_applicable="") for name, answer in answers.items()}
    assert score(more, shipped(code), answers).total <= score(facts, shipped(code)).ceiling


ANSWERS_AT_BEST = Answer(
    checked=frozenset(range(1, 10)), faults=0, outside=D(100), outside_max=D(100), actual=D(100), reason="说明"
)


def at_best(prepared):
    return {
        ready.spec.code: replace(ANSWERS_AT_BEST, judged=ready.spec.points, attainment=QualitativeGrade.REACHED)
        for ready in prepared.indicators
    }


# Every figure 100: budgets met exactly; nothing carried over, added or left; targets reached.
FACTS_AT_BEST = {**dict.fromkeys(CODES, D(100)), **dict.fromkeys(
    ("carry_over_out.outturn", "budget_addition.adjusted", "budget_reduction.adjusted", "building_count"), D(0)
)}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in SHIPPED if code != "framework-2013"])
def test_all_best_is_full_marks(code):
    sheet = score(FACTS_AT_BEST, shipped(code), at_best(shipped(code)))
    assert sheet.total == 100
    assert sheet.grade == "优"


@given(facts_of_any_kind, st.data())
@settings(max_examples=40, deadline=None)
def test_zero_weights_score_zero_and_lift_nothing(facts, data):
    spec = shipped_spec("county-a")
    weightless = prepare_system(
        replace(spec, indicators=tuple(replace(i, points=D(0)) for i in spec.indicators)), codes_by_name()
    )
    sheet = score(facts, weightless, data.draw(answers_to(weightless)))
    assert (sheet.total, sheet.ceiling, sheet.points) == (0, 0, 0)
    assert sheet.grade == ""
    assert all(found.score in (None, 0) for found in sheet.rows)


def test_the_bank_without_weights_can_be_scored():
    sheet = score(FACTS_AT_BEST, shipped("framework-2013"), at_best(shipped("framework-2013")))
    assert sheet.total == 0


HIGHER_IS_WORSE = [
    {"kind": "per_point_over", "limit": "100", "per_point": "0.7"},
    {"kind": "per_point_over", "limit": "100", "per_point": "0.7", "counting": "started"},
    {"kind": "per_step_over", "limit": "100", "step": "3", "per_step": "1"},
    {"kind": "per_step_over", "limit": "100", "step": "3", "per_step": "1", "counting": "started"},
    {
        "kind": "bands",
        "direction": "at_most",
        "bands": [{"limit": "90", "points": "10"}, {"limit": "110", "points": "4"}],
    },
]
HIGHER_IS_BETTER = [
    {"kind": "per_step_under", "limit": "100", "step": "3", "per_step": "1"},
    {"kind": "per_step_under", "limit": "100", "step": "3", "per_step": "1", "counting": "started"},
    {
        "kind": "bands",
        "direction": "at_least",
        "bands": [{"limit": "110", "points": "10"}, {"limit": "90", "points": "4"}],
    },
    {"kind": "execution_rate"},
]
rates = st.decimals(0, 250, places=3)


@pytest.mark.parametrize("rule", HIGHER_IS_WORSE, ids=str)
@given(rates, rates)
def test_a_higher_rate_never_scores_better_where_it_is_worse(rule, one, other):
    prepared = system(row(rule=rule))
    low, high = sorted((one, other))
    assert score(staff(str(high)), prepared).total <= score(staff(str(low)), prepared).total


@pytest.mark.parametrize("rule", HIGHER_IS_BETTER, ids=str)
@given(rates, rates)
def test_a_higher_rate_never_scores_worse_where_it_is_better(rule, one, other):
    prepared = system(row(rule=rule))
    low, high = sorted((one, other))
    assert score(staff(str(low)), prepared).total <= score(staff(str(high)), prepared).total


@given(st.decimals(0, 120, places=3), st.decimals(0, 120, places=3), st.sampled_from(["full", "started"]))
def test_a_larger_deviation_never_scores_better(one, other, counting):
    rule = {"kind": "deviation", "target": "120", "step": "4", "per_step": "1", "counting": counting}
    prepared = system(row(rule=rule))
    near, far = sorted((one, other))
    for sign in (1, -1):
        totals = [score(staff(str(120 + sign * away)), prepared).total for away in (near, far)]
        assert totals[0] >= totals[1]


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("pass_line", [None, "60"])
@given(st.decimals(0, 300, places=2), st.decimals(0, 300, places=2), st.decimals(0, 300, places=2))
def test_a_worse_actual_value_never_scores_better(better, pass_line, target, one, other):
    rule = {"kind": "proportional", "target": str(target), "better": better, "pass_line": pass_line}
    prepared = system(row(rule=rule))
    values = sorted((one, other), reverse=better == "lower")
    worse, best = (score({}, prepared, {"one": Answer(actual=value)}).total for value in values)
    assert worse <= best


@given(st.integers(0, 30), st.integers(0, 30))
def test_more_faults_never_score_better(one, other):
    prepared = system(row(rule={"kind": "per_fault", "per_fault": "0.7"}))
    fewer, more = sorted((one, other))
    totals = [score({}, prepared, {"one": Answer(faults=faults)}).total for faults in (fewer, more)]
    assert totals[0] >= totals[1]


@given(st.sampled_from(list(NotApplicable)), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_whatever_does_not_apply_the_best_remains_full_marks(mode, dice: random.Random):
    spec = replace(shipped_spec("county-a"), not_applicable=mode)
    prepared = prepare_system(spec, codes_by_name())
    answers = at_best(prepared)
    for code in dice.sample(sorted(answers), 5):
        answers[code] = Answer(not_applicable="不涉及")
    sheet = score(FACTS_AT_BEST, prepared, answers)
    assert sheet.total == sheet.points == sheet.ceiling
