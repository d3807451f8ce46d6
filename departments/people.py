"""Creates accounts and gives them roles; the rules of the posts hold here, whoever calls.

Who may call is decided by `departments.access`; passwords are judged by the forms that ask for them.
"""

import unicodedata

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import MANAGEMENT_ROLES, UNIT_ROLES, EventKind, Role
from departments.events import record_event
from departments.models import Department, Division, FormerPassword, Membership, User
from departments.refusal import Refused, check_fields, set_fields


class RefusedAccount(Refused):
    """An account that cannot be created or changed like this."""


class RefusedRole(Refused):
    """A role that this person cannot be given, or cannot lose."""


def _lock(user: User) -> User:
    """The account as it stands now, locked, so that two grants at once cannot slip past each other."""
    return User.objects.select_for_update().get(pk=user.pk)


def create_user(
    *,
    username: str,
    name: str,
    password: str = "",
    password_hash: str = "",
    phone: str = "",
    email: str = "",
    is_demo: bool = False,
    must_change_password: bool = True,
    by: User | None,
) -> User:
    """A new account without any role; `by` is None on the command line. Raises RefusedAccount.

    Give `password`, or the `password_hash` where many accounts begin with the same one: hashing is slow on purpose.
    """
    username = unicodedata.normalize("NFKC", username).strip()
    if any(mark.isspace() for mark in username):
        raise RefusedAccount(_("账号“%(username)s”中有空格，请去掉。") % {"username": username})
    with transaction.atomic():
        if User.objects.filter(username__iexact=username).exists():
            raise RefusedAccount(_("账号“%(username)s”已有人使用，请换一个。") % {"username": username})
        user = User(
            username=username,
            name=name.strip(),
            phone=phone.strip(),
            email=email.strip(),
            is_demo=is_demo,
            must_change_password=must_change_password,
            password=password_hash or make_password(password),
        )
        check_fields(user, RefusedAccount)
        user.save()
        detail = {"username": username, "name": user.name, "created": True}
        record_event(EventKind.USER_SAVED, by=by, detail=detail)
        return user


def save_user(user: User, *, name: str, phone: str, email: str, by: User | None) -> User:
    """Change what is known of a person. Raises RefusedAccount; nothing is recorded when nothing changed."""
    with transaction.atomic():
        stored = _lock(user)
        changes = set_fields(stored, {"name": name.strip(), "phone": phone.strip(), "email": email.strip()})
        if changes:
            check_fields(stored, RefusedAccount)
            stored.save(update_fields=list(changes))
            record_event(EventKind.USER_SAVED, by=by, detail={"username": stored.username, "changes": changes})
        return stored


def reset_password(user: User, *, password: str, by: User | None) -> User:
    """Give an account a first password again; it must be changed at the next sign-in."""
    with transaction.atomic():
        stored = _lock(user)
        FormerPassword.objects.create(user=stored, password=stored.password)
        stored.set_password(password)
        stored.must_change_password = True
        stored.password_changed_at = timezone.now()
        stored.save(update_fields=("password", "must_change_password", "password_changed_at"))
        record_event(EventKind.PASSWORD_CHANGED, by=by, detail={"username": stored.username, "reset": True})
        return stored


def deactivate_user(user: User, *, by: User | None) -> User:
    """Close an account: it can no longer sign in and is signed out at its next request. Its traces stay."""
    with transaction.atomic():
        stored = _lock(user)
        if by is not None and by.pk == stored.pk:
            raise RefusedAccount(_("不能停用自己的账号，请由另一名安全管理员办理。"))
        _keep_a_security_admin(stored, RefusedAccount)
        return _set_active(stored, False, by=by)


def reactivate_user(user: User, *, by: User | None) -> User:
    """Open a closed account again, with the roles it had."""
    with transaction.atomic():
        return _set_active(_lock(user), True, by=by)


def _set_active(user: User, active: bool, *, by: User | None) -> User:
    changes = set_fields(user, {"is_active": active})
    if changes:
        user.save(update_fields=("is_active",))
        record_event(EventKind.USER_SAVED, by=by, detail={"username": user.username, "changes": changes})
    return user


