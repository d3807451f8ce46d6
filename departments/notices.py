"""Queues what people are told. Runs inside the transaction of the change; sending is the affair of the layer above."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse

from departments.enums import UNIT_ROLES, Role
from departments.models import Notice, Report, User
from departments.models.notice import NoticeKind


def queue_notices(
    kind: NoticeKind, people: Iterable[User], *, text: str, url: str = "", report: Report | None = None, key: str = ""
) -> None:
    """One notice to each person. With a `key`, nobody is given the same notice twice."""
    Notice.objects.bulk_create(
        [
            Notice(
                user=person,
                kind=kind,
                report_id=report.pk if report else None,
                text=text[:300],
                url=url,
                key=f"{key}:{person.pk}" if key else None,
            )
            for person in people
        ],
        ignore_conflicts=bool(key),
    )


def cover_of(report: Report) -> str:
    """The address of a report's cover page; empty without one."""
    return address_of("report", report.pk)


def address_of(name: str, *args: object) -> str:
    """The address of a page that the layers above have; empty without one."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def people_of_unit(report: Report, *roles: Role) -> list[User]:
    """Clerks and heads of the department, or only those of the given roles."""
    wanted = roles or tuple(UNIT_ROLES)
    members = User.objects.filter(
        is_active=True, memberships__department=report.department_id, memberships__role__in=wanted
    )
    return list(members.distinct())
