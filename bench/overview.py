"""The overview of a campaign with many units, in requests a second: python -m bench.overview [--units 1500]."""

import argparse
import asyncio
import tempfile
import time
from datetime import timedelta
from decimal import Decimal

from bench.web.__main__ import measure_fresh
from bench.web.preparing import prepare

AT_ONCE, VIEWS = 4, 10


def fill(units: int) -> str:
    """`units` departments, two thirds of them sent and one third settled; returns the cookies of a chief."""
    from django.utils import timezone

    from bench.web.county import sign_in
    from departments.campaigns import create_campaign
    from departments.enums import ReportState, Role
    from departments.models import Department, Report, ReportVersion
    from departments.people import create_user, grant_role
    from scoring.models import Decision
    from scoring.scoresheet import score_report, write_sheet

    now = timezone.now()
    campaign = create_campaign(
        year=2023, title="2023年度自评", opens_at=now - timedelta(days=30), closes_at=now + timedelta(days=3),
        steps=["财政业务股室", "财政局绩效股"], by=None,
    )  # fmt: skip
    chief = create_user(username="chief", name="罗文静", password="Mei-2023-hua", must_change_password=False, by=None)
    grant_role(chief, Role.CHIEF, by=None)
    names = [(f"9{number:05}", f"第{number}局") for number in range(units)]
    Department.objects.bulk_create(Department(code=code, name=name, short_name=name) for code, name in names)
    states = (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.APPROVED)
    departments = list(Department.objects.order_by("code"))
    Report.objects.bulk_create(
        Report(
            campaign=campaign, department=each, state=states[at % 3], step=min(1, at % 3),
            facts={"staff_quota": "45", "staff_actual": str(40 + at % 12)},
        )
        for at, each in enumerate(departments)
    )  # fmt: skip
    reports = list(Report.objects.select_related("campaign").exclude(state=ReportState.DRAFT).order_by("pk"))
    sheet = write_sheet(score_report(reports[0]))
    ReportVersion.objects.bulk_create(
        ReportVersion(
            report=report, number=1, content={}, score={**sheet, "total": str(80 + report.pk % 19)}, digest="0",
            created_by=chief, created_at=now - timedelta(days=report.pk % 20),
        )
        for report in reports
    )  # fmt: skip
    Decision.objects.bulk_create(
        Decision(
            report=version.report, report_version=version, total=Decimal(78 + version.report_id % 17), grade="良",
            decided_by=chief,
        )
        for version in ReportVersion.objects.filter(report__state=ReportState.APPROVED).select_related("report")
    )  # fmt: skip
    return sign_in(chief)


def score_all() -> float:
    """CPU seconds for the scores of all units from nothing, as the worker makes them."""
    from departments.models import Campaign
    from scoring.warming import warm_scores

    began = time.process_time()
    warm_scores.call(Campaign.objects.get().pk)
    return time.process_time() - began


def cpu_of_a_view(cookie: str) -> float:
    """CPU seconds of one view within a process, the mean of ten."""
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=cookie)
    assert client.get("/overview/").status_code == 200
    began = time.process_time()
    for _each in range(VIEWS):
        client.get("/overview/")
    return (time.process_time() - began) / VIEWS


def view(_number: int) -> tuple[str, str]:
    """What each browser asks for."""
    return "GET", "/overview/"


def main() -> None:
    """Fill, score everything, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1500)
    units = parser.parse_args().units
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        cookie = fill(units)
        from django.db import connections

        from bench.web.client import Browser
        from bench.web.server import PORTAL, cpu_seconds, serving

        print(f"{units} units, scores from nothing: {score_all():.1f} s of CPU")
        print(f"a view: {1000 * cpu_of_a_view(cookie):.0f} ms of CPU")
        connections.close_all()
        with serving(*PORTAL) as (port, server):
            browsers = [Browser(port, cookie, "") for _each in range(AT_ONCE)]
            asyncio.run(measure_fresh(browsers, view))  # the processes start
            before = cpu_seconds(server)
            times = asyncio.run(measure_fresh(browsers, view))
            times.cpu = cpu_seconds(server) - before
    print(times.line(f"overview of {units} units"))


if __name__ == "__main__":
    main()
