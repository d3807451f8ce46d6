"""What an event says, in words: fields and roles by their names, old and new values."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import EventKind, ReportState, Role, SectionKey
from departments.models import Campaign, Department, Division, Event, User

LONGEST = 160

_MODELS: dict[str, type[Model]] = {
    EventKind.DEPARTMENT_SAVED: Department,
    EventKind.DIVISION_SAVED: Division,
    EventKind.USER_SAVED: User,
    EventKind.CAMPAIGN_SAVED: Campaign,
}
_KEYS = {
    "username": gettext_lazy("账号"),
    "name": gettext_lazy("名称"),
    "role": gettext_lazy("角色"),
    "department": gettext_lazy("单位"),
    "division": gettext_lazy("股室"),
    "code": gettext_lazy("编码"),
    "year": gettext_lazy("年度"),
    "step": gettext_lazy("审核步骤"),
    "closes_at": gettext_lazy("截止时间"),
    "reason": gettext_lazy("理由"),
    "created": gettext_lazy("新建"),
    "reset": gettext_lazy("重置"),
    "unlocked": gettext_lazy("解除锁定"),
    "locked": gettext_lazy("已锁定"),
    "assigned": gettext_lazy("指定审核人"),
    "withdrawn": gettext_lazy("取消审核人"),
    "action": gettext_lazy("办理"),
    "from": gettext_lazy("原状态"),
    "to": gettext_lazy("新状态"),
    "file": gettext_lazy("文件"),
    "rows": gettext_lazy("行数"),
    "sha256": gettext_lazy("SHA-256"),
}
_VALUES = {**dict(Role.choices), **dict(ReportState.choices)}


def said(event: Event) -> list[str]:
    """The detail of an event, a line a fact."""
    return [line if len(line) <= LONGEST else f"{line[:LONGEST]}……" for line in _lines(event.kind, event.detail)]


def _lines(kind: str, detail: dict[str, Any]) -> Iterator[str]:
    for key, value in detail.items():
        if key == "changes" and isinstance(value, dict):
            for field, pair in value.items():
                yield _("%(field)s：%(change)s") % {"field": _field(kind, field), "change": _value(pair)}
        elif isinstance(value, dict):
            yield _("%(key)s：%(rest)s") % {"key": _KEYS.get(key, key), "rest": "，".join(_lines(kind, value))}
        elif value not in ("", None):
            yield _("%(key)s：%(value)s") % {"key": _KEYS.get(key, key), "value": _value(value)}


def _field(kind: str, name: str) -> str:
    model = _MODELS.get(kind)
    if model is None:
        return place_said(name)
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list) and len(value) == 2:
        old, new = (_value(each) or _("空") for each in value)
        return _("%(old)s → %(new)s") % {"old": old, "new": new}
    return str(_VALUES.get(str(value), "" if value is None else value))


def place_said(place: str) -> str:
    """A place of a report with the name of its section."""
    section, slash, rest = place.partition("/")
    name = dict(SectionKey.choices).get(section)
    return f"{name}{slash}{rest}" if name else place
