"""The narrative of a report that was read, cut along the outline of the draft: topics, problems, measures.

Every line goes somewhere: a heading that the outline does not print stays in the text. Only what a converter has left
behind ([bookmark: …], PAGEREF) does not come along.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from departments.enums import SectionKey
from departments.importing.report.headings import heading_keys
from departments.importing.report.outline_reading import RESIDUE
from departments.importing.report.parsed import UNPLACED, ParsedReport, Part
from departments.outline import Outline, Section, Topic
from departments.prose.characters import fold
from departments.prose.headings import is_heading_like, read_numbering
from departments.prose.sentences import squeeze

_TOPICS: tuple[tuple[str, str], ...] = (
    ("duties", r"职能|职责|机构|编制|概况"),
    ("key_work", r"重点工作|工作任务|工作目标"),
    ("three_public", r"三公"),
    ("frugality", r"厉行节约|节约|保障措施"),
    ("basic", r"^基本支出"),
    ("overview", r"收支|收入|整体|总体情况|预算|决算"),
    ("organisation", r"组织"),
    ("management", r"管理|监督|制度"),
    ("goal", r"(?:年度|总体|绩效).{0,4}目标(?!.{0,4}完成)|目标设定"),
    ("actual", r"完成情况|目标完成|实现情况"),
    ("achievements", r"成效|效益|成绩|履职|产出|效果"),
)  # fmt: skip
_COMPILED = tuple((key, re.compile(words)) for key, words in _TOPICS)
_ENTRY = re.compile(r"^\s*(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[，,、])")
_CAUSE = re.compile(r"(?:主要)?原因(?:是|：|:|在于)")
LIST_SECTIONS = (SectionKey.PROBLEMS, SectionKey.MEASURES)


@dataclass
class TopicText:
    """The lines for one topic of the draft, with where they begin in the text that was read."""

    section: Section
    topic: Topic
    start: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines without empty ones around them."""
        return "\n".join(self.lines).strip("\n")


@dataclass(frozen=True)
class Entry:
    """A problem or a measure."""

    section: str
    text: str
    cause: str
    start: int
    end: int


def topic_texts(report: ParsedReport, outline: Outline) -> list[TopicText]:
    """The narrative by topic; what stands under an unknown heading follows what is above it."""
    found: dict[tuple[str, str], TopicText] = {}
    last: tuple[Section, Topic] | None = None
    for part in report.parts:
        if part.key in LIST_SECTIONS:
            last = None
        if part.kind == UNPLACED and last is not None:
            _add(found, last, part.start, report.text[part.start : part.end].split("\n"))
        elif part.key and part.key not in LIST_SECTIONS:
            last = _spread(report, part, outline, found)
    return [each for each in found.values() if each.text.strip()]


def unplaced_parts(report: ParsedReport) -> list[Part]:
    """What belongs to no topic: cover lines, and what follows problems and measures."""
    left = []
    after_lists = True
    for part in report.parts:
        if part.key:
            after_lists = part.key in LIST_SECTIONS
        elif part in report.unplaced and (after_lists or part.kind != UNPLACED):
            left.append(part)
    return [part for part in left if report.text[part.start : part.end].strip()]


def _spread(
    report: ParsedReport, part: Part, outline: Outline, found: dict[tuple[str, str], TopicText]
) -> tuple[Section, Topic]:
    """Give the lines of a section to its topics; returns where the last of them went."""
    section, foreign = _home(outline, part.key)
    here = (section, section.topics[-1] if foreign else section.topics[0])
    if foreign:
        _add(found, here, part.start, [report.text[part.start : part.body_start].strip("\n")])
    position = part.body_start
    for line in report.text[part.body_start : part.end].split("\n"):
        words = RESIDUE.sub("", line)
        topic = _topic_of(words, section, part.key)
        if topic is not None:
            here = (section, topic)
        if topic is None or not _is_heading_of(words, topic):
            _add(found, here, position, [words])
        position += len(line) + 1
    return here


