import pytest

from departments.enums import EventKind, ReportState, Role
from departments.models import Event, Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_by_chief(client, chief):
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def with_people(unit):
    def make(*arguments, **more):
        report = unit(*arguments, **more)
        factories.person("", Role.PREPARER, department=report.department)
        factories.person("", Role.HEAD, department=report.department)
        return report

    return make


def told():
    return sorted(Notice.objects.values_list("report_id", flat=True))


def test_units_that_have_not_sent_are_reminded_once_a_day(seen_by_chief, with_people):
    draft, returned = with_people(), with_people("90", state=ReportState.RETURNED)
    with_people("90")

    seen_by_chief.post("/overview/remind/", {"year": 2023})
    seen_by_chief.post("/overview/remind/", {"year": 2023})

    # clerk and head of two units; the third has sent
    assert told() == sorted([draft.pk, draft.pk, returned.pk, returned.pk])
    event = Event.objects.get(kind=EventKind.REMINDED)
    assert event.detail == {"year": 2023, "units": 2}


def test_only_the_filtered_units_are_reminded(seen_by_chief, with_people):
    with_people(name="甲局")
    chosen = with_people(name="乙局")
    seen_by_chief.post("/overview/remind/?words=乙", {"year": 2023})
    assert told() == [chosen.pk, chosen.pk]


def test_a_clerk_who_is_also_head_gets_one_notice(seen_by_chief, unit):
    report = unit()
    clerk = factories.person("", Role.PREPARER, department=report.department)
    from departments.people import grant_role

    grant_role(clerk, Role.HEAD, department=report.department, by=None)
    seen_by_chief.post("/overview/remind/", {"year": 2023})
    assert told() == [report.pk]


def test_reviewers_cannot_remind(client, unit):
    mine = factories.division("经建股")
    unit(division=mine)
    client.force_login(
        factories.person("", Role.REVIEWER, division=mine), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.post("/overview/remind/", {"year": 2023}).status_code == 404
    assert told() == []
