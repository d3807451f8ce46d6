import pytest
from django.test import Client

from departments.enums import ReportState
from departments.models import Campaign
from departments.versions import freeze_report
from scoring.scoresheet import score_report, write_sheet
from tests import factories


@pytest.fixture
def campaign(county_loaded, db):
    return Campaign.objects.get(year=2023)


def send(report, by):
    """Freeze the report and let it stand before its first reviewer; gives the version."""
    version = freeze_report(report, score=write_sheet(score_report(report)), findings=[], by=by)
    report.state, report.step = ReportState.SUBMITTED, 1
    report.save()
    return version


@pytest.fixture
def small(db, settings, tmp_path):
    """Two units of one county: `report` was sent and is almost empty, `other_report` is a draft."""
    settings.MEDIA_ROOT = tmp_path / "files"
    county = factories.county()
    county.version = send(county.report, county.people["clerk"])
    return county


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client
