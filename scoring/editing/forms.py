"""The forms of the administrator: one indicator, the settings of a system. They read what was typed into plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from scoring.editing.rule_form import RuleForm, read_rule_form, rule_form
from scoring.preparation import SystemProblem
from scoring.rounding import plain
from scoring.rules import RULES, ParameterError
from scoring.systems import GRADES, IndicatorSpec, NotApplicable, SystemSpec, ValueKind, ZeroBase, read_indicator

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEFAULT_RULE = "judged"
TEXTS = (
    "name", "level_one", "level_two", "points", "formula", "full_if", "full_text", "criterion", "explanation", "source",
)  # fmt: skip


@dataclass
class IndicatorForm:
    """What stands in the form of one indicator, and what is wrong with it: field → sentences."""

    values: dict[str, str]
    rule: RuleForm
    errors: dict[str, list[SystemProblem]] = field(default_factory=dict)

    @property
    def general(self) -> list[SystemProblem]:
        """What is wrong with no single field."""
        known = {*self.values, "rule", "target", "code"}
        return [each for name, found in self.errors.items() if name not in known for each in found]

    def add(self, problem: SystemProblem) -> None:
        """Put a problem beside its field."""
        self.errors.setdefault(problem.field, []).append(problem)


def shown_indicator(spec: IndicatorSpec | None, *, kind: str = "") -> IndicatorForm:
    """The form of a stored indicator, or an empty one; `kind` shows the parameters of another rule."""
    if spec is None:
        values = dict.fromkeys(TEXTS, "") | {"evidence": "", "completed": "", "own": ""}
        values |= {"value_kind": ValueKind.RATIO.value, "when_zero": ZeroBase.OPEN.value}
        return IndicatorForm(values, rule_form(kind or DEFAULT_RULE))
    values = {name: str(getattr(spec, name)) for name in TEXTS} | {
        "points": _figure(spec.points),
        "value_kind": spec.value_kind.value,
        "when_zero": spec.when_zero.value,
        "evidence": "\n".join(spec.evidence),
        "completed": "on" if spec.completed else "",
        "own": "on" if spec.own else "",
    }
    return IndicatorForm(values, rule_form(kind or spec.rule.kind, rule=spec.rule))


def read_indicator_form(typed: Mapping[str, str], *, code: str) -> tuple[IndicatorForm, IndicatorSpec | None]:
    """What was typed, and the indicator where it can be read; where not, the errors say why."""
    kind = typed.get("rule_kind", "")
    kind = kind if kind in RULES else DEFAULT_RULE
    values = {name: typed.get(name, "").strip() for name in (*TEXTS, "value_kind", "when_zero", "evidence")}
    values |= {name: "on" if typed.get(name) else "" for name in ("completed", "own")}
    form = IndicatorForm(values, rule_form(kind, typed=typed))
    data: dict[str, Any] = {
        **{name: values[name] for name in TEXTS},
        "code": code,
        "points": values["points"] or "0",
        "value_kind": values["value_kind"] or ValueKind.RATIO.value,
        "when_zero": values["when_zero"] or ZeroBase.OPEN.value,
        "evidence": [line.strip() for line in values["evidence"].splitlines() if line.strip()],
        "completed": bool(values["completed"]),
        "own": bool(values["own"]),
        "rule": read_rule_form(kind, typed),
    }
    for name, label in (("name", _("三级指标")), ("level_one", _("一级指标")), ("level_two", _("二级指标"))):
        if not values[name]:
            form.add(SystemProblem(code, name, _("请填写%(label)s。") % {"label": label}))
    try:
        spec = read_indicator(data)
    except ParameterError as error:
        form.add(SystemProblem(code, _field_of(str(error)), str(error)))
        return form, None
    return form, None if form.errors else spec


def _field_of(message: str) -> str:
    """Where a sentence of ParameterError belongs: it begins with the label of the setting."""
    return "points" if message.startswith("设置“分值”") else "rule"


@dataclass
class SettingsForm:
    """The settings of a whole system as typed."""

    values: dict[str, str]
    grades: list[tuple[str, str]]
    caps: list[tuple[str, str]]
    errors: list[str] = field(default_factory=list)
    options: tuple[tuple[str, StrOrPromise], ...] = tuple(NotApplicable.choices)


SPARE = 2


def shown_settings(spec: SystemSpec) -> SettingsForm:
    """The form with the present settings."""
    caps = spec.caps
    values = {
        "name": spec.name, "source": spec.source, "description": spec.description, "completions": spec.completions,
        "total": _figure(spec.total), "not_applicable": spec.not_applicable.value,
        "cap_name": caps.name if caps else "", "cap_formula": caps.formula if caps else "",
    }  # fmt: skip
    grades = [(grade.name, _figure(grade.at_least)) for grade in spec.grades or GRADES]
    edges = [(_figure(edge.below), _figure(edge.at_most)) for edge in caps.edges] if caps else []
    return SettingsForm(values, [*grades, *[("", "")] * SPARE], [*edges, *[("", "")] * SPARE])


def read_settings_form(typed: Mapping[str, str]) -> tuple[SettingsForm, dict[str, Any] | None]:
    """What was typed, and the settings as `read_system` takes them where every figure is one."""
    names = ("name", "source", "description", "completions", "total", "not_applicable", "cap_name", "cap_formula")
    form = SettingsForm(
        {name: typed.get(name, "").strip() for name in names},
        _pairs(typed, "grade", ("name", "at_least")),
        _pairs(typed, "cap", ("below", "at_most")),
    )
    if not form.values["name"]:
        form.errors.append(_("请填写名称。"))
    grades = [{"name": name, "at_least": _number(form, least)} for name, least in form.grades if name or least]
    edges = [
        {"below": _number(form, below), "at_most": _number(form, most)} for below, most in form.caps if below or most
    ]
    if not grades or not any(each["at_least"] == "0" for each in grades):
        form.errors.append(_("等次至少要有一个下限为 0 的，否则低分没有等次。"))
    if bool(edges) != bool(form.values["cap_formula"]):
        form.errors.append(_("总分上限要同时写公式和各档，不设上限时都留空。"))
    data: dict[str, Any] = {
        name: form.values[name] for name in ("name", "source", "description", "completions", "not_applicable")
    }
    data |= {"total": _number(form, form.values["total"]), "grades": grades, "caps": None}
    if edges:
        name = form.values["cap_name"] or _("预算执行率")
        data["caps"] = {"formula": form.values["cap_formula"], "edges": edges, "name": name}
    form.grades += [("", "")] * SPARE
    form.caps += [("", "")] * SPARE
    return form, None if form.errors else data


def _pairs(typed: Mapping[str, str], prefix: str, names: tuple[str, str]) -> list[tuple[str, str]]:
    found = []
    number = 0
    while any(f"{prefix}-{number}-{name}" in typed for name in names):
        first, second = (typed.get(f"{prefix}-{number}-{name}", "").strip() for name in names)
        if first or second:
            found.append((first, second))
        number += 1
    return found


def _number(form: SettingsForm, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        form.errors.append(_("“%(text)s”不是一个数。") % {"text": text[:20]})
        return "0"
    return format(number.normalize(), "f")


def _figure(number: Decimal) -> str:
    return plain(number).replace("−", "-")
