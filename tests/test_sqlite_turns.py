"""On SQLite the writers of a process queue up; nobody keeps a turn beyond the end of the transaction."""

import threading

import pytest
from django.db import connection, transaction

from departments.models import Division
from evalportal.sqlite import base

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def turn():
    return base.TURNS[str(connection.settings_dict["NAME"])]


def test_a_turn_lasts_as_long_as_the_transaction():
    with transaction.atomic():
        assert turn().locked()
        with transaction.atomic():
            assert turn().locked()
        assert turn().locked()
    assert not turn().locked()


def test_a_turn_ends_with_a_rollback_and_with_the_connection():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert not turn().locked()
    with transaction.atomic():
        connection.close()
        assert not turn().locked()
    Division.objects.create(code="1", name="行政政法股")
    assert not turn().locked()


def test_a_turn_that_is_never_passed_on_stops_nobody(monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.01)
    with turn():
        with transaction.atomic():
            Division.objects.create(code="2", name="社会保障股")
        assert turn().locked()  # what was not taken is not given back
    assert Division.objects.filter(name="社会保障股").exists()


def test_everybody_gets_a_turn():
    def write(number):
        for again in range(5):
            with transaction.atomic():
                Division.objects.create(code=f"{number}-{again}", name=f"股室{number}-{again}")
        connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Division.objects.filter(name__startswith="股室").count() == 40
    assert not turn().locked()
