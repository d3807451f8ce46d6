"""The form of a rule's parameters, made from what the rule says of itself: label, explanation, kind of value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from typing import Any, get_args, get_origin

from django.utils.functional import Promise

from scoring.rounding import plain
from scoring.rules import RULES, Rule
from scoring.rules.parameters import Description, describe

Words = str | Promise
PREFIX = "rule"
# Rows for more bands or grades than there are: filled ones count.
SPARE_ROWS = 2


@dataclass(frozen=True)
class Input:
    """One input of the form. `kind` is number, text, lines, choice or flag."""

    name: str
    label: Words
    help: Words
    kind: str
    shown: str
    required: bool
    options: Sequence[tuple[str, Words]] = ()


@dataclass(frozen=True)
class Rows:
    """A parameter of several rows, such as bands: heads and inputs of each row."""

    label: Words
    help: Words
    heads: list[Words]
    rows: list[list[Input]]


@dataclass(frozen=True)
class RuleForm:
    """The whole form: what the rule is, and its inputs in order."""

    kind: str
    label: Words
    help: Words
    uses: str
    inputs: list[Input | Rows]


def rule_form(kind: str, *, rule: Rule | None = None, typed: Mapping[str, str] | None = None) -> RuleForm:
    """The form of a kind of rule with what stands in it: a rule's parameters, what was typed, or the defaults."""
    cls = RULES[kind]
    same = rule if isinstance(rule, cls) else None
    inputs = [_input(each, same, typed) for each in describe(cls)]
    return RuleForm(kind, cls.label, cls.help, cls.uses, inputs)


def read_rule_form(kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """The rule as `read_rule` takes it, from the inputs of the form. Whether it can be used is read_rule's to say."""
    data: dict[str, Any] = {"kind": kind}
    for description in describe(RULES[kind]):
        name = f"{PREFIX}-{description.name}"
        part = _part_of(description)
        if part is str:
            data[description.name] = [line.strip() for line in typed.get(name, "").splitlines() if line.strip()]
        elif part is not None:
            data[description.name] = _typed_rows(part, name, typed)
        elif description.hint is bool:
            data[description.name] = typed.get(name, "") != ""
        else:
            text = typed.get(name, "").strip()
            if text or description.required:
                data[description.name] = text
    return data


def _typed_rows(part: type, name: str, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    fields = describe(part)
    rows = []
    number = 0
    while any(f"{name}-{number}-{field.name}" in typed for field in fields):
        row = {field.name: typed.get(f"{name}-{number}-{field.name}", "").strip() for field in fields}
        words = {key: value for key, value in row.items() if _field(fields, key).hint is not bool}
        if any(words.values()):
            rows.append({key: value != "" if _field(fields, key).hint is bool else value for key, value in row.items()})
        number += 1
    return rows


def _field(fields: Sequence[Description], name: str) -> Description:
    return next(field for field in fields if field.name == name)


def _part_of(description: Description) -> type | None:
    """What a parameter of several holds: text or a dataclass; None for a single value."""
    if get_origin(description.hint) is not tuple:
        return None
    part: type = get_args(description.hint)[0]
    return part


def _input(description: Description, rule: Rule | None, typed: Mapping[str, str] | None) -> Input | Rows:
    value = getattr(rule, description.name) if rule is not None else description.default
    if rule is None and value is None:
        value = description.usual
    name = f"{PREFIX}-{description.name}"
    part = _part_of(description)
    if part is not None and is_dataclass(part):
        return _rows(description, part, name, value or (), typed)
    return _single(description, name, value, typed)


def _single(description: Description, name: str, value: Any, typed: Mapping[str, str] | None) -> Input:
    part = _part_of(description)
    if part is not None:
        kind, shown = "lines", "\n".join(value or ())
    elif description.choices:
        kind, shown = "choice", str(value.value) if value is not None else description.choices[0][0]
    elif description.hint is bool:
        kind, shown = "flag", "on" if value or value is None else ""
    else:
        numeric = description.hint is Decimal or Decimal in get_args(description.hint)
        kind = "number" if numeric else "text"
        shown = "" if value is None else plain(value).replace("−", "-") if isinstance(value, Decimal) else str(value)
    if typed is not None:
        shown = typed.get(name, "")
    return Input(name, description.label, description.help, kind, shown, description.required, description.choices)


def _rows(
    description: Description, part: type, name: str, value: Sequence[Any], typed: Mapping[str, str] | None
) -> Rows:
    fields = describe(part)
    count = len(value)
    if typed is not None:
        count = len(_typed_rows(part, name, typed))
    rows = []
    for number in range(count + SPARE_ROWS):
        held = value[number] if typed is None and number < len(value) else None
        rows.append(
            [
                _single(field, f"{name}-{number}-{field.name}", getattr(held, field.name, _blank(field)), typed)
                for field in fields
            ]
        )
    return Rows(description.label, description.help, [field.label for field in fields], rows)


def _blank(field: Description) -> Any:
    return True if field.hint is bool else None
