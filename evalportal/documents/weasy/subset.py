"""Cuts fonts through `uharfbuzz` (pip) where the system library libharfbuzz-subset is missing.

WeasyPrint would fall back to fontTools, which takes 5 to 20 seconds a document with Chinese fonts.
"""

from typing import Any

import uharfbuzz
from weasyprint.pdf import fonts
from weasyprint.text.ffi import harfbuzz_subset

# What a PDF has no use for: layout and bitmap tables.
DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


def apply() -> None:
    """Take over WeasyPrint's slow path; does nothing where the system library is installed."""
    if not harfbuzz_subset:
        fonts.Font.subset = subset


def subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Keep the glyphs that the document uses, under their numbers, and cut the empty tail behind the last."""
    if not to_unicode:
        return
    flags = uharfbuzz.SubsetFlags
    keep = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE
    if font.missing:
        keep |= flags.NOTDEF_OUTLINE
    if not hinting:
        keep |= flags.NO_HINTING
    face = uharfbuzz.Face(font.file_content, font.index)
    used = _cut(face, set(to_unicode), keep | flags.RETAIN_GIDS)
    font.file_content = _cut(used, set(range(max(to_unicode) + 1)), keep).blob.data


def _cut(face: uharfbuzz.Face, glyphs: set[int], flags: uharfbuzz.SubsetFlags) -> uharfbuzz.Face:
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = flags
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    return uharfbuzz.subset(face, wanted)
