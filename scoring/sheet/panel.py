"""The what-if panel: what could be won back row by row, and the figures that may be tried."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from departments.facts import FACTS
from scoring.formula import Facts
from scoring.models import IndicatorScore
from scoring.preparation import PreparedSystem
from scoring.results import ScoreSheet
from scoring.rounding import plain
from scoring.scoresheet import answer_of
from scoring.sheet.fields import Field, fields_of
from scoring.sheet.gains import Gain, gains_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise



@dataclass(frozen=True)
class TryFact:
    """A fact that can be tried with another value."""

    code: str
    name: str
    unit: StrOrPromise
    shown: str


@dataclass(frozen=True)
class TryRow:
    """A row that lost points: the mending answer to tick, or the figures it hangs on to change."""

    gain: Gain
    facts: list[TryFact]
    cells: list[Field]

    @property
    def answer_json(self) -> str:
        """The mending answer as the page sends it back."""
        return json.dumps({self.gain.row.code: dict(self.gain.answer)}, ensure_ascii=False)


@dataclass(frozen=True)
class TrialPanel:
    """All of it. `others` are the facts of the system that no row above names."""

    rows: list[TryRow]
    others: list[TryFact]


def trial_panel(
    sheet: ScoreSheet, system: PreparedSystem, facts: Facts, stored: Mapping[str, IndicatorScore]
) -> TrialPanel:
    """The panel for a sheet as it stands."""
    answers = {code: answer_of(row) for code, row in stored.items()}
    specs = {ready.spec.code: ready.spec for ready in system.indicators}
    rows = []
    for gain in gains_of(sheet, system, facts, answers):
        row = gain.row
        codes = [*(fact.code for fact in row.facts), *row.missing] if not gain.answer else []
        fields = fields_of(specs[row.code], row=row, answer=stored.get(row.code))
        cells = [] if row.computed else [field for field in fields.asked if field.is_typed]
        rows.append(TryRow(gain, _facts(codes, facts), cells))
    named = {fact.code for row in rows for fact in row.facts}
    every = dict.fromkeys(name.code for ready in system.indicators for name in ready.names)
    return TrialPanel(rows, _facts((code for code in every if code not in named), facts))


def _facts(codes: Iterable[str], known: Mapping[str, Decimal]) -> list[TryFact]:
    found = (FACTS[code] for code in dict.fromkeys(codes) if code in FACTS)
    return [
        TryFact(fact.code, fact.name, fact.unit, plain(known[fact.code]) if fact.code in known else "")
        for fact in found
    ]
