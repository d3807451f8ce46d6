"""What the signed-in person is: the roles, each with its department or division. Read once a request.

Which of these roles may do what stands in `departments.permissions`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from departments.enums import UNIT_ROLES, Role
from departments.models import Department, Membership, Notice, User
from departments.statements import Statement


@dataclass(frozen=True)
class Standing:
    """The memberships of one person; nobody's are empty. `bureau` is the name of the finance bureau, if there is one.

    The name and the number of `unread` notices come along because every page shows them: so the frame of a page
    costs no query of its own.
    """

    memberships: tuple[Membership, ...]
    bureau: str
    unread: int = 0

    @cached_property
    def roles(self) -> frozenset[Role]:
        """All roles, wherever held."""
        return frozenset(Role(membership.role) for membership in self.memberships)

    def holds(self, *roles: Role) -> bool:
        """Whether one of these roles is held anywhere."""
        return bool(self.roles.intersection(roles))

    def roles_in(self, department_id: int) -> frozenset[Role]:
        """The roles held in a department itself, as clerk, head or reviewer of what it supervises."""
        return frozenset(Role(each.role) for each in self.memberships if each.department_id == department_id)

    @cached_property
    def units(self) -> Collection[int]:
        """Ids of the departments in which this person fills in or signs."""
        return {each.department_id for each in self.memberships if each.role in UNIT_ROLES and each.department_id}


def finance_bureau() -> str:
    """The name of the finance bureau, or empty while none is known."""
    return Department.objects.filter(is_finance_bureau=True).values_list("name", flat=True).first() or ""


def standing_of(request: HttpRequest) -> Standing:
    """The standing of the person who asks, kept with the request."""
    known: Standing | None = getattr(request, "_standing", None)
    if known is None:
        known = _read(request.user) if isinstance(request.user, User) else Standing((), finance_bureau())
        request._standing = known  # type: ignore[attr-defined]  # lives as long as the request does
    return known


def _memberships_of(user_id: int) -> QuerySet[Membership]:
    bureau = Department.objects.filter(is_finance_bureau=True).values("name")[:1]
    notices = Notice.objects.filter(user=user_id, read_at=None).order_by().annotate(one=Value(1))
    unread = notices.values("one").annotate(count=Count("pk")).values("count")
    held = Membership.objects.filter(user=user_id).order_by("role", "pk")
    return held.annotate(bureau_name=Subquery(bureau), unread=Coalesce(Subquery(unread), 0))


_MEMBERSHIPS = Statement(_memberships_of)


def _read(user: User) -> Standing:
    held = tuple(_MEMBERSHIPS(user.pk))
    if not held:
        return Standing((), finance_bureau())
    first: Any = held[0]  # with what came along
    return Standing(held, first.bureau_name or "", first.unread)
