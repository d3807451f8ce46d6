"""A test database can be emptied, and its trail refuses deletion before and after all the same."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from departments.enums import EventKind
from departments.events import record_event
from departments.models import Event


def note_something():
    with transaction.atomic():
        record_event(EventKind.SIGN_OUT, by=None)


def assert_cannot_be_deleted():
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_trail_which_is_then_as_guarded_as_before():
    note_something()
    assert_cannot_be_deleted()
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    note_something()
    assert_cannot_be_deleted()
