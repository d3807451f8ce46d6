"""Adds rows up: subtotals, points that do not apply, caps, ceiling and grade."""

from collections.abc import Iterable
from decimal import Decimal

from scoring.formula import Facts
from scoring.preparation import PreparedSystem
from scoring.results import Row, ScoreSheet, Subtotal
from scoring.rounding import ZERO, fixed, plain, round_half_up, to_percent
from scoring.rules import Step
from scoring.systems import NotApplicable, SystemSpec


def total_up(rows: tuple[Row, ...], system: PreparedSystem, facts: Facts) -> ScoreSheet:
    """The score sheet of these rows; `facts` decide the cap."""
    spec = system.spec
    points = sum([row.points for row in rows], ZERO)
    waived = ZERO
    if spec.not_applicable is not NotApplicable.FULL:
        waived = sum([row.points for row in rows if row.not_applicable], ZERO)
    reached = sum([row.score for row in rows if row.score is not None], ZERO)
    best = sum([row.max_possible for row in rows], ZERO)
    pending = sum([row.points for row in rows if row.is_pending], ZERO)
    steps: tuple[Step, ...] = ()
    total, ceiling = round_half_up(reached), round_half_up(best)
    if waived and spec.not_applicable is NotApplicable.SPREAD:
        applied = points - waived
        if applied:
            total = round_half_up(reached * points / applied)
            ceiling = round_half_up(best * points / applied)
            steps = (
                Step(
                    f"不适用的 {plain(waived)} 分分摊到其余指标：{fixed(reached)} × {plain(points)} ÷ "
                    f"({plain(points)} − {plain(waived)})",
                    fixed(total),
                ),
            )
    elif waived:
        points -= waived
    cap, cap_missing, cap_steps = _cap(system, facts)
    if cap is not None:
        if total > cap:
            cap_steps = (*cap_steps, Step(f"总分最高 {plain(cap)} 分：最小({fixed(total)}, {plain(cap)})", fixed(cap)))
        else:
            cap_steps = (*cap_steps, Step(f"总分最高 {plain(cap)} 分，未超过：{fixed(total)}", fixed(total)))
        total, ceiling = min(total, cap), min(ceiling, cap)
        steps += cap_steps
    grade = grade_of(total, spec) if points else ""
    highest = _highest_with_pending(total, pending, cap, points, waived, spec) if pending else total
    return ScoreSheet(
        spec.code, spec.name, spec.version, rows, _subtotals(rows), points, round_half_up(reached),
        round_half_up(total), steps, pending, round_half_up(ceiling),
        grade if grade == grade_of(highest, spec) else "", grade_of(ceiling, spec) if points else "", cap,
        cap_missing,
    )  # fmt: skip


def grade_of(total: Decimal, spec: SystemSpec) -> str:
    """The grade of a total: the first whose lower bound it reaches; "" where none does."""
    grades = sorted(spec.grades, key=lambda grade: grade.at_least, reverse=True)
    return next((grade.name for grade in grades if total >= grade.at_least), "")


def _highest_with_pending(
    total: Decimal, pending: Decimal, cap: Decimal | None, points: Decimal, waived: Decimal, spec: SystemSpec
) -> Decimal:
    if spec.not_applicable is NotApplicable.SPREAD and points > waived:
        pending = pending * points / (points - waived)
    highest = total + pending
    return highest if cap is None else min(highest, cap)


def _cap(system: PreparedSystem, facts: Facts) -> tuple[Decimal | None, tuple[str, ...], tuple[Step, ...]]:
    """The cap that the rate asks for; while the rate is not known there is none, and its facts are named."""
    caps, formula = system.spec.caps, system.cap_formula
    if caps is None or formula is None:
        return None, (), ()
    calculation = formula.calculate(facts)
    if calculation.value is None:
        return None, tuple(name.code for name in calculation.missing), ()
    rate = to_percent(calculation.value)
    edges = [edge for edge in caps.edges if rate < edge.below]
    if not edges:
        return None, (), ()
    edge = min(edges, key=lambda edge: edge.at_most)
    return (
        edge.at_most,
        (),
        (
            Step(f"{caps.name}：{formula.words} = {formula.in_numbers(facts)}", f"{fixed(rate)}%"),
            Step(f"{caps.name}低于 {plain(edge.below)}%"),
        ),
    )


def _subtotals(rows: Iterable[Row]) -> tuple[Subtotal, ...]:
    """Level-one and level-two subtotals in the order of the sheet, each level-one before its parts."""
    ones: dict[str, list[Row]] = {}
    for row in rows:
        ones.setdefault(row.level_one, []).append(row)
    found = []
    for one, members in ones.items():
        found.append(_subtotal(one, "", members))
        twos: dict[str, list[Row]] = {}
        for row in members:
            twos.setdefault(row.level_two, []).append(row)
        found += [_subtotal(two, one, below) for two, below in twos.items()]
    return tuple(found)


def _subtotal(name: str, parent: str, rows: list[Row]) -> Subtotal:
    return Subtotal(
        name,
        parent,
        sum([row.points for row in rows if not row.not_applicable or row.score is not None], ZERO),
        sum([row.score for row in rows if row.score is not None], ZERO),
        sum([row.points for row in rows if row.is_pending], ZERO),
        sum([row.max_possible for row in rows], ZERO),
    )