def _add(found: dict[tuple[str, str], TopicText], to: tuple[Section, Topic], start: int, lines: list[str]) -> None:
    section, topic = to
    held = found.setdefault((section.key, topic.key), TopicText(section, topic, start))
    held.lines.extend(lines)


def _home(outline: Outline, key: str) -> tuple[Section, bool]:
    """The section of the outline for a meaning, and whether it is only the nearest one that has a narrative."""
    section = outline.section(key)
    if section is not None and section.topics:
        return section, False
    with_topics = [each for each in outline.sections if each.topics]
    nearest = SectionKey.EXPENDITURE if key != SectionKey.RESULT_USE else SectionKey.PERFORMANCE
    return next((each for each in with_topics if each.key == nearest), with_topics[0]), True


def _topic_of(line: str, section: Section, key: str) -> Topic | None:
    """The topic that a sub-heading opens, or None for a line that is none."""
    numbering = read_numbering(line)
    words = squeeze(fold(line[numbering.length if numbering else 0 :])).strip("。：:")
    if not words or not is_heading_like(words, longest=24):
        return None
    for topic in section.topics:
        if topic.heading and squeeze(fold(str(topic.heading))) == words:
            return topic
    if numbering is None or numbering.level > 2 or not is_heading_like(words, longest=20):
        return None
    known = next((name for name, pattern in _COMPILED if pattern.search(words) and section.topic(name)), None)
    return section.topic(known) if known else None


def _is_heading_of(line: str, topic: Topic) -> bool:
    """Whether the line says no more than the heading that the outline prints."""
    numbering = read_numbering(line)
    words = squeeze(fold(line[numbering.length if numbering else 0 :])).strip("。：:")
    return words == squeeze(fold(str(topic.heading)))


def list_entries(report: ParsedReport) -> list[Entry]:
    """Problems and measures one by one: a numbered line opens an entry, others continue it."""
    return [entry for part in report.parts if part.key in LIST_SECTIONS for entry in _entries(report, part)]


def _entries(report: ParsedReport, part: Part) -> Iterator[Entry]:
    lines: list[str] = []
    key, start, position = str(part.key), part.body_start, part.body_start
    text = report.text[part.body_start : part.end]
    numbered = any(read_numbering(line) or _ENTRY.match(line) for line in RESIDUE.sub("", text).split("\n"))
    for written in text.split("\n"):
        line = RESIDUE.sub("", written)
        opens = bool(read_numbering(line) or _ENTRY.match(line)) if numbered else bool(line.strip())
        turn = _turn(line, part)
        if (opens or turn) and any(each.strip() for each in lines):
            yield _entry(key, lines, start, position)
            lines = []
        if turn:
            key = turn
        if not lines:
            start = position
        if not (turn and _is_plain_heading(line)):
            lines.append(line)
        position += len(written) + 1
    if any(each.strip() for each in lines):
        yield _entry(key, lines, start, min(position, part.end))


def _turn(line: str, part: Part) -> str:
    """In 存在的问题及改进措施 a sub-heading that says which of the two follows."""
    if not part.also or read_numbering(line) is None or len(line) > 24:
        return ""
    keys = heading_keys(line)
    return str(keys[0]) if len(keys) == 1 and keys[0] in LIST_SECTIONS else ""


def _is_plain_heading(line: str) -> bool:
    return len(line.strip()) <= 16


def _entry(key: str, lines: list[str], start: int, end: int) -> Entry:
    first, *rest = [line for line in lines if line.strip()]
    numbering = read_numbering(first)
    text = "\n".join([first[numbering.length if numbering else 0 :].strip(), *rest])
    match = _CAUSE.search(text) if key == SectionKey.PROBLEMS else None
    if match and match.start() > 0:
        return Entry(key, text[: match.start()].rstrip(), text[match.end() :].strip(), start, end)
    return Entry(key, text, "", start, end)
