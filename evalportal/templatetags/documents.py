"""Template tags of the finished report: its tables and its charts, the same on the page and on paper."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from evalportal.charts import BarChart, Waterfall, bar_svg, waterfall_svg
from evalportal.documents.context import Block, Paragraph
from evalportal.documents.figures import shown
from evalportal.documents.grid import Cell, Grid, Kind, Row, placed
from evalportal.documents.room import is_tight

register = template.Library()

NUMBERS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.AREA, Kind.COUNT, Kind.POINTS})


@register.filter
def block_kind(block: Block) -> str:
    """Say which of the templates of blocks shows this one."""
    if isinstance(block, Paragraph):
        return "run_in" if block.rest or not block.level else "heading"
    return "table" if isinstance(block, Grid) else "chart"


@register.simple_tag
def chart_svg(chart: BarChart | Waterfall) -> SafeString:
    """Draw a chart; its texts are escaped where it is drawn."""
    return mark_safe(bar_svg(chart) if isinstance(chart, BarChart) else waterfall_svg(chart))  # noqa: S308


@register.simple_tag
def table_html(grid: Grid, breaks: Mapping[str, frozenset[int]] | None = None) -> SafeString:
    """Write a table. At the rows in `breaks` a page begins: cells that span it are written again there."""
    at_rows = sorted((breaks or {}).get(grid.name, ()))
    columns = "".join(f'<col class="w{width}">' for width in grid.widths)
    parts = [f"<colgroup>{columns}</colgroup>"]
    if grid.head_rows:
        parts.append(f"<thead>{''.join(_row(grid.name, at, row) for at, row in enumerate(grid.head))}</thead>")
    starts = [grid.head_rows, *at_rows]
    ends = [*at_rows, len(grid.rows)]
    rows = cut_spans(grid.rows, at_rows)
    for start, end in zip(starts, ends, strict=True):
        body = "".join(_row(grid.name, at, rows[at]) for at in range(start, end))
        begin = '<tbody class="next-page">' if start in at_rows else "<tbody>"
        parts.append(f"{begin}{body}</tbody>")
    kind = f"grid {'wide' if grid.landscape else 'tall'} grid-{grid.name.rstrip('0123456789')}"
    if is_tight(grid):
        kind += " tight"
    return format_html('<table class="{}" aria-label="{}">{}</table>', kind, grid.title, mark_safe("".join(parts)))  # noqa: S308


def cut_spans(rows: tuple[Row, ...], at_rows: list[int]) -> list[list[Cell]]:
    """Cut the cells that span several rows where a page begins, and repeat them there."""
    result: list[list[Cell]] = [[] for _row in rows]
    located: list[tuple[int, int, Cell]] = []
    for row, column, cell in placed(rows):
        begins = [row, *(at for at in at_rows if row < at < row + cell.height), row + cell.height]
        for start, end in pairwise(begins):
            located.append((start, column, replace(cell, height=end - start)))
    for row, _column, cell in sorted(located, key=lambda item: item[:2]):
        result[row].append(cell)
    return result


def _row(name: str, at: int, row: Row | list[Cell]) -> str:
    return f'<tr id="{name}-r{at}">{"".join(_cell(cell) for cell in row)}</tr>'


def _cell(cell: Cell) -> str:
    text = shown(cell)
    # an empty head would be read out as a head of nothing
    tag = "th" if cell.bold and cell.kind is Kind.LABEL and str(text).strip() else "td"
    classes = [cell.align or ("number" if cell.kind in NUMBERS else "")]
    if cell.indent:
        classes.append(f"in{cell.indent}")
    if cell.bold:
        classes.append("strong")
    attributes = ""
    if names := " ".join(filter(None, classes)):
        attributes += f' class="{names}"'
    if cell.width > 1:
        attributes += f' colspan="{cell.width}"'
    if cell.height > 1:
        attributes += f' rowspan="{cell.height}"'
    return f"<{tag}{attributes}>{conditional_escape(text)}</{tag}>"
