"""Which database the portal uses: the embedded SQLite file, or PostgreSQL where DATABASE_URL names one."""

from pathlib import Path
from typing import Any

import dj_database_url

from evalportal.environment import WrongSetting, envtext

KEPT_OPEN_SECONDS = 60


def database_settings(folder: Path) -> dict[str, Any]:
    """Django's settings of the one database. Raises WrongSetting where the address cannot be used."""
    url = envtext("DATABASE_URL")
    return _postgresql(url) if url else _sqlite(folder / "evalportal.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    """SQLite as many writers need it: readers never wait, and a writer waits its turn instead of failing.

    IMMEDIATE takes the write lock when a transaction begins. A deferred one asks for it later, and where
    somebody else wrote meanwhile it fails at once, whatever the time-out. Writers wait up to 20 s. Those of one
    process queue up first (`evalportal.sqlite`).
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "ENGINE": "evalportal.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": KEPT_OPEN_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    # The address holds a password: no message repeats it.
    if not url.startswith(("postgres://", "postgresql://")):
        raise WrongSetting("DATABASE_URL must begin with postgresql://, the only server the portal works with.")
    try:
        parsed = dj_database_url.parse(url, conn_max_age=KEPT_OPEN_SECONDS, conn_health_checks=True)
    except ValueError:
        raise WrongSetting("DATABASE_URL cannot be read as postgresql://user:password@host:port/name.") from None
    if not parsed.get("NAME"):
        raise WrongSetting("DATABASE_URL names no database: postgresql://user:password@host:port/name.")
    return dict(parsed)
