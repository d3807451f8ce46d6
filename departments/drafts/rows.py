"""Saving cells of a table: all changed rows in one go, all or nothing, but for rows that somebody has removed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments import chart, places
from departments.deriving import update_facts
from departments.drafts.amounts import amounts_after
from departments.drafts.locking import check_unlocked, claim, read_draft, saved, unless_overtaken
from departments.drafts.results import CellError, Clash, Conflict, NotYours, RowEdit, RowsGone, Saved, TooLarge
from departments.enums import AssetKind
from departments.events import record_edit
from departments.facts import ASSETS_TABLE, BASE_TABLE
from departments.models import DraftRow, Report, User
from departments.tables import TABLES, TableSpec
from departments.values import Parsed, clean_text, parse_cell, show_cell

MAX_ROWS = 400

# Tables whose rows the form prints: which row keys exist.
FIXED_ROWS = {BASE_TABLE: frozenset(chart.TYPED_LINES), ASSETS_TABLE: frozenset(AssetKind.values)}


def table_of(report: Report, section: str, name: str) -> TableSpec:
    """The table as this report's outline has it; raises NotYours when it has none."""
    known, spec = report.outline.section(section), TABLES.get(name)
    if known is None or spec is None or name not in known.tables:
        raise NotYours(_("报告提纲中没有这张表。"))
    return spec


def rows_of(spec: TableSpec, report: Report) -> list[DraftRow]:
    """All rows of a table in order."""
    query = spec.model._default_manager.filter(report=report)
    if spec.links:
        query = query.prefetch_related(*spec.links)
    return list(query)


def cell_shown(row: DraftRow, cell: str, spec: TableSpec) -> str:
    """What stands in a cell: the text as typed where it is no valid value, else the stored value."""
    if cell in row.invalid:
        return str(row.invalid[cell])
    if cell in spec.links:
        return ",".join(str(other.pk) for other in getattr(row, cell).all()) if row.pk else ""
    if cell in spec.pointers:
        return str(getattr(row, f"{cell}_id") or "")
    return show_cell(getattr(row, cell))


@dataclass
class _Plan:
    """What one save is about to do."""

    spec: TableSpec
    report: Report
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    touched: list[DraftRow] = field(default_factory=list)
    links: list[tuple[DraftRow, str, list[int]]] = field(default_factory=list)


def save_rows(report_id: int, section: str, table: str, edits: Sequence[RowEdit], *, by: User) -> Saved:
    """Store changed cells of one table. Raises Conflict when a row changed since the version given.

    A cell that is no valid value is stored as typed and reported in `errors`. A cell that already holds what is
    given counts as saved: an answer may have been lost on its way. Rows that were removed meanwhile are named in
    `gone` and do not keep the others from being stored; RowsGone when there are no others.
    """
    if len(edits) > MAX_ROWS:
        raise TooLarge(_("一次最多保存 %(limit)s 行。") % {"limit": MAX_ROWS})

    def work(locked: bool) -> Saved:
        report = read_draft(report_id, by=by, locked=locked)
        check_unlocked(report, section)
        spec = table_of(report, section, table)
        now = timezone.now()
        by_key = {spec.row_key(row): row for row in rows_of(spec, report)}
        plan = _Plan(spec, report)
        gone = []
        for edit in edits:
            row = by_key.get(edit.row) or _printed_row(spec, report, edit.row)
            if row is None:
                gone.append(edit.row)
                continue
            by_key[edit.row] = row
            _apply(plan, section, row, edit)
        if gone and len(gone) == len(edits):
            raise RowsGone(gone)
        if plan.clashes:
            raise Conflict(plan.clashes)
        if plan.changes:
            facts = update_facts(report.facts, table, list(by_key.values()), declared_empty=report.declared_empty)
            with transaction.atomic():
                claim(report, by=by, at=now, facts=facts)
                _store(plan, by=by, at=now)
                record_edit(report, section, plan.changes, by=by)
        return saved(
            report,
            now,
            rows={edit.row: by_key[edit.row] for edit in edits if edit.row in by_key},
            gone=tuple(gone),
            errors=tuple(plan.errors),
            amounts=amounts_after(report, table),
        )

    return unless_overtaken(work)


def _printed_row(spec: TableSpec, report: Report, key: str) -> DraftRow | None:
    """A row that the form prints, made when it is first filled; None for a row that a person added and removed."""
    if spec.single and key == spec.name:
        return spec.model(report=report)
    if key in FIXED_ROWS.get(spec.name, ()):
        return spec.model(report=report, **{spec.key: key})
    return None


