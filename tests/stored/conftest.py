import pytest
from django.test import Client

from departments.enums import ReportState
from departments.versions import freeze_report
from scoring.scoresheet import score_report, write_sheet
from tests import factories
from tests.publication.conftest import county as settling_county  # noqa: F401 - fixtures
from tests.publication.conftest import settled  # noqa: F401


@pytest.fixture
def county(settling_county):  # noqa: F811
    return settling_county


def send(report, by):
    """Freeze the report and let it stand before its first reviewer; gives the version."""
    version = freeze_report(report, score=write_sheet(score_report(report)), findings=[], by=by)
    report.state, report.step = ReportState.SUBMITTED, 1
    report.save()
    return version


@pytest.fixture
def sent(county):
    """An almost empty report that was sent: its files are small. (report, version, people)"""
    return county.report, send(county.report, county.people["clerk"]), county.people


@pytest.fixture
def unprintable(db, settings, tmp_path):
    """A report of a unit whose name holds a character that no font has."""
    settings.MEDIA_ROOT = tmp_path
    report, clerk = factories.report(of=factories.department(name="常宁市😀局"))
    return report, send(report, clerk), clerk


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client
