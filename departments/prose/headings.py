"""Recognises numbered headings: 一、 （一） 1、 第一部分, with the number and the style they are written in."""

import re
from dataclasses import dataclass

from .characters import fold
from .numbers import read_chinese

_NUMBERED = re.compile(
    r"[ ]*(?:"
    r"第(?P<part>[一二三四五六七八九十]{1,3}|\d{1,2})(?:部分|章)(?P<part_mark>[、.：， ]?)"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3}) ?(?P<chinese_mark>[、.．，,])"
    r"|（ ?(?P<bracket>[一二三四五六七八九十]{1,3}) ?）(?P<bracket_mark>[、.]?)"
    r"|（ ?(?P<small>\d{1,2}) ?）(?P<small_mark>[、.]?)"
    r"|(?P<arabic>\d{1,2}) ?(?P<arabic_mark>、|\.(?!\d)|，)"
    r"|(?P<ring>[①-⑳])"
    r")[ ]*"
)
LEVELS = {"part": 1, "chinese": 1, "bracket": 2, "arabic": 3, "small": 4, "ring": 5}


@dataclass(frozen=True)
class Numbering:
    """The number before a line: its value, the style (chinese, bracket, arabic …), the mark behind it."""

    style: str
    value: int
    mark: str
    length: int  # characters of the line that the number takes

    @property
    def level(self) -> int:
        """1 for 一、 and 第一部分, 2 for （一）, 3 for 1、, 4 for （1）, 5 for ①."""
        return LEVELS[self.style]


def read_numbering(line: str) -> Numbering | None:
    """The number a line begins with, or None."""
    match = _NUMBERED.match(fold(line))
    if match is None:
        return None
    style = next(name for name in LEVELS if match[name])
    digits = match[style]
    if style == "ring":
        value: int | None = ord(digits) - ord("①") + 1
    else:
        value = int(digits) if digits.isdigit() else read_chinese(digits)
    if not value:
        return None
    mark = match[f"{style}_mark"] if style != "ring" else ""
    return Numbering(style, value, mark or "", match.end())


def is_heading_like(words: str, *, longest: int = 40) -> bool:
    """Whether the words behind a number look like a heading: short, no sentence within."""
    bare = words.strip().rstrip("。：:；;")
    return 0 < len(bare) <= longest and not re.search(r"[。；！？]", fold(bare)) and "，" not in bare
