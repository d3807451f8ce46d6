"""Who there is in the demo county: divisions, departments, accounts with their roles, the campaign.

Each is found by what people know it by (code, account name, year) and made only when it is missing, so a demo that
somebody has worked in stays as it is. An account comes with its roles, a campaign with its reviewers: neither is
added to later.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from departments.campaigns import assign_reviewer, create_campaign
from departments.enums import AdministrativeLevel, Role
from departments.models import Campaign, Department, Division, User
from departments.organisation import create_department, create_division
from departments.people import create_user, grant_role

OFFICE_OPENS, OFFICE_CLOSES = time(8, 30), time(17, 30)


def load_organisation(county: Mapping[str, Any], *, by: User) -> int:
    """Make the missing divisions and departments, supervising ones first; returns how many."""
    made = 0
    for record in county["divisions"]:
        if not Division.objects.filter(code=record["code"]).exists():
            create_division(code=record["code"], name=record["name"], by=by)
            made += 1
    for record in sorted(county["departments"], key=lambda each: "supervisor" in each):
        if Department.objects.filter(code=record["code"]).exists():
            continue
        create_department(
            code=record["code"],
            name=record["name"],
            short_name=record["short_name"],
            level=AdministrativeLevel(record["level"]),
            supervisor=_department(record.get("supervisor")),
            division=_division(record.get("division")),
            is_finance_bureau=record.get("is_finance_bureau", False),
            by=by,
        )
        made += 1
    return made


def _department(code: str | None) -> Department | None:
    return Department.objects.get(code=code) if code else None


def _division(code: str | None) -> Division | None:
    return Division.objects.get(code=code) if code else None


def load_person(record: Mapping[str, Any], *, password_hash: str, by: User | None) -> User | None:
    """Make an account with its roles; None when the account is there already."""
    if User.objects.filter(username__iexact=record["username"]).exists():
        return None
    with transaction.atomic():
        user = create_user(
            username=record["username"],
            name=record["name"],
            password_hash=password_hash,
            is_demo=True,
            must_change_password=False,
            by=by,
        )
        for role in record["roles"]:
            grant_role(
                user,
                Role(role["role"]),
                department=_department(role.get("department")),
                division=_division(role.get("division")),
                by=by,
            )
        return user


def load_campaign(record: Mapping[str, Any], *, by: User) -> tuple[Campaign, bool]:
    """The campaign of the demo year and whether it is new.

    A new one is open: it began some days before the day of loading and ends some days after it.
    """
    known = Campaign.objects.filter(year=record["year"]).first()
    if known:
        return known, False
    with transaction.atomic():
        campaign = create_campaign(
            year=record["year"],
            title=record["title"],
            opens_at=_in_days(-record["opened_days_ago"], OFFICE_OPENS),
            closes_at=_in_days(record["closes_in_days"], OFFICE_CLOSES),
            steps=record["steps"],
            by=by,
        )
        _name_reviewers(campaign, record["reviewers"], by=by)
        return campaign, True


def _in_days(days: int, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), hour))


def _name_reviewers(campaign: Campaign, records: Sequence[Mapping[str, Any]], *, by: User) -> None:
    for record in records:
        assign_reviewer(
            campaign,
            step=record["step"],
            user=User.objects.get(username=record["username"]),
            department=_department(record.get("department")),
            division=_division(record.get("division")),
            by=by,
        )
