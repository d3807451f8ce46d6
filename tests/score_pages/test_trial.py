import json
from decimal import Decimal

import pytest

from scoring.models import IndicatorScore
from scoring.scoresheet import score_report
from scoring.sheet.trial import try_out
from tests import factories

D = Decimal


def tried(client, report, **body):
    address = f"/reports/{report.pk}/score/try/"
    accept = {"accept": "application/json"}
    return client.post(address, json.dumps(body), content_type="application/json", headers=accept)


def test_other_staff_gives_another_score_and_stores_nothing(signed_in, draft):
    report = draft[0]
    before = score_report(report)
    answer = tried(signed_in, report, facts={"staff_actual": "49"}).json()
    # 49 ÷ 45 = 108.89 %: 8 full points over, 8 × 0.5 = 4 off, 1 of 5 left
    assert answer["rows"] == [
        {"code": "staff_control", "name": "在职人员控制率", "before": "0.00", "after": "1.00", "difference": "+1.00"}
    ]
    assert answer["difference"] == "+1.00"
    assert D(answer["after"]["total"]) == before.total + 1
    report.refresh_from_db()
    assert score_report(report) == before


def test_answers_can_be_tried_too(signed_in, draft):
    better = {"management_rules": {"checked": "1,2,3,4"}, "key_work": {"outside": "100"}}
    answer = tried(signed_in, draft[0], answers=better)
    # 4 × 2 = 8 instead of 6; 8 × 100 % = 8 instead of 8 × 96 % = 7.68
    assert [(row["code"], row["before"], row["after"]) for row in answer.json()["rows"]] == [
        ("management_rules", "6.00", "8.00"),
        ("key_work", "7.68", "8.00"),
    ]
    assert answer.json()["difference"] == "+2.32"
    assert IndicatorScore.objects.get(indicator="management_rules").checked == [1, 2, 4]


def test_fact_taken_away_leaves_its_row_open(signed_in, draft):
    [row] = tried(signed_in, draft[0], facts={"staff_quota": ""}).json()["rows"]
    assert (row["before"], row["after"]) == ("0.00", "待评")


@pytest.mark.parametrize("typed", ["七十", "=1+1", "-5", "1e5", "9" * 400, "<script>"])
def test_figure_that_is_none_is_said_so_and_left_as_it_was(signed_in, draft, typed):
    answer = tried(signed_in, draft[0], facts={"staff_actual": typed}).json()
    assert [each["key"] for each in answer["wrong"]] == ["staff_actual"]
    assert answer["rows"] == []


def test_unknown_facts_and_indicators_are_said_so(signed_in, draft):
    answer = tried(signed_in, draft[0], facts={"no_fact": "1"}, answers={"no_row": {"judged": "1"}}).json()
    assert {each["key"] for each in answer["wrong"]} == {"no_fact", "no_row"}


@pytest.mark.parametrize("body", [{"facts": 3}, {"answers": {"a": 3}}, {"answers": []}])
def test_nonsense_is_refused(signed_in, draft, body):
    assert tried(signed_in, draft[0], **body).status_code == 400


def test_outsider_gets_404_for_a_what_if(client, draft):
    client.force_login(factories.report()[1])
    assert tried(client, draft[0], facts={}).status_code == 404


def test_trial_of_nothing_is_the_sheet_itself(draft):
    report = draft[0]
    trial = try_out(report, facts={}, answers={})
    assert trial.before == trial.after == score_report(report)
    assert (trial.moved, trial.wrong) == ([], [])


def test_panel_says_what_would_bring_points_back(signed_in, draft):
    page = signed_in.get(f"/reports/{draft[0].pk}/score/trial/").content.decode()
    assert "补齐：各项管理制度合法、合规、完整" in page
    # one more per cent off each time: 49 is the first with a point (8.89 → 8 × 0.5 = 4), 45 has them all;
    # seen from the posts: 73 ÷ 67 = 108.96 %, 73 ÷ 66 = 110.61 % is nothing yet
    assert "在职人数降到 49 开始得分，降到 45 得满分；编制数升到 67 开始得分，升到 73 得满分" in page
    assert 'data-try-fact="staff_actual"' in page
    assert 'data-try-cell="key_work" data-name="outside"' in page
