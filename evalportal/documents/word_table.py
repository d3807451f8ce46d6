"""Writes a grid as a native Word table: merged cells, widths, repeated heads, rows that stay whole."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from .figures import shown
from .grid import Cell, Grid, Kind, placed
from .word_styles import CELL_STYLE, HEADING, set_face

# Breadth of the type area in points, upright and turned.
TALL, WIDE = 442.2, 637.8
NUMBERS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.AREA, Kind.COUNT, Kind.POINTS})
ALIGNMENTS = {
    "": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(document: Any, grid: Grid) -> Table:
    """Append the table to a document."""
    rows, columns = len(grid.rows), len(grid.widths)
    table: Table = document.add_table(rows, columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    breadth = WIDE if grid.landscape else TALL
    widths = [Pt(breadth * width / 100) for width in grid.widths]
    # Straight from the table's own lists: looking cells up by number costs the square of their count.
    cells = [list(row.cells) for row in table.rows]
    for at_row in range(rows):
        for column, width in enumerate(widths):
            cells[at_row][column].width = width
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # By its id: python-docx looks a style up by name through all styles, for each paragraph anew.
    style_id = document.styles[CELL_STYLE].style_id
    for at, column_at, cell in placed(grid.rows):
        target = cells[at][column_at]
        if cell.width > 1 or cell.height > 1:
            target = target.merge(cells[at + cell.height - 1][column_at + cell.width - 1])
        _fill(target, cell, style_id)
    for number, row in enumerate(table.rows):
        _set_row(row, repeats=number < grid.head_rows)
    return table


def _fill(target: Any, cell: Cell, style_id: str) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    # Merging leaves the empty paragraphs of the cells that went.
    for spare in target.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    for number, text in enumerate(shown(cell).split("\n")):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph._p.style = style_id
        paragraph.alignment = ALIGNMENTS[cell.align or ("right" if cell.kind in NUMBERS else "")]
        if cell.indent:
            paragraph.paragraph_format.left_indent = Pt(9 * cell.indent)
        run = paragraph.add_run(text)
        if cell.bold:
            set_face(run, HEADING)


def _set_row(row: Any, *, repeats: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeats:
        head = OxmlElement("w:tblHeader")
        head.set(qn("w:val"), "true")
        properties.append(head)
