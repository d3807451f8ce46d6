from datetime import timedelta

import pytest
from django.utils import timezone

from departments.campaigns import (
    RefusedCampaign,
    assign_reviewer,
    create_campaign,
    grant_extension,
    open_report,
    open_reports,
    save_campaign,
    withdraw_reviewer,
)
from departments.enums import EventKind, ReportState, Role
from departments.models import Campaign, Event, Report, TextBlock
from departments.organisation import create_department, create_division
from departments.outline import COUNTY, PROVINCE
from departments.people import create_user, grant_role

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def admin():
    return create_user(username="admin", name="欧阳㙍", password="Mei-2023-hua", by=None)


def make(**wanted):
    values = {
        "year": 2023,
        "title": "2023年度部门整体支出绩效自评",
        "opens_at": NOW - timedelta(days=3),
        "closes_at": NOW + timedelta(days=3),
        "steps": ["财政业务股室", "财政局绩效股"],
    }
    return create_campaign(**{**values, **wanted}, by=None)


def change(campaign, **wanted):
    fields = ("year", "title", "opens_at", "closes_at", "steps", "outline", "head_signs", "stamped_copy")
    values = {field: getattr(campaign, field) for field in fields}
    return save_campaign(campaign, **{**values, **wanted}, by=None)


def department(number=1, **more):
    return create_department(code=f"3050{number:02}", name=f"常宁市第{number}局", short_name="", by=None, **more)


def test_one_campaign_a_year():
    make()
    with pytest.raises(RefusedCampaign, match="2023年度的自评任务已有"):
        make()
    assert Campaign.objects.count() == 1


def test_campaign_that_closes_before_it_opens_is_refused():
    with pytest.raises(RefusedCampaign, match="截止时间应晚于开始时间"):
        make(closes_at=NOW - timedelta(days=4))


@pytest.mark.parametrize("steps", [[], ["", " "], list("一二三四五")])
def test_one_to_four_steps(steps):
    with pytest.raises(RefusedCampaign, match="1至4步"):
        make(steps=steps)


def test_change_of_the_window_is_recorded():
    campaign = change(make(), title="自评")
    assert Event.objects.order_by("number").last().detail == {
        "year": 2023,
        "changes": {"title": ["2023年度部门整体支出绩效自评", "自评"]},
    }
    assert Campaign.objects.get() == campaign


def test_outline_stays_once_there_are_reports():
    campaign = make()
    change(campaign, outline=PROVINCE.key)
    open_report(campaign, department(), by=None)
    with pytest.raises(RefusedCampaign, match="提纲不能再改"):
        change(campaign, outline=COUNTY.key)


def test_number_of_steps_stays_once_a_report_was_sent():
    campaign = make()
    report = open_report(campaign, department(), by=None)
    change(campaign, steps=["财政局绩效股"])
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED, step=1)
    with pytest.raises(RefusedCampaign, match="步骤的个数"):
        change(campaign, steps=["主管部门", "财政局绩效股"])
    change(Campaign.objects.get(), steps=["绩效股"])
    assert Campaign.objects.get().steps == ["绩效股"]


# Topics: profile 2, expenditure 4, special funds 2, assets 1, performance 3; the ten-section form has the same
# twelve and one each for government fund, state capital, social insurance, result use, other, less the assets': 16.
@pytest.mark.parametrize(("outline", "topics"), [(COUNTY.key, 12), (PROVINCE.key, 16)])
def test_new_report_has_an_empty_block_for_each_topic(outline, topics):
    report = open_report(make(outline=outline), department(), by=None)
    assert report.state == ReportState.DRAFT
    assert set(report.blocks.values_list("kind", "text")) == {("typed", "")}
    assert report.blocks.values("section", "topic").distinct().count() == report.blocks.count() == topics


def test_report_is_opened_once_and_recorded_in_its_own_chain():
    campaign, unit = make(), department()
    report = open_report(campaign, unit, by=None)
    TextBlock.objects.filter(report=report).update(text="不要动我")
    assert open_report(campaign, unit, by=None) == report
    assert set(report.blocks.values_list("text", flat=True)) == {"不要动我"}
    assert [event.kind for event in Event.objects.filter(chain=f"report:{report.pk}")] == [EventKind.REPORT_OPENED]


def test_active_departments_all_get_their_task_once():
    campaign = make()
    for number in range(1, 5):
        department(number)
    idle = department(9)
    type(idle).objects.filter(pk=idle.pk).update(is_active=False)
    assert len(open_reports(campaign, by=None)) == 4
    assert open_reports(campaign, by=None) == []
    assert not Report.objects.filter(department=idle).exists()


def test_extension_moves_the_end_for_one_department(admin):
    campaign, late, other = make(), department(1), department(2)
    open_reports(campaign, by=None)
    end = NOW + timedelta(days=10)
    grant_extension(campaign, late, closes_at=end, reason="财务人员病假", by=admin)
    ends = {report.department: report.closes_at() for report in Report.objects.all()}
    assert ends == {late: end, other: campaign.closes_at}
    event = Event.objects.get(kind=EventKind.EXTENSION_GRANTED)
    assert event.chain == f"report:{late.reports.get().pk}"
    assert event.actor_name == "欧阳㙍"


def test_extension_granted_again_replaces_the_first(admin):
    campaign, unit = make(), department()
    for days in (5, 7):
        grant_extension(campaign, unit, closes_at=NOW + timedelta(days=days), reason="停电", by=admin)
    assert [extension.closes_at for extension in campaign.extensions.all()] == [NOW + timedelta(days=7)]


def test_extension_needs_a_later_day_and_a_reason(admin):
    campaign, unit = make(), department()
    with pytest.raises(RefusedCampaign, match="晚于"):
        grant_extension(campaign, unit, closes_at=campaign.closes_at, reason="停电", by=admin)
    with pytest.raises(RefusedCampaign, match="理由"):
        grant_extension(campaign, unit, closes_at=NOW + timedelta(days=9), reason=" ", by=admin)


def test_reviewer_is_named_once_for_a_division(admin):
    campaign, division = make(), create_division(code="03", name="企业股", by=None)
    grant_role(admin, Role.REVIEWER, division=division, by=None)
    first = assign_reviewer(campaign, step=1, user=admin, division=division, by=None)
    assert assign_reviewer(campaign, step=1, user=admin, division=division, by=None) == first
    withdraw_reviewer(first, by=None)
    assert not campaign.assignments.exists()


def test_nobody_is_named_to_review_what_they_fill(admin):
    campaign, unit = make(), department()
    grant_role(admin, Role.PREPARER, department=unit, by=None)
    with pytest.raises(RefusedCampaign, match="不能审核本单位"):
        assign_reviewer(campaign, step=1, user=admin, department=unit, by=None)


def test_management_posts_are_not_named_as_reviewers(admin):
    campaign, unit = make(), department()
    grant_role(admin, Role.AUDITOR, by=None)
    with pytest.raises(RefusedCampaign, match="管理岗位"):
        assign_reviewer(campaign, step=1, user=admin, department=unit, by=None)


def test_reviewer_of_a_step_that_is_not_there_is_refused(admin):
    with pytest.raises(RefusedCampaign, match="只有2个"):
        assign_reviewer(make(), step=3, user=admin, department=department(), by=None)
