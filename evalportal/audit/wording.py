"""What an event says, in words: fields, cells and roles by their names, old and new values."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments import places
from departments.enums import AdministrativeLevel, EventKind, ReportState, Role
from departments.models import Campaign, Department, Division, Event, User
from evalportal.audit.places import NO_NAMES, cell_rank, field_said, place_said, value_said
from scoring.checks import all_checks
from scoring.models import CheckLevel, CommentState, Joint
from scoring.workflow.transitions import Action

LONGEST = 160

_MODELS: dict[str, type[Model]] = {
    EventKind.DEPARTMENT_SAVED: Department,
    EventKind.DIVISION_SAVED: Division,
    EventKind.USER_SAVED: User,
    EventKind.CAMPAIGN_SAVED: Campaign,
}
# In this order they are told; the list shows the first one of an event.
_KEYS = {
    "action": gettext_lazy("办理"),
    "what": gettext_lazy("意见"),
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
    "from": gettext_lazy("原先"),
    "to": gettext_lazy("现在"),
    "to_step": gettext_lazy("转到步骤"),
    "text": gettext_lazy("文字"),
    "recipe": gettext_lazy("标准段落"),
    "kind": gettext_lazy("格式"),
    "unit_count": gettext_lazy("单位数"),
    "codes": gettext_lazy("单位编码"),
    "size": gettext_lazy("字节"),
    "key": gettext_lazy("存储编号"),
    "restored": gettext_lazy("恢复"),
    "file": gettext_lazy("文件"),
    "rows": gettext_lazy("行数"),
    "sha256": gettext_lazy("SHA-256"),
    "version": gettext_lazy("版次"),
    "total": gettext_lazy("核定分"),
    "grade": gettext_lazy("等次"),
    "comment": gettext_lazy("意见编号"),
    "internal": gettext_lazy("仅内部"),
    "comments": gettext_lazy("意见条数"),
    "agreed": gettext_lazy("同意自评分"),
    "begun": gettext_lazy("开始审核"),
    "done": gettext_lazy("评分完成"),
    "review": gettext_lazy("审核办法"),
    "hides_others": gettext_lazy("完成评分后可见他人评分"),
    "joint": gettext_lazy("多人评分"),
    "issued": gettext_lazy("下达整改编号"),
    "answered": gettext_lazy("答复整改编号"),
    "answer": gettext_lazy("整改情况"),
    "item": gettext_lazy("整改编号"),
    "confirmed": gettext_lazy("确认整改"),
    "seed": gettext_lazy("随机种子"),
    "quotas": gettext_lazy("各股室抽取数"),
    "units": gettext_lazy("单位"),
    "by_hand": gettext_lazy("指定抽查"),
    "result": gettext_lazy("抽查结果"),
    "reassigned": gettext_lazy("改派审核人"),
    "new_reviewer": gettext_lazy("改由"),
    "system": gettext_lazy("指标体系"),
    "project": gettext_lazy("项目编号"),
    "format": gettext_lazy("格式"),
}
_ORDER = {key: at for at, key in enumerate(_KEYS)}
_VALUES = {
    **dict(Role.choices), **dict(ReportState.choices), **dict(Action.choices), **dict(AdministrativeLevel.choices),
    **dict(CommentState.choices), **dict(Joint.choices), "recorded": gettext_lazy("记下"),
    "taken back": gettext_lazy("取回修改"), "True": gettext_lazy("是"), "False": gettext_lazy("否"),
}  # fmt: skip


def said(event: Event, names: Mapping[str, str] = NO_NAMES) -> list[str]:
    """The detail of an event, a line a fact; long ones are cut, the trail itself keeps them whole.

    `names`: indicators by their code.
    """
    lines = _lines(event, event.detail, names)
    return [line if len(line) <= LONGEST else f"{line[:LONGEST]}……" for line in lines]


def _lines(event: Event, detail: dict[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for key, value in sorted(detail.items(), key=_rank):
        if key == "changes" and isinstance(value, dict):
            yield from (_change(event, name, pair, names) for name, pair in sorted(value.items()))
        elif key == "checks" and isinstance(value, dict):
            yield from (_told(_check_said(code), _levels_said(pair)) for code, pair in sorted(value.items()))
        elif key == "cells" and isinstance(value, dict):
            yield from _cells(event.place, value)
        elif key == "unlocked" and isinstance(value, list):
            yield _told(_("重新开放"), "、".join(place_said(section) for section in value))
        elif isinstance(value, dict):
            yield _told(_KEYS.get(key, key), "，".join(_lines(event, value, names)))
        elif value not in ("", None):
            yield _told(_KEYS.get(key) or names.get(key, key), _value(value))


def _check_said(code: str) -> str:
    """A check by its name; one that is gone by its code."""
    names = {check.code: str(check.name) for check in all_checks()}
    return _("检查“%(name)s”") % {"name": names.get(code, code)}


def _levels_said(pair: Any) -> str:
    """From one level to another, in words."""
    words = dict(CheckLevel.choices)
    return _value([str(words.get(each, each)) for each in pair])


def _rank(pair: tuple[str, Any]) -> int:
    """The order of `_KEYS`: PostgreSQL gives the keys of a detail back in an order of its own."""
    return _ORDER.get(pair[0], len(_ORDER))


def _told(name: Any, value: str) -> str:
    return _("%(name)s：%(value)s") % {"name": name, "value": value}


def _change(event: Event, name: str, pair: Any, names: Mapping[str, str]) -> str:
    """A changed field of an account and its kind, or a changed cell or block of a report."""
    model = _MODELS.get(event.kind)
    if model is not None:
        try:
            return _told(getattr(model._meta.get_field(name), "verbose_name", name), _value(pair))
        except FieldDoesNotExist:
            return _told(name, _value(pair))
    return _told(place_said(name, names), _value(pair))


def _cells(address: str, cells: dict[str, Any]) -> Iterator[str]:
    """The cells of a row that came or went; empty ones are left out."""
    try:
        table = places.parse(address).name
    except ValueError:
        table = ""
    for cell, value in sorted(cells.items(), key=lambda pair: cell_rank(table, pair[0])):
        if value not in ("", None, [], False):
            yield _told(field_said(table, cell), value_said(table, cell, value))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list) and len(value) == 2:
        old, new = (_value(each) or _("空") for each in value)
        return _("%(old)s → %(new)s") % {"old": old, "new": new}
    return str(_VALUES.get(str(value), "" if value is None else value))
