"""The workbook of a campaign with many units, made in a process of its own: python -m bench.campaign_workbook.

Two thirds of the units have sent, half of these are settled; all facts, forty indicators, ten findings each. Budget:
15 s and 200 MB for 500 units.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from bench.web.preparing import prepare

UNITS, BUDGET_SECONDS, BUDGET_MEGABYTES = 500, 15, 200
FINDINGS = 10
KINDS_OF_SHEETS = 20
REASON = "佐证材料不足。"
NARRATIVE = "水" * 60_000  # a version carries the whole text of its report


def fill(units: int) -> None:
    """A campaign of forty indicators with so many units."""
    from django.utils import timezone

    from bench.score_engine import forty_indicators, made_up_answer, made_up_facts
    from departments.campaigns import create_campaign
    from departments.enums import ReportState
    from departments.models import Department, Report, ReportVersion
    from departments.people import create_user
    from scoring.checks import Finding, Level
    from scoring.findings import Explained, write_findings
    from scoring.models import CampaignScoring, Decision, IndicatorScore
    from scoring.scoresheet import score_report, write_sheet
    from scoring.system_store import write_system_rows

    dice, now = random.Random(2023), timezone.now()
    opening = {"opens_at": now - timedelta(days=30), "closes_at": now + timedelta(days=3)}
    campaign = create_campaign(year=2023, title="2023年度自评", steps=["绩效股"], by=None, **opening)
    spec = forty_indicators().spec
    names = ("投入", "过程", "产出", "效果")
    rows = tuple(replace(row, level_one=names[at // 10], own=False) for at, row in enumerate(spec.indicators))
    CampaignScoring.objects.update_or_create(
        campaign=campaign, defaults={"system": write_system_rows(replace(spec, indicators=rows))}
    )
    someone = create_user(username="chief", name="罗文静", password="Mei-2023-hua", by=None)
    Department.objects.bulk_create(
        Department(code=f"9{number:05}", name=f"常宁市第{number}工作委员会办公室", short_name=f"{number}局")
        for number in range(units)
    )
    states = (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.APPROVED)
    Report.objects.bulk_create(
        Report(
            campaign=campaign, department=department, state=states[at % 3], step=min(1, at % 3),
            facts={code: str(value) for code, value in made_up_facts(dice).items()},
        )
        for at, department in enumerate(Department.objects.order_by("code"))
    )  # fmt: skip
    reports = list(Report.objects.select_related("campaign"))
    IndicatorScore.objects.bulk_create(
        _answer(report, row.code, made_up_answer(dice)) for report in reports for row in rows
    )
    sheets = [score_report(report) for report in reports[:KINDS_OF_SHEETS]]
    finding = Finding(
        "staff_over_quota", Level.WARNING, "profile", "profile/table/staff/staff/staff_actual", "在职73人，编制45人",
        "73人", "不超过45人", "在职人员控制率 73 ÷ 45 = 162.22%，超过100%。", "核对人数；无误的说明原因。",
    )  # fmt: skip
    findings = write_findings([Explained(finding, "历史遗留人员较多，已列入消化计划。")] * FINDINGS)
    for report in reports:
        if report.state == ReportState.DRAFT:
            continue
        sheet = sheets[report.pk % KINDS_OF_SHEETS]
        version = ReportVersion.objects.create(
            report=report, number=1, content={"text": NARRATIVE}, score=write_sheet(sheet), findings=findings,
            digest="0", created_by=someone,
        )  # fmt: skip
        if report.state == ReportState.APPROVED:
            Decision.objects.create(
                report=report, report_version=version, total=sheet.total - 1, grade="良", decided_by=someone,
                rows={
                    row.code: {"self": str(row.score), "score": str((row.score or Decimal(0)) / 2), "reason": REASON}
                    for row in sheet.rows
                },
            )  # fmt: skip


def _answer(report, code, answer):
    from scoring.models import IndicatorScore

    return IndicatorScore(
        report=report, indicator=code, checked=sorted(answer.checked), faults=answer.faults, judged=answer.judged,
        actual=answer.actual, outside=answer.outside, outside_max=answer.outside_max, reason=answer.reason,
    )  # fmt: skip


def peak_memory() -> float:
    """The most that this process ever held, in MB; what its parent held counts in `getrusage`, and not here."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


def make(target: str) -> None:
    """Make the workbook in this process, twice: with every score out of date, and with all of them kept."""
    import django

    django.setup()
    from departments.models import Campaign, Report
    from evalportal.exports.workbook import write_campaign_workbook

    before = peak_memory()
    for said in ("scores to be worked out", "scores kept"):
        wall, processor = time.perf_counter(), time.process_time()
        with Path(target).open("wb") as file:
            write_campaign_workbook(Campaign.objects.get(), Report.objects.all(), file)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        peak = peak_memory()
        print(
            f"{said}: {wall:.1f} s, {processor:.1f} s processor, peak {peak:.0f} MB"
            f" ({before:.0f} MB before it began), file {Path(target).stat().st_size / 1e6:.1f} MB"
        )
        if processor > BUDGET_SECONDS or peak > BUDGET_MEGABYTES:
            raise SystemExit(1)


def main() -> int:
    """Fill a database of its own, then measure in another process; 1 when over budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--make", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        make(asked.make)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        fill(asked.units)
        print(f"campaign workbook of {asked.units} units x 40 indicators")
        command = [sys.executable, "-m", "bench.campaign_workbook", "--make", f"{folder}/campaign.xlsx"]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
