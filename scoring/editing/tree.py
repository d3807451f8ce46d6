"""Changes to an indicator system as plain data: put an indicator in, take one out, move one, spread points. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.rounding import ZERO
from scoring.systems import IndicatorSpec, Level, SystemSpec

_SERIAL = re.compile(r"i(\d+)")


@dataclass(frozen=True)
class LevelNode:
    """A level of the tree: what its indicators add up to, and what was declared for it (None where nothing was)."""

    name: str
    parent: str
    sum: Decimal
    declared: Decimal | None
    parts: tuple["LevelNode", ...] = ()
    indicators: tuple[IndicatorSpec, ...] = ()

    @property
    def rest(self) -> Decimal:
        """What is still to be given out, below zero where too much was."""
        return (self.sum if self.declared is None else self.declared) - self.sum


def tree_of(spec: SystemSpec) -> list[LevelNode]:
    """Level-one nodes with their level-two parts and the indicators below them, in the order of the system."""
    declared = {(level.parent, level.name): level.points for level in spec.levels}
    groups: dict[str, dict[str, list[IndicatorSpec]]] = {}
    for each in spec.indicators:
        groups.setdefault(each.level_one, {}).setdefault(each.level_two, []).append(each)
    nodes = []
    for one, parts in groups.items():
        twos = tuple(
            LevelNode(two, one, _sum(rows), declared.get((one, two)), indicators=tuple(rows))
            for two, rows in parts.items()
        )
        nodes.append(LevelNode(one, "", sum((two.sum for two in twos), ZERO), declared.get(("", one)), twos))
    return nodes


def _sum(rows: Iterable[IndicatorSpec]) -> Decimal:
    return sum((row.points for row in rows), ZERO)


def in_tree_order(spec: SystemSpec) -> SystemSpec:
    """The same system with the indicators of a level standing together; levels that hold nothing are given up."""
    nodes = tree_of(spec)
    rows = tuple(row for one in nodes for two in one.parts for row in two.indicators)
    names = {("", one.name) for one in nodes} | {(one.name, two.name) for one in nodes for two in one.parts}
    levels = tuple(level for level in spec.levels if (level.parent, level.name) in names)
    return replace(spec, indicators=rows, levels=levels)


def free_code(spec: SystemSpec) -> str:
    """A code for a new indicator that no other has."""
    taken = [int(match[1]) for each in spec.indicators if (match := _SERIAL.fullmatch(each.code))]
    return f"i{max(taken, default=0) + 1}"


def with_indicator(spec: SystemSpec, indicator: IndicatorSpec, *, instead_of: str = "") -> SystemSpec:
    """The system with an indicator in place of another, or behind the last of its level."""
    if instead_of:
        rows = tuple(indicator if each.code == instead_of else each for each in spec.indicators)
    else:
        rows = (*spec.indicators, indicator)
    return in_tree_order(replace(spec, indicators=rows))


def without_indicator(spec: SystemSpec, code: str) -> SystemSpec:
    """The system without one of its indicators."""
    return in_tree_order(replace(spec, indicators=tuple(each for each in spec.indicators if each.code != code)))


def with_indicator_moved(spec: SystemSpec, code: str, *, up: bool) -> SystemSpec:
    """The system with an indicator one place up or down among those of its level-two part."""
    rows = list(in_tree_order(spec).indicators)
    at = next(number for number, each in enumerate(rows) if each.code == code)
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows) and _level(rows[other]) == _level(rows[at]):
        rows[at], rows[other] = rows[other], rows[at]
    return replace(spec, indicators=tuple(rows))


def with_level_moved(spec: SystemSpec, one: str, two: str, *, up: bool) -> SystemSpec:
    """The system with a level-one part (`two` empty) or a level-two part one place up or down."""
    nodes = tree_of(spec)
    if two:
        holder = next(number for number, node in enumerate(nodes) if node.name == one)
        nodes[holder] = replace(nodes[holder], parts=tuple(_moved(list(nodes[holder].parts), two, up=up)))
    else:
        nodes = _moved(nodes, one, up=up)
    rows = tuple(row for node in nodes for part in node.parts for row in part.indicators)
    return replace(spec, indicators=rows)


def _moved(nodes: list[LevelNode], name: str, *, up: bool) -> list[LevelNode]:
    at = next(number for number, node in enumerate(nodes) if node.name == name)
    other = at - 1 if up else at + 1
    if 0 <= other < len(nodes):
        nodes[at], nodes[other] = nodes[other], nodes[at]
    return nodes


def _level(row: IndicatorSpec) -> tuple[str, str]:
    return row.level_one, row.level_two


def with_points(
    spec: SystemSpec, points: Mapping[str, Decimal], levels: Mapping[tuple[str, str], Decimal | None]
) -> SystemSpec:
    """The system with points of indicators (by code) and of levels (by parent and name; None: nothing declared)."""
    rows = tuple(replace(each, points=points.get(each.code, each.points)) for each in spec.indicators)
    kept = [level for level in spec.levels if (level.parent, level.name) not in levels]
    new = [Level(name, value, parent) for (parent, name), value in levels.items() if value is not None]
    order = {key: number for number, key in enumerate(_level_keys(spec))}
    ordered = sorted([*kept, *new], key=lambda level: order.get((level.parent, level.name), len(order)))
    return replace(spec, indicators=rows, levels=tuple(ordered))


def _level_keys(spec: SystemSpec) -> list[tuple[str, str]]:
    return [key for one in tree_of(spec) for key in (("", one.name), *((one.name, two.name) for two in one.parts))]
