from decimal import Decimal

import pytest

from departments.drafts import Locked, NotYours, add_row
from departments.enums import EventKind, ReportState
from departments.models import Event, ProjectIndicator, Report
from scoring.answering import save_answer
from scoring.library.actions import (
    RefusedIndicator,
    decide_proposal,
    propose_to_bank,
    retire_bank,
    save_bank,
    save_own,
    switch_own,
)
from scoring.library.history import values_by_name
from scoring.library.picking import pick_into_table, replace_row
from scoring.library.sources import bank_choices, framework_choices, own_choices
from scoring.models import BankIndicator, BankState, OwnRow
from scoring.scoresheet import score_report
from scoring.summaries import refresh_summaries
from scoring.system_store import system_of_campaign
from tests import factories
from tests.library.conftest import fields

pytestmark = pytest.mark.django_db
D = Decimal


def test_indicator_is_kept_with_an_event(keep, draft):
    row = keep(f"服务企业数{factories.NASTY}")
    assert (row.name, row.target) == (f"服务企业数{factories.NASTY}", D(10))
    event = Event.objects.filter(kind=EventKind.SYSTEM_SAVED).get()
    assert (event.detail["library"], event.detail["what"]) == (draft[0].department.code, "kept")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"target": None}, "定量指标请填写指标值"),
        ({"sign": "qualitative", "target": None}, "定性指标请写明目标"),
        ({"name": ""}, "三级指标"),
        ({"name": "长" * 101}, "三级指标"),
    ],
)
def test_indicator_that_says_too_little_is_refused(draft, wrong, says):
    report, clerk = draft
    with pytest.raises(RefusedIndicator, match=says):
        save_own(report.department, None, fields("甲") | wrong, by=clerk)


def test_same_name_twice_is_refused(keep):
    keep("甲")
    with pytest.raises(RefusedIndicator, match="库中已经有名为“甲”的指标"):
        keep("甲")


def test_proposal_is_accepted_into_the_bank_and_offered_to_all(keep, draft, admin):
    report, clerk = draft
    proposed = propose_to_bank(report.department, keep("培育企业数").pk, by=clerk)
    assert bank_choices() == []
    decide_proposal(proposed.pk, accept=True, answer="", by=admin)
    assert [choice.name for choice in bank_choices()] == ["培育企业数"]
    with pytest.raises(RefusedIndicator, match="已经处理过"):
        decide_proposal(proposed.pk, accept=False, answer="重复", by=admin)
    with pytest.raises(RefusedIndicator, match="已经有了"):
        propose_to_bank(report.department, own_id(report, "培育企业数"), by=clerk)
    retire_bank(proposed.pk, by=admin)
    assert bank_choices() == []


def own_id(report, name):
    return int(next(each.key for each in own_choices(report.department) if each.name == name).split("/")[1])


def test_declined_proposal_needs_a_reason(keep, draft, admin):
    report, clerk = draft
    proposed = propose_to_bank(report.department, keep("甲").pk, by=clerk)
    with pytest.raises(RefusedIndicator, match="写明理由"):
        decide_proposal(proposed.pk, accept=False, answer=" ", by=admin)
    decide_proposal(proposed.pk, accept=False, answer="只适用于本单位", by=admin)
    assert BankIndicator.objects.get().state == BankState.DECLINED


def test_indicators_out_of_use_are_offered_no_more(keep, draft):
    report, clerk = draft
    row = keep("甲")
    switch_own(report.department, row.pk, active=False, by=clerk)
    assert own_choices(report.department) == []


def test_framework_of_2013_offers_outputs_and_effects_only():
    choices = framework_choices()
    assert {"实际完成率", "完成及时率", "质量达标率", "重点工作办结率"} <= {choice.name for choice in choices}
    assert "在职人员控制率" not in {choice.name for choice in choices}
    assert {choice.group for choice in choices if "满意度" in choice.name} == {"satisfaction"}


def test_picked_indicators_are_rows_of_the_overall_table_with_spread_points(keep, draft):
    report, clerk = draft
    for name in ("甲", "乙", "丙"):
        keep(name)
    keep("满意度", group="satisfaction", target="90", unit="%")
    choices = own_choices(report.department)
    totals = {"output": D(50), "satisfaction": D(10)}
    assert pick_into_table(report, choices, project=None, totals=totals, by=clerk) == 4
    rows = ProjectIndicator.objects.filter(report=report, project=None)
    # 50 over three: 17 + 17 + 16
    assert [(row.name, row.points) for row in rows] == [("甲", 17), ("乙", 17), ("丙", 16), ("满意度", 10)]
    assert pick_into_table(report, choices, project=None, totals={}, by=clerk) == 0, "what is there is not taken twice"


def test_picking_into_a_project_that_is_gone_changes_nothing(keep, draft):
    report, clerk = draft
    keep("甲")
    with pytest.raises(RefusedIndicator, match="没有找到这个项目"):
        pick_into_table(report, own_choices(report.department), project=99, totals={}, by=clerk)


def test_values_of_the_years_come_from_the_reports(draft):
    report, clerk = draft
    start = {"group": "output", "name": "服务企业数", "target": "10", "unit": "家", "actual": "12"}
    add_row(report.pk, "performance", "indicators", start=start, by=clerk)
    earlier, _clerk = factories.report(year=2022, of=report.department)
    add_row(earlier.pk, "performance", "indicators", start=start | {"actual": "8"}, by=_clerk)
    values = values_by_name(report.department)["output", "服务企业数"]
    assert [(value.year, value.actual) for value in values] == [(2023, D(12)), (2022, D(8))]
    assert [value.actual_shown for value in values] == ["12", "8"]


