import pytest

from departments.content import load_content
from departments.drafts import RowEdit, add_block, add_row, detach_block, save_rows
from departments.standard import RECIPES, make_paragraph
from scoring.checks import Subject, run_checks
from scoring.narrative import read_narrative
from tests.factories import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return report()


def found(held, code):
    content = load_content(type(held).objects.select_related("campaign", "department").get(pk=held.pk))
    findings = run_checks(Subject(read_narrative(content).report, content=content))
    return [finding for finding in findings if finding.code == code]


def base(held, clerk, **lines):
    edits = [RowEdit(line, 0, cells) for line, cells in lines.items()]
    save_rows(held.pk, "expenditure", "base", edits, by=clerk)


def indicator(held, clerk, **cells):
    [key] = add_row(held.pk, "performance", "indicators", by=clerk).rows
    save_rows(held.pk, "performance", "indicators", [RowEdit(key, 1, cells)], by=clerk)
    return key


def test_income_that_is_not_expenditure_is_shown_with_the_gap(draft):
    held, clerk = draft
    base(held, clerk, income_general={"initial": "890.65"}, expenditure_personnel={"initial": "802.65"})
    [finding] = found(held, "income_equals_expenditure")
    # 890.65 − 802.65 = 88.00
    assert "88.00万元" in finding.message
    assert finding.place == "expenditure/table/base/income_general/initial"


def test_income_that_is_expenditure_is_silent(draft):
    held, clerk = draft
    base(held, clerk, income_general={"initial": "802.65"}, expenditure_personnel={"initial": "802.65"})
    assert found(held, "income_equals_expenditure") == []


@pytest.mark.parametrize(("income", "findings"), [("913.45", 0), ("907.25", 0), ("900.00", 1)])
def test_an_adjusted_budget_balances_with_or_without_what_was_carried_over(draft, income, findings):
    held, clerk = draft
    base(
        held,
        clerk,
        income_general={"adjusted": income},
        expenditure_personnel={"adjusted": "913.45"},
        carry_over_in={"adjusted": "6.20"},
    )
    # 907.25 + 6.20 = 913.45
    assert len(found(held, "income_equals_expenditure")) == findings


def test_income_that_was_not_spent_is_no_contradiction(draft):
    held, clerk = draft
    base(held, clerk, income_general={"outturn": "913.45"}, expenditure_personnel={"outturn": "907.60"})
    assert found(held, "income_equals_expenditure") == []


@pytest.mark.parametrize(("adjusted", "findings"), [("913.45", 0), ("913.46", 0), ("913.47", 1), ("890.65", 1)])
def test_adjusted_budget_follows_from_initial_carry_over_and_changes(draft, adjusted, findings):
    held, clerk = draft
    base(
        held,
        clerk,
        expenditure_personnel={"initial": "890.65", "adjusted": adjusted},
        carry_over_in={"adjusted": "6.20"},
        budget_addition={"adjusted": "18.60"},
        budget_reduction={"adjusted": "2.00"},
    )
    # 890.65 + 6.20 + 18.60 − 2.00 = 913.45; a cent of difference is rounding
    assert len(found(held, "adjusted_follows_initial")) == findings


@pytest.mark.parametrize(("left", "findings"), [("5.85", 0), ("5.80", 1)])
def test_outturn_and_rest_make_up_the_budget(draft, left, findings):
    held, clerk = draft
    base(
        held,
        clerk,
        expenditure_personnel={"adjusted": "913.45", "outturn": "907.60"},
        carry_over_out={"outturn": left},
    )
    # 913.45 − 907.60 = 5.85
    assert len(found(held, "outturn_follows_adjusted")) == findings


