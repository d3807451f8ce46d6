"""The database's own refusal to change or delete a row of the trail, for SQLite and PostgreSQL.

Installed by a migration. Nothing in the portal removes it; the tests do, around the emptying of a test database.
"""

from typing import Any

TABLES = ("departments_event", "departments_anchor")
REFUSAL = "the trail is append-only"


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION departments_refuse_change() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION departments_refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION departments_refuse_change()",
    ]


def _drops(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{name} ON {table}" for name in ("change", "truncate")]


def install_triggers(connection: Any) -> None:
    """Put the triggers in place; `connection` is a Django database connection."""
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in make(table):
                cursor.execute(statement)


def remove_triggers(connection: Any) -> None:
    """Take the triggers away: for undoing the migration and for emptying a test database."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in _drops(connection.vendor, table):
                cursor.execute(statement)