def test_a_value_that_a_project_and_the_report_both_give_is_told_once(draft):
    report, clerk = draft
    start = {"group": "benefit", "name": "增加值增速", "target": "12", "unit": "%", "actual": "14.3"}
    for _ in range(2):
        add_row(report.pk, "performance", "indicators", start=start, by=clerk)
    [value] = values_by_name(report.department)["benefit", "增加值增速"]
    assert (value.target_shown, value.actual_shown) == ("12", "14.3")


def test_a_year_that_has_not_reached_anything_yet_is_left_out_beside_those_that_have(draft):
    report, clerk = draft
    start = {"group": "output", "name": "服务企业数", "target": "10", "unit": "家"}
    add_row(report.pk, "performance", "indicators", start=start, by=clerk)
    department = report.department
    assert [value.year for value in values_by_name(department)["output", "服务企业数"]] == [2023]
    earlier, _clerk = factories.report(year=2022, of=department)
    add_row(earlier.pk, "performance", "indicators", start=start | {"actual": "8"}, by=_clerk)
    assert [value.year for value in values_by_name(department)["output", "服务企业数"]] == [2022]


def own(report, *names):
    """What the department keeps under these names, in their order."""
    kept = {choice.name: choice for choice in own_choices(report.department)}
    return [kept[name] for name in names]


def test_own_indicators_take_the_place_of_a_row_and_are_scored(keep, draft):
    report, clerk = draft
    keep("培育企业数")
    keep("投诉件数", sign="le", target="5", unit="件", group="benefit")
    keep("营商环境", sign="qualitative", target=None, target_text="明显改善", group="benefit")
    points = [D(3), D(2), D(2)]
    rows = replace_row(
        report, "benefits", list(zip(own(report, "培育企业数", "投诉件数", "营商环境"), points, strict=True)), by=clerk
    )
    sheet = score_report(report)
    names = {row.name: row for row in rows}
    assert "benefits" not in {row.code for row in sheet.rows}
    assert sum(row.points for row in sheet.rows) == 100
    for name, values in {
        "培育企业数": {"actual": "8"},
        "投诉件数": {"actual": "10"},
        "营商环境": {"attainment": "reached", "judged": "1.8", "reason": "略有不足"},
    }.items():
        code = f"benefits.own{names[name].pk}"
        save_answer(report.pk, indicator=code, values=values, version=0, by=clerk)
    scores = {row.name: row.score for row in score_report(report).rows}
    # 3 × 8/10 = 2.40; fewer is better: 2 × 5/10 = 1.00; 1.8 lies within 80 to 100 % of 2
    assert [scores[name] for name in ("培育企业数", "投诉件数", "营商环境")] == [D("2.40"), D("1.00"), D("1.80")]
    summary = refresh_summaries([report.pk], system_of_campaign(report.campaign_id))[report.pk]
    at = [row.code for row in report_rows(report)].index("benefits")
    # 7 − 5.20 = 1.80 lost of 7: 257 of 1000
    assert summary.losses[at] == 257


def report_rows(report):
    return system_of_campaign(report.campaign_id).indicators.all()


def test_points_must_be_spread_to_the_last(keep, draft):
    report, clerk = draft
    keep("甲")
    [choice] = own(report, "甲")
    for points, says in ((D(6), "还剩 1 分没有分配"), (D(8), "多分配了 1 分")):
        with pytest.raises(RefusedIndicator, match=says):
            replace_row(report, "benefits", [(choice, points)], by=clerk)
    assert not OwnRow.objects.exists()


def test_only_rows_that_are_marked_can_be_replaced(keep, draft):
    report, clerk = draft
    keep("甲")
    with pytest.raises(RefusedIndicator, match="不能换成自己的指标"):
        replace_row(report, "staff_control", [(own(report, "甲")[0], D(5))], by=clerk)


def test_row_of_the_system_comes_back_when_the_own_ones_go(keep, draft):
    report, clerk = draft
    keep("甲")
    replace_row(report, "benefits", [(own(report, "甲")[0], D(7))], by=clerk)
    [row] = OwnRow.objects.all()
    replace_row(report, "benefits", [(row, D(7))], by=clerk)
    assert OwnRow.objects.get().pk == row.pk, "kept rows keep their answers"
    replace_row(report, "benefits", [], by=clerk)
    assert score_report(report).row("benefits").points == 7


def test_sent_report_and_strangers_change_nothing(keep, draft):
    report, clerk = draft
    keep("甲")
    rows = [(own(report, "甲")[0], D(7))]
    with pytest.raises(NotYours):
        replace_row(report, "benefits", rows, by=factories.report()[1])
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)
    with pytest.raises(Locked):
        replace_row(report, "benefits", rows, by=clerk)
    with pytest.raises(Locked):
        pick_into_table(report, own(report, "甲"), project=None, totals={}, by=clerk)


def test_bureau_puts_indicators_into_the_bank_itself(admin):
    row = save_bank(None, fields("按时办结率", unit="%"), by=admin)
    save_bank(row.pk, fields("按时办结率", unit="%", target="95"), by=admin)
    assert [(choice.name, choice.aim) for choice in bank_choices()] == [("按时办结率", "≥ 95%")]
