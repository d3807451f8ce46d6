"""Many at once, with real threads and real commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from departments.enums import EventKind
from departments.events import record_edit, record_event
from departments.models import Event, OpenEdit, Report
from departments.trail import anchor_day, find_breaks
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8


def at_once(work):
    """Run `work(number)` in several threads that begin together; an exception in one fails the test."""
    barrier = Barrier(THREADS)

    def begin(number):
        try:
            barrier.wait(timeout=10)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_concurrent_events_get_consecutive_numbers():
    def sign_ins(number):
        for _ in range(10):
            record_event(EventKind.SIGN_IN, by=None, actor_name=f"第{number}人")

    at_once(sign_ins)
    numbers = list(Event.objects.filter(chain="portal").values_list("number", flat=True))
    assert numbers == list(range(1, THREADS * 10 + 1))
    assert list(find_breaks()) == []


def test_no_edit_is_lost_while_others_seal():
    report, clerk = factories.report()

    def work(number):
        for turn in range(5):
            if number % 2:
                record_event(EventKind.TRANSITION, by=clerk, report=report)
                continue
            with transaction.atomic():
                Report.objects.select_for_update().get(pk=report.pk)
                record_edit(report, "profile", {f"{number}.{turn}": ("", "x")}, by=clerk)

    at_once(work)
    record_event(EventKind.TRANSITION, by=clerk, report=report)
    assert not OpenEdit.objects.exists()
    edited = [
        place
        for event in Event.objects.filter(chain=f"report:{report.pk}", kind=EventKind.DRAFT_EDITED)
        for place in event.detail["changes"]
    ]
    assert sorted(edited) == sorted(f"{number}.{turn}" for number in range(0, THREADS, 2) for turn in range(5))
    assert list(find_breaks()) == []


def test_two_anchors_of_a_day_are_one():
    factories.report()
    digests = at_once(lambda number: anchor_day().digest)
    assert len(set(digests)) == 1
