"""Finds what is wrong with an indicator system, and compiles a sound one for scoring many reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from scoring.formula import Condition, Formula, FormulaError, Name
from scoring.rounding import plain
from scoring.rules.proportional import Proportional
from scoring.systems import IndicatorSpec, SystemSpec

Compiled = TypeVar("Compiled", Formula, Condition)


@dataclass(frozen=True, slots=True)
class SystemProblem:
    """One thing wrong: with an indicator (by code) or the whole ("" as code), in which field, and where there.

    `start` and `end` delimit the characters of a formula that are at fault.
    """

    indicator: str
    field: str
    message: str
    start: int = 0
    end: int = 0


class UnsoundSystem(ValueError):
    """A system that cannot be scored with; `problems` says why."""

    def __init__(self, problems: list[SystemProblem]) -> None:
        super().__init__("；".join(f"{problem.indicator}：{problem.message}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PreparedIndicator:
    """An indicator with its formulas compiled."""

    spec: IndicatorSpec
    formula: Formula | None
    condition: Condition | None
    target: Formula | None
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PreparedSystem:
    """A sound system, ready to score with; keep it, compiling costs more than scoring."""

    spec: SystemSpec
    indicators: tuple[PreparedIndicator, ...]
    cap_formula: Formula | None


def prepare_system(spec: SystemSpec, names: Mapping[str, str]) -> PreparedSystem:
    """Compile the system over facts known by `names` (Chinese name → code).

    Raises UnsoundSystem when a formula or a rule cannot be used. Points that do not add up do not stand in the
    way of scoring: a draft of a system is tried out before its points agree.
    """
    problems: list[SystemProblem] = []
    indicators = tuple(_prepare(indicator, names, problems) for indicator in spec.indicators)
    cap_formula = None
    if spec.caps is not None:
        cap_formula = _compile(Formula, spec.caps.formula, names, "", "caps", problems)
    problems += _repeated_codes(spec)
    if problems:
        raise UnsoundSystem(problems)
    return PreparedSystem(spec, indicators, cap_formula)


def find_problems(spec: SystemSpec, names: Mapping[str, str]) -> list[SystemProblem]:
    """Everything that must be mended before a campaign may use the system."""
    problems: list[SystemProblem] = []
    try:
        prepare_system(spec, names)
    except UnsoundSystem as unsound:
        problems += unsound.problems
    if not spec.bank:
        for indicator in spec.indicators:
            for message in indicator.rule.problems(indicator.points):
                problems.append(SystemProblem(indicator.code, "rule", message))
        problems += _sums(spec)
    return problems


def _prepare(indicator: IndicatorSpec, names: Mapping[str, str], problems: list[SystemProblem]) -> PreparedIndicator:
    code, rule = indicator.code, indicator.rule
    if indicator.points < 0:
        problems.append(SystemProblem(code, "points", _("分值不能小于 0。")))
    formula = condition = target = None
    if indicator.formula.strip():
        formula = _compile(Formula, indicator.formula, names, code, "formula", problems)
    elif rule.uses == "value":
        problems.append(SystemProblem(code, "formula", _("这种评分规则需要公式。")))
    if indicator.full_if.strip():
        condition = _compile(Condition, indicator.full_if, names, code, "full_if", problems)
    if isinstance(rule, Proportional):
        target = _compile(Formula, rule.target, names, code, "target", problems)
    read: list[Name] = []
    for part in (condition, formula, target):
        read += part.names if part else ()
    unique = {name.code: name for name in read}
    return PreparedIndicator(indicator, formula, condition, target, tuple(unique.values()))


def _compile(
    kind: type[Compiled], source: str, names: Mapping[str, str], code: str, field: str, problems: list[SystemProblem]
) -> Compiled | None:
    try:
        return kind(source, names)
    except FormulaError as error:
        problems.append(SystemProblem(code, field, str(error), error.start, error.end))
        return None


def _repeated_codes(spec: SystemSpec) -> Iterator[SystemProblem]:
    seen: set[str] = set()
    for indicator in spec.indicators:
        if indicator.code in seen:
            yield SystemProblem(indicator.code, "code", _("代码“%(code)s”重复。") % {"code": indicator.code})
        seen.add(indicator.code)


def _sums(spec: SystemSpec) -> Iterator[SystemProblem]:
    """Points must add up: rows to their level, levels to the level above, everything to the total."""
    for level in spec.levels:
        if level.parent:
            rows = [i for i in spec.indicators if (i.level_one, i.level_two) == (level.parent, level.name)]
        else:
            rows = [i for i in spec.indicators if i.level_one == level.name]
        yield from _sum(level.name, sum((row.points for row in rows), Decimal(0)), level.points)
    total = sum((indicator.points for indicator in spec.indicators), Decimal(0))
    yield from _sum(_("总分"), total, spec.total)


def _sum(name: str, found: Decimal, wanted: Decimal) -> Iterator[SystemProblem]:
    if found != wanted:
        yield SystemProblem(
            "",
            "points",
            _("“%(name)s”应为 %(wanted)s 分，各指标合计 %(found)s 分，相差 %(rest)s 分。")
            % {
                "name": name,
                "wanted": plain(wanted),
                "found": plain(found),
                "rest": plain(abs(wanted - found)),
            },
        )
