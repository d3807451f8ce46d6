"""Adding, removing, restoring and moving the rows of tables that a person keeps as a list."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.deriving import update_facts
from departments.drafts.amounts import amounts_after
from departments.drafts.locking import lock_draft, saved, touch
from departments.drafts.results import Conflict, NotYours, Saved, TooLarge
from departments.drafts.rows import cell_shown, clash_of, rows_of, table_of
from departments.enums import EventKind
from departments.events import record_event
from departments.models import DraftRow, Report, User
from departments.places import table as table_place
from departments.tables import TableSpec
from departments.values import parse_cell

MAX_LIST_ROWS = 400


def _lock_list(report_id: int, section: str, table: str, *, by: User) -> tuple[Report, TableSpec]:
    report = lock_draft(report_id, by=by, section=section)
    spec = table_of(report, section, table)
    if not spec.is_list:
        raise NotYours(_("这张表的行是固定的。"))
    return report, spec


def _finish(
    report: Report, spec: TableSpec, section: str, row: DraftRow, *, kind: EventKind, by: User, rows: Sequence[DraftRow]
) -> Saved:
    """Record what happened to the row, derive facts anew, answer."""
    now = timezone.now()
    cells = {cell: shown for cell in spec.cells if (shown := cell_shown(row, cell, spec))}
    place = table_place(section, spec.name, row.pk)
    record_event(kind, by=by, report=report, place=place, detail={"cells": cells})
    facts = update_facts(report.facts, spec.name, rows, declared_empty=report.declared_empty)
    touch(report, by=by, at=now, facts=facts)
    return saved(report, now, rows={str(row.pk): row}, amounts=amounts_after(report, spec.name))


def _renumber(spec: TableSpec, rows: Sequence[DraftRow]) -> None:
    moved = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        spec.model._default_manager.bulk_update(moved, ["position"])


def add_row(
    report_id: int, section: str, table: str, *, after: int | None = None, start: dict[str, str] | None = None, by: User
) -> Saved:
    """A new row behind the row `after` (last, when None), with some cells filled (`kind`, `project`, …)."""
    with transaction.atomic():
        report, spec = _lock_list(report_id, section, table, by=by)
        rows = rows_of(spec, report)
        if len(rows) >= MAX_LIST_ROWS:
            raise TooLarge(_("这张表最多 %(limit)s 行。") % {"limit": MAX_LIST_ROWS})
        row = spec.model(report=report, edited_at=timezone.now(), edited_by=by)
        for cell, raw in (start or {}).items():
            _start_cell(report, spec, row, cell, raw)
        row.position = len(rows) + 1
        row.save()
        at = next((number for number, other in enumerate(rows, start=1) if other.pk == after), len(rows))
        rows.insert(at, row)
        _renumber(spec, rows)
        return _finish(report, spec, section, row, kind=EventKind.ROW_ADDED, by=by, rows=rows)


def _start_cell(report: Report, spec: TableSpec, row: DraftRow, cell: str, raw: str) -> None:
    """Fill a cell of a row that is just being made; what does not fit is refused."""
    if cell not in spec.cells or cell in spec.links:
        raise NotYours(_("没有找到这一格。"))
    if cell in spec.pointers:
        related = spec.field(cell).related_model
        if not raw:
            return
        other = related._default_manager.filter(report=report, pk=raw).first() if raw.isdecimal() else None  # type: ignore[union-attr]
        if other is None:
            raise NotYours(_("没有找到所属的行。"))
        setattr(row, cell, other)
        return
    parsed = parse_cell(spec.field(cell), raw)
    if parsed.error:
        raise NotYours(parsed.error)
    setattr(row, cell, parsed.value)


def _row_and_rows(spec: TableSpec, report: Report, row_id: int) -> tuple[DraftRow, list[DraftRow]]:
    rows = rows_of(spec, report)
    row = next((each for each in rows if each.pk == row_id), None)
    if row is None:
        raise NotYours(_("没有找到这一行，它可能已被删除。"))
    return row, rows


def remove_row(report_id: int, section: str, table: str, row_id: int, *, version: int, by: User) -> Saved:
    """Take a row out of the list; it can be restored. Raises Conflict when somebody changed it meanwhile."""
    with transaction.atomic():
        report, spec = _lock_list(report_id, section, table, by=by)
        row, rows = _row_and_rows(spec, report, row_id)
        if row.version != version:
            raise Conflict([clash_of(row, str(row_id), spec)])
        row.is_removed = True
        row.version += 1
        row.save(update_fields=("is_removed", "version"))
        rest = [each for each in rows if each.pk != row_id]
        return _finish(report, spec, section, row, kind=EventKind.ROW_DELETED, by=by, rows=rest)


def restore_row(report_id: int, section: str, table: str, row_id: int, *, by: User) -> Saved:
    """Bring a removed row back, as it was."""
    with transaction.atomic():
        report, spec = _lock_list(report_id, section, table, by=by)
        row = spec.model.all_rows.filter(report=report, pk=row_id).first()
        if row is None:
            raise NotYours(_("没有找到这一行。"))
        if row.is_removed:
            row.is_removed = False
            row.version += 1
            row.save(update_fields=("is_removed", "version"))
        return _finish(report, spec, section, row, kind=EventKind.ROW_RESTORED, by=by, rows=rows_of(spec, report))


def move_row(report_id: int, section: str, table: str, row_id: int, *, after: int | None, by: User) -> Saved:
    """Put a row behind the row `after`, or first when None."""
    with transaction.atomic():
        report, spec = _lock_list(report_id, section, table, by=by)
        row, rows = _row_and_rows(spec, report, row_id)
        was = rows.index(row) + 1
        rows.remove(row)
        at = next((number for number, other in enumerate(rows, start=1) if other.pk == after), 0)
        rows.insert(at, row)
        _renumber(spec, rows)
        now = timezone.now()
        place = table_place(section, table, row_id)
        record_event(EventKind.ROW_MOVED, by=by, report=report, place=place, detail={"from": was, "to": at + 1})
        touch(report, by=by, at=now)
        return saved(report, now, rows={str(row_id): row})
