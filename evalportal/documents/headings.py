"""Recognises the heading levels of official documents in plain text: 一、 （一） 1. （1）.

Nothing is renumbered or reworded here: a wrong number stays as it was signed.
"""

import re
import unicodedata
from collections.abc import Iterator

from .context import Paragraph

DIGITS = "一二三四五六七八九十百零〇"
LEVELS = (
    re.compile(rf"[{DIGITS}]+、"),
    re.compile(rf"[（(][{DIGITS}]+[）)]"),
    re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9])|、)"),
    re.compile(r"[（(][0-9０-９]{1,2}[）)]"),
)
SENTENCE_END = re.compile(r"[。！？；;：:]")
# A line of its own above this is a sentence, not a heading; three lines of a title are 84 characters.
LONGEST_HEADING = 60
LONGEST_ITEM_HEADING = 30


def recognise(line: str) -> Paragraph:
    """Read one line of narrative as heading, as paragraph with a heading run in, or as body text."""
    for level, pattern in enumerate(LEVELS, start=1):
        if match := pattern.match(line):
            end = SENTENCE_END.search(line, match.end())
            lead = line[: end.end()] if end else line
            rest = line[len(lead) :]
            if len(lead) > LONGEST_HEADING or (level >= 3 and not rest and _is_sentence(lead)):
                return Paragraph(line)
            return Paragraph(lead, rest, level)
    return Paragraph(line)


def _is_sentence(line: str) -> bool:
    """Tell an item of a list, which is a sentence, from a heading of level three or four."""
    return len(line) > LONGEST_ITEM_HEADING or line[-1] in "。；！？" or "，" in line


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Split narrative into its paragraphs; blank lines and typed indents go, the words stay."""
    for line in printable(text).split("\n"):
        if line := line.strip(" \u3000\u00a0"):
            yield recognise(line)


def printable(text: str) -> str:
    """Take out what no printer prints: control, zero-width and direction characters; tabs become blanks."""
    unified = re.sub(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]", "\n", text).replace("\t", " ")
    return "".join(char for char in unified if char == "\n" or not _is_invisible(char))


def _is_invisible(char: str) -> bool:
    category = unicodedata.category(char)
    # Variation selectors are marks by category, yet draw nothing by themselves.
    return category in ("Cc", "Cf", "Cs") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
