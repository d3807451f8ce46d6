"""Loads the demo county: what is missing is made, what is there is never touched."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from departments.campaigns import open_report
from departments.enums import Role
from departments.models import Campaign, Department, Membership, Report, User
from evalportal.demo.carrying import carry, write_unit
from evalportal.demo.clock import days_after, on_day
from evalportal.demo.county import load_campaign, load_organisation, load_person
from evalportal.demo.filling import fill_report
from evalportal.demo.libraries import keep_libraries
from evalportal.demo.overseeing import oversee

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"


@dataclass(frozen=True)
class Loaded:
    """How much was missing and has been made."""

    organisation: int
    people: int
    reports: int


def read_county() -> dict[str, Any]:
    """The county's fixture: organisation, people with the common password, campaign."""
    return _read(FOLDER / "county.json")


def read_report(code: str) -> dict[str, Any] | None:
    """What a department has filled in so far, or None when it has not begun."""
    path = FOLDER / "reports" / f"{code}.json"
    return _read(path) if path.exists() else None


def read_carried() -> list[dict[str, Any]]:
    """The units that are carried through the campaign, each with its figures, people and path."""
    units: list[dict[str, Any]] = _read(FOLDER / "carried.json")["units"]
    return units


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def load_demo() -> Loaded:
    """Make what is missing; each person, the campaign and each report in a transaction of its own.

    The first security admin lets the others in, the system admin keeps departments and campaign, and each clerk
    fills their own report, so the trail names whom it should.
    """
    county = read_county()
    before = User.objects.count()
    # The password is known to everyone, so nothing is lost when all share one salt; fifty hashes would take seconds.
    password_hash = make_password(county["password"])
    security = _officer(county, Role.SECURITY_ADMIN, password_hash=password_hash, by=None)
    system = _officer(county, Role.SYSTEM_ADMIN, password_hash=password_hash, by=security)
    organisation = load_organisation(county, by=system)
    for record in county["people"]:
        load_person(record, password_hash=password_hash, by=security)
    carried = {unit["code"]: unit for unit in read_carried()}
    campaign, is_new = load_campaign(county["campaign"], by=system)
    reports = sum(
        _load_report(campaign, record["code"], carried.get(record["code"]), by=system)
        for record in county["departments"]
    )
    if is_new:
        keep_libraries(campaign, _read(FOLDER / "library.json"), by=system)
        oversee(campaign, county["oversight"], by=system)
    return Loaded(organisation, User.objects.count() - before, reports)


def _officer(county: Mapping[str, Any], role: Role, *, password_hash: str, by: User | None) -> User:
    """The demo account that holds a management post, made first so that it can act for the rest."""
    record = next(each for each in county["people"] if each["roles"][0]["role"] == role)
    made = load_person(record, password_hash=password_hash, by=by)
    return made or User.objects.get(username__iexact=record["username"])


def _load_report(campaign: Campaign, code: str, carried: Mapping[str, Any] | None, *, by: User) -> bool:
    """Open a department's report, filled and carried as far as its fixtures go; False when it was opened before."""
    department = Department.objects.get(code=code)
    if Report.objects.filter(campaign=campaign, department=department).exists():
        return False
    with transaction.atomic():
        with on_day(days_after(campaign.opens_at, 0)):
            report = open_report(campaign, department, by=by)
            fixture = read_report(code)
            if carried and fixture:
                fill_report(report, fixture, by=_clerk(department, fixture))
            elif carried:
                write_unit(report, carried)
        if fixture and not carried:
            with on_day(days_after(campaign.opens_at, fixture["day"])):
                fill_report(report, fixture, by=_clerk(department, fixture))
    if carried:
        carry(campaign, carried)
    return True


def _clerk(department: Department, fixture: Mapping[str, Any]) -> User:
    return User.objects.get(username=fixture["by"])


def accounts(county: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Account, name and what they are, of the demo accounts as they stand, in the order of the fixture."""
    order = [record["username"] for record in county["people"]]
    memberships = Membership.objects.filter(user__is_demo=True).select_related("user", "department", "division")
    found = sorted(memberships, key=lambda each: (order.index(each.user.username), each.pk))
    return [(each.user.username, each.user.name, _duty(each)) for each in found]


def _duty(membership: Membership) -> str:
    place = membership.department.short_name if membership.department else membership.division or ""
    return f"{place} {membership.get_role_display()}".strip()
