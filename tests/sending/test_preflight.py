"""What stands between a report and its sending."""

import pytest

from departments.drafts import Conflict, Locked, NotYours, RowEdit, TooLarge, save_block, save_rows
from departments.models import OpenEdit, Report, TextBlock
from scoring.answering import save_answer
from scoring.explaining import explain_finding
from scoring.models import FindingResponse, IndicatorScore
from scoring.preflight import run_preflight
from tests.factories import NASTY
from tests.sending.conftest import stored

# 85 points are 良, which reaches from 80 to below 90
WRONG = "本单位自评得分为85分，等级为优。"


def write(report, clerk, section, topic, text):
    block = TextBlock.objects.filter(report=report, section=section, topic=topic).first()
    save_block(report.pk, block.pk, text=text, version=block.version, by=clerk)
    return block


def test_an_empty_report_says_what_is_missing_and_where(county):
    found = run_preflight(county.report)
    assert not found.is_clear
    places = {lack.place: lack.message for lack in found.lacks}
    assert places["profile/table/staff/staff"] == "人员情况：编制数、在职人数、离退休人数未填。"
    # The score sheet says nothing of rows that only wait for facts which the sections ask for anyway.
    assert not any("缺少" in message for message in places.values())


def test_a_filled_and_explained_report_is_clear(ready):
    found = run_preflight(stored(ready.report))
    assert (found.summary, found.is_clear) == ("", True)


def test_a_cell_that_is_no_number_blocks(ready):
    clerk, report = ready.people["clerk"], ready.report
    save_rows(report.pk, "profile", "staff", [RowEdit("staff", 1, {"staff_actual": "7O"})], by=clerk)
    [lack] = [lack for lack in run_preflight(stored(report)).lacks if lack.unreadable]
    assert (lack.place, lack.message) == ("profile/table/staff/staff/staff_actual", "在职人数“7O”不能识别，请更正。")


def test_an_unanswered_row_of_the_score_sheet_blocks(ready):
    clerk, report = ready.people["clerk"], ready.report
    row = IndicatorScore.objects.get(report=report, indicator="benefits")
    save_answer(report.pk, indicator="benefits", values={"judged": ""}, version=row.version, by=clerk)
    [lack] = run_preflight(stored(report)).lacks
    assert lack.place == "score/benefits"
    assert lack.message.startswith("评分表“经济效益、社会效益、生态效益”：请在 0 至 7 分之间给出得分")


def test_an_answer_that_is_no_value_blocks(ready):
    clerk, report = ready.people["clerk"], ready.report
    row = IndicatorScore.objects.get(report=report, indicator="benefits")
    save_answer(report.pk, indicator="benefits", values={"judged": "六分"}, version=row.version, by=clerk)
    [lack] = run_preflight(stored(report)).lacks
    assert (lack.place, lack.unreadable) == ("score/benefits", True)


def test_an_error_in_the_text_blocks_and_points_to_its_block(ready):
    block = write(ready.report, ready.people["clerk"], "special_funds", "management", WRONG)
    errors = run_preflight(stored(ready.report)).errors
    assert [error.finding.place for error in errors] == [block.place]
    assert errors[0].finding.section == "special_funds"


def test_a_warning_waits_for_an_explanation_of_four_characters(ready):
    clerk, report = ready.people["clerk"], ready.report
    write(report, clerk, "special_funds", "management", "专项管理执行《财政支出绩效评价管理暂行办法》。")
    [point] = run_preflight(stored(report)).unexplained
    assert point.finding.code == "repealed_basis"
    explain_finding(report.pk, point.key, text="已核", version=0, by=clerk)
    assert not run_preflight(stored(report)).is_clear
    saved = explain_finding(report.pk, point.key, text="已核对", version=1, by=clerk)
    assert not run_preflight(stored(report)).is_clear
    explain_finding(report.pk, point.key, text="已经核对", version=saved.version, by=clerk)
    assert run_preflight(stored(report)).is_clear


def test_an_explanation_is_kept_when_the_finding_goes_and_comes_back(ready):
    clerk, report = ready.people["clerk"], ready.report
    cited = "专项管理执行《财政支出绩效评价管理暂行办法》。"
    block = write(report, clerk, "special_funds", "management", cited)
    [point] = run_preflight(stored(report)).unexplained
    explain_finding(report.pk, point.key, text="市里还在执行", version=0, by=clerk)
    block.refresh_from_db()
    write(report, clerk, "special_funds", "management", "专项管理执行市里的办法。")
    write(report, clerk, "special_funds", "management", cited)
    assert "市里还在执行" in [point.explanation for point in run_preflight(stored(report)).warnings]


def test_an_explanation_is_saved_like_everything_else(ready):
    clerk, report = ready.people["clerk"], ready.report
    first = explain_finding(report.pk, "b" * 64, text=NASTY, version=0, by=clerk)
    assert (first.version, FindingResponse.objects.get(report=report, key="b" * 64).text) == (1, NASTY)
    # the answer to the first save was lost: the same text again is no conflict
    assert explain_finding(report.pk, "b" * 64, text=NASTY, version=0, by=clerk).version == 1
    with pytest.raises(Conflict) as conflict:
        explain_finding(report.pk, "b" * 64, text="别的话", version=0, by=clerk)
    [clash] = conflict.value.clashes
    assert (clash.version, clash.theirs, clash.by) == (1, {"text": NASTY}, clerk.name)
    with pytest.raises(TooLarge):
        explain_finding(report.pk, "b" * 64, text="长" * 5001, version=1, by=clerk)
    assert f"finding/{'b' * 64}" in OpenEdit.objects.get(report_id=report.pk, section="check").changes


@pytest.mark.parametrize("name", ["head", "clerk_of_another", "reviewer", "chief", "system_admin", "nobody"])
def test_only_the_clerk_explains(name, ready):
    with pytest.raises(NotYours):
        explain_finding(ready.report.pk, "c" * 64, text="说明在此", version=0, by=ready.people[name])


@pytest.mark.parametrize("state", ["signing", "submitted", "in_review", "approved", "published", "withdrawn"])
def test_explanations_are_closed_with_the_report(state, ready):
    Report.objects.filter(pk=ready.report.pk).update(state=state)
    with pytest.raises(Locked):
        explain_finding(ready.report.pk, "c" * 64, text="说明在此", version=0, by=ready.people["clerk"])


def test_what_lies_in_a_closed_section_of_a_returned_report_does_not_block(ready):
    clerk, report = ready.people["clerk"], ready.report
    write(report, clerk, "special_funds", "management", WRONG)
    save_rows(report.pk, "profile", "staff", [RowEdit("staff", 1, {"staff_actual": ""})], by=clerk)
    Report.objects.filter(pk=report.pk).update(state="returned", step=1, unlocked=["expenditure"])
    found = run_preflight(stored(report))
    assert found.errors == []
    assert not any(lack.section == "profile" for lack in found.lacks)
    # what cannot be mended there can still be explained
    assert [point.finding.section for point in found.unexplained] == ["special_funds"]


def test_preflight_costs_the_same_for_any_content(ready, django_assert_max_num_queries):
    report = stored(ready.report)
    # three for the checks: the campaign's levels, last year's report, paragraphs alike among those sent
    with django_assert_max_num_queries(25):
        run_preflight(report)
