from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.campaigns import assign_reviewer, open_report
from departments.enums import Role
from departments.models import Campaign, Event, Extension, Notice, Report, ReviewAssignment
from departments.outline import PROVINCE
from tests import factories
from tests.administration.conftest import told
from tests.factories import NASTY

pytestmark = pytest.mark.django_db

FIELDS = {
    "year": "2024",
    "title": "2024年度部门整体支出绩效自评㙍",
    "opens_at": "2025-02-10T08:30",
    "closes_at": "2025-05-30T17:30",
    "outline": "province",
    "step_1": "主管部门",
    "step_2": "财政局绩效股",
    "head_signs": "on",
}


def test_a_campaign_is_created_with_times_of_this_place(system_admin):
    response = system_admin.post(reverse("new_campaign"), FIELDS)
    made = Campaign.objects.get(year=2024)
    assert response.headers["Location"] == reverse("campaign_reviewers", args=(made.pk,))
    # 17:30 in Shanghai (UTC+8)
    assert made.closes_at == datetime.fromisoformat("2025-05-30T09:30:00+00:00")
    assert (made.steps, made.outline, made.head_signs, made.stamped_copy) == (
        ["主管部门", "财政局绩效股"],
        PROVINCE.key,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"step_2": "", "step_3": "绩效股"}, "前面的步骤不能空着，请依次填写。"),
        ({"closes_at": "2025-01-01T08:00"}, "截止时间应晚于开始时间。"),
        ({"year": "2023"}, "2023年度的自评任务已有，一年一次。"),
        ({"year": "1=1"}, "输入整数"),
        ({"opens_at": "昨天"}, "输入一个有效的日期"),
    ],
)
def test_settings_that_do_not_fit_are_told_in_the_form(county, system_admin, change, said):
    assert said in system_admin.post(reverse("new_campaign"), {**FIELDS, **change}).content.decode()
    assert Campaign.objects.count() == 1


def test_the_form_shows_what_is_stored_and_saves_it_unchanged(county, system_admin):
    campaign = county.report.campaign
    address = reverse("campaign", args=(campaign.pk,))
    form = system_admin.get(address).context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    for name in ("opens_at", "closes_at"):
        shown[name] = shown[name].strftime("%Y-%m-%dT%H:%M")  # already in local time, as the form shows it
    assert told(system_admin.post(address, shown, follow=True)) == ["任务设置已保存。"]
    assert Campaign.objects.get().steps == campaign.steps


def test_tasks_are_given_to_the_chosen_and_then_to_all_the_rest(county, system_admin):
    campaign = county.report.campaign
    closed = factories.department("400009", "停用局")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    first, second = factories.department("400001", "甲局"), factories.department("400002", "乙局")
    address = reverse("give_tasks", args=(campaign.pk,))
    response = system_admin.post(address, {"department": [first.pk, closed.pk, "x"]}, follow=True)
    assert told(response) == ["已向 1 个单位下达任务。"]
    assert Report.objects.filter(department=first).exists()
    # 300001 the supervising department and 400002 were left
    assert told(system_admin.post(address, {"all": "1"}, follow=True)) == ["已向 2 个单位下达任务。"]
    assert Report.objects.filter(department=second).exists()
    assert not Report.objects.filter(department=closed).exists()
    assert told(system_admin.post(address, follow=True)) == ["没有选择单位，或者所选单位都已下达。"]


