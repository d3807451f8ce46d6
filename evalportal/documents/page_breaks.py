"""Where pages break tables. A cell that spans rows across a break must be repeated on the new page.

Each form begins a page, so the breaks of one do not depend on what stands before it.
"""

from collections.abc import Iterable, Mapping

from weasyprint import Document

from .grid import Grid


def has_spans(grid: Grid) -> bool:
    """Say whether any cell of the body spans rows."""
    return any(cell.height > 1 for row in grid.body for cell in row)


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
