"""What the bureau's lists cost: the same number of queries for any number of units."""

import pytest
from django.utils import timezone

from departments.enums import ReportState
from departments.models import Department, Notice, Report, ReportVersion
from scoring.models import Decision, Rectification, SpotCheck
from scoring.scoresheet import score_report, write_sheet

pytestmark = pytest.mark.django_db

# page → queries beside session, user, roles
COSTS = {
    "/publication/": 2,  # how many, which
    "/spot-checks/2023/": 5,  # campaign, divisions, draws, checks, other units
    "/quality/2023/": 6,  # campaign, weights for the form and for the result, reports, decisions, returns
    "/rectifications/": 2,  # how many, which
    "/notices/": 3,  # how many, which, the choice of mail
    "/tasks/2023/": 3,  # campaign, how many, which
    "/reports/": 3,  # how many, which, years
}


@pytest.fixture
def settle(campaign, chief):
    """Settles the reports of so many units: half are public, each has a check, a problem and a notice."""

    def make(count):
        Department.objects.bulk_create(
            Department(code=f"9{number:05}", name=f"第{number}局㙍", short_name=f"{number}局")
            for number in range(count)
        )
        states = (ReportState.APPROVED, ReportState.PUBLISHED)
        Report.objects.bulk_create(
            Report(campaign=campaign, department=each, state=states[at % 2], step=2)
            for at, each in enumerate(Department.objects.order_by("code"))
        )
        reports = list(Report.objects.select_related("campaign").order_by("pk"))
        sheet = write_sheet(score_report(reports[0]))
        versions = ReportVersion.objects.bulk_create(
            ReportVersion(report=report, number=1, content={}, score=sheet, digest="0", created_by=chief)
            for report in reports
        )
        Decision.objects.bulk_create(
            Decision(report=each.report, report_version=each, total=88, grade="良", decided_by=chief)
            for each in versions
        )
        SpotCheck.objects.bulk_create(SpotCheck(report=report, chosen_by=chief) for report in reports[::2])
        today = timezone.localdate()
        Rectification.objects.bulk_create(
            Rectification(report=report, problem="问题", due=today, issued_by=chief) for report in reports
        )
        Notice.objects.bulk_create(
            Notice(user=chief, kind="to_review", text="请审核", report_id=report.pk) for report in reports
        )

    return make


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_lists_of_the_bureau_cost_the_same_for_any_number_of_units(
    count, settle, chief, client, django_assert_num_queries
):
    settle(count)
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/notices/")
    for address, cost in COSTS.items():
        with django_assert_num_queries(3 + cost):
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("count", [3, 300])
def test_the_public_list_costs_the_same_for_any_number_of_units(count, settle, client, django_assert_num_queries):
    settle(count)
    # what it is compared with in a cache, the name of the bureau is not asked; the units
    with django_assert_num_queries(2):
        page = client.get("/public/2023/")
    assert page.content.decode().count("/public/2023/9") == count // 2
    with django_assert_num_queries(1):
        assert client.get("/public/2023/", headers={"if-none-match": page["ETag"]}).status_code == 304
