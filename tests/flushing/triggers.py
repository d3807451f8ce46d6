"""Takes the triggers of a test database out of the way and puts them back."""

from contextlib import contextmanager


@contextmanager
def triggers_off(connection):
    if connection.vendor == "sqlite":
        with _without_sqlite_triggers(connection):
            yield
    else:
        # Of this session only; needs the superuser that the private test server is run with.
        _run(connection, "SET session_replication_role = replica")
        try:
            yield
        finally:
            _run(connection, "SET session_replication_role = DEFAULT")


@contextmanager
def _without_sqlite_triggers(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    for name, _sql in triggers:
        _run(connection, f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        for _name, sql in triggers:
            _run(connection, sql)


def _run(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
