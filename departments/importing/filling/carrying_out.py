"""Puts confirmed changes into a draft, through the same functions as everything that is typed: all of it or nothing."""

import hashlib
from collections.abc import Sequence
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from departments.drafts import RowEdit, add_block, add_row, detach_block, remove_block, save_block, save_rows
from departments.enums import BlockKind, EventKind
from departments.events import record_event, seal_edits
from departments.importing.filling.change import Change, Joining, Kind
from departments.importing.proposal import take_proposal
from departments.importing.refusal import RefusedImport
from departments.models import ImportProposal, ProjectFund, Report, TextBlock, User
from departments.tables import TABLES

# A block takes more, but a person still has to find their way in it.
LONGEST_BLOCK = 50_000


def fill_report(
    report: Report,
    changes: Sequence[Change],
    *,
    by: User,
    file_name: str,
    content: bytes = b"",
    sha256: str = "",
    seen: int | None = None,
    proposal: ImportProposal | None = None,
) -> int:
    """Carry the changes out; returns how many. Raises Refused, and then nothing is stored.

    `seen` is the revision of the draft that the person has seen: one that was written since is refused. `proposal` is
    taken in the same transaction.
    """
    with transaction.atomic():
        if proposal is not None:
            take_proposal(proposal)
        if seen is not None and not Report.objects.select_for_update().filter(pk=report.pk, revision=seen).exists():
            raise RefusedImport(_("核对期间报告又有修改，请再核对一次。"))
        # What was typed a minute ago and is replaced now must stand in the trail by itself.
        seal_edits(report)
        for (section, table), group in groupby(_cells(changes), key=lambda change: (change.section, change.table)):
            _fill_cells(report, section, table, list(group), by=by)
        for change in changes:
            if change.kind == Kind.ROW:
                add_row(report.pk, change.section, change.table, start=_start(report, change), by=by)
            elif change.kind == Kind.TEXT:
                _fill_topic(report, change, by=by)
        detail = {
            "file": file_name,
            "sha256": sha256 or hashlib.sha256(content).hexdigest(),
            "filled": {str(kind.label): sum(change.kind == kind for change in changes) for kind in Kind},
        }
        report.refresh_from_db(fields=["revision"])
        record_event(EventKind.IMPORTED, by=by, report=report, detail=detail)
    return len(changes)


def _start(report: Report, change: Change) -> dict[str, str]:
    """The cells of a new row; a project that was added a moment ago is known by its name only."""
    start = dict(change.cells)
    if start.get("project", "").startswith("="):
        name = start["project"][1:]
        project = ProjectFund.objects.filter(report=report, name=name[:120]).last()
        if project is None:
            raise RefusedImport(_("指标“%(name)s”所属的项目“%(project)s”没有勾选，请一并勾选。") % {
                "name": start["name"], "project": name,
            })  # fmt: skip
        start["project"] = str(project.pk)
    return start


def _cells(changes: Sequence[Change]) -> list[Change]:
    cells = [change for change in changes if change.kind == Kind.CELL]
    if len({change.target for change in cells}) < len(cells):
        raise RefusedImport(_("同一格选了两个值，请只选一个。"))
    return sorted(cells, key=lambda change: (change.section, change.table, change.row))


def _fill_cells(report: Report, section: str, table: str, changes: list[Change], *, by: User) -> None:
    spec = TABLES[table]
    versions = {spec.row_key(row): row.version for row in spec.model._default_manager.filter(report=report)}
    edits = [
        RowEdit(row, versions.get(row, 0), {change.cell: change.value for change in group})
        for row, group in groupby(changes, key=lambda change: change.row)
    ]
    saved = save_rows(report.pk, section, table, edits, by=by)
    if saved.gone:
        raise RefusedImport(_("要填入的行已被删除，请重新上传核对。"))


def _fill_topic(report: Report, change: Change, *, by: User) -> None:
    """The text into the topic's blocks: the first is kept, so that comments on it hold; long text takes several."""
    blocks = list(TextBlock.objects.filter(report=report, section=change.section, topic=change.cell))
    written = [block for block in blocks if block.text.strip()]
    pieces = _pieces(change.value)
    after = blocks[-1].pk if blocks else None
    if not (written and change.joining == Joining.APPEND) and blocks:
        first, *others = blocks
        for block in others:
            remove_block(report.pk, block.pk, version=block.version, by=by)
        if first.kind == BlockKind.STANDARD:
            detach_block(report.pk, first.pk, version=first.version, by=by)
            first.refresh_from_db()
        save_block(report.pk, first.pk, text=pieces.pop(0), version=first.version, by=by)
        after = first.pk
    for piece in pieces:
        added = add_block(report.pk, section=change.section, topic=change.cell, after=after, text=piece, by=by)
        after = added.block.pk if added.block else after


def _pieces(text: str) -> list[str]:
    """The text in blocks of whole lines; a line that is longer is cut."""
    pieces: list[str] = []
    held: list[str] = []
    size = 0
    for line in text.split("\n"):
        for at in range(0, max(1, len(line)), LONGEST_BLOCK):
            part = line[at : at + LONGEST_BLOCK]
            if held and size + len(part) > LONGEST_BLOCK:
                pieces.append("\n".join(held))
                held, size = [], 0
            held.append(part)
            size += len(part) + 1
    return [*pieces, "\n".join(held)]
