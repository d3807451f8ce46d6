"""Autosave: every write into a draft, with the version that the writer saw and the trail of what changed.

Every write either locks the report or claims the revision it has read (`departments.drafts.locking`), so versions are
compared and facts derived without a second writer in between. What is typed but is no valid value is stored as typed.
Deadlines do not stop saving: the answer only says `closed`.
"""

from departments.drafts.blocks import add_block, detach_block, remove_block, save_block
from departments.drafts.declaring import declare_empty
from departments.drafts.listing import add_row, move_row, remove_row, restore_row
from departments.drafts.locking import lock_draft
from departments.drafts.results import (
    CellError,
    Clash,
    Conflict,
    DraftRefused,
    Locked,
    NotYours,
    RowEdit,
    RowsGone,
    Saved,
    TooLarge,
)
from departments.drafts.rows import save_rows

__all__ = [
    "CellError",
    "Clash",
    "Conflict",
    "DraftRefused",
    "Locked",
    "NotYours",
    "RowEdit",
    "RowsGone",
    "Saved",
    "TooLarge",
    "add_block",
    "add_row",
    "declare_empty",
    "detach_block",
    "lock_draft",
    "move_row",
    "remove_block",
    "remove_row",
    "restore_row",
    "save_block",
    "save_rows",
]
