"""The progress rail says what the checks found in each section, until it is mended or explained."""

from scoring.explaining import explain_finding
from scoring.preflight import run_preflight
from scoring.sending.rail import rail_steps
from tests.sending.conftest import stored
from tests.sending.test_preflight import WRONG, write

SPECIAL_FUNDS = 2  # the third section


def rail(report):
    held = stored(report)
    held.fills = True  # as `own_report` finds for a clerk
    return rail_steps(run_preflight(held), current="profile")


def test_a_report_without_findings_is_done_everywhere(ready):
    assert [step.mark for step in rail(ready.report)] == ["done"] * 9
    assert [step.findings for step in rail(ready.report)] == [0] * 9


def test_an_error_marks_its_section_and_keeps_checking_open(ready):
    write(ready.report, ready.people["clerk"], "special_funds", "management", WRONG)
    steps = rail(ready.report)
    assert (steps[SPECIAL_FUNDS].mark, steps[SPECIAL_FUNDS].findings) == ("bad", 1)
    assert [step.mark for step in steps[:SPECIAL_FUNDS]] == ["done", "done"]
    assert {step.name: step.mark for step in steps[-2:]} == {"score": "done", "check": "part"}


def test_a_warning_is_counted_until_it_is_explained(ready):
    clerk, report = ready.people["clerk"], ready.report
    write(report, clerk, "special_funds", "management", "专项管理执行《财政支出绩效评价管理暂行办法》。")
    assert (rail(report)[SPECIAL_FUNDS].mark, rail(report)[SPECIAL_FUNDS].findings) == ("warn", 1)
    [point] = run_preflight(stored(report)).unexplained
    explain_finding(report.pk, point.key, text="市里还在执行", version=0, by=clerk)
    assert (rail(report)[SPECIAL_FUNDS].mark, rail(report)[SPECIAL_FUNDS].findings) == ("done", 0)


def test_a_report_that_is_not_begun_counts_nothing_against_anybody(county):
    steps = rail(county.report)
    assert {step.mark for step in steps[:7]} == {"none"}
    assert {step.name: step.mark for step in steps[-2:]} == {"score": "part", "check": "none"}
