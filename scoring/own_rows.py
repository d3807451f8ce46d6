"""Own indicators of a department in place of rows of the system: made into rows that the engine scores like any other.

A row of the system that is marked `own` is replaced where the report has own rows for it; their points are its points.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from departments.enums import Sign
from departments.facts import codes_by_name
from departments.models import Report
from scoring.models import OwnRow
from scoring.preparation import PreparedIndicator, PreparedSystem, prepare_system
from scoring.rules import Rule
from scoring.rules.proportional import Better, Proportional
from scoring.rules.three_grades import ThreeGrades
from scoring.systems import IndicatorSpec, SystemSpec

Own = Mapping[str, list[OwnRow]]

_OWN = re.compile(r"(.+)\.own\d+")


def allows_own_rows(spec: SystemSpec) -> bool:
    """Whether the system has rows that departments may replace."""
    return any(row.own for row in spec.indicators)


def own_rows_of(reports: Collection[Report] | QuerySet[Report]) -> dict[int, dict[str, list[OwnRow]]]:
    """The own rows by report id and by the code they replace; one query, in which a queryset is a part."""
    found: dict[int, dict[str, list[OwnRow]]] = defaultdict(lambda: defaultdict(list))
    for row in OwnRow.objects.filter(report__in=reports):
        found[row.report_id][row.replaces].append(row)
    return found


def own_code(row: OwnRow) -> str:
    """The indicator code of an own row: that of the row it replaces, with its number."""
    return f"{row.replaces}.own{row.pk}"


def replaced_code(code: str) -> str:
    """The code of the system's row behind the code of a row of a sheet: its own, or the one it replaces."""
    match = _OWN.fullmatch(code)
    return match[1] if match else code


def with_own_rows(system: PreparedSystem, own: Own | None) -> PreparedSystem:
    """The system with rows that are marked `own` replaced by those of a report."""
    if not own:
        return system
    rows: list[PreparedIndicator] = []
    for ready in system.indicators:
        mine = own.get(ready.spec.code, []) if ready.spec.own else []
        rows += _prepared(ready.spec, mine) if mine else [ready]
    spec = replace(system.spec, indicators=tuple(ready.spec for ready in rows))
    return replace(system, spec=spec, indicators=tuple(rows))


def _prepared(replaced: IndicatorSpec, mine: Iterable[OwnRow]) -> tuple[PreparedIndicator, ...]:
    specs = tuple(own_spec(replaced, row) for row in mine)
    return prepare_system(SystemSpec("own", "", specs), codes_by_name()).indicators


def own_spec(replaced: IndicatorSpec, row: OwnRow) -> IndicatorSpec:
    """An own row as an indicator: it stands where the replaced one stood."""
    return IndicatorSpec(
        code=own_code(row),
        name=row.name,
        level_one=replaced.level_one,
        level_two=replaced.level_two,
        points=row.points,
        rule=_rule(row),
        evidence=(row.evidence,) if row.evidence else replaced.evidence,
        criterion=_criterion(row),
        explanation=replaced.name,
        source=replaced.source,
    )


def _rule(row: OwnRow) -> Rule:
    if row.sign == Sign.QUALITATIVE or row.target is None:
        return ThreeGrades()
    better = Better.LOWER if row.sign == Sign.AT_MOST else Better.HIGHER
    return Proportional(target=format(row.target.normalize(), "f"), better=better)


def _criterion(row: OwnRow) -> str:
    if row.sign == Sign.QUALITATIVE or row.target is None:
        return f"目标：{row.target_text}" if row.target_text else ""
    return f"目标：{Sign(row.sign).label} {format(row.target.normalize(), 'f')}{row.unit}，按完成比例得分"
