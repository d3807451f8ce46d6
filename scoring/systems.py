"""Indicator systems as data: what is scored, by which rule, and what the total means; and their JSON.

Pure dataclasses. Whether a system is sound is asked in `scoring.preparation`; how it is stored, in the models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from scoring.rules import Rule, read_rule, write_rule
from scoring.rules.parameters import from_json, parameter, to_json


class ValueKind(TextChoices):
    """What a formula's value is, which decides how it is rounded and shown."""

    RATIO = "ratio", _("比率，显示为百分数")
    PERCENT = "percent", _("已经是百分数")
    NUMBER = "number", _("数值")


class ZeroBase(TextChoices):
    """What a division by zero in the formula means."""

    OPEN = "open", _("不计算，留给审核人处理")
    FULL = "full", _("按满分计")
    ZERO = "zero", _("按 0 分计")


class NotApplicable(TextChoices):
    """What becomes of the points of indicators that do not apply."""

    SPREAD = "spread", _("按比例分摊到其余指标")
    FULL = "full", _("按满分计")
    DROP = "drop", _("不计入总分")


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """One third-level indicator.

    `formula` gives the value (or the actual value that is compared with a target); `full_if` is a condition
    under which the row scores full points whatever else is missing (no building finished: nothing to
    control), `full_text` says so. `criterion` is the printed 评分标准, `source` where it comes from; `completed`
    marks what the source leaves open and was filled in; `own` marks a row that a department replaces by its
    own indicators.
    """

    code: str = parameter(_("代码"))
    name: str = parameter(_("三级指标"))
    level_one: str = parameter(_("一级指标"))
    level_two: str = parameter(_("二级指标"))
    points: Decimal = parameter(_("分值"))
    rule: Rule = parameter(_("评分规则"))
    formula: str = parameter(_("公式"), default="")
    value_kind: ValueKind = parameter(_("公式的结果"), default=ValueKind.RATIO)
    full_if: str = parameter(_("得满分的条件"), default="")
    full_text: str = parameter(_("条件的说明"), default="")
    when_zero: ZeroBase = parameter(_("除数为 0 时"), default=ZeroBase.OPEN)
    evidence: tuple[str, ...] = parameter(_("佐证材料"), default=())
    criterion: str = parameter(_("评分标准"), default="")
    explanation: str = parameter(_("指标解释"), default="")
    source: str = parameter(_("依据"), default="")
    completed: bool = parameter(_("由本系统补全"), default=False)
    own: bool = parameter(_("由部门换成个性指标"), default=False)


@dataclass(frozen=True, slots=True)
class Level:
    """The printed points of a level-one indicator, or of a level-two one below `parent`."""

    name: str = parameter(_("名称"))
    points: Decimal = parameter(_("分值"))
    parent: str = parameter(_("上级"), default="")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from its lower bound upwards, the bound included."""

    name: str = parameter(_("等次"))
    at_least: Decimal = parameter(_("下限（含）"))


GRADES = (
    Grade("优", Decimal(90)),
    Grade("良", Decimal(80)),
    Grade("中", Decimal(60)),
    Grade("差", Decimal(0)),
)


@dataclass(frozen=True, slots=True)
class CapEdge:
    """A rate under `below` percent (the bound itself excluded) keeps the total at `at_most` points."""

    below: Decimal = parameter(_("低于（%）"))
    at_most: Decimal = parameter(_("总分最高"))


@dataclass(frozen=True, slots=True)
class Caps:
    """Upper bounds of the total by a rate, usually the budget execution rate."""

    formula: str = parameter(_("公式"))
    edges: tuple[CapEdge, ...] = parameter(_("各档"))
    name: str = parameter(_("名称"), default="预算执行率")


@dataclass(frozen=True, slots=True)
class SystemSpec:
    """A whole indicator system. A `bank` has no weights: indicators are chosen from it."""

    code: str = parameter(_("代码"))
    name: str = parameter(_("名称"))
    indicators: tuple[IndicatorSpec, ...] = parameter(_("指标"))
    version: int = parameter(_("版本"), default=1)
    source: str = parameter(_("依据"), default="")
    description: str = parameter(_("说明"), default="")
    completions: str = parameter(_("补全的内容"), default="")
    total: Decimal = parameter(_("总分"), default=Decimal(100))
    bank: bool = parameter(_("指标库（不带分值）"), default=False)
    levels: tuple[Level, ...] = parameter(_("各级分值"), default=())
    not_applicable: NotApplicable = parameter(_("不适用指标的分值"), default=NotApplicable.SPREAD)
    grades: tuple[Grade, ...] = parameter(_("等次"), default=GRADES)
    caps: Caps | None = parameter(_("总分上限"), default=None)


def read_system(data: Mapping[str, Any]) -> SystemSpec:
    """A system from JSON. Raises ParameterError with the path to what cannot be read."""
    return cast(SystemSpec, from_json(SystemSpec, data, {Rule: read_rule}))


def read_indicator(data: Mapping[str, Any]) -> IndicatorSpec:
    """One indicator from JSON. Raises ParameterError."""
    return cast(IndicatorSpec, from_json(IndicatorSpec, data, {Rule: read_rule}))


def write_system(system: SystemSpec) -> dict[str, Any]:
    """The system as JSON, numbers as strings."""
    data: dict[str, Any] = to_json(system)
    data["indicators"] = [write_indicator(indicator) for indicator in system.indicators]
    return data


def write_indicator(indicator: IndicatorSpec) -> dict[str, Any]:
    """One indicator as JSON, numbers as strings."""
    return {**to_json(indicator), "rule": write_rule(indicator.rule)}
