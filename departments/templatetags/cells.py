"""The cells of tables, written directly: a sheet has a hundred of them, and a template for each costs time.

A cell is an input, or its text where nothing can be changed. Fields outside tables are drawn by
templates/wizard/field.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from departments.values import show_amount

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from departments.wizard.base_sheet import SheetCell, SheetLine
    from departments.wizard.cells import CellView

register = template.Library()

NOTHING = mark_safe("")
VOID = mark_safe('<td class="void"></td>')
WRONG = ' aria-invalid="true" aria-describedby="{}/wrong"'
DERIVED = '<td class="num{}" data-derived="{}" data-fact="{}" data-sum="{}">{}</td>'
FIGURE = (
    '<input type="text" inputmode="decimal" autocomplete="off" id="{}" data-cell="{}" data-kind="{}" data-column="{}"'
    ' value="{}" aria-label="{}"{}>'
)
WORDS = (
    '<input type="text" class="words" autocomplete="off" id="{}" data-cell="{}" data-column="{}" value="{}"'
    ' aria-label="{}"{}{}>'
)
TEXT = '<textarea rows="1"{}{} id="{}" data-cell="{}" aria-label="{}">\n{}</textarea>'
FLAG = '<input type="checkbox" id="{}" data-cell="{}" data-column="{}" aria-label="{}"{}>'
CHOICE = '<select id="{}" data-cell="{}" data-column="{}" aria-label="{}">{}{}</select>'
OPTION = '<option value="{}"{}>{}</option>'


@register.simple_tag
def sheet_cells(line: SheetLine, can_edit: bool) -> SafeString:
    """The cells of a line of the base-data table: inputs, derived amounts, and places that the line has not."""
    return mark_safe("".join(_sheet_cell(cell, line.name, can_edit) for cell in line.all_cells))  # noqa: S308  # each is escaped


def _sheet_cell(cell: SheetCell, line_name: str, can_edit: bool) -> SafeString:
    if cell.cell:
        return format_html("<td>{}</td>", draw_cell(cell.cell, can_edit, line_name))
    if not cell.parts:
        return VOID
    shown = _("待更正") if cell.waits else show_amount(cell.amount)
    return format_html(DERIVED, " wait" if cell.waits else "", cell.column, cell.fact, cell.parts, shown)


@register.simple_tag(takes_context=True)
def table_cell(
    context: template.Context, cell: CellView, row_label: StrOrPromise = "", row_name: bool = False, wrap: bool = False
) -> SafeString:
    """`{% table_cell row.cells.name row_name=1 %}`: `row_label` says to a screen reader whose cell it is.

    The cell with `row_name` names its row; one that may `wrap` holds a line of words that grows. `can_edit` is the
    page's.
    """
    return draw_cell(cell, context["can_edit"], str(row_label), row_name, wrap)


def draw_cell(
    cell: CellView, can_edit: bool, row_label: str = "", row_name: bool = False, wrap: bool = False
) -> SafeString:
    """One cell of a table."""
    if not can_edit:
        return _text(cell)
    label = f"{row_label} {cell.label}" if row_label else cell.label
    wrong = format_html(WRONG, cell.place) if cell.error else NOTHING
    if cell.figure:
        return format_html(FIGURE, cell.place, cell.name, cell.figure, cell.label, cell.shown, label, wrong)
    names = mark_safe(" data-row-name") if row_name else NOTHING
    if cell.kind == "text" or wrap:
        grows = mark_safe(" data-line") if wrap else NOTHING
        return format_html(TEXT, grows, names, cell.place, cell.name, label, cell.shown)
    if cell.kind == "flag":
        checked = mark_safe(" checked") if cell.shown == "true" else NOTHING
        return format_html(FLAG, cell.place, cell.name, cell.label, label, checked)
    if cell.kind == "choice":
        none = mark_safe('<option value=""></option>') if cell.may_be_empty or not cell.shown else NOTHING
        return format_html(CHOICE, cell.place, cell.name, cell.label, label, none, _options(cell))
    return format_html(WORDS, cell.place, cell.name, cell.label, cell.shown, label, names, wrong)


def _options(cell: CellView) -> SafeString:
    chosen = mark_safe(" selected")
    return format_html_join(
        "", OPTION, ((value, chosen if value == cell.shown else "", label) for value, label in cell.options)
    )


def _text(cell: CellView) -> SafeString:
    if cell.options:
        shown = cell.shown_label
    elif cell.kind == "flag":
        shown = cell.label if cell.shown == "true" else ""
    else:
        shown = linebreaksbr(cell.shown)
    return format_html('<span class="ro{}" id="{}">{}</span>', " fig" if cell.figure else "", cell.place, shown)
