import itertools

import pytest
from django.db import IntegrityError, transaction

from departments.enums import MANAGEMENT_ROLES, EventKind, Role
from departments.models import Event, Membership
from departments.organisation import create_department, create_division
from departments.people import RefusedRole, create_user, deactivate_user, grant_role, revoke_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return create_department(code="305001", name="常宁市科技和工业信息化局", short_name="科工信局", by=None)


@pytest.fixture
def division():
    return create_division(code="03", name="企业股", by=None)


@pytest.fixture
def person():
    return create_user(username="luo", name="罗文静", password="Mei-2023-hua", by=None)


def scope(role, department, division):
    if role in {Role.PREPARER, Role.HEAD}:
        return {"department": department}
    return {"division": division} if role == Role.REVIEWER else {}


def test_grant_is_recorded_in_the_trail(person, department):
    grant_role(person, Role.PREPARER, department=department, by=None)
    event = Event.objects.order_by("number").last()
    assert event.kind == EventKind.ROLE_GRANTED
    assert event.detail == {
        "username": "luo",
        "name": "罗文静",
        "role": "preparer",
        "department": "305001",
        "division": "",
    }


def test_role_granted_twice_is_one_role(person, department):
    first = grant_role(person, Role.PREPARER, department=department, by=None)
    assert grant_role(person, Role.PREPARER, department=department, by=None) == first
    assert Event.objects.filter(kind=EventKind.ROLE_GRANTED).count() == 1


def test_one_person_may_fill_in_one_department_and_review_another(person, department, division):
    grant_role(person, Role.PREPARER, department=department, by=None)
    grant_role(person, Role.REVIEWER, division=division, by=None)
    grant_role(person, Role.REVIEWER, department=department, by=None)
    assert person.memberships.count() == 3


@pytest.mark.parametrize(("held", "wanted"), list(itertools.permutations(Role, 2)))
def test_management_posts_go_with_nothing_else(person, department, division, held, wanted):
    grant_role(person, held, by=None, **scope(held, department, division))
    if MANAGEMENT_ROLES.isdisjoint({held, wanted}):
        grant_role(person, wanted, by=None, **scope(wanted, department, division))
        assert person.memberships.count() == 2
    else:
        with pytest.raises(RefusedRole, match=r"不能兼任.+。$"):
            grant_role(person, wanted, by=None, **scope(wanted, department, division))
        assert [membership.role for membership in person.memberships.all()] == [held]


def test_the_database_too_refuses_a_second_management_post(person):
    grant_role(person, Role.AUDITOR, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person, role=Role.SYSTEM_ADMIN)


@pytest.mark.parametrize(
    ("role", "gives_department", "gives_division"),
    [
        (Role.PREPARER, False, False),
        (Role.PREPARER, True, True),
        (Role.HEAD, False, True),
        (Role.REVIEWER, False, False),
        (Role.REVIEWER, True, True),
        (Role.CHIEF, True, False),
        (Role.AUDITOR, False, True),
    ],
)
def test_role_in_the_wrong_place_is_refused(person, department, division, role, gives_department, gives_division):
    with pytest.raises(RefusedRole, match="指定"):
        grant_role(
            person,
            role,
            department=department if gives_department else None,
            division=division if gives_division else None,
            by=None,
        )


def test_nobody_gives_or_takes_their_own_role(person):
    membership = grant_role(person, Role.CHIEF, by=None)
    with pytest.raises(RefusedRole, match="自己"):
        grant_role(person, Role.AUDITOR, by=person)
    with pytest.raises(RefusedRole, match="自己"):
        revoke_role(membership, by=person)


def test_closed_account_gets_no_role(person):
    deactivate_user(person, by=None)
    with pytest.raises(RefusedRole, match="已停用"):
        grant_role(person, Role.CHIEF, by=None)


def test_revoked_role_is_gone_and_recorded(person):
    membership = grant_role(person, Role.CHIEF, by=None)
    revoke_role(membership, by=None)
    revoke_role(membership, by=None)
    assert not Membership.objects.exists()
    assert Event.objects.filter(kind=EventKind.ROLE_REVOKED).count() == 1


def test_the_last_security_admin_keeps_the_post(person):
    membership = grant_role(person, Role.SECURITY_ADMIN, by=None)
    with pytest.raises(RefusedRole, match="唯一的安全管理员"):
        revoke_role(membership, by=None)
