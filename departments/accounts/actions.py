"""What is written when somebody signs in or out, fails to, or changes the own password or screen; each on record."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from departments.accounts.sessions import renew
from departments.enums import EventKind
from departments.events import record_event
from departments.models import FormerPassword, Theme, User

PASSWORD_EXPIRED = "password_expired"  # noqa: S105  # a key of the session


def start_session(request: HttpRequest, *, by: User) -> None:
    """Sign a person in who has proved who they are. An expired password is noted for the whole session.

    Only now, not while the session goes on: nobody's saves are refused because a date passed while they typed.
    """
    with transaction.atomic():
        login(request, by)
        renew(request.session, at_once=True)
        if password_expired(by):
            request.session[PASSWORD_EXPIRED] = True
        record_event(EventKind.SIGN_IN, by=by)


def end_session(request: HttpRequest, *, by: User) -> None:
    """Sign a person out; the session is gone from the server as well."""
    with transaction.atomic():
        record_event(EventKind.SIGN_OUT, by=by)
        logout(request)


def note_failed_sign_in(username: str, *, locked: bool) -> None:
    """Put a failed attempt on record, under the name that was typed, which may be nobody's."""
    record_event(
        EventKind.SIGN_IN_FAILED, by=None, actor_name=username, succeeded=False, detail={"locked": locked}
    )


def password_expired(user: User) -> bool:
    """Whether the password is older than the bureau allows; never for demo accounts."""
    if user.is_demo or not settings.PASSWORD_DAYS:
        return False
    return timezone.now() - user.password_changed_at >= timedelta(days=settings.PASSWORD_DAYS)


def change_password(user: User, *, password: str, by: User) -> User:
    """Give the own account a new password that the validators have accepted. Ends all its sessions.

    A session holds a hash that depends on the password, so those of other computers end at their next request; the
    view keeps the present one.
    """
    with transaction.atomic():
        stored = User.objects.select_for_update().get(pk=user.pk)
        FormerPassword.objects.create(user=stored, password=stored.password)
        stored.set_password(password)
        stored.must_change_password = False
        stored.password_changed_at = timezone.now()
        stored.save(update_fields=("password", "must_change_password", "password_changed_at"))
        record_event(EventKind.PASSWORD_CHANGED, by=by, detail={"username": stored.username})
        return stored


def change_theme(user: User, *, theme: Theme, by: User) -> None:
    """How the screen looks for this person; a matter of taste, so not on record."""
    User.objects.filter(pk=user.pk).update(theme=theme)