@pytest.mark.parametrize(("outturn", "findings"), [("117.46", 1), ("117.45", 0)])
def test_an_outturn_copied_from_the_budget_is_noticed(draft, outturn, findings):
    held, clerk = draft
    base(
        held,
        clerk,
        expenditure_personnel={"initial": "685.19", "outturn": "685.19"},
        expenditure_public={"initial": "117.46", "outturn": outturn},
    )
    add_row(
        held.pk, "special_funds", "projects", start={"name": "科技事务", "initial": "30", "outturn": "30"}, by=clerk
    )
    assert len(found(held, "outturn_is_the_budget")) == findings


@pytest.mark.parametrize(("public", "findings"), [("60.00", 0), ("59.98", 1)])
def test_parts_of_public_expenditure_fit_into_it(draft, public, findings):
    held, clerk = draft
    base(
        held,
        clerk,
        expenditure_public={"outturn": public},
        public_office={"outturn": "30"},
        public_utilities_travel={"outturn": "20"},
        public_meeting_training={"outturn": "10"},
    )
    assert len(found(held, "public_parts")) == findings


def test_sources_of_a_project_fit_into_its_money(draft):
    held, clerk = draft
    start = {"name": "科技事务", "adjusted": "30", "adjusted_carried": "20", "adjusted_other": "10.5"}
    add_row(held.pk, "special_funds", "projects", start=start, by=clerk)
    [finding] = found(held, "project_sources")
    assert (finding.stated, finding.expected) == ("30.00万元", "不小于30.50万元")


@pytest.mark.parametrize(("points", "findings"), [(("50", "40"), 0), (("60", "40"), 0), (("50", "30"), 1)])
def test_points_of_a_table_add_up(draft, points, findings):
    held, clerk = draft
    for each in points:
        indicator(held, clerk, name="惠企活动", points=each)
    assert len(found(held, "indicator_points_sum")) == findings


def test_no_row_scores_above_its_points(draft):
    held, clerk = draft
    indicator(held, clerk, name="惠企活动", points="10", score="10.5")
    [finding] = found(held, "indicator_score_bounds")
    assert (finding.stated, finding.expected) == ("10.50", "10.00")


@pytest.mark.parametrize(
    ("sign", "target", "actual", "score", "findings"),
    [
        ("ge", "100", "80", "8.00", 0),  # 10 × 80 ÷ 100 = 8
        ("ge", "100", "80", "8.02", 1),
        ("ge", "100", "80", "5", 0),  # modest is allowed
        ("le", "10", "12.5", "8", 0),  # 10 × 10 ÷ 12.5 = 8
        ("le", "10", "12.5", "9", 1),
        ("le", "0", "0", "10", 0),  # nothing to divide
        ("ge", "100", "120", "10", 0),
    ],
)
def test_a_missed_target_scores_its_share_at_most(draft, sign, target, actual, score, findings):
    held, clerk = draft
    indicator(held, clerk, name="新增企业", sign=sign, target=target, actual=actual, points="10", score=score)
    assert len(found(held, "indicator_score_rule")) == findings


@pytest.mark.parametrize(
    ("actual", "reason", "findings"),
    [("129.99", "", 0), ("130", "", 1), ("130", "省里临时增加了两批指标任务", 0), ("130", "无", 1)],
)
def test_exceeding_by_far_wants_a_reason(draft, actual, reason, findings):
    held, clerk = draft
    indicator(held, clerk, name="新增企业", sign="ge", target="100", actual=actual, reason=reason)
    assert len(found(held, "target_exceeded")) == findings


@pytest.mark.parametrize(
    ("reason", "findings"), [("", 1), ("略", 1), ("——", 1), ("企业缓建", 1), ("两家企业推迟到次年二月投产", 0)]
)
def test_a_missed_target_wants_a_reason(draft, reason, findings):
    held, clerk = draft
    indicator(held, clerk, name="投产企业", sign="ge", target="10", actual="8", reason=reason)
    assert len(found(held, "target_missed")) == findings


@pytest.mark.parametrize(("last", "findings"), [("10", 1), ("9.5", 0)])
def test_a_table_of_full_marks_is_noticed(draft, last, findings):
    held, clerk = draft
    for score in ("10", "10", "10", last):
        indicator(held, clerk, name="惠企活动", points="10", score=score)
    assert len(found(held, "all_full_marks")) == findings


