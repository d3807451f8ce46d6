"""Trying an indicator out while it is edited: the formula checked as typed, and scored on a chosen report."""

from dataclasses import dataclass, replace
from typing import Any

from departments.facts import codes_by_name, read_facts
from departments.models import Report
from scoring.engine import score
from scoring.formula import Condition, Formula, FormulaError
from scoring.preparation import UnsoundSystem, prepare_system
from scoring.results import Row
from scoring.scoresheet import answers_of, evidence_of
from scoring.systems import IndicatorSpec, SystemSpec


@dataclass(frozen=True)
class Checked:
    """What a formula says: its one spelling, or what is wrong and at which characters."""

    words: str = ""
    message: str = ""
    start: int = 0
    end: int = 0
    names: tuple[str, ...] = ()


def check_formula(source: str, *, condition: bool) -> Checked:
    """Compile a formula as it stands; an empty one is neither right nor wrong."""
    if not source.strip():
        return Checked()
    try:
        compiled: Any = (Condition if condition else Formula)(source, codes_by_name())
    except FormulaError as error:
        return Checked(message=str(error), start=error.start, end=error.end)
    return Checked(words=compiled.words, names=tuple(name.name for name in compiled.names))


def try_indicator(indicator: IndicatorSpec, report: Report) -> Row | None:
    """The row that an indicator gives for a report as it stands; None where it cannot be scored with."""
    spec = SystemSpec(code="trial", name="", indicators=(replace(indicator, code=indicator.code or "trial"),))
    try:
        system = prepare_system(spec, codes_by_name())
    except UnsoundSystem:
        return None
    answers, evidence = answers_of([report]).get(report.pk), evidence_of([report]).get(report.pk)
    return score(read_facts(report.facts), system, answers, evidence).rows[0]
