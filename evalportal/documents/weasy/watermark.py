"""The mark 草稿 behind every page of a draft, drawn as outlines: no text to copy, no font to embed."""

from base64 import b64encode

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from evalportal.documents.fonts import Role, chosen

WORDS = "草稿"
GREY = "#eeeeee"
SIZE = 420


def watermark_css() -> str:
    """Give the rule that puts the mark into the middle of each page."""
    svg = b64encode(_svg().encode()).decode()
    return f'@page {{ background: url("data:image/svg+xml;base64,{svg}") no-repeat center / {SIZE}pt; }}'


def _svg() -> str:
    with chosen()[Role.HEADING].face.load() as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        em = font["head"].unitsPerEm
        pen = SVGPathPen(glyphs)
        for at, char in enumerate(WORDS):
            glyphs[names[ord(char)]].draw(TransformPen(pen, (1, 0, 0, -1, at * em, em)))
    middle = em * len(WORDS) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {em * 2} {em * 2}"><g transform="rotate(-35 {middle} {em}) translate(0 {em * 0.4})">'
        f'<path fill="{GREY}" d="{pen.getCommands()}"/></g></svg>'
    )
