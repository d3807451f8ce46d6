import json

import pytest
from django.test import Client

from departments.enums import ReportState
from departments.models import Report
from scoring.models import IndicatorScore
from tests import factories


def save(client, report, indicator, version=0, **cells):
    body = {"place": f"score/{indicator}", "rows": [{"row": indicator, "version": version, "cells": cells}]}
    return post(client, f"/reports/{report.pk}/score/save/", body)


def post(client, address, body):
    accept = {"accept": "application/json"}
    return client.post(address, json.dumps(body), content_type="application/json", headers=accept)


def test_answer_is_stored_under_the_protocol_of_the_tables(signed_in, draft):
    response = save(signed_in, draft[0], "efficiency", judged="6")
    assert response.status_code == 200
    answer = response.json()
    assert answer["rows"] == {"efficiency": {"version": 1, "cells": {"judged": {"shown": "6.00"}}}}
    assert answer["errors"] == []
    assert IndicatorScore.objects.get(indicator="efficiency").judged == 6


def test_value_that_is_none_is_kept_and_answered_422(signed_in, draft):
    response = save(signed_in, draft[0], "efficiency", judged="六分")
    assert response.status_code == 422
    [error] = response.json()["errors"]
    assert (error["row"], error["cell"]) == ("efficiency", "judged")
    assert IndicatorScore.objects.get(indicator="efficiency").invalid == {"judged": "六分"}


def test_second_person_hears_of_the_first(signed_in, draft):
    report, _clerk = draft
    response = save(signed_in, report, "fund_compliance", version=0, faults="2")
    assert response.status_code == 409
    [conflict] = response.json()["conflicts"]
    assert (conflict["row"], conflict["version"], conflict["theirs"]) == ("fund_compliance", 1, {"faults": "0"})


@pytest.mark.parametrize("indicator", ["no_such", "", "a/b"])
def test_unknown_indicator_is_not_there(signed_in, draft, indicator):
    assert save(signed_in, draft[0], indicator, judged="1").status_code in {400, 404}


def test_sent_report_takes_no_answer(signed_in, draft):
    Report.objects.update(state=ReportState.SUBMITTED)
    assert save(signed_in, draft[0], "efficiency", judged="6").status_code == 423


def test_outsider_gets_404_and_nobody_gets_401(client, draft):
    assert save(Client(), draft[0], "efficiency", judged="6").status_code == 401
    client.force_login(factories.report()[1])
    assert save(client, draft[0], "efficiency", judged="6").status_code == 404


@pytest.mark.parametrize("body", [{}, {"place": "score/x"}, {"place": "profile", "rows": []}, {"place": 3}, []])
def test_nonsense_is_refused_with_a_sentence(signed_in, draft, body):
    response = post(signed_in, f"/reports/{draft[0].pk}/score/save/", body)
    assert response.status_code == 400
    assert response.json()["message"] == "页面发来的内容无法识别，请刷新页面。"


def test_save_stays_within_twelve_queries(signed_in, draft, django_assert_max_num_queries):
    save(signed_in, draft[0], "efficiency", judged="6")
    with django_assert_max_num_queries(12):
        assert save(signed_in, draft[0], "efficiency", version=1, judged="3").status_code == 200
