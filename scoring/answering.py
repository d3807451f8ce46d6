"""Autosave of the score sheet: the clerk's answer to one indicator, under the same protocol as the tables.

The version that the writer saw is checked under the lock on the report; what is no valid value is kept as typed;
the trail says what changed. What may be answered at all, and what an answer is worth, the engine says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments import places
from departments.drafts import CellError, Clash, Conflict, NotYours, TooLarge, lock_draft
from departments.drafts.locking import saved, touch
from departments.enums import SectionKey
from departments.events import record_edit
from departments.models import Report, User
from departments.values import MAX_NARRATIVE, Parsed, clean_text, parse_cell, show_cell
from scoring.models import IndicatorScore
from scoring.scoresheet import system_of_report

# The score sheet stands in the section on performance, and is locked and unlocked with it.
SECTION = SectionKey.PERFORMANCE

CHECKED = "checked"
NONE_MET = "0"
CELLS = (
    CHECKED, "faults", "judged", "attainment", "actual", "outside", "outside_max", "reason", "not_applicable",
    "dispute",
)  # fmt: skip
MAX_TEXT = 2000
_TEXTS = frozenset({"reason", "not_applicable", "dispute"})


@dataclass(frozen=True)
class SavedAnswer:
    """What a save brought about; `errors` names cells that were stored as typed but hold no valid value."""

    report: Report
    at: datetime
    closed: bool
    row: IndicatorScore
    errors: tuple[CellError, ...]


def save_answer(report_id: int, *, indicator: str, values: Mapping[str, str], version: int, by: User) -> SavedAnswer:
    """Store changed cells of one answer as typed by the clerk; `version` is the one they saw (0: no answer yet).

    `checked` is a list of numbers, "1,2,4"; "0" says that none of the points is met, "" that nobody has answered.
    Raises NotYours, Locked, TooLarge, or Conflict when another person changed the answer since. Cells that already hold
    what is given count as saved: the reply may have been lost on its way.
    """
    if any(len(raw) > MAX_NARRATIVE for raw in values.values()):
        raise TooLarge(_("文字超过 %(limit)s 字，请缩短或作为附件上传。") % {"limit": MAX_NARRATIVE})
    values = {cell: clean_text(raw) for cell, raw in values.items()}
    with transaction.atomic():
        report = lock_draft(report_id, by=by, section=SECTION)
        _check_known(report, indicator, values)
        now = timezone.now()
        row = IndicatorScore.objects.select_related("edited_by").filter(report=report, indicator=indicator).first()
        row = row or IndicatorScore(report=report, indicator=indicator, version=0)
        changes: dict[str, tuple[str, str]] = {}
        errors: list[CellError] = []
        before = {cell: answer_shown(row, cell) for cell in values}
        for cell, raw in values.items():
            parsed = read_answer(cell, raw)
            if parsed.error:
                errors.append(CellError(indicator, cell, parsed.error, parsed.suggestion))
            _put(row, cell, raw, parsed)
            if answer_shown(row, cell) != before[cell]:
                changes[f"{places.score(indicator)}/{cell}"] = (before[cell], answer_shown(row, cell))
        if changes:
            if row.version != version:
                raise Conflict([_clash(row, before)])
            row.version += 1
            row.edited_at, row.edited_by = now, by
            row.save()
            record_edit(report, SECTION, changes, by=by)
            touch(report, by=by, at=now)
        done = saved(report, now)
        return SavedAnswer(report, done.at, done.closed, row, tuple(errors))


def answer_shown(row: IndicatorScore, cell: str) -> str:
    """What stands in a cell: the text as typed where it is no valid value, else the stored value."""
    if cell in row.invalid:
        return str(row.invalid[cell])
    value = getattr(row, cell)
    if cell == CHECKED:
        return "" if value is None else ",".join(str(number) for number in value) or NONE_MET
    return show_cell(value)


def _check_known(report: Report, indicator: str, values: Mapping[str, str]) -> None:
    system = system_of_report(report)
    if all(ready.spec.code != indicator for ready in system.indicators):
        raise NotYours(_("评分表中没有这个指标，请刷新页面。"))
    if not set(values) <= set(CELLS):
        raise NotYours(_("评分表中没有这一栏，请刷新页面。"))


def _clash(row: IndicatorScore, before: Mapping[str, str]) -> Clash:
    who = row.edited_by.name if row.edited_by else ""
    return Clash(row.indicator, row.version, who, row.edited_at, dict(before))


def read_answer(cell: str, raw: str) -> Parsed:
    """The value of a cell as typed, or what is wrong with it."""
    if cell == CHECKED:
        return _parse_checked(raw)
    if cell in _TEXTS and len(raw) > MAX_TEXT:
        return Parsed(error=_("共 %(length)s 字，最多 %(limit)s 字。") % {"length": len(raw), "limit": MAX_TEXT})
    return parse_cell(_field(cell), raw)


def _field(cell: str) -> "models.Field[Any, Any]":
    field = IndicatorScore._meta.get_field(cell)
    assert isinstance(field, models.Field)
    return field


def _parse_checked(raw: str) -> Parsed:
    if not raw.strip():
        return Parsed()
    if not re.fullmatch(r"\d{1,3}(,\d{1,3})*", raw):
        return Parsed(error=_("“%(raw)s”不是考核要点的序号。") % {"raw": raw[:20]})
    return Parsed(sorted({int(number) for number in raw.split(",")} - {0}))


def _put(row: IndicatorScore, cell: str, raw: str, parsed: Parsed) -> None:
    """Set a read value, or keep the text as typed beside an empty column."""
    row.invalid = {name: text for name, text in row.invalid.items() if name != cell}
    value: Any = parsed.value
    if parsed.error:
        row.invalid[cell] = raw
    if value is None and not _field(cell).null:
        value = ""
    setattr(row, cell, value)
