"""Lists of reports: who sees which, and which come first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.campaigns import assign_reviewer, grant_extension, open_report
from departments.enums import Role
from departments.models import Campaign, Report
from departments.people import grant_role
from evalportal.demo.clock import on_day
from scoring.models import Rectification
from scoring.rectifying import answer_rectification, issue_rectification
from scoring.review import begin_review
from scoring.spot_checks import choose_spot_check
from tests import factories
from tests.review.conftest import put_before_reviewers

pytestmark = pytest.mark.django_db


def codes(response):
    return [line.report.department.code for line in response.context["lines"]]


def test_somebody_with_two_reports_gets_the_one_to_sign_before_the_draft(county, as_person):
    head = county.people["head"]
    grant_role(head, Role.HEAD, department=county.other_report.department, by=None)
    Report.objects.filter(pk=county.other_report.pk).update(state="signing")
    own = as_person("head").get(reverse("home")).context["own"]
    assert [line.report.state for line in own] == ["signing", "draft"]


def test_each_of_several_own_reports_says_what_this_person_does_next(county, as_person):
    clerk, other = county.people["clerk"], county.other_report
    grant_role(clerk, Role.PREPARER, department=other.department, by=None)

    def told(**state):
        Report.objects.filter(pk=other.pk).update(**state)
        lines = as_person("clerk").get(reverse("home")).context["own"]
        return next((line.next.label, line.next.url) for line in lines if line.report == other)

    assert told() == ("开始填写", reverse("section", args=(other.pk, "profile")))
    assert told(edited_at=timezone.now()) == ("继续填写", reverse("report", args=(other.pk,)))
    assert told(state="returned") == ("按退回意见修改", reverse("report", args=(other.pk,)))
    assert told(state="signing") == ("等待负责人签审", "")
    assert told(state="in_review") == ("正在审核", "")
    shown = as_person("clerk").get(reverse("home")).content.decode()
    assert ">下一步<" in shown
    assert "正在审核" in shown


def test_a_head_of_two_units_is_led_to_what_waits_for_the_signature(county, as_person):
    other = county.other_report
    grant_role(county.people["head"], Role.HEAD, department=other.department, by=None)
    Report.objects.filter(pk=other.pk).update(state="signing")
    own = as_person("head").get(reverse("home")).context["own"]
    assert [(line.next.label, line.next.url) for line in own] == [
        ("审阅并签审", reverse("check", args=(other.pk,))),
        ("等待填报人填报", ""),
    ]


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


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_lists_cost_the_same_for_any_number_of_reports(count, county, as_person, django_assert_num_queries):
    county.other_report.delete()
    put_before_reviewers(county.report, county.people["clerk"])
    for number in range(count - 1):
        unit = factories.department(f"4{number:05}", f"第{number}局", division=county.division)
        put_before_reviewers(open_report(county.report.campaign, unit, by=None), county.people["clerk"])
    for name, step, cost in (("reviewer", 1, 7), ("chief", 2, 9)):
        assign_reviewer(county.report.campaign, step=step, user=county.people[name], division=county.division, by=None)
        Report.objects.filter(state="submitted").update(step=step)
        browser = as_person(name)
        # session, user, standing; what to review, how much; for the chief the campaign and the errands; counts by
        # state, reports
        with django_assert_num_queries(cost):
            home = browser.get(reverse("home"))
        assert home.context["to_do"].total == count
        # session, user, standing; count, page, years
        with django_assert_num_queries(6):
            browser.get(reverse("reports"))


def test_the_performance_division_finds_its_errands_the_urgent_ones_first(county, as_person):
    campaign, chief, clerk = county.report.campaign, county.people["chief"], county.people["clerk"]
    browser = as_person("chief")

    def errands():
        return [(each.text, each.is_urgent) for each in browser.get(reverse("home")).context["to_do"].errands]

    # the factory closes the campaign three days from now
    assert errands() == [("还有 3 天截止，2 家单位未报送", True)]
    put_before_reviewers(county.report, clerk)
    Report.objects.filter(pk=county.report.pk).update(state="approved", step=2)
    choose_spot_check(Report.objects.get(pk=county.report.pk), by=chief)
    item = issue_rectification(county.report, problem="公务卡使用不规范", due=timezone.localdate(), by=chief)
    answer_rectification(item, answer="已全部改用公务卡", version=1, by=clerk)
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=timezone.now() + timedelta(days=9))
    assert errands() == [
        ("还有 9 天截止，1 家单位未报送", False),
        ("1 家单位的整改情况待确认", False),
        ("1 份报告已审定，待公开", False),
        ("1 家抽查单位还没有结果", False),
    ]
    Rectification.objects.update(answered_at=None, due=timezone.localdate() - timedelta(days=1))
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert errands()[:2] == [("报送已截止，1 家单位未报送", True), ("1 家单位的整改已过期限", True)]
    for errand in browser.get(reverse("home")).context["to_do"].errands:
        assert browser.get(errand.url).status_code == 200
    assert as_person("reviewer").get(reverse("home")).context["to_do"].errands == []


def test_a_reviewer_finds_at_home_what_has_waited_longest(county, as_person):
    reviewer, clerk = county.people["reviewer"], county.people["clerk"]
    assign_reviewer(county.report.campaign, step=1, user=reviewer, division=county.division, by=None)
    page = as_person("reviewer").get(reverse("home"))
    assert "没有待办理的事项" in page.content.decode()
    put_before_reviewers(county.report, clerk)
    with on_day(timezone.now() - timedelta(days=6)):
        begin_review(county.report.pk, by=reviewer)
    [line] = as_person("reviewer").get(reverse("home")).context["to_do"].lines
    assert (line.report.pk, line.days, line.begun) == (county.report.pk, 6, True)


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