def _keep_a_security_admin(user: User, refusal: type[Refused]) -> None:
    """Refuse to take away the last person who could let others in."""
    posts = Membership.objects.filter(role=Role.SECURITY_ADMIN, user__is_active=True)
    if posts.filter(user=user).exists() and not posts.exclude(user=user).exists():
        raise refusal(_("“%(name)s”是唯一的安全管理员，请先指定另一名安全管理员。") % {"name": user.name})


def grant_role(
    user: User,
    role: Role,
    *,
    department: Department | None = None,
    division: Division | None = None,
    by: User | None,
) -> Membership:
    """Give a person a role; one that the person has already is given back. Raises RefusedRole.

    Clerks and heads belong to a department, reviewers to a supervising department or to a division, all others to
    the bureau as a whole. The three management posts exclude each other and every other role (GB/T 22239 三员分设).
    """
    with transaction.atomic():
        stored = _lock(user)
        if by is not None and by.pk == stored.pk:
            raise RefusedRole(_("不能给自己授予角色，请由另一名安全管理员办理。"))
        if not stored.is_active:
            raise RefusedRole(_("账号“%(username)s”已停用，请先启用。") % {"username": stored.username})
        _check_scope(role, department, division)
        held = list(Membership.objects.filter(user=stored))
        for membership in held:
            if (membership.role, membership.department, membership.division) == (role, department, division):
                return membership
        _check_posts(stored, role, [Role(membership.role) for membership in held])
        membership = Membership.objects.create(user=stored, role=role, department=department, division=division)
        record_event(EventKind.ROLE_GRANTED, by=by, detail=_said(membership))
        return membership


def _check_scope(role: Role, department: Department | None, division: Division | None) -> None:
    label = {"role": role.label}
    if role in UNIT_ROLES:
        if department is None or division is not None:
            raise RefusedRole(_("“%(role)s”须指定所在单位，不指定股室。") % label)
    elif role == Role.REVIEWER:
        if (department is None) == (division is None):
            raise RefusedRole(_("“%(role)s”须指定主管部门或者财政业务股室，二者选一。") % label)
    elif department is not None or division is not None:
        raise RefusedRole(_("“%(role)s”不隶属于单位或股室，请不要指定。") % label)


def _check_posts(user: User, role: Role, held: list[Role]) -> None:
    said = {"name": user.name, "role": role.label}
    others = "、".join(sorted({str(each.label) for each in held}))
    if role in MANAGEMENT_ROLES and held:
        raise RefusedRole(
            _("“%(role)s”不能兼任其他角色，“%(name)s”已是%(others)s，请先撤销。") % {**said, "others": others}
        )
    if MANAGEMENT_ROLES.intersection(held):
        raise RefusedRole(
            _("“%(name)s”是%(others)s，不能兼任“%(role)s”：管理岗位既不填报也不审核。") % {**said, "others": others}
        )


def revoke_role(membership: Membership, *, by: User | None) -> None:
    """Take a role away. Raises RefusedRole for one's own role and for the last security admin's."""
    with transaction.atomic():
        user = _lock(membership.user)
        stored = Membership.objects.filter(pk=membership.pk).select_related("department", "division", "user").first()
        if stored is None:
            return
        if by is not None and by.pk == user.pk:
            raise RefusedRole(_("不能撤销自己的角色，请由另一名安全管理员办理。"))
        if stored.role == Role.SECURITY_ADMIN:
            _keep_a_security_admin(user, RefusedRole)
        detail = _said(stored)
        stored.delete()
        record_event(EventKind.ROLE_REVOKED, by=by, detail=detail)


def _said(membership: Membership) -> dict[str, str]:
    return {
        "username": membership.user.username,
        "name": membership.user.name,
        "role": membership.role,
        "department": membership.department.code if membership.department else "",
        "division": membership.division.code if membership.division else "",
    }
