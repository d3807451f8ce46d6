import pytest

from departments.campaigns import assign_reviewer
from departments.drafts import RowEdit, save_rows
from departments.models import Report, ReportVersion
from departments.versions import freeze_report
from scoring.review import begin_review, save_scores
from scoring.scoresheet import read_sheet, score_report, write_sheet
from tests import factories


def stored(report):
    """The report as it stands now."""
    return Report.objects.select_related("campaign", "department").get(pk=report.pk)


def put_before_reviewers(report, clerk, *, step=1, findings=()):
    """Freeze the report as it stands and put it before a step, whatever is missing in it."""
    report = stored(report)
    version = freeze_report(report, score=write_sheet(score_report(report)), findings=list(findings), by=clerk)
    Report.objects.filter(pk=report.pk).update(state="submitted", step=step)
    return version


def sheet_of(report):
    return read_sheet(ReportVersion.objects.filter(report=report).latest("number").score)


def score_all(report, *, by, **special):
    """Give every row its self-score, else full points with a reason; `special`: code → (score, reason)."""
    edits = []
    for row in sheet_of(report).rows:
        score, reason = special.get(row.code, (row.score, "") if row.score is not None else (row.points, "据实核定"))
        edits.append(RowEdit(row.code, 0, {"score": str(score), "reason": reason}))
    return save_scores(report.pk, edits, by=by)


@pytest.fixture
def county(db):
    """Reviewers: "reviewer" and "second" for step 1, "chief" for step 2. One fact is known: 73 of 45 posts."""
    made = factories.county()
    made.people["second"] = factories.person("second", "reviewer", division=made.division, name="彭启明")
    for step, name in ((1, "reviewer"), (1, "second"), (2, "chief")):
        assign_reviewer(made.report.campaign, step=step, user=made.people[name], division=made.division, by=None)
    cells = {"staff_quota": "45", "staff_actual": "73", "staff_retired": "61"}
    save_rows(made.report.pk, "profile", "staff", [RowEdit("staff", 0, cells)], by=made.people["clerk"])
    return made


@pytest.fixture
def sent(county):
    """The report waits for step 1."""
    put_before_reviewers(county.report, county.people["clerk"])
    county.report = stored(county.report)
    return county


@pytest.fixture
def begun(sent):
    """The first reviewer has begun."""
    begin_review(sent.report.pk, by=sent.people["reviewer"])
    sent.report = stored(sent.report)
    return sent
