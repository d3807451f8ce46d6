"""The ordered registry of checks: each declares its code, its number in the catalogue, its level and what it needs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from django.utils.functional import Promise

from .finding import Finding, Level, Observation
from .subject import Subject


class Needs(StrEnum):
    """What a check runs on."""

    TEXT = "text"  # the narrative alone
    DRAFT = "draft"  # the tables of a draft
    HISTORY = "history"  # earlier years


Words = str | Promise
Run = Callable[[Subject], Iterable[Observation]]

# The order of the catalogue and of the findings of one place.
_MODULES = (
    "claims.shares.shares", "claims.totals.sums", "claims.units.unit_slips", "claims.totals.identities",
    "claims.counts.count_lists", "claims.counts.count_names", "claims.counts.count_aspects",
    "claims.counts.count_amounts", "claims.changes.changes", "claims.changes.from_zero", "claims.changes.no_change",
    "claims.changes.points", "claims.rates.executions", "claims.rates.rates", "claims.rates.reachable",
    "claims.balances.flows", "claims.formulas", "claims.balances.averages", "claims.rates.indicator_rates",
    "claims.agreement.conflicts", "claims.agreement.years", "budget", "staff", "score.overall", "score.claims",
    "score.grades", "duties", "money_named", "outline", "residue", "printing", "wording", "basis", "problems",
    "completeness", "tables.budget", "tables.indicators", "tables.other", "tables.narrative", "earlier",
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One check. `number` is its number in the catalogue of checks, `source` the rule it stands on."""

    code: str
    number: int
    level: Level
    needs: Needs
    name: Words
    source: Words
    remedy: Words
    run: Run


_CHECKS: dict[str, Check] = {}


def check(
    code: str, *, number: int, level: Level, name: Words, source: Words, remedy: Words, needs: Needs = Needs.TEXT
) -> Callable[[Run], Run]:
    """Registers a check function under its code; a code is given once."""

    def register(run: Run) -> Run:
        if code in _CHECKS:
            raise ValueError(f"check code given twice: {code}")
        _CHECKS[code] = Check(code, number, level, needs, name, source, remedy, run)
        return run

    return register


def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of the catalogue."""
    for module in _MODULES:
        import_module(f"scoring.checks.{module}")
    return tuple(_CHECKS.values())


def run_checks(subject: Subject, levels: Mapping[str, Level | None] | None = None) -> list[Finding]:
    """The findings of all checks that the subject can feed, in order of the text.

    `levels` are a campaign's settings: another level for a code, or None to switch the check off.
    """
    settings = levels or {}
    available = {Needs.TEXT}
    if subject.content is not None:
        available.add(Needs.DRAFT)
    if subject.history is not None:
        available.add(Needs.HISTORY)
    findings: list[Finding] = []
    for each in all_checks():
        if each.needs in available and settings.get(each.code, each.level) is not None:
            findings.extend(_findings(each, subject, settings.get(each.code)))
    return sorted(findings, key=lambda finding: (finding.start < 0, finding.start))


def _findings(each: Check, subject: Subject, level: Level | None) -> Iterator[Finding]:
    seen: set[tuple[int, int, str]] = set()
    for found in each.run(subject):
        key = (found.start, found.end, found.stated)
        if key in seen:
            continue
        seen.add(key)
        section = found.section if found.section is not None else subject.report.section_at(found.start)
        milder = found.level if level is None or found.level == Level.HINT else level
        yield Finding(
            code=each.code, level=milder or level or each.level, section=str(section), place=found.place,
            quote=subject.quote(found.start, found.end) if found.start >= 0 else "", stated=found.stated,
            expected=found.expected, message=found.message, remedy=str(each.remedy), start=found.start,
        )  # fmt: skip
