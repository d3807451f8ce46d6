"""What the bureau does beside the review of the demo county: an extension, spot checks, problems to put right."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from departments.campaigns import grant_extension
from departments.enums import Role
from departments.models import Campaign, Department, Division, Report, User
from evalportal.demo.clock import days_after, on_day
from scoring.rectifying import answer_rectification, confirm_rectification, issue_rectification
from scoring.spot_checks import draw_spot_checks, note_result


def oversee(campaign: Campaign, record: Mapping[str, Any], *, by: User) -> None:
    """Once, after the reports were carried: each thing on its day, by whoever does it in the bureau."""
    chief = User.objects.get(username=record["chief"])
    extension = record["extension"]
    with on_day(days_after(campaign.opens_at, extension["day"])):
        department = Department.objects.get(code=extension["department"])
        later = campaign.closes_at + timedelta(days=extension["days_more"])
        grant_extension(campaign, department, closes_at=later, reason=extension["reason"], by=by)
    _draw(campaign, record["spot_checks"], chief)
    for item in record["rectifications"]:
        _rectify(campaign, item, chief)


def _draw(campaign: Campaign, record: Mapping[str, Any], chief: User) -> None:
    quotas = {Division.objects.get(code=code).pk: count for code, count in record["quotas"].items()}
    with on_day(days_after(campaign.opens_at, record["day"])):
        made = draw_spot_checks(campaign, seed=record["seed"], quotas=quotas, by=chief)
    first = made.checks.order_by("report__department__code").first()
    if first:
        with on_day(days_after(campaign.opens_at, record["noted"])):
            note_result(first, result=record["result"], by=chief)


def _rectify(campaign: Campaign, record: Mapping[str, Any], chief: User) -> None:
    """Issued, and answered and confirmed as far as the record goes."""
    report = Report.objects.select_related("campaign", "department").get(
        campaign=campaign, department__code=record["department"]
    )
    with on_day(days_after(campaign.opens_at, record["day"])):
        due = timezone.localdate() + timedelta(days=record["due_in"])
        item = issue_rectification(report, problem=record["problem"], due=due, by=chief)
    if "answer" in record:
        clerk = User.objects.get(memberships__department=report.department_id, memberships__role=Role.PREPARER)
        with on_day(days_after(campaign.opens_at, record["answered"])):
            item = answer_rectification(item, answer=record["answer"], version=item.version, by=clerk)
    if "confirmed" in record:
        with on_day(days_after(campaign.opens_at, record["confirmed"])):
            confirm_rectification(item, version=item.version, by=chief)
