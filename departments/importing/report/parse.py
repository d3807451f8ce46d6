"""The one way from a document to its reading: title, unit, year, parts, mentions, facts, projects."""

from departments.prose.characters import fold
from departments.prose.sentences import read_sentences

from .breakdowns import find_breakdowns
from .document import Document, from_text
from .facts import SectionAt, boxed_facts, collect_facts
from .mentions import read_mentions
from .outline_reading import split_parts
from .parsed import PREAMBLE, TITLE, ParsedReport, Part
from .projects import collect_projects
from .tables import read_tables
from .title_reading import names_of, read_report_year, read_title, read_unit


def parse_text(text: str) -> ParsedReport:
    """The reading of pasted text."""
    return parse_document(from_text(text))


def parse_document(document: Document) -> ParsedReport:
    """The reading of a document; never raises for any content and loses none of it."""
    text = document.text
    lines = [line.text for line in document.lines]
    parts = split_parts(document)
    preamble_end = next((part.end for part in parts if part.kind != PREAMBLE), len(text))
    preamble = text[:preamble_end] if parts and parts[0].kind == PREAMBLE else ""
    preamble_lines = preamble.split("\n") if preamble else []
    title, first, last = read_title(preamble_lines or lines[:15])
    year = read_report_year(title, preamble, text)
    body = text[len(preamble) :]
    unit = read_unit(preamble_lines or lines[:15], title, first, body or text)
    names = names_of(unit)
    sentences = tuple(read_sentences(text))
    mentions = tuple(tuple(each) for each in read_mentions(sentences, year=year, names=names))
    section_at = SectionAt([(part.start, part.end, part.key) for part in parts])
    table_facts, table_projects = read_tables(document, section_at, year)
    breakdowns = find_breakdowns(mentions)
    facts = [*collect_facts(mentions, section_at, breakdowns), *boxed_facts(document, section_at), *table_facts]
    span = _title_span(lines, first, last)
    return ParsedReport(
        document=document, text=text, unit=unit, year=year, title=title,
        parts=_with_title(parts, lines, title, unit, first, last), sentences=sentences, mentions=mentions,
        facts=tuple(facts), projects=tuple(table_projects or collect_projects(breakdowns)), title_span=span,
        names=names,
    )  # fmt: skip


def _title_span(lines: list[str], first: int, last: int) -> tuple[int, int]:
    if first < 0:
        return (0, 0)
    start = sum(len(line) + 1 for line in lines[:first])
    return (start, start + sum(len(line) + 1 for line in lines[first : last + 1]) - 1)


def _with_title(
    parts: tuple[Part, ...], lines: list[str], title: str, unit: str, first: int, last: int
) -> tuple[Part, ...]:
    """The preamble cut at the lines that are nothing but unit and title."""
    if not parts or parts[0].kind != PREAMBLE:
        return parts
    preamble = parts[0]
    made: list[Part] = []
    position = 0
    for index, line in enumerate(lines):
        if position >= preamble.end:
            break
        end = min(position + len(line) + 1, preamble.end)
        bare = fold(line).replace(" ", "")
        named = (0 <= first <= index <= last) or (bool(unit) and bare == unit) or not bare
        kind = TITLE if named else PREAMBLE
        if made and made[-1].kind == kind:
            made[-1] = Part(kind, "", "", made[-1].start, end, made[-1].start)
        else:
            made.append(Part(kind, "", "", position, end, position))
        position = end
    return (*made, *parts[1:])
