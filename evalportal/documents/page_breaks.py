"""Where pages break tables. A cell that spans rows across a break must be repeated on the new page.

Each form begins a page, so the breaks of one do not depend on what stands before it.
"""

from collections.abc import Iterable, Mapping
from math import ceil

from weasyprint import Document

from .figures import shown
from .grid import Grid, placed
from .title import breadth

# Type areas in pt (156 × 225 mm and turned), less number, title and foot of a form.
TALL = (442.2, 520.0)
WIDE = (637.8, 330.0)
# The largest type that forms are set in; evidence and tables in the text have no spans.
FONT_SIZE, LINE, PADDING = 9.5, 13.0, 4.0


def has_spans(grid: Grid) -> bool:
    """Say whether any cell of the body spans rows."""
    return any(cell.height > 1 for row in grid.body for cell in row)


def may_overflow(grid: Grid) -> bool:
    """Estimate on the safe side whether a table may be longer than a page."""
    width, height = WIDE if grid.landscape else TALL
    lines = [1] * len(grid.rows)
    for at, column, cell in placed(grid.rows):
        if cell.height == 1:
            room = width * sum(grid.widths[column : column + cell.width]) / 100 - PADDING
            parts = shown(cell).split("\n")
            needed = sum(max(1, ceil(breadth(part) * FONT_SIZE / room)) for part in parts)
            lines[at] = max(lines[at], needed)
    return sum(lines) * LINE + len(lines) * PADDING > height


def table_breaks(grids: Iterable[Grid], body: Document) -> Mapping[str, frozenset[int]]:
    """Find the rows that begin a page, of the tables in which a cell spans rows across such a break."""
    pages = pages_of_anchors(body)
    breaks: dict[str, frozenset[int]] = {}
    for grid in grids:
        on_pages = [pages.get(f"{grid.name}-r{at}", 0) for at in range(len(grid.rows))]
        begins = {at for at in range(grid.head_rows + 1, len(grid.rows)) if 0 < on_pages[at - 1] < on_pages[at]}
        if any(
            row_at < begin < row_at + cell.height
            for row_at, row in enumerate(grid.rows)
            for cell in row
            for begin in begins
        ):
            breaks[grid.name] = frozenset(begins)
    return breaks


def pages_of_anchors(body: Document) -> dict[str, int]:
    """Give the number of the page on which each element with an id begins."""
    pages: dict[str, int] = {}
    for number, page in enumerate(body.pages, start=1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return pages
