from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from departments.drafts import RowEdit, save_rows
from departments.enums import ReportState, Role
from departments.models import StaffFigures
from scoring.models import ScoreSummary
from scoring.warming import warm_scores
from tests import factories
from tests.factories import NASTY

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_by_chief(client, chief):
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    return client


def names(answer):
    return [line.name for line in answer.context["page"]]


def test_key_figures_count_what_was_sent_and_settled(seen_by_chief, unit):
    unit()
    unit(state=ReportState.SIGNING)
    unit("90")
    unit("95", "92.50")
    unit("86", "85")

    figures = seen_by_chief.get("/overview/").context["figures"]

    assert (figures.units, figures.sent, figures.waiting, figures.drafts, figures.signing) == (5, 3, 2, 1, 1)
    assert figures.sent_share == Decimal("60.00")  # 3 / 5
    assert figures.mean_self == Decimal("90.33")  # (90 + 95 + 86) / 3 = 90.333…
    assert figures.mean_settled == Decimal("88.75")  # (92.5 + 85) / 2
    assert figures.cut == Decimal("1.75")  # (2.5 + 1) / 2


def test_a_unit_is_late_after_the_closing_time(seen_by_chief, unit, campaign, over):
    unit()
    unit("90")
    over(campaign, 2)

    answer = seen_by_chief.get("/overview/")

    assert answer.context["figures"].late == 1
    assert "逾期 2 天" in answer.content.decode()


def test_list_is_filtered_and_sorted_by_its_address(seen_by_chief, unit):
    mine, other = factories.division("经建股"), factories.division("社保股")
    unit("90", "85", name="甲局", division=mine)
    unit("91", "91", name="乙局", division=mine)
    unit("95", name="丙局", division=other)
    unit(name="丁局", division=other)

    def found(query):
        return names(seen_by_chief.get(f"/overview/?{query}"))

    assert found("sort=-self") == ["丙局", "乙局", "甲局", "丁局"]
    assert found("sort=gap") == ["甲局", "乙局", "丙局", "丁局"]  # −5, 0, none, none
    assert found("gap=cut") == ["甲局"]
    assert found("gap=none") == ["乙局"]
    assert found(f"division={other.pk}&sort=code") == ["丙局", "丁局"]
    assert found("state=approved&sort=code") == ["甲局", "乙局"]
    assert found("words=丁") == ["丁局"]
    assert found("due=unsent") == ["丁局"]
    assert found("sort=nonsense&state=x&division=y&page=99") == ["丁局", "甲局", "乙局", "丙局"]


def test_names_are_shown_as_they_are_and_never_as_markup(seen_by_chief, unit):
    unit("90", name=f"第一局{NASTY}")
    text = seen_by_chief.get("/overview/").content.decode()
    assert "<script>alert" not in text
    assert "㙍𬭚😀 =1+1 &lt;script&gt;" in text


def test_reviewer_sees_only_sent_reports_of_the_own_division(client, unit):
    mine, other = factories.division("经建股"), factories.division("社保股")
    unit("90", name="甲局", division=mine)
    unit(name="乙局", division=mine)
    unit("91", name="丙局", division=other)
    client.force_login(
        factories.person("", Role.REVIEWER, division=mine), backend="django.contrib.auth.backends.ModelBackend"
    )

    assert names(client.get("/overview/")) == ["甲局"]


@pytest.mark.parametrize("units", [1, 3, 300])
def test_queries_do_not_grow_with_the_units(seen_by_chief, unit, campaign, units):
    for number in range(units):
        unit(*((), ("90",), ("90", "88"))[number % 3])
    seen_by_chief.get("/overview/?year=2023&page=99")  # the system is compiled once a process
    ScoreSummary.objects.all().delete()
    DBTaskResult.objects.all().delete()

    with CaptureQueriesContext(connection) as first:
        missing = seen_by_chief.get("/overview/").context["missing"]
    warm_scores.call(campaign.pk)
    with CaptureQueriesContext(connection) as second:
        assert seen_by_chief.get("/overview/").context["missing"] == 0

    # session, person, roles, campaigns, system, lines; where scores are out of date also reports, answers, own rows
    # and the writing; where more are than a page works out, whether a job waits, and the job
    assert (len(first), missing) == ((12, units - 60) if units > 60 else (10, 0))
    assert len(second) == 6


def test_one_job_works_out_what_a_page_leaves(seen_by_chief, unit, campaign, monkeypatch):
    monkeypatch.setattr("evalportal.overview.lines.AT_ONCE", 1)
    for _each in range(3):
        unit("90")
    page = seen_by_chief.get("/overview/")
    assert page.context["missing"] == 2
    assert "还有 2 家的自评分正在计算" in page.content.decode()
    seen_by_chief.get("/overview/")
    [job] = DBTaskResult.objects.filter(task_path=warm_scores.module_path)

    assert job.task.call(*job.args_kwargs["args"]) == 1  # one was worked out by each page
    assert seen_by_chief.get("/overview/").context["figures"].given == 3


def test_the_last_score_of_a_draft_is_shown_until_the_next_is_there(seen_by_chief, unit, monkeypatch):
    reports = [unit(), unit()]
    for report in reports:
        put_staff(report, "45", "45")
    scores = {line.self_score for line in seen_by_chief.get("/overview/").context["page"]}
    assert scores == {Decimal("5.00")}
    for report in reports:
        put_staff(report, "45", "73")
    monkeypatch.setattr("evalportal.overview.lines.AT_ONCE", 1)
    page = seen_by_chief.get("/overview/").context
    assert (sorted(line.self_score for line in page["page"]), page["missing"]) == ([Decimal(0), Decimal(5)], 0)


def put_staff(report, quota, actual):
    clerk = factories.person("", Role.PREPARER, department=report.department)
    row = StaffFigures.objects.filter(report=report).values_list("version", flat=True).first() or 0
    cells = {"staff_quota": quota, "staff_actual": actual}
    save_rows(report.pk, "profile", "staff", [RowEdit("staff", row, cells)], by=clerk)


def test_the_score_of_a_draft_follows_what_is_saved(seen_by_chief, unit):
    report = unit(name="甲局")

    def shown():
        return seen_by_chief.get("/overview/").context["page"][0].self_score

    assert shown() is None
    put_staff(report, "45", "45")
    assert shown() == Decimal("5.00")  # 45 ÷ 45 = 100 %: full points of 在职人员控制率, nothing else is known


def test_the_score_of_a_sent_report_stays_as_it_was_sent(seen_by_chief, unit):
    unit("91.50")
    assert seen_by_chief.get("/overview/").context["page"][0].given == Decimal("91.50")


def test_one_unit_is_compared_over_the_years(seen_by_chief, unit):
    report = unit("90", "88", name="甲局")
    unit("84", "80", of=report.department, campaign=factories.campaign(2022))

    answer = seen_by_chief.get(f"/overview/units/{report.department.code}/")

    years = [(each.year, each.sheet.total, each.decision.total) for each in answer.context["years"]]
    assert years == [(2023, Decimal(90), Decimal(88)), (2022, Decimal(84), Decimal(80))]


def test_unknown_year_and_unit_are_not_found(seen_by_chief, campaign):
    assert seen_by_chief.get("/overview/?year=1999").status_code == 404
    assert seen_by_chief.get("/overview/units/000000/").status_code == 404
