"""Breaks a title into lines as GB/T 9704-2012 wants it: words whole, lines forming a trapezium or lozenge."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Words of these titles that a line must not cut.
WORDS = re.compile(
    r"[0-9]+年度?|[A-Za-z0-9.]+|部门|单位|整体|项目|支出|绩效|评价|自评|报告|关于|开展|情况|预算|财政|资金|"
    r"[\u4e00-\u9fff]+?(?:局|委员会|办公室|中心|委|办|厅|院|会)(?![\u4e00-\u9fff]*?局)|《[^》]*》|（[^）]*）|."
)
NO_LINE_START = "的和及与、，。；：）》”年度"
MOST_LINES = 4


def breadth(text: str) -> float:
    """Measure text in Chinese characters: full-width ones count 1, others one half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def break_title(title: str, most: float) -> tuple[str, ...]:
    """Break a title into as few lines as fit `most` characters each, in the best shape there is."""
    title = " ".join(title.split())
    if breadth(title) <= most:
        return (title,)
    cuts = _cuts(title) if breadth(title) <= most * MOST_LINES else []
    for count in range(2, MOST_LINES + 1):
        if options := list(_breakings(title, cuts, count, most)):
            return min(options, key=_ugliness)
    # A name without a place to break: cut it by length, nothing of it is lost.
    size = int(most)
    return tuple(title[start : start + size] for start in range(0, len(title), size))


def _cuts(title: str) -> list[int]:
    ends = [match.end() for match in WORDS.finditer(title)][:-1]
    return [end for end in ends if title[end] not in NO_LINE_START]


def _breakings(rest: str, cuts: list[int], count: int, most: float) -> Iterator[tuple[str, ...]]:
    """Give every way to break the rest into `count` lines that fit; `cuts` are its places to break."""
    if breadth(rest) > most * count:
        return
    if count == 1:
        yield (rest.strip(),)
        return
    for cut in cuts:
        if breadth(rest[:cut].rstrip()) > most:
            return
        for lines in _breakings(rest[cut:], [later - cut for later in cuts if later > cut], count - 1, most):
            yield (rest[:cut].strip(), *lines)


def _ugliness(lines: tuple[str, ...]) -> float:
    """Say how far the lines are from a good shape: even lengths, a step between neighbours, no hourglass."""
    sizes = [breadth(line) for line in lines]
    spread = max(sizes) - min(sizes)
    same = sum(1 for above, below in pairwise(sizes) if abs(above - below) < 1)
    hourglass = any(sizes[at] < sizes[at - 1] and sizes[at] < sizes[at + 1] for at in range(1, len(sizes) - 1))
    # A line that begins with the year or with 关于 starts a new thought: the best place to break.
    thought = sum(1 for line in lines[1:] if re.match(r"[0-9]{4}年|关于", line))
    return spread + same * 1.5 + hourglass * 20 - thought * 6
