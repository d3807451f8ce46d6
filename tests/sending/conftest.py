import pytest

from departments.campaigns import assign_reviewer
from departments.models import Report
from evalportal.demo.filling import fill_report
from evalportal.demo.loading import read_report
from scoring.explaining import explain_finding
from scoring.preflight import run_preflight
from tests import factories
from tests.keeping import kept


def stored(report):
    """The report as it stands now."""
    return Report.objects.select_related("campaign", "department").get(pk=report.pk)


def explain_all(report, *, by, text="口径不同，已核对无误。"):
    """Say something to each warning that waits for it."""
    for point in run_preflight(stored(report)).unexplained:
        explain_finding(report.pk, point.key, text=text, version=point.version, by=by)


def made_county():
    made = factories.county()
    for step, name in ((1, "reviewer"), (2, "chief")):
        assign_reviewer(made.report.campaign, step=step, user=made.people[name], division=made.division, by=None)
    return made


def filled_county():
    made = made_county()
    fill_report(made.report, read_report("305001"), by=made.people["clerk"])
    made.report = stored(made.report)
    return made


def ready_county():
    made = filled_county()
    explain_all(made.report, by=made.people["clerk"])
    return made


@pytest.fixture
def county(db):
    """The county of the factories with reviewers: "reviewer" for step 1, "chief" for step 2."""
    return made_county()


@pytest.fixture
def filled(db):
    """The county with its report written to the last word, as a real one is."""
    return kept("filled", filled_county)


@pytest.fixture
def ready(db):
    """The same, with every warning explained: nothing stands in the way of sending."""
    return kept("ready", ready_county)
