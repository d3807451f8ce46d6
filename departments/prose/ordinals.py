"""Lists of clauses: 一是…二是…, 首先…其次…, 第一…第二…, （1）…（2）…, ①…②…, 1.…2.…."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .characters import fold

_DIGITS = "一二三四五六七八九十"
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
_STEPS = (("首先",), ("其次",), ("再次", "再者", "第三", "三是"), ("第四", "最后"), ("第五", "最后"))
_BEGINS = r"(?:^|(?<=[。；，：！、\n—”） 和及]))"


@dataclass(frozen=True)
class Ordinals:
    """How far a list counts without a gap, and where its first and its last number stand."""

    count: int
    start: int
    last: int


def _chinese(match: re.Match[str]) -> int:
    return _DIGITS.index(match["n"]) + 1


def _arabic(match: re.Match[str]) -> int:
    return int(match["n"])


def _either(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"].isdigit() else _chinese(match)


def _ring(match: re.Match[str]) -> int:
    return _RINGS.index(match["n"]) + 1


_STYLES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    (re.compile(rf"{_BEGINS}(?P<n>[{_DIGITS}])(?:是|要|抓|看)"), _chinese),
    (re.compile(rf"{_BEGINS}其(?P<n>[{_DIGITS}])(?=[，、：是])"), _chinese),
    (re.compile(rf"{_BEGINS}第(?P<n>[{_DIGITS}])(?=[，、：是]|[个项件步轮类种条批阶方层点])"), _chinese),
    (re.compile(r"（(?P<n>\d{1,2}|[一二三四五六七八九十])）"), _either),
    (re.compile(rf"(?P<n>[{_RINGS}])"), _ring),
    (re.compile(rf"{_BEGINS}(?<![\d.])(?P<n>\d{{1,2}})(?:、|\.(?!\d)|是)"), _arabic),
)
_STEP = re.compile(rf"{_BEGINS}(?P<word>首先|其次|再次|再者|第[三四五]|三是|最后)(?=[，、：是要])?")


def read_ordinals(text: str) -> Ordinals | None:
    """The list that a text begins with; None where it does not begin with its first number."""
    folded = fold(text)
    if folded.startswith("首先"):
        return _steps(folded)
    for pattern, value in _STYLES:
        match = pattern.match(folded)
        if match is not None and value(match) == 1:
            return _count(pattern.finditer(folded), value)
    return None


def find_ordinals(text: str) -> Ordinals | None:
    """The first list of 一是…二是… and the like anywhere in a text."""
    folded = fold(text)
    starts = [
        match.start() for pattern, value in _STYLES for match in pattern.finditer(folded) if value(match) == 1
    ]  # fmt: skip
    step = _STEP.search(folded)
    if step is not None and step["word"] == "首先":
        starts.append(step.start())
    if not starts:
        return None
    shift = min(starts)
    found = read_ordinals(folded[shift:])
    return None if found is None else Ordinals(found.count, shift, shift + found.last)


def _count(matches: Iterator[re.Match[str]], value: Callable[[re.Match[str]], int]) -> Ordinals:
    expected = last = 0
    for match in matches:
        number = value(match)
        if number == expected + 1:
            expected, last = number, match.start()
        elif number == 1:
            break  # another list
    return Ordinals(expected, 0, last)


def _steps(text: str) -> Ordinals:
    count = last = 0
    for match in _STEP.finditer(text):
        if (count < len(_STEPS) and match["word"] in _STEPS[count]) or (match["word"] == "最后" and count >= 2):
            count, last = count + 1, match.start()
        elif match["word"] == "首先":
            break
        else:
            continue
        if match["word"] == "最后":
            break
    return Ordinals(count, 0, last)


def point_starts(text: str) -> list[int]:
    """Where the points of the first list in a text begin: 一是…；二是… or 首先…；其次…."""
    folded = fold(text)
    found = find_ordinals(folded)
    if found is None:
        return []
    if folded.startswith("首先", found.start):
        return [match.start() for match in _STEP.finditer(folded, found.start)][: found.count]
    for pattern, value in _STYLES:
        if pattern.match(folded, found.start):
            starts: list[int] = []
            for match in pattern.finditer(folded, found.start):
                if value(match) == len(starts) + 1:
                    starts.append(match.start())
            return starts[: found.count]
    return []
