"""Cells and rows of tables as a page shows them: what stands there, what it is called, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import get_language

from departments import places
from departments.drafts.rows import cell_shown
from departments.models import DraftRow
from departments.tables import TableSpec
from departments.values import parse_cell

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Options = Sequence[tuple[str, Any]]

# Stands for the id in the row that a script copies when a row is added.
NEW_ROW = "__row__"

# How static/js/figures.js reads a cell.
FIGURE_KINDS = {"money": "amount", "points": "points", "number": "number", "count": "count"}


@dataclass(frozen=True)
class CellView:
    """One input.

    `kind` is money, points, number, count, date, flag, choice, many, line (short text) or text (long). Its id on the
    page is its `place`.
    """

    name: str
    label: str
    kind: str
    shown: str
    place: str
    error: str = ""
    suggestion: str = ""
    options: Options = ()
    may_be_empty: bool = False

    @property
    def chosen(self) -> list[str]:
        """The values that are chosen in a list of several."""
        return self.shown.split(",") if self.shown else []

    @property
    def figure(self) -> str:
        """How the page reads the figure in it; empty for words."""
        return FIGURE_KINDS.get(self.kind, "")

    @property
    def shown_label(self) -> str:
        """What a reader sees of a choice: its label instead of its value."""
        chosen = self.chosen if self.kind == "many" else [self.shown]
        return "；".join(str(label) for value, label in self.options if value in chosen)


@dataclass(frozen=True)
class RowView:
    """One row; `version` 0 means that nothing was stored yet. `extra` may carry derived values beside the cells."""

    key: str
    place: str
    version: int
    label: StrOrPromise
    cells: Mapping[str, CellView]
    row: DraftRow | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wrong(self) -> list[CellView]:
        """The cells whose text is no valid value."""
        return [cell for cell in self.cells.values() if cell.error]

    def with_extra(self, **more: Any) -> RowView:
        """The same row with further derived values."""
        return replace(self, extra={**self.extra, **more})


MONEY_PLACES = 2
POINTS_DIGITS = 5


def _kind(model_field: models.Field[Any, Any], spec: TableSpec) -> str:
    if model_field.name in spec.links:
        return "many"
    if model_field.name in spec.pointers or model_field.choices:
        return "choice"
    if isinstance(model_field, models.DecimalField):
        if model_field.decimal_places != MONEY_PLACES:
            return "number"
        return "money" if (model_field.max_digits or 0) > POINTS_DIGITS else "points"
    for kind, types in (
        ("count", models.PositiveIntegerField),
        ("date", models.DateField),
        ("flag", models.BooleanField),
        ("text", models.TextField),
    ):
        if isinstance(model_field, types):
            return kind
    return "line"


@dataclass(frozen=True)
class _Column:
    """What the cells of a column have in common."""

    label: str
    kind: str
    options: Options
    may_be_empty: bool


@cache
def _column(spec: TableSpec, cell: str, _language: str | None) -> _Column:
    model_field = spec.field(cell)
    options = [(str(value), str(label)) for value, label in (model_field.flatchoices or ())]
    return _Column(str(model_field.verbose_name), _kind(model_field, spec), options, bool(model_field.blank))


def cell_view(spec: TableSpec, section: str, key: str, row: DraftRow, cell: str, *, options: Options = ()) -> CellView:
    """A cell of a row; text that is no valid value comes with the reason and the likely fix."""
    column = _column(spec, cell, get_language())
    error = suggestion = ""
    if cell in row.invalid:
        parsed = parse_cell(spec.field(cell), str(row.invalid[cell]))
        error, suggestion = parsed.error, parsed.suggestion
    return CellView(
        name=cell,
        label=column.label,
        kind=column.kind,
        shown=cell_shown(row, cell, spec),
        place=places.table(section, spec.name, key, cell),
        error=error,
        suggestion=suggestion,
        options=options or column.options,
        may_be_empty=column.may_be_empty,
    )


def row_view(
    spec: TableSpec,
    section: str,
    row: DraftRow | None,
    *,
    key: str = "",
    label: StrOrPromise = "",
    cells: Sequence[str] = (),
    options: Mapping[str, Options] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> RowView:
    """A stored row, or the empty one that will be stored when somebody first types into it."""
    stored = row or spec.model()
    address = key or (spec.row_key(stored) if row else spec.name)
    views = {
        cell: cell_view(spec, section, address, stored, cell, options=(options or {}).get(cell, ()))
        for cell in (cells or spec.cells)
    }
    place = places.table(section, spec.name, address)
    return RowView(address, place, row.version if row else 0, label, views, row, extra or {})
