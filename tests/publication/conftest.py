import pytest

from departments.campaigns import assign_reviewer
from departments.drafts import RowEdit
from departments.models import Report
from evalportal.demo.filling import fill_report
from evalportal.demo.loading import read_report
from scoring.explaining import explain_finding
from scoring.preflight import run_preflight
from scoring.review.beginning import begin_review, join_review
from scoring.review.ending import pass_on_report
from scoring.review.scoring_rows import agree_rows, save_scores
from scoring.settling import approve_report
from scoring.submission import ask_for_signature, sign_report
from tests import factories


@pytest.fixture
def county(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = factories.county()
    for step, name in ((1, "reviewer"), (2, "chief")):
        assign_reviewer(made.report.campaign, step=step, user=made.people[name], division=made.division, by=None)
    return made


@pytest.fixture
def settled(county):
    """A real report, sent, reviewed in two steps and settled by the people of the county; one row was cut."""
    who, report = county.people, county.report
    fill_report(report, read_report("305001"), by=who["clerk"])
    report = Report.objects.select_related("campaign", "department").get(pk=report.pk)
    for point in run_preflight(report).unexplained:
        explain_finding(report.pk, point.key, text="口径不同，已核对无误。", version=point.version, by=who["clerk"])
    ask_for_signature(report.pk, by=who["clerk"])
    sign_report(report.pk, by=who["head"])
    begin_review(report.pk, by=who["reviewer"])
    rows = {row["code"]: row for row in report.versions.get().score["rows"]}
    code = next(code for code, row in rows.items() if row["name"] == "管理制度健全性")
    save_scores(report.pk, [RowEdit(code, 0, {"score": "3", "reason": "两项制度未见印发文件。"})], by=who["reviewer"])
    agree_rows(report.pk, only_computed=False, by=who["reviewer"])
    pass_on_report(report.pk, by=who["reviewer"])
    join_review(report.pk, by=who["chief"])
    approve_report(report.pk, opinion="同意核定。", by=who["chief"])
    report.refresh_from_db()
    county.report = report
    return county
