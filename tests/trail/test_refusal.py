"""The database itself refuses to change the trail, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from departments.append_only import install_triggers, missing_triggers
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Anchor, Event
from departments.trail import anchor_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(report):
    return record_event(EventKind.TRANSITION, by=None, report=report, detail={"to": "submitted"})


@pytest.fixture
def anchor(event):
    return anchor_day()


def refused(act):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE departments_event SET actor_name = 'x'",
        "UPDATE departments_event SET detail = detail",
        "DELETE FROM departments_event",
        "UPDATE departments_anchor SET heads = '{}'",
        "DELETE FROM departments_anchor",
    ],
)
def test_plain_sql_is_refused(anchor, sql):
    refused(lambda: run(sql))
    assert Event.objects.filter(kind=EventKind.TRANSITION).count() == 1
    assert Anchor.objects.get().digest == anchor.digest


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["departments_event", "departments_anchor"])
def test_truncate_is_refused(anchor, table):
    refused(lambda: run(f"TRUNCATE {table}"))


@pytest.mark.postgres
def test_upsert_is_refused(event):
    columns = "chain, number, at, kind, actor_name, address, place, succeeded, detail, previous, digest"
    upsert = (
        f"INSERT INTO departments_event ({columns}) SELECT {columns} FROM departments_event "
        "ON CONFLICT (chain, number) DO UPDATE SET actor_name = 'x'"
    )
    refused(lambda: run(upsert))


@pytest.mark.sqlite
@pytest.mark.parametrize("table", ["departments_event", "departments_anchor"])
@pytest.mark.parametrize("key", ["id", "NULL"])
def test_replacing_insert_is_refused(anchor, table, key):
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    rest = ", ".join(column for column in columns if column != "id")
    # By its id, and with a new id by its other unique key: the link of the chain, the day.
    refused(lambda: run(f"INSERT OR REPLACE INTO {table} (id, {rest}) SELECT {key}, {rest} FROM {table}"))


def test_orm_is_refused(event, anchor):
    event.actor_name = "x"
    for act in (
        event.save,
        event.delete,
        anchor.save,
        anchor.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(place="x"),
        lambda: Event.objects.bulk_update([event], ["actor_name"]),
        lambda: Event.objects.all()._raw_delete("default"),
    ):
        refused(act)
    assert Event.objects.get(pk=event.pk).actor_name == ""


def test_missing_guard_is_noticed(tampering):
    gone = missing_triggers(connection)
    # SQLite: update, delete, replace; PostgreSQL: change, truncate; each for three tables
    assert len(gone) == (9 if connection.vendor == "sqlite" else 6)
    install_triggers(connection)
    assert missing_triggers(connection) == []


@pytest.mark.postgres
def test_guard_that_is_switched_off_is_noticed(db):
    run("ALTER TABLE departments_event DISABLE TRIGGER departments_event_no_change")
    assert missing_triggers(connection) == ["departments_event_no_change"]
