"""The kinds of rules: each turns one indicator's value or answer into points and a trace.

The texts of traces are part of the record, so they are Chinese whatever language a reader
has set.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from scoring.rules.bands import Bands
from scoring.rules.base import Rule
from scoring.rules.case import Case, Operand, Step, Verdict
from scoring.rules.checklist import Checklist
from scoring.rules.deviation import Deviation
from scoring.rules.execution_rate import ExecutionRate
from scoring.rules.judged import Judged
from scoring.rules.parameters import ParameterError, describe, from_json, to_json
from scoring.rules.per_fault import PerFault
from scoring.rules.per_point_over import PerPointOver
from scoring.rules.per_step_over import PerStepOver
from scoring.rules.per_step_under import PerStepUnder
from scoring.rules.proportional import Proportional
from scoring.rules.scaled import Scaled
from scoring.rules.three_grades import ThreeGrades

__all__ = [
    "RULES", "Case", "Operand", "ParameterError", "Rule", "Step", "Verdict", "describe", "read_rule", "write_rule",
]  # fmt: skip


_KINDS: tuple[type[Rule], ...] = (
    PerPointOver,
    PerStepOver,
    PerStepUnder,
    Deviation,
    Bands,
    Checklist,
    PerFault,
    Proportional,
    ThreeGrades,
    ExecutionRate,
    Scaled,
    Judged,
)
RULES: dict[str, type[Rule]] = {rule.kind: rule for rule in _KINDS}


def read_rule(data: Mapping[str, Any]) -> Rule:
    """The rule from JSON, `{"kind": "per_point_over", "limit": "100"}`. Raises ParameterError."""
    if not isinstance(data, Mapping):
        raise ParameterError(_("评分规则应当是一组设置。"))
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in RULES:
        raise ParameterError(_("没有叫“%(kind)s”的评分规则。") % {"kind": kind})
    rule: Rule = from_json(RULES[kind], {name: value for name, value in data.items() if name != "kind"})
    return rule


def write_rule(rule: Rule) -> dict[str, Any]:
    """The rule as JSON, numbers as strings."""
    return {"kind": rule.kind, **to_json(rule)}
