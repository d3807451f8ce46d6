"""The database's own refusal to change or delete a row of the trail or a sent version, for SQLite and PostgreSQL.

Installed by a migration. Nothing in the portal removes it; the tests do, around the emptying of a test database.
"""

from typing import Any

# Table → what names a row beside its id.
TABLES = {
    "departments_event": ("chain", "number"),
    "departments_anchor": ("day",),
    "departments_reportversion": ("report_id", "number"),
}
REFUSAL = "the trail is append-only"


def _sqlite(table: str) -> dict[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    same = " AND ".join(f"{column} = NEW.{column}" for column in TABLES[table])
    known = f"SELECT 1 FROM {table} WHERE id = NEW.id OR ({same})"  # noqa: S608  # our own names only
    return {
        f"{table}_no_update": f"BEFORE UPDATE ON {table} {refuse}",
        f"{table}_no_delete": f"BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE takes the old row away without asking the trigger before.
        f"{table}_no_replace": f"BEFORE INSERT ON {table} WHEN EXISTS ({known}) {refuse}",
    }


def _postgresql(table: str) -> dict[str, str]:
    refuse = "EXECUTE FUNCTION departments_refuse_change()"
    return {
        f"{table}_no_change": f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    }


def _triggers(vendor: str, table: str) -> dict[str, str]:
    """Name → what it does."""
    return _sqlite(table) if vendor == "sqlite" else _postgresql(table)


def _present(connection: Any) -> list[str]:
    """Those of the tables that exist by now: an early migration knows fewer of them."""
    there = set(connection.introspection.table_names())
    return [table for table in TABLES if table in there]


def install_triggers(connection: Any) -> None:
    """Put the triggers in place where they are not; `connection` is a Django database connection."""
    tables = _present(connection)
    sqlite = connection.vendor == "sqlite"
    create = "CREATE TRIGGER IF NOT EXISTS" if sqlite else "CREATE OR REPLACE TRIGGER"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION departments_refuse_change() RETURNS trigger AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
            )
        for table in tables:
            for name, action in _triggers(connection.vendor, table).items():
                cursor.execute(f"{create} {name} {action}")


def remove_triggers(connection: Any) -> None:
    """Take the triggers away: for undoing the migration and for tests that tamper with the trail."""
    tables = _present(connection)
    with connection.cursor() as cursor:
        for table in tables:
            for name in _triggers(connection.vendor, table):
                cursor.execute(
                    f"DROP TRIGGER IF EXISTS {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}")
                )


def missing_triggers(connection: Any) -> list[str]:
    """Names of triggers that are not there or switched off: a later migration that rebuilds a table loses them."""
    found = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(found)
        there = {name for (name,) in cursor.fetchall()}
    return [name for table in TABLES for name in _triggers(connection.vendor, table) if name not in there]
