"""The indicator systems that come with the portal: loaded with the migrations, never over what is there."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from scoring.models import Indicator, IndicatorSystem
from scoring.system_store import write_system_rows
from scoring.systems import SystemSpec, read_system

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "indicator_systems"


def shipped_systems() -> list[SystemSpec]:
    """All systems of the folder, by code."""
    return [read_system(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.json"))]


def load_shipped_systems() -> int:
    """Store each shipped version that is not there yet; returns how many.

    A bureau's changes stay: a shipped system that was improved comes with a new version number. Not an act of
    a person, so it stands in no trail.
    """
    loaded = 0
    for spec in shipped_systems():
        if not IndicatorSystem.objects.filter(code=spec.code, version=spec.version).exists():
            write_system_rows(spec)
            loaded += 1
    return loaded


def load_after_migrate(*, using: str, **_signal: Any) -> None:
    """Receiver of `post_migrate`; waits while the tables are not all there (a partial or backward migration)."""
    tables = {model._meta.db_table for model in (IndicatorSystem, Indicator)}
    if using == DEFAULT_DB_ALIAS and tables <= set(connections[using].introspection.table_names()):
        load_shipped_systems()
