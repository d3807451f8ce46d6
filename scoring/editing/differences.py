"""What differs between two versions of an indicator system, field by field, in the words of the forms. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.editing.rule_words import rule_words
from scoring.rounding import plain
from scoring.rules import Rule
from scoring.rules.parameters import describe, to_json
from scoring.systems import IndicatorSpec, SystemSpec


class Kind(TextChoices):
    """What happened to an indicator, or to the settings of the whole."""

    ADDED = "added", gettext_lazy("新增")
    REMOVED = "removed", gettext_lazy("删除")
    CHANGED = "changed", gettext_lazy("修改")
    MOVED = "moved", gettext_lazy("调整顺序")


@dataclass(frozen=True)
class Difference:
    """One change. `indicator` is its code, "" for the settings of the whole; `field` is the label of what changed."""

    kind: Kind
    indicator: str
    name: str
    field: str | Promise = ""
    old: str = ""
    new: str = ""


def differences(old: SystemSpec, new: SystemSpec) -> list[Difference]:
    """Everything in which `new` differs from `old`: settings first, then indicators in the order of `new`."""
    before = {spec.code: spec for spec in old.indicators}
    after = {spec.code: spec for spec in new.indicators}
    found = [
        Difference(Kind.CHANGED, "", _("整个体系"), label, was, now)
        for label, was, now in _changed_fields(old, new, SystemSpec, skipped={"indicators", "version"})
    ]
    for spec in new.indicators:
        known = before.get(spec.code)
        if known is None:
            found.append(Difference(Kind.ADDED, spec.code, spec.name, new=_in_short(spec)))
            continue
        found += [
            Difference(Kind.CHANGED, spec.code, spec.name, label, was, now)
            for label, was, now in _changed_fields(known, spec, IndicatorSpec)
        ]
    found += [
        Difference(Kind.REMOVED, spec.code, spec.name, old=_in_short(spec))
        for spec in old.indicators
        if spec.code not in after
    ]
    kept_before = [code for code in before if code in after]
    kept_after = [code for code in after if code in before]
    if kept_before != kept_after:
        moved = next(code for code, other in zip(kept_after, kept_before, strict=True) if code != other)
        found.append(Difference(Kind.MOVED, moved, after[moved].name))
    return found


def _in_short(spec: IndicatorSpec) -> str:
    return f"{spec.level_one} / {spec.level_two}，{spec.points.normalize():f} 分，{rule_words(spec.rule)}"


def _changed_fields(
    old: Any, new: Any, parameters: type, skipped: frozenset[str] | set[str] = frozenset()
) -> list[tuple[str | Promise, str, str]]:
    found = []
    for description in describe(parameters):
        was, now = getattr(old, description.name), getattr(new, description.name)
        if description.name not in skipped and was != now:
            found.append((description.label, _shown(was), _shown(now)))
    return found


def _shown(value: Any) -> str:
    if isinstance(value, Rule):
        return rule_words(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if hasattr(value, "label"):
        return str(value.label)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return "；".join(_shown(each) for each in value)
    data = to_json(value)
    if isinstance(data, dict):
        return "，".join(str(each) for each in data.values() if each not in ("", None))
    return "" if data is None else str(data)
