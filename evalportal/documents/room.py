"""How high a form will be on paper, estimated from its texts: whether it needs a second page, or a tighter setting.

The figures are those of static/documents/print.css, in pt. An estimate decides nothing but the setting: where it was
wrong, the layout itself shows it, and is done again (page_breaks.py).
"""

from dataclasses import dataclass
from math import ceil

from .figures import shown
from .grid import Grid, placed
from .title import breadth


@dataclass(frozen=True, slots=True)
class Setting:
    """Type size, height of a line, padding of a cell above and below together, and left and right together."""

    size: float
    line: float
    high: float
    wide: float


# Type areas, upright and turned: 156 × 225 mm.
TALL, WIDE = (442.2, 637.8), (637.8, 442.2)
# 附件1, the title with its distances, the line over the table; its foot, and a line of a note under it.
HEAD, ABOVE, FOOT, NOTE = 94.0, 18.0, 21.0, 14.0
NOTE_SIZE, BORDER = 9.5, 0.75
USUAL = Setting(9, 13, 4, 6)
SETTINGS = {
    "base_data": Setting(9.5, 12.5, 2, 5),
    "overall": Setting(9, 12, 3, 5),
    "project": Setting(9, 12, 3, 5),
}
# What a clerk does with a form of which two rows do not fit; the score sheet is long anyway.
TIGHT = {
    "base_data": Setting(9, 10.5, 0.8, 5),
    "overall": Setting(8.5, 10.5, 1.5, 5),
    "project": Setting(8.5, 10.5, 1.5, 5),
}
# Lines break a little earlier than the breadth of their characters says.
SAFETY = 1.04


def is_tight(grid: Grid) -> bool:
    """Whether a form is set tighter, because that saves a second page."""
    form = _form(grid)
    return form in TIGHT and not _fits(grid, SETTINGS[form]) and _fits(grid, TIGHT[form])


def may_overflow(grid: Grid) -> bool:
    """Whether a form may be longer than a page, set as it will be."""
    form = _form(grid)
    setting = SETTINGS.get(form, USUAL)
    return not (_fits(grid, setting) or (form in TIGHT and _fits(grid, TIGHT[form])))


def _form(grid: Grid) -> str:
    return grid.name.rstrip("0123456789")


def _fits(grid: Grid, setting: Setting) -> bool:
    width, height = WIDE if grid.landscape else TALL
    notes = sum(ceil(breadth(note) * NOTE_SIZE / width) * NOTE + 2 for note in grid.notes)
    left = height - HEAD - ABOVE * any(grid.above) - FOOT * bool(grid.foot) - notes
    return _height(grid, setting, width) * SAFETY <= left


def _height(grid: Grid, setting: Setting, width: float) -> float:
    """The rows of a grid in pt; a cell that spans rows makes the last of them higher where its text needs it."""
    rows = [setting.line + setting.high + BORDER] * len(grid.rows)
    spanning: list[tuple[int, int, float]] = []
    for at, column, cell in placed(grid.rows):
        room = width * sum(grid.widths[column : column + cell.width]) / 100 - setting.wide
        lines = sum(max(1, ceil(breadth(part) * setting.size / room)) for part in shown(cell).split("\n"))
        needed = lines * setting.line + setting.high + BORDER
        if cell.height == 1:
            rows[at] = max(rows[at], needed)
        else:
            spanning.append((at, cell.height, needed))
    for at, height, needed in spanning:
        rows[at + height - 1] += max(0.0, needed - sum(rows[at : at + height]))
    return sum(rows)
