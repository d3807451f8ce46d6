"""Cuts a document into its parts: title and cover, sections by meaning, and what could not be placed.

The parts are whole lines, follow one another and together are the whole text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from departments.prose.characters import fold
from departments.prose.headings import Numbering, is_heading_like, read_numbering

from .document import Document, Line
from .headings import heading_keys, is_attachment, is_standard_heading
from .parsed import PREAMBLE, SECTION, UNPLACED, Part

RESIDUE = re.compile(r"\[bookmark:[^\]]{0,60}\]|PAGEREF\s+\S{1,40}(?:\s+\\?h)?|HYPERLINK\s+\S{1,60}|TOC \\\S{1,20}")
_CONTENTS_LINE = re.compile(r"(?:[.…·．—\-_]{3,}|\s{2,}|\t|PAGEREF.{0,40})\s*[-—]?\d{1,3}[-—]?\s*$")
_INLINE = re.compile(r"^[^。：；，]{2,30}[。：]")


@dataclass(frozen=True)
class _Candidate:
    line: int
    numbering: Numbering | None
    words: str  # heading words
    keys: tuple[str, ...]
    inline: int = 0  # where the body begins, where heading and text share a line
    short: bool = True


def split_parts(document: Document) -> tuple[Part, ...]:
    """The parts of a document in order, without a gap."""
    lines = document.lines
    starts = _line_starts(lines)
    headings = _choose(lines)
    total = starts[-1] - 1 if lines else 0
    parts: list[Part] = []
    first = headings[0].line if headings else len(lines)
    if first > 0:
        parts.append(Part(PREAMBLE, "", "", 0, min(starts[first], total), 0))
    for position, heading in enumerate(headings):
        following = headings[position + 1].line if position + 1 < len(headings) else len(lines)
        start, end = starts[heading.line], min(starts[following], total)
        text = lines[heading.line].text
        body = start + heading.inline if heading.inline else min(starts[heading.line + 1], total)
        shown = text[: heading.inline].strip() if heading.inline else text.strip()
        style = heading.numbering
        part = Part(
            SECTION if heading.keys else UNPLACED, heading.keys[0] if heading.keys else "", shown, start, end,
            max(body, start), heading.keys[1:], style.value if style else 0, style.style if style else "",
            style.mark if style else "",
        )  # fmt: skip
        parts.extend(_split_combined(part, lines, starts, heading.line, following))
    return tuple(parts)


def _line_starts(lines: Sequence[Line]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    return starts


def _candidate(index: int, line: Line) -> _Candidate | None:
    text = fold(RESIDUE.sub(lambda match: " " * len(match[0]), line.text))
    if not text.strip() or line.table:
        return None
    numbering = read_numbering(text)
    offset = numbering.length if numbering else 0
    words = text[offset:]
    if is_attachment(text) and not line.heading:
        return _Candidate(index, None, words.strip(), ())
    if is_heading_like(words, longest=45):
        keys = heading_keys(words)
        return _Candidate(index, numbering, words.strip(), tuple(keys))
    inline = _INLINE.match(words.lstrip())
    if inline and numbering and numbering.level <= 1:
        keys = heading_keys(inline[0])
        if keys:
            skipped = len(words) - len(words.lstrip())
            return _Candidate(index, numbering, inline[0], tuple(keys), offset + skipped + inline.end(), short=False)
    return None


def _choose(lines: Sequence[Line]) -> list[_Candidate]:
    candidates = [found for found in (_candidate(index, line) for index, line in enumerate(lines)) if found]
    candidates = _without_contents(candidates, lines)
    chinese = [each for each in candidates if each.numbering and each.numbering.style == "chinese"]
    parts = [each for each in candidates if each.numbering and each.numbering.style == "part" and each.keys]
    if len({each.keys for each in parts}) >= 3:
        return _with_attachments(parts, candidates, lines)
    main = [each for each in chinese if each.keys]
    if len(main) >= 2:
        return _with_attachments(_main_outline(candidates, chinese, lines), candidates, lines)
    styled = [each for each in candidates if lines[each.line].heading and each.keys]
    if len(styled) >= 2:
        top = min(lines[each.line].heading for each in styled)
        chosen = [each for each in candidates if lines[each.line].heading == top]
        return _with_attachments(chosen, candidates, lines)
    for style in ("arabic", "bracket"):
        numbered = [each for each in candidates if each.numbering and each.numbering.style == style and each.keys]
        rising = _rising(numbered)
        if len({each.keys for each in rising}) >= 3:
            return _with_attachments(rising, candidates, lines)
    plain = [
        each for each in candidates
        if each.keys and (is_standard_heading(each.words) or (lines[each.line].bold and len(each.words) <= 25))
    ]  # fmt: skip
    return _with_attachments(_first_of_each(plain or main), candidates, lines)


def _without_contents(candidates: list[_Candidate], lines: Sequence[Line]) -> list[_Candidate]:
    """Without the lines of a table of contents: they carry page numbers, or come again further down."""
    kept = [each for each in candidates if not _CONTENTS_LINE.search(lines[each.line].text) or lines[each.line].heading]
    opening = next(
        (i for i, line in enumerate(lines[:60]) if fold(line.text).replace(" ", "") in ("目录", "目次")), None
    )
    if opening is None:
        return kept
    later = {re.sub(r"\W", "", each.words): each.line for each in kept}
    return [
        each for each in kept
        if not (opening < each.line < opening + 60 and later[re.sub(r"\W", "", each.words)] > each.line)
    ]  # fmt: skip


def _main_outline(candidates: list[_Candidate], chinese: list[_Candidate], lines: Sequence[Line]) -> list[_Candidate]:
    """The run of 一、 二、 … with what belongs between them: Arabic numbers by mistake, unnumbered headings."""
    chosen: list[_Candidate] = []
    last = 0
    seen: set[tuple[str, ...]] = set()
    numbered = {each.keys for each in chinese}
    for each in candidates:
        number = each.numbering.value if each.numbering else 0
        style = each.numbering.style if each.numbering else ""
        if style == "chinese":
            follows = number == last + 1
            strong = bool(each.keys) and (each.keys not in seen or lines[each.line].heading == 1)
            if (
                follows
                or (strong and (number > last or number == last or not chosen))
                or (strong and is_standard_heading(each.words))
            ):
                chosen.append(each)
                last = number
                seen.add(each.keys)
        elif style == "arabic" and each.keys and _stands_for_chinese(each, last, chinese, lines):
            chosen.append(each)
            last = number
            seen.add(each.keys)
        elif not style and each.keys not in {*seen, *numbered, ()} and is_standard_heading(each.words):
            chosen.append(each)
            seen.add(each.keys)
    return chosen


def _stands_for_chinese(each: _Candidate, last: int, chinese: list[_Candidate], lines: Sequence[Line]) -> bool:
    """5、 between 四、 and 六、: the number fits, the words are a heading, no full stop behind them."""
    assert each.numbering is not None
    if each.numbering.value != last + 1 or lines[each.line].text.strip().endswith(("。", "；", "：")):
        return False
    following = next((other for other in chinese if other.line > each.line and other.keys), None)
    if following is not None and following.numbering is not None:
        return following.numbering.value == each.numbering.value + 1
    return is_standard_heading(each.words)


def _rising(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates whose numbers count up from the first one of value 1."""
    chosen: list[_Candidate] = []
    for each in candidates:
        value = each.numbering.value if each.numbering else 0
        if value == (chosen[-1].numbering.value + 1 if chosen and chosen[-1].numbering else 1):
            chosen.append(each)
    return chosen


