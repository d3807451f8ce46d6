import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.drafts import RowEdit, save_rows
from departments.models import Attachment
from scoring.choosing import choose_system
from scoring.models import IndicatorScore, IndicatorSystem
from scoring.scoresheet import read_sheet, score_report, score_reports, write_sheet
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


def seed_report(**place):
    """The bureau with 73 people on 45 posts, entered as its clerk does, and some answers."""
    report, clerk = factories.report(**place)
    edit = RowEdit("staff", 0, {"staff_quota": "45", "staff_actual": "73"})
    save_rows(report.pk, "profile", "staff", [edit], by=clerk)
    report.refresh_from_db()
    IndicatorScore.objects.create(report=report, indicator="management_rules", checked=[1, 2, 4])
    IndicatorScore.objects.create(report=report, indicator="fund_compliance", faults=0)
    IndicatorScore.objects.create(report=report, indicator="efficiency", judged=D(6))
    IndicatorScore.objects.create(report=report, indicator="disclosure", not_applicable="涉密单位不公开")
    return report


def attach(report, place, **more):
    person = factories.person()
    return Attachment.objects.create(
        report=report, place=place, name="制度.pdf", kind="pdf", size=1, sha256="0", uploaded_by=person, **more
    )


def test_report_is_scored_from_its_facts_and_answers():
    sheet = score_report(seed_report())
    assert sheet.row("staff_control").score == 0
    assert sheet.row("management_rules").score == 6
    assert sheet.row("fund_compliance").score == 6
    assert sheet.row("efficiency").score == 6
    assert sheet.row("disclosure").not_applicable == "涉密单位不公开"
    # 6 + 6 + 6 of the 95 points that apply, spread over 100: 18 × 100 ÷ 95 = 18.947…
    assert sheet.total == D("18.95")
    # Only the staff is settled: (95 − 5) × 100 ÷ 95 = 94.736…
    assert sheet.ceiling == D("94.74")


def test_ceiling_of_the_seed_under_variant_b_is_92():
    report = seed_report()
    IndicatorScore.objects.filter(indicator="disclosure").delete()
    assert score_report(report).ceiling == 95
    choose_system(report.campaign, IndicatorSystem.objects.get(code="county-b"), by=None)
    assert score_report(report).ceiling == 92


def test_files_beside_an_indicator_are_counted_as_its_evidence():
    report = seed_report()
    other = seed_report()
    attach(report, "score/management_rules")
    attach(report, "score/management_rules")
    attach(report, "score/disclosure")
    attach(report, "profile/table/staff")
    attach(other, "score/management_rules")
    found = score_report(report).row("management_rules")
    assert found.evidence_present == 2
    assert found.evidence_wanted == ("财务管理制度", "厉行节约制度")
    Attachment.objects.filter(report=report).update(removed_at=report.created_at)
    assert score_report(report).row("management_rules").evidence_present == 0


def test_scoring_one_report_or_many_costs_four_queries(django_assert_num_queries):
    reports = [seed_report() for _number in range(3)]
    score_reports(reports)  # compiles the system, once a process
    with django_assert_num_queries(4):
        score_report(reports[0])
    with django_assert_num_queries(4):
        sheets = score_reports(reports)
    assert {sheet.total for sheet in sheets.values()} == {D("18.95")}


def test_answers_of_another_report_do_not_count():
    empty, _clerk = factories.report()
    seed_report()
    assert score_report(empty).total == 0


def test_a_kept_sheet_says_what_it_said_even_when_the_rules_have_changed():
    report = seed_report()
    report.facts["expenditure_total.initial"] = "98765432.10"
    sheet = score_report(report)
    kept = json.loads(json.dumps(write_sheet(sheet)))
    IndicatorSystem.objects.get(code="county-a").indicators.all().delete()
    assert read_sheet(kept) == sheet


def run(*arguments):
    out = StringIO()
    call_command("score_report", *arguments, stdout=out)
    return out.getvalue()


def test_command_prints_the_sheet_as_json():
    report = seed_report(of=factories.department("305001", "常宁市科技和工业信息化局"))
    printed = json.loads(run("--department", "305001", "--year", "2023", "--json"))
    assert list(printed) == ["department", "year", "system", "total", "ceiling", "grade", "rows"]
    assert (printed["department"], printed["year"], printed["system"]) == ("305001", 2023, "county-a")
    assert (printed["total"], printed["ceiling"], printed["grade"]) == ("18.95", "94.74", "")
    rows = {row["code"]: row for row in printed["rows"]}
    assert rows["staff_control"] == {
        "code": "staff_control",
        "name": "在职人员控制率",
        "points": "5.00",
        "score": "0.00",
        "value": "162.22",
        "trace": score_report(report).row("staff_control").trace,
        "missing": [],
        "not_applicable": "",
    }
    assert "73 ÷ 45 = 162.22%" in rows["staff_control"]["trace"]
    assert rows["public_funds_control"]["score"] is None
    assert rows["public_funds_control"]["missing"] == ["expenditure_public.adjusted", "expenditure_public.outturn"]
    assert rows["disclosure"]["not_applicable"] == "涉密单位不公开"


def test_command_prints_the_sheet_for_people():
    seed_report(of=factories.department("305001", "常宁市科技和工业信息化局"))
    printed = run("--department", "305001", "--year", "2023")
    assert "自评得分 18.95，最高可得 94.74，等次 待定" in printed
    assert "在职人员控制率　0.00 / 5" in printed
    assert "公用经费决算：expenditure/table/base/expenditure_public/outturn" in printed


@pytest.mark.parametrize(("department", "year"), [("999999", "2023"), ("305001", "1999")])
def test_command_says_when_there_is_no_such_report(department, year):
    seed_report(of=factories.department("305001"))
    with pytest.raises(CommandError, match="没有找到"):
        run("--department", department, "--year", year)
