"""Lists of reports: who sees which, and which come first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.campaigns import grant_extension, open_report
from departments.enums import Role
from departments.models import Report
from departments.people import grant_role
from tests import factories

pytestmark = pytest.mark.django_db


def codes(response):
    return [line.report.department.code for line in response.context["lines"]]


def test_somebody_with_two_reports_gets_the_one_to_sign_before_the_draft(county, as_person):
    head = county.people["head"]
    grant_role(head, Role.HEAD, department=county.other_report.department, by=None)
    Report.objects.filter(pk=county.other_report.pk).update(state="signing")
    own = as_person("head").get(reverse("home")).context["own"]
    assert [line.report.state for line in own] == ["signing", "draft"]


def test_the_nearest_closing_time_comes_first(county, as_person):
    campaign = county.report.campaign
    early = open_report(campaign, factories.department("400001", "甲局"), by=None)
    later = timezone.now() + timedelta(days=9)
    grant_extension(campaign, county.department, closes_at=later, reason="x", by=county.people["chief"])
    lines = as_person("chief").get(reverse("home")).context["waiting"]["lines"]
    assert [line.report.pk for line in lines] == [county.other_report.pk, early.pk, county.report.pk]


def test_a_reviewer_sees_what_was_sent_of_the_own_division_and_no_draft(county, as_person):
    browser = as_person("reviewer")
    assert browser.get(reverse("home")).context["waiting"]["total"] == 0
    Report.objects.all().update(state="submitted", step=1)
    waiting = browser.get(reverse("home")).context["waiting"]
    assert [line.report for line in waiting["lines"]] == [county.report]
    assert waiting["counts"] == [("待审核", 1)]


def test_settled_reports_no_longer_wait_but_are_still_found(county, as_person):
    Report.objects.all().update(state="approved", step=2)
    browser = as_person("chief")
    assert browser.get(reverse("home")).context["waiting"]["total"] == 0
    assert codes(browser.get(reverse("reports"))) == ["300002", "300003"]


def test_reports_are_found_by_name_code_state_and_year(county, as_person):
    browser = as_person("chief")

    def found(**asked):
        return codes(browser.get(reverse("reports"), asked))

    assert found(words="第一中学") == ["300002"]
    assert found(words="300003") == ["300003"]
    assert found(state="returned") == []
    assert found(year="2022") == []
    assert found(year="２０２３", state="x", page="999") == ["300002", "300003"]
    assert found(year="²") == ["300002", "300003"]


def test_the_lists_cost_the_same_for_any_number_of_reports(county, as_person, django_assert_num_queries):
    browser = as_person("chief")

    def ask():
        # session, user, standing; counts by state, reports
        with django_assert_num_queries(5):
            browser.get(reverse("home"))
        # session, user, standing; count, page, years
        with django_assert_num_queries(6):
            browser.get(reverse("reports"))

    ask()
    for _number in range(3):
        open_report(county.report.campaign, factories.department(division=county.division), by=None)
    ask()


@pytest.mark.parametrize(
    ("who", "theirs", "not_theirs"),
    [
        ("clerk", {"我的任务", "填报", "评分表", "全部报告"}, {"首页", "单位", "用户和角色", "操作记录"}),
        ("reviewer", {"首页", "全部报告"}, {"填报", "自评任务", "用户和角色", "操作记录"}),
        ("system_admin", {"首页", "自评任务", "单位", "财政股室"}, {"全部报告", "用户和角色", "操作记录"}),
        ("security_admin", {"首页", "用户和角色"}, {"全部报告", "自评任务", "单位", "操作记录"}),
        ("auditor", {"首页", "操作记录"}, {"全部报告", "自评任务", "单位", "用户和角色"}),
        ("nobody", {"首页"}, {"全部报告", "填报", "自评任务", "用户和角色", "操作记录"}),
    ],
)
def test_each_role_has_its_menu_and_every_entry_opens(county, as_person, who, theirs, not_theirs):
    browser = as_person(who)
    shown = browser.get(reverse("home")).context["masthead"].menu
    labels = {str(item.label) for item in shown}
    assert theirs <= labels
    assert not not_theirs & labels
    assert [item.url for item in shown if item.is_current] == [reverse("home")]
    for item in shown:
        assert browser.get(item.url).status_code in (200, 302)


def test_the_head_of_the_page_names_the_finance_bureau_or_what_was_set(county, as_person, settings):
    browser = as_person("clerk")
    assert browser.get(reverse("home")).context["masthead"].bureau == ""
    factories.department("301001", "常宁市财政局㙍", is_finance_bureau=True)
    assert "常宁市财政局㙍" in browser.get(reverse("home")).content.decode()
    settings.BUREAU = "湖南省财政厅𬭚"
    assert browser.get(reverse("home")).context["masthead"].bureau == "湖南省财政厅𬭚"


def test_home_of_each_management_post_costs_the_same(county, as_person, django_assert_num_queries):
    # session, user, standing, and: campaigns, departments; accounts; events, their reports
    for who, cost in (("system_admin", 5), ("security_admin", 4), ("auditor", 5), ("nobody", 4)):
        browser = as_person(who)
        with django_assert_num_queries(cost):
            browser.get(reverse("home"))
