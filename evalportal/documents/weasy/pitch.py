"""Gives WeasyPrint lines of a fixed pitch, whatever fonts meet on them (GB/T 9704-2012: 22 lines a page).

Stock WeasyPrint places a font by its own ascent and descent, so that a line in which a Chinese and a Western
font meet grows by a point or two. Here every text stands in its em square, as Chinese typesetting has it.
"""

from collections.abc import Callable
from typing import Any

from weasyprint.layout import inline

# Where the baseline lies in the em square of Chinese fonts, from above.
ASCENT = 0.88

_stock_strut: Callable[[Any], tuple[float, float]] = inline.strut


def apply(split_first_line: Callable[..., tuple[Any, ...]]) -> None:
    """Replace the measures of lines; `split_first_line` is the function that breaks them."""

    def split_in_em_square(text: str, style: Any, *args: Any, **options: Any) -> tuple[Any, ...]:
        split = split_first_line(text, style, *args, **options)
        if style["line_height"] == "normal":
            return split
        return (*split[:4], style["font_size"], style["font_size"] * ASCENT)

    inline.split_first_line = split_in_em_square
    inline.strut = strut_of_em_square


def strut_of_em_square(style: Any) -> tuple[float, float]:
    """Give line height and baseline for a style; only a line height of its own makes a fixed pitch."""
    line_height, baseline = _stock_strut(style)
    if style["line_height"] == "normal":
        return line_height, baseline
    return line_height, (line_height - style["font_size"]) / 2 + style["font_size"] * ASCENT
