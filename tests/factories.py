"""A small county for tests, made by the portal's own functions. Names and texts are nasty by default."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.utils import timezone

from departments.campaigns import create_campaign, open_report
from departments.enums import Role
from departments.models import Campaign, Department, Division, Report, User
from departments.organisation import create_department, create_division
from departments.people import create_user, grant_role

NASTY = "㙍𬭚😀 =1+1 <script>alert('&\"')</script>"
PASSWORD = "Mei-2023-hua"

_serial = count(1)


def person(username="", *roles, department=None, division=None, name="沈㙍", **more):
    """An account that need not change its password, with these roles."""
    user = create_user(
        username=username or f"person{next(_serial)}",
        name=name,
        password=PASSWORD,
        must_change_password=False,
        by=None,
        **more,
    )
    for role in roles:
        grant_role(user, Role(role), department=department, division=division, by=None)
    return user


def division(name="绩效管理股𬭚", code=""):
    return create_division(code=code or f"D{next(_serial)}", name=name, by=None)


def department(code="", name="", **more):
    number = next(_serial)
    code, name = code or f"3{number:05}", name or f"常宁市第{number}局{NASTY}"
    return create_department(code=code, name=name, short_name=f"{number}局", by=None, **more)


def campaign(year=2023, **more):
    values = {
        "title": f"{year}年度部门整体支出绩效自评",
        "opens_at": timezone.now() - timedelta(days=3),
        "closes_at": timezone.now() + timedelta(days=3),
        "steps": ["财政业务股室", "财政局绩效股"],
        **more,
    }
    return create_campaign(year=year, by=None, **values)


def report(*, year=2023, of=None):
    """An empty report with its clerk: (report, clerk)."""
    of = of or department()
    held = Campaign.objects.filter(year=year).first() or campaign(year)
    return open_report(held, of, by=None), person("", Role.PREPARER, department=of)


@dataclass
class County:
    """One person of every role and standing around one report, by a name that says what they are to it."""

    report: Report
    other_report: Report
    division: Division
    other_division: Division
    department: Department
    people: dict[str, User]


def county():
    """`report` is a draft of a department under a supervising one; `other_report` is nobody's of these but one."""
    mine, foreign = division("经建股㙍"), division("社保股𬭚")
    supervisor = department("300001", "常宁市教育局", division=mine)
    unit = department("300002", "常宁市第一中学", supervisor=supervisor, division=mine)
    other = department("300003", "常宁市卫生健康局", division=foreign)
    held = campaign()
    people = {
        "clerk": person("clerk", Role.PREPARER, department=unit),
        "head": person("head", Role.HEAD, department=unit),
        "clerk_of_another": person("other.clerk", Role.PREPARER, department=other),
        "head_of_another": person("other.head", Role.HEAD, department=other),
        "supervisor": person("supervisor", Role.REVIEWER, department=supervisor),
        "reviewer": person("reviewer", Role.REVIEWER, division=mine),
        "reviewer_of_another": person("other.reviewer", Role.REVIEWER, division=foreign),
        "chief": person("chief", Role.CHIEF),
        "system_admin": person("system", Role.SYSTEM_ADMIN),
        "security_admin": person("security", Role.SECURITY_ADMIN),
        "auditor": person("auditor", Role.AUDITOR),
        "nobody": person("nobody"),
    }
    return County(
        report=open_report(held, unit, by=None),
        other_report=open_report(held, other, by=None),
        division=mine,
        other_division=foreign,
        department=unit,
        people=people,
    )
