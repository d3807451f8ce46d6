"""Who is told what about a report: queued in the transaction of the step that it tells of."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from departments.enums import UNIT_ROLES, Role
from departments.models import Membership, Report, ReviewAssignment, User
from departments.models.notice import NoticeKind
from departments.notices import people_of_unit, queue_notices


def title_of_report(report: Report) -> str:
    """How a notice names the report."""
    return _("%(unit)s%(year)s年度自评报告") % {"unit": report.department.name, "year": report.campaign.year}


def reviewers_of_step(report: Report, step: int) -> list[User]:
    """The people named for a step of this report; where nobody is, those of the performance division.

    One or two queries. Whoever fills or signs in the department is left out.
    """
    named = ReviewAssignment.objects.filter(campaign=report.campaign_id, step=step, user=OuterRef("pk")).filter(
        Q(department=report.department_id) | Q(division=report.department.division_id, division__isnull=False)
    )
    own = Membership.objects.filter(user=OuterRef("pk"), role__in=UNIT_ROLES, department=report.department_id)
    reviews = Membership.objects.filter(user=OuterRef("pk"), role__in=(Role.REVIEWER, Role.CHIEF))
    people = User.objects.filter(~Exists(own), Exists(reviews), is_active=True)
    chiefs = Membership.objects.filter(user=OuterRef("pk"), role=Role.CHIEF)
    return list(people.filter(Exists(named))) or list(people.filter(Exists(chiefs)))


def tell_unit(report: Report, kind: NoticeKind, text: str, *roles: Role, page: str = "check") -> None:
    """Tell the clerks and heads of the department, or those of the given roles; `page` is where it leads."""
    queue_notices(kind, people_of_unit(report, *roles), text=text, url=reverse(page, args=(report.pk,)), report=report)


def tell_reviewers(report: Report, kind: NoticeKind, text: str, *, but: User | None = None, key: str = "") -> None:
    """Tell the people of the step at which the report stands."""
    people = [person for person in reviewers_of_step(report, report.step) if but is None or person.pk != but.pk]
    queue_notices(kind, people, text=text, url=reverse("review", args=(report.pk,)), report=report, key=key)
