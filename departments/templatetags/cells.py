"""The figure inputs of tables, written directly: a sheet has a hundred, and a template for each costs time.

Inputs for words and choices are drawn by templates/wizard/cell.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from departments.values import show_amount

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from departments.wizard.base_sheet import SheetCell, SheetLine
    from departments.wizard.cells import CellView

register = template.Library()

INPUT = (
    '<input type="text" inputmode="decimal" autocomplete="off" id="{}" data-cell="{}" data-kind="{}" data-column="{}"'
    ' value="{}" aria-label="{} {}"'
)
DERIVED = '<td class="num{}" data-derived="{}" data-fact="{}" data-sum="{}">{}</td>'
WRONG = ' aria-invalid="true" aria-describedby="{}/wrong"'


@register.simple_tag
def sheet_cells(line: SheetLine, can_edit: bool) -> SafeString:
    """The cells of a line of the base-data table: inputs, derived amounts, and places that the line has not."""
    return format_html_join("", "{}", ((_sheet_cell(cell, line, can_edit),) for cell in line.all_cells))


def _sheet_cell(cell: SheetCell, line: SheetLine, can_edit: bool) -> SafeString:
    if cell.cell:
        return format_html("<td>{}</td>", figure_cell(cell.cell, line.name, can_edit))
    if not cell.parts:
        return format_html('<td class="{}"></td>', "void")
    shown = _("待更正") if cell.waits else show_amount(cell.amount)
    return format_html(DERIVED, " wait" if cell.waits else "", cell.column, cell.fact, cell.parts, shown)


def figure_cell(cell: CellView, row_label: StrOrPromise, can_edit: bool) -> SafeString:
    """The input of a figure, or its text where nothing can be changed."""
    if not can_edit:
        return format_html('<span class="ro fig" id="{}">{}</span>', cell.place, cell.shown)
    wrong = format_html(WRONG, cell.place) if cell.error else ""
    return format_html(
        INPUT + "{}>", cell.place, cell.name, cell.figure, cell.label, cell.shown, row_label, cell.label, wrong
    )
