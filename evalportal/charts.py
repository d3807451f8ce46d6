"""SVG drawings for pages and PDF alike: bars and a waterfall of points.

Every colour and size is a literal attribute, because WeasyPrint paints SVG styled by classes black;
the classes are there for screens, which may override them. Greys only: finished reports are printed in black.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH = 580  # the type area of a page holds 589
LABEL_WIDTH = 146
VALUE_WIDTH = 70
LOSS_ROOM = 40  # what the figure of a loss takes
FONT = "Evalportal latin, Evalportal table, Evalportal floor, PingFang SC, Microsoft YaHei, sans-serif"
FILLS = ("#c9ced3", "#8a939c", "#2f3a44")
INK = "#000000"
PAPER = "#ffffff"
RULE = "#9aa3ab"


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled group of bars, one value per series; None leaves that bar out."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars; `series` names the values of each bar, `unit` is written at the legend."""

    title: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A loss of points: positive numbers of points that were not won; `is_final` where they cannot be won back."""

    label: str
    loss: Decimal
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the full points down to the score, one step per loss; `ceiling` marks the most that can still be had."""

    title: str
    start_label: str
    start: Decimal
    steps: tuple[Step, ...]
    end_label: str
    ceiling: Decimal | None = None
    ceiling_label: str = ""

    @property
    def origin(self) -> Decimal:
        """Where the axis begins: at 0, or at an even number below the score where the losses are small beside it."""
        lost = self.start - self.end
        if not lost or lost * 3 > self.start:
            return Decimal(0)
        return max(Decimal(0), (self.end - lost / 2) // 2 * 2)

    @property
    def end(self) -> Decimal:
        return self.start - sum((step.loss for step in self.steps), Decimal(0))


def shorten(label: str, limit: int = 12) -> str:
    """Cut a label so that it fits its column; the whole of it is in the drawing's title."""
    return label if len(label) <= limit else label[: limit - 1] + "…"


def bar_svg(chart: BarChart) -> str:
    """Draw a bar chart; bars of one group stand under one another, values at their ends."""
    values = [value for bar in chart.bars for value in bar.values if value is not None]
    largest = max([*values, Decimal(0)]) or Decimal(1)
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    thick, gap, top = 11, 12, 30
    group = thick * max(len(chart.series), 1)
    parts = [*_legend(chart.series, chart.unit)]
    y = top
    for bar in chart.bars:
        parts.append(_text(LABEL_WIDTH - 8, y + group / 2 + 4, shorten(bar.label), anchor="end"))
        for at, value in enumerate(bar.values):
            if value is None:
                continue
            length = float(max(value, Decimal(0)) / largest) * room
            mid = y + at * thick
            parts.append(_rect(LABEL_WIDTH, mid + 1, max(length, 0.5), thick - 2, FILLS[at % len(FILLS)], at))
            parts.append(_text(LABEL_WIDTH + length + 5, mid + thick - 2, f"{value:,.2f}", size=9))
        y += group + gap
    parts.append(_line(LABEL_WIDTH, top - 4, LABEL_WIDTH, y - gap + 4))
    described = "；".join(
        f"{bar.label}："
        + "，".join(
            f"{name} {value:,.2f}" for name, value in zip(chart.series, bar.values, strict=False) if value is not None
        )
        for bar in chart.bars
    )
    return _svg(chart.title, described, y - gap + 8, parts)


def waterfall_svg(chart: Waterfall) -> str:
    """Draw how the full points shrink to the score; lost points are dark, grey where they cannot be won back."""
    origin = chart.origin
    scale = float(chart.start - origin) or 1.0
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH

    def at(points: Decimal) -> float:
        return LABEL_WIDTH + float(max(points - origin, Decimal(0))) / scale * room

    thick, pitch, y = 14, 22, 22 if chart.ceiling is not None else 8
    bottom = y + pitch * (len(chart.steps) + 1) + thick + 6
    parts = _scale(origin, chart.start, at, bottom) if origin else []
    parts += [
        _text(LABEL_WIDTH - 8, y + 11, chart.start_label, anchor="end"),
        _rect(LABEL_WIDTH, y, room, thick, FILLS[0], 0, name="chart-full"),
        _text(LABEL_WIDTH + room + 5, y + 11, f"{chart.start:.2f}", size=10),
    ]
    left = chart.start
    losses: list[str] = []
    losses_at: list[tuple[float, float]] = []
    for step in chart.steps:
        y += pitch
        before, left = left, left - step.loss
        start, stop = at(left), at(before)
        name, fill = ("chart-final", FILLS[1]) if step.is_final else ("chart-lost", FILLS[2])
        parts.append(_line(stop, y - pitch + thick, stop, y))
        parts.append(_text(LABEL_WIDTH - 8, y + 11, shorten(step.label), anchor="end"))
        parts.append(_rect(start, y, max(stop - start, 0.5), thick, fill, 2, name=name))
        if start - LABEL_WIDTH > LOSS_ROOM:
            losses.append(_text(start - 5, y + 11, f"−{step.loss:.2f}", size=10, anchor="end"))
            losses_at.append((start - LOSS_ROOM, y))
        else:
            losses.append(_text(stop + 5, y + 11, f"−{step.loss:.2f}", size=10))
            losses_at.append((stop + 2, y))
    y += pitch
    parts.append(_text(LABEL_WIDTH - 8, y + 11, chart.end_label, anchor="end"))
    parts.append(_rect(LABEL_WIDTH, y, at(chart.end) - LABEL_WIDTH, thick, FILLS[1], 1, name="chart-full"))
    parts.append(_text(at(chart.end) + 5, y + 11, f"{chart.end:.2f}", size=10))
    if chart.ceiling is not None:
        x, words = at(chart.ceiling), f"{chart.ceiling_label} {chart.ceiling:.2f}"
        parts.append(_line(x, 4, x, y + thick, name="chart-ceiling"))
        parts.append(_text(x - 6, 12, words, size=10, anchor="end"))
        # The line runs behind the figures of losses, not through them.
        parts += [
            _rect(start, top + 1, LOSS_ROOM - 3, thick - 2, PAPER, 0, name="chart-paper")
            for start, top in losses_at
            if start < x < start + LOSS_ROOM
        ]
    parts += losses
    described = "；".join(f"{step.label} −{step.loss:.2f}" for step in chart.steps)
    words = f"{chart.start:.2f}；{described}；{chart.end:.2f}"
    if chart.ceiling is not None:
        words += f"；{chart.ceiling_label} {chart.ceiling:.2f}"
    return _svg(chart.title, words, y + thick + (20 if origin else 6), parts)


def _scale(origin: Decimal, start: Decimal, at: Callable[[Decimal], float], bottom: float) -> list[str]:
    """The marks of an axis that does not begin at 0, and where it begins."""
    step = next(each for each in (1, 2, 5, 10, 20) if (start - origin) / each <= 8 or each == 20)
    parts = [_text(LABEL_WIDTH - 8, bottom + 8, f"自 {origin:g} 分起", size=9, anchor="end")]
    mark = origin
    while mark <= start:
        parts.append(_line(at(mark), 4, at(mark), bottom - 4))
        parts.append(_text(at(mark), bottom + 8, f"{mark:g}", size=9, anchor="middle"))
        mark += step
    return parts


def _legend(series: Sequence[str], unit: str) -> list[str]:
    parts, x = [], LABEL_WIDTH
    for at, name in enumerate(series):
        parts.append(_rect(x, 4, 10, 10, FILLS[at % len(FILLS)], at))
        parts.append(_text(x + 14, 13, name, size=10))
        x += 24 + 11 * len(name)
    parts.append(_text(WIDTH - 4, 13, unit, size=10, anchor="end"))
    return parts


def _svg(title: str, described: str, height: float, parts: list[str]) -> str:
    inner = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}" aria-label="{escape(title)}：{escape(described)}">'
        f"<title>{escape(title)}</title>{inner}</svg>"
    )


def _text(x: float, y: float, words: str, *, size: int = 11, anchor: str = "start") -> str:
    return (
        f'<text class="chart-text" x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-family="{FONT}" '
        f'fill="{INK}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str, series: int, *, name: str = "") -> str:
    return (
        f'<rect class="{name or f"chart-s{series + 1}"}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="{fill}"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, *, name: str = "chart-rule") -> str:
    dashes = ' stroke-dasharray="4 3"' if name == "chart-ceiling" else ""
    return (
        f'<line class="{name}"{dashes} x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{RULE}" stroke-width="0.75"/>'
    )
