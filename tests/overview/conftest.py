from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from departments.campaigns import open_report
from departments.enums import ReportState, Role
from departments.models import Campaign, Report
from departments.versions import freeze_report
from scoring.models import Decision
from scoring.scoresheet import score_report, write_sheet
from tests import factories


@pytest.fixture
def campaign(db):
    return factories.campaign()


@pytest.fixture
def chief(db):
    return factories.person("chief", Role.CHIEF)


@pytest.fixture
def unit(campaign, chief):
    """Makes a unit's report: a draft, or sent with this self-score, or settled as well."""

    def make(self_score=None, settled=None, *, state=None, of=None, campaign=campaign, **about):
        department = of or factories.department(**about)
        report = open_report(campaign, department, by=None)
        if self_score is not None:
            sheet = replace(score_report(report), total=Decimal(self_score))
            version = freeze_report(report, score=write_sheet(sheet), findings=[], by=chief)
            state = state or (ReportState.APPROVED if settled else ReportState.SUBMITTED)
            if settled is not None:
                Decision.objects.create(
                    report=report, report_version=version, total=Decimal(settled), grade="良", decided_by=chief
                )
        if state:
            Report.objects.filter(pk=report.pk).update(state=state, step=1)
        report.refresh_from_db()
        return report

    return make


@pytest.fixture
def over():
    """Moves the closing time of the campaign into the past."""

    def close(campaign, days):
        closed = timezone.now() - timedelta(days=days)
        Campaign.objects.filter(pk=campaign.pk).update(opens_at=closed - timedelta(days=9), closes_at=closed)

    return close
