"""One thing that an import would put into a draft, and how it stands to what is there already."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from departments.lookup import plain


class Kind(TextChoices):
    """What is filled: a cell of a table, a new row of a list, the text under a topic."""

    CELL = "cell", _("表格数据")
    ROW = "row", _("清单")
    TEXT = "text", _("文字")


class Effect(TextChoices):
    """How a change stands to the draft."""

    FILLS = "fills", _("填入空白处")
    SAME = "same", _("与现有内容相同")
    DIFFERS = "differs", _("与现有内容不同")


class Joining(TextChoices):
    """What becomes of text that stands there already."""

    REPLACE = "replace", _("代替现有文字")
    APPEND = "append", _("接在现有文字后面")


@dataclass(frozen=True)
class Change:
    """`table`, `row`, `cell` say where; for text `cell` is the topic, for a new row `cells` is what it starts with.

    `value` is what would stand there as typed, `existing` what does. `start` and `end` point into the text that was
    read (-1: from nowhere in it); `quote` is what was read, `source` the cell of the workbook. What is not `certain`
    is offered, not ticked. `handed` is what the portal had handed out to be filled in, None where it had not. With
    `columns` the document does not tell the column: a person chooses one of them.
    """

    kind: str
    section: str
    name: str
    value: str
    table: str = ""
    row: str = ""
    cell: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    existing: str = ""
    effect: str = Effect.FILLS.value
    certain: bool = True
    joining: str = Joining.REPLACE.value
    quote: str = ""
    start: int = -1
    end: int = -1
    source: str = ""
    handed: str | None = None
    columns: tuple[str, ...] = ()
    amount: str = ""

    @property
    def target(self) -> tuple[str, ...]:
        """What it fills; several changes of one target exclude each other. A new row is a target of its own."""
        own = self.kind == Kind.ROW or (self.kind == Kind.CELL and not self.cell)
        return (self.kind, self.section, self.table, self.row, self.cell, self.value if own else "", *self.parent)

    @property
    def parent(self) -> tuple[str, ...]:
        """The row of another list that a new row belongs to, if any."""
        return tuple(value for cell, value in self.cells if cell == "project") if self.kind == Kind.ROW else ()

    @property
    def answers_the_form(self) -> bool:
        """Whether a person changed what the portal had handed out, and the draft still holds that."""
        return self.handed is not None and plain(self.handed) == plain(self.existing)

    def in_column(self, column: str) -> "Change":
        """The change with the column that a person chose; raises ValueError for one that was not offered."""
        if column not in self.columns:
            raise ValueError(column)
        if self.kind == Kind.ROW:
            return replace(self, cells=(*self.cells, (column, self.amount)), columns=())
        return replace(self, cell=column, columns=())


def is_disputed(change: Change, changes: Sequence[Change]) -> bool:
    """Whether the document gives several values for what it fills."""
    return sum(other.target == change.target for other in changes) > 1


def taken_by_itself(changes: Sequence[Change], *, overwrite: bool = False) -> list[Change]:
    """What may be filled in without asking: certain, undisputed, into empty places (any place with `overwrite`)."""
    wanted = (Effect.FILLS, Effect.DIFFERS) if overwrite else (Effect.FILLS,)
    return [each for each in changes if each.certain and each.effect in wanted and not is_disputed(each, changes)]


def as_data(change: Change) -> dict[str, Any]:
    """The change as JSON."""
    return asdict(change)


def from_data(data: dict[str, Any]) -> Change:
    """A change that was kept as JSON."""
    cells = tuple((cell, value) for cell, value in data["cells"])
    return Change(**{**data, "cells": cells, "columns": tuple(data.get("columns", ()))})
