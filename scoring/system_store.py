"""Indicator systems between the database and the engine: rows to specification and back."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from departments.facts import codes_by_name
from scoring.models import CampaignScoring, Indicator, IndicatorSystem
from scoring.preparation import PreparedSystem, prepare_system
from scoring.rules import write_rule
from scoring.systems import IndicatorSpec, SystemSpec, read_system, write_system

DEFAULT_SYSTEM = "county-a"

# Content → compiled system. Bounded: an editor's drafts come and go.
_KEPT = 64
_prepared: dict[str, PreparedSystem] = {}

_ABOUT = ("code", "version", "name", "source", "description", "completions", "bank")
_SETTINGS = ("total", "levels", "not_applicable", "grades", "caps")
_PLAIN = (
    "code", "name", "level_one", "level_two", "points", "formula", "value_kind", "full_if", "full_text", "when_zero",
    "criterion", "explanation", "source", "completed", "own",
)  # fmt: skip


class FrozenSystem(ValueError):
    """A version of a system that may not be changed any more."""


def write_system_rows(spec: SystemSpec) -> IndicatorSystem:
    """Store a version of a system, or replace one that is not frozen; the caller says who did it.

    Raises FrozenSystem.
    """
    data = write_system(spec)
    about = {name: data[name] for name in _ABOUT}
    with transaction.atomic():
        system = IndicatorSystem.objects.select_for_update().filter(code=spec.code, version=spec.version).first()
        if system is not None and system.frozen_at is not None:
            raise FrozenSystem(f"{spec.code} {spec.version}")
        system = system or IndicatorSystem()
        for name, value in about.items():
            setattr(system, name, value)
        system.settings = {name: data[name] for name in _SETTINGS}
        system.digest = hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        system.save()
        system.indicators.all().delete()
        Indicator.objects.bulk_create(
            _row(system, position, indicator) for position, indicator in enumerate(spec.indicators, start=1)
        )
        return system


def _row(system: IndicatorSystem, position: int, spec: IndicatorSpec) -> Indicator:
    parameters = write_rule(spec.rule)
    kind = parameters.pop("kind")
    plain = {name: getattr(spec, name) for name in _PLAIN}
    return Indicator(
        system=system, position=position, rule_kind=kind, rule=parameters, evidence=list(spec.evidence), **plain
    )


def read_system_rows(system: IndicatorSystem) -> SystemSpec:
    """The specification of a stored version; one query."""
    about = {name: getattr(system, name) for name in _ABOUT}
    indicators = [_indicator_data(row) for row in system.indicators.all()]
    return read_system({**about, **system.settings, "indicators": indicators})


def _indicator_data(row: Indicator) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in _PLAIN}
    rule = {"kind": row.rule_kind, **row.rule}
    return {**plain, "points": str(row.points), "evidence": row.evidence, "rule": rule}


def prepared(system: IndicatorSystem) -> PreparedSystem:
    """The stored version ready to score with; compiled once a process for each content it ever has."""
    found = _prepared.get(system.digest)
    if found is None:
        found = prepare_system(read_system_rows(system), codes_by_name())
        if len(_prepared) >= _KEPT:
            _prepared.clear()
        _prepared[system.digest] = found
    return found


def system_of_campaign(campaign_id: int) -> IndicatorSystem:
    """The system a campaign scores with: the one chosen for it, else the newest version of the default; one query."""
    chosen = Exists(CampaignScoring.objects.filter(campaign=campaign_id, system=OuterRef("pk")))
    systems = IndicatorSystem.objects.annotate(is_chosen=chosen).filter(Q(is_chosen=True) | Q(code=DEFAULT_SYSTEM))
    return systems.order_by("-is_chosen", "-version")[0]