def test_an_output_in_numbers_has_a_number_and_a_unit(draft):
    held, clerk = draft
    indicator(held, clerk, second="数量指标", name="服务企业", sign="qualitative", target_text="有效提升")
    indicator(held, clerk, second="数量指标", name="培训", sign="ge", target="5", unit="场")
    [finding] = found(held, "target_wording")
    assert "服务企业" in finding.message


@pytest.mark.parametrize(("points", "findings"), [("30", 0), ("30.01", 1)])
def test_points_on_one_row_are_noticed(draft, points, findings):
    held, clerk = draft
    indicator(held, clerk, name="惠企活动", points=points)
    assert len(found(held, "points_concentrated")) == findings


@pytest.mark.parametrize(("actual", "findings"), [("45", 0), ("46", 1), ("73", 1)])
def test_more_staff_than_posts(draft, actual, findings):
    held, clerk = draft
    save_rows(
        held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "45", "staff_actual": actual})], by=clerk
    )
    assert len(found(held, "staff_above_quota")) == findings


@pytest.mark.parametrize(("idle", "findings"), [("10", 0), ("", 1), ("12", 1)])
def test_assets_in_use_and_idle_make_up_the_closing_amount(draft, idle, findings):
    held, clerk = draft
    cells = {"closing": "100", "in_use": "90", "idle": idle}
    save_rows(held.pk, "assets", "assets", [RowEdit("equipment", 0, cells)], by=clerk)
    assert len(found(held, "assets_use")) == findings


def test_more_satisfied_than_asked(draft):
    held, clerk = draft
    [key] = add_row(held.pk, "performance", "surveys", by=clerk).rows
    save_rows(held.pk, "performance", "surveys", [RowEdit(key, 1, {"answered": "80", "satisfied": "85"})], by=clerk)
    assert len(found(held, "survey_numbers")) == 1


def test_a_problem_wants_a_measure(draft):
    held, clerk = draft
    [first] = add_row(held.pk, "problems", "problems", start={"text": "预算编制不细"}, by=clerk).rows
    add_row(held.pk, "problems", "problems", start={"text": "项目执行偏慢"}, by=clerk)
    [measure] = add_row(held.pk, "measures", "measures", start={"text": "细化预算"}, by=clerk).rows
    save_rows(held.pk, "measures", "measures", [RowEdit(measure, 1, {"problems": first})], by=clerk)
    [finding] = found(held, "problem_without_measure")
    assert "第 2 个" in finding.message


def test_a_standard_paragraph_whose_figures_have_changed_is_noticed(draft):
    held, clerk = draft
    lines = ("vehicle_purchase", "vehicle_running", "three_public_abroad", "three_public_reception")
    three = {line: {"initial": "1", "outturn": "1"} for line in lines}
    base(held, clerk, **three)
    paragraph = make_paragraph(held.pk, "three_public", by=clerk)
    [topic] = [recipe.topic for recipe in RECIPES.values() if recipe.key == "three_public"]
    block = add_block(
        held.pk,
        section="expenditure",
        topic=topic,
        text=paragraph.text,
        figures=paragraph.figures,
        recipe="three_public",
        by=clerk,
    ).block
    assert found(held, "standard_paragraph") == []
    save_rows(held.pk, "expenditure", "base", [RowEdit("three_public_reception", 1, {"outturn": "1.1"})], by=clerk)
    [finding] = found(held, "standard_paragraph")
    # the outturn of 公务接待 and the total of 三公: 1 + 1 + 1 + 1.1 = 4.1
    assert finding.place == block.place
    assert "2 处与表格不一致" in finding.message
    assert (finding.stated, finding.expected) == ("4.00", "4.10")
    detach_block(held.pk, block.pk, version=block.version, by=clerk)
    assert found(held, "standard_paragraph") == []
