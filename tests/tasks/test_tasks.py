"""The tasks of a year: seen by those who gave them out, withdrawn with a reason, restored as they were filled in."""

import pytest
from django.urls import reverse

from departments.campaigns import open_report
from departments.models import Event, Notice, Report, TextBlock
from scoring.workflow.moving import stamp
from tests import factories
from tests.factories import NASTY

pytestmark = pytest.mark.django_db

REASON = f"并入主管部门统一填报{NASTY}"


@pytest.fixture
def county():
    return factories.county()


@pytest.fixture
def act(county, client):
    """Takes a step as one of the county's people; returns the page that follows."""

    def do(name, action, report=None, **data):
        report = report or county.report
        client.force_login(county.people[name], backend="django.contrib.auth.backends.ModelBackend")
        address = reverse("move_task", args=(report.campaign.year, report.pk, action))
        return client.post(address, {"stamp": stamp(fresh(report)), **data}, follow=True)

    return do


def fresh(report):
    return Report.objects.select_related("campaign").get(pk=report.pk)


@pytest.mark.parametrize("name", ["system_admin", "chief"])
def test_a_task_that_was_not_due_is_withdrawn_and_restored_as_it_was_filled_in(name, county, act):
    block = TextBlock.objects.filter(report=county.report).first()
    TextBlock.objects.filter(pk=block.pk).update(text=NASTY)

    page = act(name, "withdraw", reason=REASON)

    assert fresh(county.report).state == "withdrawn"
    text = page.content.decode()
    assert "的任务已取消，已填内容保留，可以恢复。" in text
    assert "并入主管部门统一填报㙍𬭚😀 =1+1 &lt;script&gt;" in text
    assert "<script>alert" not in text
    clerk = county.people["clerk"]
    assert Notice.objects.filter(user=clerk, text__contains="的任务已取消：并入主管部门统一填报").count() == 1

    assert "任务已恢复，可以继续填报。" in act(name, "restore").content.decode()
    assert fresh(county.report).state == "draft"
    assert TextBlock.objects.get(pk=block.pk).text == NASTY
    events = Event.objects.filter(chain=f"report:{county.report.pk}", kind="transition").order_by("number")
    assert [(each.detail["action"], each.actor_name) for each in events] == [
        ("withdraw", county.people[name].name), ("restore", county.people[name].name),
    ]  # fmt: skip


def test_a_withdrawal_without_a_reason_or_from_a_stale_page_is_refused_in_words(county, act):
    assert "请写明理由，至少 4 个字。" in act("system_admin", "withdraw", reason="  无 ").content.decode()
    old = stamp(fresh(county.report))
    Report.objects.filter(pk=county.report.pk).update(moves=7)
    page = act("system_admin", "withdraw", reason=REASON, stamp=old)
    assert "报告刚刚有变化" in page.content.decode()
    assert fresh(county.report).state == "draft"


def test_what_was_sent_is_not_withdrawn(county, act):
    Report.objects.filter(pk=county.report.pk).update(state="submitted", step=1)
    page = act("chief", "withdraw", reason=REASON)
    assert "不能办理“取消任务”" in page.content.decode()
    assert reverse("move_task", args=(2023, county.report.pk, "withdraw")) not in page.content.decode()


def test_the_list_shows_states_and_no_content(county, client):
    TextBlock.objects.filter(report=county.report).update(text="机密内容")
    client.force_login(county.people["system_admin"], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("tasks", args=(2023,)))
    assert [task.report.pk for task in page.context["tasks"]] == [county.report.pk, county.other_report.pk]
    text = page.content.decode()
    assert "未报送" in text
    assert "机密内容" not in text
    assert reverse("report", args=(county.report.pk,)) not in text

    def found(query):
        return [task.report.department.code for task in client.get(f"/tasks/2023/?{query}").context["tasks"]]

    assert (found("words=300003"), found("state=withdrawn"), found("state=x&page=99&words=")) == (
        ["300003"], [], ["300002", "300003"],
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_the_same_for_any_number_of_tasks(count, county, client, django_assert_num_queries):
    Report.objects.exclude(pk=county.report.pk).delete()
    for number in range(count - 1):
        unit = factories.department(f"4{number:05}", f"第{number}局", division=county.division)
        open_report(county.report.campaign, unit, by=None)
    Report.objects.update(state="withdrawn")
    client.force_login(county.people["chief"], backend="django.contrib.auth.backends.ModelBackend")
    client.get("/tasks/2023/")
    # session, user, roles; campaign; how many, which, why they were withdrawn
    with django_assert_num_queries(7):
        assert client.get("/tasks/2023/").context["page"].paginator.count == count
