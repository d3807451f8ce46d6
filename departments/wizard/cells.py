"""Cells and rows of tables as a page shows them: what stands there, what it is called, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models

from departments import places
from departments.drafts.rows import cell_shown
from departments.models import DraftRow
from departments.tables import TableSpec
from departments.values import parse_cell

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Options = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class CellView:
    """One input. `kind` is money, number, count, date, flag, choice, many, line (short text) or text (long)."""

    name: str
    label: StrOrPromise
    kind: str
    shown: str
    place: str
    error: str = ""
    suggestion: str = ""
    options: Options = ()

    @property
    def chosen(self) -> list[str]:
        """The values that are chosen in a list of several."""
        return self.shown.split(",") if self.shown else []


@dataclass(frozen=True)
class RowView:
    """One row; `version` 0 means that nothing was stored yet. `facts` may carry derived values beside the cells."""

    key: str
    version: int
    label: StrOrPromise
    cells: Mapping[str, CellView]
    row: DraftRow | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterable[CellView]:
        return iter(self.cells.values())


def _kind(model_field: models.Field[Any, Any], spec: TableSpec) -> str:
    if model_field.name in spec.links:
        return "many"
    if model_field.name in spec.pointers or model_field.choices:
        return "choice"
    if isinstance(model_field, models.DecimalField):
        return "money" if model_field.decimal_places == 2 and (model_field.max_digits or 0) > 5 else "number"
    for kind, types in (
        ("count", models.PositiveIntegerField),
        ("date", models.DateField),
        ("flag", models.BooleanField),
        ("text", models.TextField),
    ):
        if isinstance(model_field, types):
            return kind
    return "line"


def cell_view(spec: TableSpec, section: str, key: str, row: DraftRow, cell: str, *, options: Options = ()) -> CellView:
    """A cell of a row; text that is no valid value comes with the reason and the likely fix."""
    model_field = spec.field(cell)
    error = suggestion = ""
    if cell in row.invalid:
        parsed = parse_cell(model_field, str(row.invalid[cell]))
        error, suggestion = parsed.error, parsed.suggestion
    choices = options or [(str(value), label) for value, label in (model_field.flatchoices or ())]
    return CellView(
        name=cell,
        label=model_field.verbose_name,
        kind=_kind(model_field, spec),
        shown=cell_shown(row, cell, spec),
        place=places.table(section, spec.name, key, cell),
        error=error,
        suggestion=suggestion,
        options=choices,
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
    return RowView(address, row.version if row else 0, label, views, row, extra or {})
