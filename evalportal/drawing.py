"""The strokes that drawings of the bureau's pages are made of: SVG with literal attributes, so that paper shows them.

Classes are only there for screens, which may override the colours.
"""

from collections.abc import Iterable
from html import escape

FONT = "PingFang SC, Microsoft YaHei, Noto Sans SC, Source Han Sans SC, sans-serif"
INK, SOFT, RULE = "#1a222c", "#55606c", "#c3cad1"
# Class → colour on paper: the five steps of a heat map, and the states from grey to settled.
FILLS = {
    "h0": "#f1f4f6", "h1": "#cfe0e7", "h2": "#93b9c8", "h3": "#4a86a0", "h4": "#0b4f6c",
    "s1": "#d5dbe1", "s2": "#aab5c0", "s3": "#a9cad6", "s4": "#5b97af", "s5": "#0b4f6c", "f-seal": "#b3311d",
}  # fmt: skip


def text(x: float, y: float, words: str, *, size: int = 11, anchor: str = "start", soft: bool = True) -> str:
    """Words at a point; `anchor` as in SVG."""
    name, fill = ("chart-soft", SOFT) if soft else ("chart-text", INK)
    return (
        f'<text class="chart-text {name}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-family="{FONT}" '
        f'fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str, *, said: str = "") -> str:
    """A box in one of FILLS; `said` is what a pointer over it reads."""
    title = f"<title>{escape(said)}</title>" if said else ""
    return (
        f'<rect class="{fill}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{FILLS[fill]}">{title}</rect>'
    )


def hollow(x: float, y: float, width: float, height: float, *, said: str = "") -> str:
    """A dashed box: nothing known yet."""
    title = f"<title>{escape(said)}</title>" if said else ""
    return (
        f'<rect class="hx" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="none" '
        f'stroke="{SOFT}" stroke-dasharray="2 2">{title}</rect>'
    )


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """A hairline of an axis."""
    return f'<path class="ax" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{RULE}" stroke-width="1" fill="none"/>'


def mark(points: Iterable[tuple[float, float]], *, dashed: bool = False, accent: bool = False) -> str:
    """A strong line through these points."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    name, colour = ("lim", "#0b4f6c") if accent else ("mk", INK)
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<path class="{name}" d="M{path}" stroke="{colour}" stroke-width="2" fill="none"{dashes}/>'


def picture(width: float, height: float, described: str, parts: Iterable[str], *, name: str = "chart") -> str:
    """The whole drawing; `described` is read out instead of it."""
    inner = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" role="img" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" aria-label="{escape(described)}">{inner}</svg>'
    )