def _first_of_each(candidates: list[_Candidate]) -> list[_Candidate]:
    seen: set[tuple[str, ...]] = set()
    chosen = []
    for each in candidates:
        if each.keys not in seen:
            seen.add(each.keys)
            chosen.append(each)
    return chosen


def _with_attachments(
    chosen: list[_Candidate], candidates: list[_Candidate], lines: Sequence[Line]
) -> list[_Candidate]:
    """What follows the last section under 附件 is no part of that section."""
    if not chosen:
        return chosen
    last = chosen[-1].line
    attachment = next((each for each in candidates if each.line > last and is_attachment(lines[each.line].text)), None)
    return [*chosen, replace(attachment, keys=(), numbering=None)] if attachment else chosen


def _split_combined(part: Part, lines: Sequence[Line], starts: list[int], first: int, following: int) -> list[Part]:
    """六、存在的问题及改进措施 with （一）存在的问题 and （二）改进措施 below it is two sections."""
    if not part.also:
        return [part]
    for index in range(first + 1, following):
        found = _candidate(index, lines[index])
        if found and found.numbering and found.numbering.level == 2 and found.keys == part.also[:1]:
            cut = starts[index]
            rest = Part(
                SECTION, part.also[0], lines[index].text.strip(), cut, part.end, min(starts[index + 1], part.end)
            )
            return [replace(part, end=cut, also=()), rest]
    return [part]
