"""The shipped systems and small made-up ones, prepared for the scoring tests."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

from departments.facts import codes_by_name
from scoring.preparation import PreparedSystem, prepare_system
from scoring.rules import read_rule
from scoring.systems import IndicatorSpec, SystemSpec, read_system

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "indicator_systems"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.json"))

D = Decimal


def shipped_spec(code: str) -> SystemSpec:
    return read_system(json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8")))


@cache
def shipped(code: str) -> PreparedSystem:
    return prepare_system(shipped_spec(code), codes_by_name())


def row(code: str = "one", points: str = "10", rule: dict | None = None, **settings) -> IndicatorSpec:
    rule = rule or {"kind": "per_point_over", "limit": "100", "per_point": "1"}
    if "formula" not in settings and rule["kind"] in VALUE_RULES:
        settings["formula"] = "在职人数 ÷ 编制数"
    return IndicatorSpec(code, code, "投入", "预算配置", D(points), read_rule(rule), **settings)


VALUE_RULES = ("per_point_over", "per_step_over", "per_step_under", "deviation", "bands", "execution_rate")


def system(*rows: IndicatorSpec, **settings) -> PreparedSystem:
    return prepare_system(SystemSpec("test", "测试", rows, **settings), codes_by_name())


def staff(actual: str, quota: str = "100") -> dict[str, Decimal]:
    """Facts whose rate 在职人数 ÷ 编制数 is easy to see: with a quota of 100 the staff is the percentage."""
    return {"staff_actual": D(actual), "staff_quota": D(quota)}