def test_an_extension_is_granted_and_renewed(county, system_admin):
    campaign = county.report.campaign
    address = reverse("campaign_extensions", args=(campaign.pk,))
    later = timezone.localtime(campaign.closes_at + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    fields = {"department": "300002", "closes_at": later, "reason": "机构改革㙍"}
    system_admin.post(address, fields)
    system_admin.post(address, {**fields, "reason": "<b>再延</b>"})
    assert Extension.objects.get().reason == "<b>再延</b>"
    assert "&lt;b&gt;再延&lt;/b&gt;" in system_admin.get(address).content.decode()
    early = system_admin.post(address, {**fields, "closes_at": "2020-01-01T00:00"}).content.decode()
    assert "延长后的期限应晚于任务的截止时间。" in early


def test_reviewers_are_named_and_withdrawn(county, system_admin):
    campaign = county.report.campaign
    address = reverse("campaign_reviewers", args=(campaign.pk,))
    system_admin.post(address, {"step": "1", "user": "REVIEWER", "division": county.division.pk})
    assignment = ReviewAssignment.objects.get()
    assert (assignment.step, assignment.user, assignment.division) == (
        1,
        county.people["reviewer"],
        county.division,
    )
    both = {"step": "1", "user": "chief", "division": county.division.pk, "department": "300002"}
    assert "请指定一个单位或者一个股室，二者选一。" in system_admin.post(address, both).content.decode()
    own = {"step": "1", "user": "clerk", "department": "300002"}
    assert "不能审核本单位" in system_admin.post(address, own).content.decode()
    twice = {"step": "1", "user": "沈㙍", "department": "300002"}  # all people of the county have this name
    assert "姓名有重复的，请填账号" in system_admin.post(address, twice).content.decode()
    system_admin.post(reverse("withdraw_reviewer", args=(campaign.pk, assignment.pk)))
    assert not ReviewAssignment.objects.exists()


def test_the_load_of_each_reviewer_is_shown_and_an_assignment_goes_to_somebody_else(county, system_admin):
    campaign = county.report.campaign
    units = [factories.department(f"40000{number}", division=county.division) for number in range(4)]
    for unit, (state, step) in zip(
        units, (("submitted", 1), ("in_review", 2), ("approved", 2), ("withdrawn", 0)), strict=True
    ):
        Report.objects.filter(pk=open_report(campaign, unit, by=None).pk).update(state=state, step=step)
    first = assign_reviewer(campaign, step=1, user=county.people["reviewer"], division=county.division, by=None)
    assign_reviewer(campaign, step=2, user=county.people["chief"], department=units[1], by=None)

    def load():
        steps = system_admin.get(reverse("campaign_reviewers", args=(campaign.pk,))).context["steps"]
        return [(each.user.username, each.units, each.waiting, each.passed) for s in steps for each in s["assignments"]]

    # of the division: the draft, one sent, one at step 2, one settled; what was withdrawn does not count
    assert load() == [("reviewer", 4, 1, 2), ("chief", 1, 1, 0)]

    other = factories.person("tang", Role.REVIEWER, division=county.division, name=f"唐振华{NASTY[:2]}")
    address = reverse("reassign_reviewer", args=(campaign.pk, first.pk))
    assert told(system_admin.post(address, {"user": "nobody.there"}, follow=True)) == [
        "没有账号为“nobody.there”的用户；姓名有重复的，请填账号。"
    ]
    assert told(system_admin.post(address, {"user": "system"}, follow=True)) == ["“沈㙍”任管理岗位，不能审核。"]
    assert told(system_admin.post(address, {"user": "reviewer"}, follow=True)) == ["已由“沈㙍”审核，不用改派。"]
    assert load()[0][0] == "reviewer"
    assert told(system_admin.post(address, {"user": "tang"}, follow=True)) == [
        f"已改由唐振华{NASTY[:2]}审核，并已通知本人。"
    ]
    assert load()[0] == ("tang", 4, 1, 2)
    assert Notice.objects.get(user=other).text.endswith("经建股㙍的“财政业务股室”改由您审核。")
    event = Event.objects.filter(kind="campaign_saved").latest("pk")
    assert (event.detail["reassigned"]["username"], event.detail["new_reviewer"]) == ("reviewer", "tang")
    assert system_admin.post(address, {"user": "tang"}).status_code == 404


def test_an_assignment_of_another_campaign_is_not_found(county, system_admin):
    other = factories.campaign(2022)
    system_admin.post(
        reverse("campaign_reviewers", args=(other.pk,)),
        {"step": "1", "user": "reviewer", "division": county.division.pk},
    )
    address = reverse("withdraw_reviewer", args=(county.report.campaign_id, ReviewAssignment.objects.get().pk))
    assert system_admin.post(address).status_code == 404


def test_the_pages_of_a_campaign_cost_the_same_however_many(county, system_admin, django_assert_num_queries):
    campaign = county.report.campaign
    # session, user, standing; and what each page lists
    costs = {
        "campaigns": 5,  # count, page
        "campaign": 4,  # the campaign
        "campaign_reports": 7,  # the campaign, departments without task: count and page, tasks given
        "campaign_reviewers": 8,  # the campaign, assignments, people, divisions, departments to choose from
        "campaign_extensions": 6,  # the campaign, count, departments to suggest (an empty page asks nothing)
    }
    for _turn in range(2):
        for name, cost in costs.items():
            args = () if name == "campaigns" else (campaign.pk,)
            with django_assert_num_queries(cost):
                system_admin.get(reverse(name, args=args))
        for _number in range(3):
            factories.department()
