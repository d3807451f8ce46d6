"""What the trail says: who, when, from where, what, with old and new values."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F

from departments.enums import EventKind
from departments.events import acting_from, record_edit, record_event, seal_old_edits
from departments.models import Event, OpenEdit
from departments.trail import find_breaks
from tests import factories

pytestmark = pytest.mark.django_db

CELL = "expenditure/table/base/procurement/outturn"


def passes(**span):
    """Let time pass for the open edits: they were opened that much earlier."""
    OpenEdit.objects.update(opened_at=F("opened_at") - timedelta(**span))


def chain(report):
    return list(Event.objects.filter(chain=f"report:{report.pk}").exclude(kind=EventKind.REPORT_OPENED))


def test_each_report_has_a_chain_of_its_own(report, clerk):
    other, _clerk = factories.report()
    record_event(EventKind.TRANSITION, by=clerk, report=report)
    record_event(EventKind.TRANSITION, by=clerk, report=other)
    last = record_event(EventKind.TRANSITION, by=clerk, report=report)
    opened, first, second = Event.objects.filter(chain=f"report:{report.pk}")
    assert [opened.number, first.number, second.number] == [1, 2, 3]
    assert [opened.previous, first.previous, second.previous] == ["", opened.digest, first.digest]
    assert second.digest == last.digest
    assert Event.objects.filter(chain=f"report:{other.pk}").count() == 2
    assert list(find_breaks()) == []


def test_event_says_who_from_where_and_what(report, clerk):
    with acting_from("10.1.2.3"):
        record_event(
            EventKind.TRANSITION, by=clerk, report=report, place="performance", detail={"total": Decimal("95.00")}
        )
    stored = chain(report)[0]
    assert (stored.actor_id, stored.actor_name, stored.address) == (clerk.pk, "周㙍", "10.1.2.3")
    assert (stored.place, stored.detail) == ("performance", {"total": "95.00"})


def test_event_falls_with_the_change_it_tells_of(report, clerk):
    def change_and_fail():
        with transaction.atomic():
            record_event(EventKind.TRANSITION, by=clerk, report=report)
            record_edit(report, "profile", {CELL: ("1", "2")}, by=clerk)
            return 1 / 0

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert chain(report) == []
    assert not OpenEdit.objects.exists()


def test_what_no_database_stores_is_still_recorded(report):
    nasty = {"typed": f"{factories.NASTY}\0\ud800", "rate": 1e300, "deep": [{"a\0": None}]}
    record_event(EventKind.SIGN_IN_FAILED, by=None, actor_name="a\0" + "长" * 100, detail=nasty, succeeded=False)
    event = Event.objects.get(kind=EventKind.SIGN_IN_FAILED)
    # a lone surrogate is three bytes, none of which is a character
    typed = f"{factories.NASTY}\ufffd\ufffd\ufffd\ufffd"
    assert event.detail == {"typed": typed, "rate": "1e+300", "deep": [{"a\ufffd": None}]}
    assert event.actor_name == "a\ufffd" + "长" * 78  # 80 characters
    assert list(find_breaks()) == []


def test_edits_of_ten_minutes_become_one_event_with_first_old_and_last_new_value(report, clerk):
    record_edit(report, "expenditure", {CELL: ("", "8")}, by=clerk)
    passes(minutes=4)
    record_edit(report, "expenditure", {CELL: ("8", "88"), "expenditure/block/7": ("旧", "新")}, by=clerk)
    passes(minutes=5, seconds=50)
    record_edit(report, "expenditure", {CELL: ("88", "88.00")}, by=clerk)
    assert chain(report) == []
    passes(seconds=10)
    opened_at = OpenEdit.objects.get().opened_at
    record_edit(report, "expenditure", {CELL: ("88.00", "90")}, by=clerk)
    (event,) = chain(report)
    assert event.kind == EventKind.DRAFT_EDITED
    assert (event.place, event.at, event.actor_name) == ("expenditure", opened_at, "周㙍")
    assert event.detail == {"changes": {CELL: ["", "88.00"], "expenditure/block/7": ["旧", "新"]}}
    assert OpenEdit.objects.get().changes == {CELL: ["88.00", "90"]}


def test_edits_are_gathered_by_person_and_by_section(report, clerk):
    colleague = factories.person("li", "preparer", department=report.department, name="李𬭚")
    for minute in range(3):
        for who in (clerk, colleague):
            for section in ("profile", "expenditure"):
                record_edit(report, section, {section: (str(minute), str(minute + 1))}, by=who)
        passes(minutes=1)
    passes(minutes=10)
    assert seal_old_edits() == 4
    assert {(event.actor_name, event.place): event.detail["changes"][event.place] for event in chain(report)} == {
        ("周㙍", "profile"): ["0", "3"],
        ("周㙍", "expenditure"): ["0", "3"],
        ("李𬭚", "profile"): ["0", "3"],
        ("李𬭚", "expenditure"): ["0", "3"],
    }
    assert list(find_breaks()) == []


def test_edits_are_sealed_before_a_step_of_the_workflow(report, clerk):
    record_edit(report, "profile", {"profile": ("a", "b")}, by=clerk)
    passes(minutes=1)
    record_edit(report, "assets", {"assets": ("c", "d")}, by=clerk)
    record_event(EventKind.TRANSITION, by=clerk, report=report)
    assert [(event.kind, event.place) for event in chain(report)] == [
        (EventKind.DRAFT_EDITED, "profile"),
        (EventKind.DRAFT_EDITED, "assets"),
        (EventKind.TRANSITION, ""),
    ]
    assert not OpenEdit.objects.exists()


def test_a_download_does_not_cut_the_edits_in_two(report, clerk):
    record_edit(report, "profile", {"profile": ("a", "b")}, by=clerk)
    record_event(EventKind.FILE_READ, by=clerk, report=report)
    record_edit(report, "profile", {"profile": ("b", "c")}, by=clerk)
    assert OpenEdit.objects.get().changes == {"profile": ["a", "c"]}


def test_only_old_edits_are_sealed_by_the_clock(report, clerk):
    record_edit(report, "profile", {"profile": ("a", "b")}, by=clerk)
    passes(minutes=9)
    record_edit(report, "assets", {"assets": ("c", "d")}, by=clerk)
    passes(minutes=1)
    assert seal_old_edits() == 1
    assert [event.place for event in chain(report)] == ["profile"]


def test_text_of_100_kb_is_recorded_whole(report, clerk):
    text = "汉" * 34_000  # 3 bytes each: 102 000
    record_edit(report, "profile", {"profile/block/1": ("", text)}, by=clerk)
    record_event(EventKind.TRANSITION, by=clerk, report=report)
    assert chain(report)[0].detail["changes"]["profile/block/1"] == ["", text]
