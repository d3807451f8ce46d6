"""A rule with its parameters as text that a person can read and change in a cell, and back.

    每超过一个百分点扣分
    上限（%）：100
    每个百分点扣分：0.5

Lists stand on one line, their parts separated by ｜; a band is written 10 得 4, with （不含） where its limit is out.
"""

import re
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from django.utils.translation import gettext as _

from scoring.rounding import plain
from scoring.rules import RULES, ParameterError, Rule, read_rule
from scoring.rules.bands import Band
from scoring.rules.judged import Option
from scoring.rules.parameters import Description, describe

BETWEEN = "｜"
_WORTH = re.compile(r"(?P<head>.+?)\s*得\s*(?P<points>\d+(?:\.\d+)?)\s*分?")
_EXCLUDED = "（不含）"


def rule_words(rule: Rule) -> str:
    """The rule in one line: 每超过一个百分点扣分（上限（%）：100；每个百分点扣分：0.5）."""
    parameters = "；".join(parameter_lines(rule))
    return f"{rule.label}（{parameters}）" if parameters else str(rule.label)


def parameter_lines(rule: Rule) -> list[str]:
    """A line for each parameter that says more than its default."""
    lines = []
    for description in describe(type(rule)):
        value = getattr(rule, description.name)
        if value is None or (value == description.default and not description.required):
            continue
        lines.append(f"{description.label}：{_shown(value)}")
    return lines


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return BETWEEN.join(_shown(each) for each in value)
    if isinstance(value, Band):
        return f"{plain(value.limit)}{'' if value.inclusive else _EXCLUDED} 得 {plain(value.points)}"
    if isinstance(value, Option):
        return f"{value.label} 得 {plain(value.points)}"
    if isinstance(value, Decimal):
        return plain(value).replace("−", "-")
    return str(value.label) if isinstance(value, Enum) and hasattr(value, "label") else str(value)


def read_rule_words(label: str, text: str) -> Rule:
    """The rule from its label (or kind) and a line for each parameter. Raises ParameterError."""
    kind = next((kind for kind, rule in RULES.items() if label.strip() in (kind, str(rule.label))), None)
    if kind is None:
        raise ParameterError(
            _("没有叫“%(label)s”的评分规则，可填：%(known)s。")
            % {"label": label[:30], "known": "、".join(str(rule.label) for rule in RULES.values())}
        )
    known = {str(description.label): description for description in describe(RULES[kind])}
    data: dict[str, Any] = {"kind": kind}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, mark, value = line.replace(":", "：", 1).partition("：") if "：" not in line else line.partition("：")
        description = known.get(name.strip())
        if not mark or description is None:
            raise ParameterError(
                _("规则参数“%(line)s”看不懂，可写：%(known)s。") % {"line": line[:30], "known": "、".join(known)}
            )
        data[description.name] = _read(description, value.strip())
    return read_rule(data)


def _read(description: Description, text: str) -> Any:
    hint = description.hint
    if get_origin(hint) is tuple:
        parts = [part.strip() for part in text.replace("|", BETWEEN).split(BETWEEN) if part.strip()]
        return [_part(get_args(hint)[0], part) for part in parts]
    if description.choices:
        return next((value for value, label in description.choices if text in (value, str(label))), text)
    return text


def _part(hint: Any, text: str) -> Any:
    if hint is str:
        return text
    match = _WORTH.fullmatch(text)
    if match is None:
        raise ParameterError(_("“%(text)s”要写成“10 得 4”的样子。") % {"text": text[:30]})
    head = match["head"]
    if hint is Option:
        return {"label": head, "points": match["points"]}
    return {
        "limit": head.replace(_EXCLUDED, "").strip(),
        "points": match["points"],
        "inclusive": _EXCLUDED not in head,
    }


