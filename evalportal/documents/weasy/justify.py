"""Teaches WeasyPrint to justify Chinese: stretch between characters, hang a mark that would start a line.

WeasyPrint 70 stretches spaces only, of which Chinese has none, so that every line ends ragged. Some of its
functions are replaced; `apply` refuses to do so where they no longer have the shape known here. Pango keeps
marks from the start of a line by moving the character before down; where only the mark is too much for the
line, it hangs into the margin instead, as Word and WPS do.
"""

import inspect
import re
from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, pango

from . import pitch

CHINESE = re.compile(
    "[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
SPACES = " \u00a0"
# Marks that may hang, and what must not follow them on the next line.
HANGING = "，。、；："
NO_LINE_START = HANGING + "！？）》〉」』】〕”’％…—·"
# How far to look for a mark behind the place where Pango broke the line: a number with its unit.
FARTHEST_MARK = 12

KNOWN_SHAPES = {
    "weasyprint.layout.inline.count_expandable_spaces": "(box)",
    "weasyprint.layout.inline.strut": "(style)",
    "weasyprint.text.line_break.Layout.set_text": "(self, text, justify=False)",
    "weasyprint.text.line_break.split_first_line": (
        "(text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False)"
    ),
}

_stock_set_text: Callable[..., None] = line_break.Layout.set_text
_stock_split: Callable[..., tuple[Any, ...]] = line_break.split_first_line


class UnknownWeasyPrint(Exception):
    """The installed WeasyPrint is not the one whose inner functions are replaced here."""


def apply() -> None:
    """Replace the functions, those of `pitch` too; calling it again changes nothing."""
    if inline.count_expandable_spaces is count_gaps:
        return
    current = {
        "weasyprint.layout.inline.count_expandable_spaces": inline.count_expandable_spaces,
        "weasyprint.layout.inline.strut": inline.strut,
        "weasyprint.text.line_break.Layout.set_text": line_break.Layout.set_text,
        "weasyprint.text.line_break.split_first_line": inline.split_first_line,
    }
    for name, function in current.items():
        if (shape := str(inspect.signature(function))) != KNOWN_SHAPES[name]:
            raise UnknownWeasyPrint(f"{name} now takes {shape}, not {KNOWN_SHAPES[name]}: adapt {__name__}")
    inline.count_expandable_spaces = count_gaps
    pitch.apply(split_and_hang)
    line_break.Layout.set_text = set_text_with_gaps


def gaps(text: str) -> float:
    """Count the places that stretch: one at a space, half on each inner side of a Chinese character.

    Half, because Pango gives letter spacing by halves: between two Chinese characters two halves meet.
    """
    halves = 0
    for at, char in enumerate(text):
        if char in SPACES:
            halves += 2
        elif CHINESE.match(char):
            halves += (at > 0) + (at < len(text) - 1)
    return halves / 2


def count_gaps(box: Any) -> float:
    """Count the stretching places of a line; a hanging mark is outside of it."""
    if isinstance(box, boxes.TextBox):
        return gaps(box.text[:-1] if getattr(box.pango_layout, "hangs", False) else box.text)
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        return sum(count_gaps(child) for child in box.children)
    return 0


def set_text_with_gaps(self: Any, text: str, justify: bool = False) -> None:
    """Set the text of a Pango layout; on a justified line give its Chinese characters letter spacing."""
    _stock_set_text(self, text, justify)
    if not (justify and self.justification_spacing and CHINESE.search(text)):
        return
    spacing = self.style["letter_spacing"]
    units = int((self.justification_spacing + (0 if spacing == "normal" else spacing)) * TO_UNITS)
    attributes = pango.pango_layout_get_attributes(self.layout)
    for start, end in _chinese_runs(self.text):
        attribute = pango.pango_attr_letter_spacing_new(units)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(self.layout, attributes)


def _chinese_runs(text: str) -> list[tuple[int, int]]:
    """Give the byte ranges of the stretches of Chinese characters."""
    return [
        (len(text[: match.start()].encode()), len(text[: match.end()].encode()))
        for match in re.finditer(f"{CHINESE.pattern}+", text)
    ]


def split_and_hang(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    """Break off a line as WeasyPrint does, then pull up what fits once its closing mark may hang."""
    split = _stock_split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    resume_at = split[2]
    if resume_at is None or max_width is None or style["text_align_all"] != "justify":
        return split
    encoded = text.encode()
    kept, rest = encoded[: split[1]].decode(), encoded[resume_at:].decode()
    if split[1] != resume_at:  # a space or a forced break between the lines
        return split
    mark = next((at for at, char in enumerate(rest[:FARTHEST_MARK]) if char in HANGING), None)
    if mark is None or rest[mark + 1 : mark + 2] in tuple(NO_LINE_START):
        return split
    line = kept + rest[: mark + 1]
    visible = line_break.create_layout(line[:-1], style, context, None, justification_spacing)
    width, _height = line_break.line_size(visible.get_first_line()[0], style)
    if width > max_width:
        return split
    layout = line_break.create_layout(line, style, context, None, justification_spacing)
    end = len(line.encode()) if mark + 1 < len(rest) else None
    layout, length, end, _width, height, baseline = line_break.first_line_metrics(
        layout.get_first_line()[0], line, layout, end, False, style
    )
    layout.hangs = True
    return layout, length, end, width, height, baseline
