"""Lets somebody try again before the lock after too many failures ends by itself."""

from axes.models import AccessAttempt
from django.db import transaction

from departments.accounts.lockout import plain_account_name
from departments.enums import EventKind
from departments.events import record_event
from departments.models import User


def unlock_account(user: User, *, by: User) -> bool:
    """Forget the failures of this account; says whether there were any."""
    with transaction.atomic():
        forgotten, _rows = AccessAttempt.objects.filter(username=plain_account_name(user.username)).delete()
        if forgotten:
            record_event(EventKind.USER_SAVED, by=by, detail={"username": user.username, "unlocked": True})
        return bool(forgotten)
