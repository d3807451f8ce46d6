import re
from decimal import Decimal

import pytest
from django.utils.html import escape

from departments.enums import ReportState, Role
from departments.models import Report
from departments.versions import freeze_report
from scoring.answering import save_answer
from scoring.scoresheet import score_report, write_sheet
from scoring.system_store import prepared, system_of_campaign
from tests import factories

D = Decimal


def page_of(client, report, what=""):
    response = client.get(f"/reports/{report.pk}/score/{what}")
    assert response.status_code == 200
    return response.content.decode()


def test_page_says_what_a_row_scores_and_how(signed_in, draft):
    page = page_of(signed_in, draft[0])
    # 73 ÷ 45 = 162.22 %, 62 full points over, 62 × 0.5 = 31 > 5: nothing is left of 5
    assert "在职人数 ÷ 编制数 = 73 ÷ 45" in page
    assert "62.22 个百分点" in page
    assert "每超过一个百分点扣 0.5 分：62 × 0.5 = 31.00，最多扣 5 分" in page


def test_each_fact_of_a_row_links_to_the_field_where_it_is_entered(signed_in, draft):
    report = draft[0]
    page = page_of(signed_in, report)
    assert f'href="/reports/{report.pk}/sections/profile/#profile/table/staff/staff/staff_quota"' in page
    # the facts of 三公经费变动率 are not entered yet
    assert "缺“三公经费年初预算”" in page
    place = "expenditure/table/base/three_public_total/initial"
    assert f'href="/reports/{report.pk}/sections/expenditure/#{place}"' in page


def test_rows_without_a_score_are_named_with_a_way_to_them(signed_in, draft):
    page = page_of(signed_in, draft[0])
    assert '<a href="#score/efficiency">行政效能</a>' in page
    assert "还有 " in page


def test_inputs_fit_the_rule_of_each_row(signed_in, draft):
    page = page_of(signed_in, draft[0])
    assert '<fieldset class="many" id="score/management_rules/checked" data-cell="checked"' in page
    assert re.search(r'id="score/fund_compliance/faults" data-cell="faults" value="0"', page)
    assert re.search(r'id="score/benefits/judged" data-cell="judged" value="6.50"', page)
    assert re.search(r'<select class="field" id="score/efficiency/judged"', page)
    assert 'id="score/key_work/outside_max"' in page
    assert 'id="score/staff_control/dispute"' in page
    assert 'id="score/staff_control/judged"' not in page, "a computed score is nobody's to enter"
    assert 'id="score/staff_control/not_applicable"' in page


def test_what_was_typed_is_shown_as_text(signed_in, draft):
    page = page_of(signed_in, draft[0])
    assert escape(factories.NASTY) in page
    assert "<script>alert" not in page


def test_value_that_is_none_stands_as_typed_beside_the_reason(signed_in, draft):
    report, clerk = draft
    save_answer(report.pk, indicator="efficiency", values={"reason": "长" * 2001}, version=0, by=clerk)
    save_answer(report.pk, indicator="fund_compliance", values={"faults": "1.5"}, version=1, by=clerk)
    page = page_of(signed_in, report)
    assert 'value="1.5" aria-invalid="true"' in page
    assert "长" * 2001 in page
    assert "共 2001 字，最多 2000 字。" in page


def test_fragments_carry_the_same_numbers_as_the_page(signed_in, draft):
    report = draft[0]
    page, changes = page_of(signed_in, report), page_of(signed_in, report, "changes/")
    for each in ("score-head", "score-open", "score-total", "score/staff_control", "steps-benefits", "g2-2-1"):
        inner = re.search(rf'<(\w+)[^>]* ?id="{each}"[^>]*>(.*?)</\1>', changes, re.DOTALL).group(2)
        assert inner in page


def test_rail_comes_behind_the_page_with_its_marks(signed_in, draft):
    assert "待补全" in page_of(signed_in, draft[0], "rail/")
    assert "正在读取" in page_of(signed_in, draft[0])


def test_drawings_name_what_they_show(signed_in, draft):
    page = page_of(signed_in, draft[0])
    sheet = score_report(draft[0])
    # 5.00 in 在职人员控制率, 2.00 in 管理制度健全性 (3 of 4), 0.50 and 0.32 (8 × 4 %) besides
    assert "在职人员控制率 −5.00；管理制度健全性 −2.00" in page
    assert sheet.lost == D("7.82")
    assert f"最高可得 {sheet.ceiling}" in page


def test_head_may_read_but_not_answer(client, draft):
    report = draft[0]
    client.force_login(factories.person("", Role.HEAD, department=report.department))
    page = page_of(client, report)
    assert "data-cell" not in page
    assert "修改由填报人进行" in page


@pytest.mark.parametrize("what", ["", "changes/", "rail/", "trial/"])
def test_outsider_gets_404_for_a_score_sheet(client, draft, what):
    _other, stranger = factories.report(year=2023)
    client.force_login(stranger)
    assert client.get(f"/reports/{draft[0].pk}/score/{what}").status_code == 404


def test_sent_report_shows_the_sheet_it_was_sent_with(signed_in, draft):
    report, clerk = draft
    freeze_report(report, score=write_sheet(score_report(report)), findings=[], by=clerk)
    Report.objects.update(state=ReportState.SUBMITTED, step=1, facts={"staff_quota": "90", "staff_actual": "73"})
    page = page_of(signed_in, report)
    assert "报送时的评分（第 1 稿）" in page
    assert "73 ÷ 45" in page
    assert "data-cell" not in page


@pytest.mark.parametrize("what", ["", "changes/", "rail/", "trial/"])
def test_pages_stay_within_their_queries_however_many_projects(
    signed_in, draft, with_project, what, django_assert_max_num_queries
):
    prepared(system_of_campaign(draft[0].campaign_id))
    # session, person, report, standing; system, own rows, answers, files; the page asks for the rules before as well
    # the rail shows what the checks find: the whole content, the rules and answers, explanations, open comments
    most = {"": 12, "changes/": 11, "rail/": 33, "trial/": 14}[what]
    with django_assert_max_num_queries(most):
        page_of(signed_in, draft[0], what)
