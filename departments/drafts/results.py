"""What can come of a save: stored, stored with cells that are no values, or refused and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from departments.models import DraftRow, Report, TextBlock
from departments.refusal import Refused


class DraftRefused(Refused):
    """A write into a draft that cannot be carried out."""


class NotYours(DraftRefused):
    """There is no such report, table, row or block for this person."""


class RowsGone(NotYours):
    """Rows that are not there (any more); `rows` are their keys."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__(_("没有找到这一行，它可能已被删除。"))
        self.rows = tuple(rows)


class Locked(DraftRefused):
    """The part may not be changed in the present state of the report."""


class TooLarge(DraftRefused):
    """More than a block or a table takes."""


@dataclass(frozen=True)
class Clash:
    """Another person saved meanwhile: what now stands there, by whom and when. `row` is empty for a block."""

    row: str
    version: int
    by: str
    at: datetime | None
    theirs: dict[str, str]


class Conflict(DraftRefused):
    """Somebody else changed the same row or block since the version given. Nothing was stored."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(_("他人刚刚修改了同一处内容。"))
        self.clashes = clashes


@dataclass(frozen=True)
class RowEdit:
    """Changed cells of one row as typed, and the version of the row that the person saw (0: no row yet)."""

    row: str
    version: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CellError:
    """A cell that was stored as typed but holds no valid value."""

    row: str
    cell: str
    message: str
    suggestion: str


@dataclass(frozen=True)
class Saved:
    """What a save brought about. `rows` maps row keys to stored rows; `closed`: the time for sending is over.

    `gone` names rows that were not stored because somebody has removed them. `amounts` holds what the save may have
    changed elsewhere on the page: fact code → shown value, None where it cannot be known before a cell is corrected.
    """

    report: Report
    at: datetime
    closed: bool
    rows: dict[str, DraftRow] = field(default_factory=dict)
    errors: tuple[CellError, ...] = ()
    gone: tuple[str, ...] = ()
    block: TextBlock | None = None
    amounts: dict[str, str | None] = field(default_factory=dict)