def _apply(plan: _Plan, section: str, row: DraftRow, edit: RowEdit) -> None:
    """Put the cells of one edit into its row, or note the clash."""
    spec = plan.spec
    pending: dict[str, tuple[str, Parsed]] = {}
    for cell, typed in edit.cells.items():
        if cell not in spec.cells:
            raise NotYours(_("没有找到这一格。"))
        raw = clean_text(typed)
        parsed = _parse(plan.report, spec, cell, raw)
        if parsed.error:
            plan.errors.append(CellError(edit.row, cell, parsed.error, parsed.suggestion))
        if cell_shown(row, cell, spec) != _shown_as(raw, parsed):
            pending[cell] = (raw, parsed)
    if not pending:
        return
    if row.pk and row.version != edit.version:
        plan.clashes.append(clash_of(row, edit.row, spec))
        return
    for cell, (raw, parsed) in pending.items():
        address = places.table(section, spec.name, edit.row, cell)
        plan.changes[address] = (cell_shown(row, cell, spec), _shown_as(raw, parsed))
        _put(plan, row, cell, raw, parsed)
    row.version += 1 if row.pk else 0
    plan.touched.append(row)


def clash_of(row: DraftRow, key: str, spec: TableSpec) -> Clash:
    """What now stands in a row that somebody else changed: all its cells, so that the page can follow."""
    theirs = {cell: cell_shown(row, cell, spec) for cell in spec.cells}
    who = row.edited_by.name if row.edited_by else ""
    return Clash(key, row.version, who, row.edited_at, theirs)


def _parse(report: Report, spec: TableSpec, cell: str, raw: str) -> Parsed:
    """Read a cell, also one that points to other rows of the same report."""
    if cell in spec.links or cell in spec.pointers:
        wanted = [part for part in raw.split(",") if part.strip()]
        model: Any = spec.field(cell).related_model
        numbers = [int(part) for part in wanted if part.strip().isdecimal()]
        known = set(model._default_manager.filter(report=report, pk__in=numbers).values_list("pk", flat=True))
        ids = sorted(known.intersection(numbers))
        if cell in spec.pointers:
            return Parsed(ids[0] if ids else None)
        return Parsed(ids)
    return parse_cell(spec.field(cell), raw)


def _shown_as(raw: str, parsed: Parsed) -> str:
    """What the cell will show once stored."""
    if parsed.error:
        return raw
    if isinstance(parsed.value, list):
        return ",".join(str(each) for each in parsed.value)
    return show_cell(parsed.value)


def _put(plan: _Plan, row: DraftRow, cell: str, raw: str, parsed: Parsed) -> None:
    """Store a read value in the row, or the text as typed beside it."""
    spec = plan.spec
    row.invalid = {name: text for name, text in row.invalid.items() if name != cell}
    if parsed.error:
        row.invalid[cell] = raw
        setattr(row, cell, _empty(spec.field(cell)))
    elif cell in spec.links:
        plan.links.append((row, cell, parsed.value))
    elif cell in spec.pointers:
        setattr(row, f"{cell}_id", parsed.value)
    else:
        setattr(row, cell, parsed.value)


def _empty(model_field: "models.Field[Any, Any]") -> Any:
    """What the column holds while the typed text is no value."""
    return None if model_field.null else model_field.get_default()


def _store(plan: _Plan, *, by: User, at: datetime) -> None:
    """Write the touched rows: new ones at once, one alone with a plain UPDATE, several with one statement.

    The claim keeps every other writer out, so the rows are there, and INSERT … ON CONFLICT is their UPDATE: for a
    pasted block bulk_update would write a CASE for each cell, and hold the database ten times as long.
    """
    for row in plan.touched:
        row.edited_at, row.edited_by = at, by
    fresh = [row for row in plan.touched if not row.pk]
    known = [row for row in plan.touched if row.pk]
    cells = [cell for cell in plan.spec.cells if cell not in plan.spec.links]
    fields = [*cells, "invalid", "version", "edited_at", "edited_by"]
    manager = plan.spec.model._default_manager
    if fresh:
        manager.bulk_create(fresh)
    if len(known) == 1:
        known[0].save(update_fields=fields)
    elif known:
        manager.bulk_create(known, update_conflicts=True, unique_fields=["pk"], update_fields=fields)
    for row, cell, ids in plan.links:
        getattr(row, cell).set(ids)
