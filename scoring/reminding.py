"""Reminds units that have not sent, many at once; nobody is told twice on one day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from departments.enums import UNIT_ROLES, EventKind, ReportState
from departments.events import record_event
from departments.models import Campaign, Membership, Notice, Report, User
from departments.models.notice import NoticeKind
from departments.notices import queue_notices
from scoring.notifying import title_of_report

TO_REMIND = frozenset({ReportState.DRAFT, ReportState.SIGNING, ReportState.RETURNED})


def remind_units(campaign: Campaign, report_ids: Collection[int], *, by: User) -> int:
    """Tell clerks and heads of these units that their report is still to be sent; returns how many units were told.

    Reports that have left the unit, and units that were reminded today, are passed over.
    """
    with transaction.atomic():
        today = timezone.localdate().isoformat()
        reports = list(
            Report.objects.filter(campaign=campaign, pk__in=report_ids, state__in=sorted(TO_REMIND))
            .with_closing_time()
            .select_related("campaign", "department")
        )
        told_today = set(
            Notice.objects.filter(
                kind=NoticeKind.CLOSING_SOON, key__startswith="remind:", created_at__gte=_midnight()
            ).values_list("report_id", flat=True)
        )
        reports = [report for report in reports if report.pk not in told_today]
        people = _people_of(reports)
        told = 0
        for report in reports:
            members = people.get(report.department_id)
            if not members:
                continue
            url = reverse("report", args=(report.pk,))
            key = f"remind:{report.pk}:{today}"
            queue_notices(NoticeKind.CLOSING_SOON, members, text=_words(report), url=url, report=report, key=key)
            told += 1
        if told:
            record_event(EventKind.REMINDED, by=by, detail={"year": campaign.year, "units": told})
        return told


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _people_of(reports: list[Report]) -> dict[int, list[User]]:
    """Clerks and heads by department, each person once; one query."""
    members = Membership.objects.filter(
        role__in=sorted(UNIT_ROLES), user__is_active=True, department__in=[report.department_id for report in reports]
    ).select_related("user")
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for member in members:
        if member.department_id:
            found[member.department_id][member.user_id] = member.user
    return {department: list(users.values()) for department, users in found.items()}


def _words(report: Report) -> str:
    about = {"title": title_of_report(report), "time": _said(report)}
    if timezone.now() > report.closes_at():
        return _("催办：%(title)s尚未报送，已于%(time)s截止，请尽快与财政局联系。") % about
    if report.state == ReportState.RETURNED:
        return _("催办：%(title)s被退回后尚未重新报送，请在%(time)s前修改报送。") % about
    return _("催办：%(title)s尚未报送，请在%(time)s前报送。") % about


def _said(report: Report) -> str:
    return date_format(timezone.localtime(report.closes_at()), "n月j日H:i")
