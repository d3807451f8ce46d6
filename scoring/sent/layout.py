"""The sections of a sent report for reading, and what changed in them since another version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from departments.attachments.kinds import KINDS, Kind
from departments.attachments.placing import section_of
from departments.content import ReportContent
from departments.models import Attachment, TextBlock
from departments.outline import Section
from scoring.sent.tables import Cell, Note, Row, Table, tables_of
from scoring.sent.text_changes import SAME, Budget, Piece, compare_texts

NEW, GONE = "new", "gone"


@dataclass(frozen=True)
class Paragraph:
    """A block of narrative in pieces; `change` where the whole block came or went."""

    place: str
    pieces: tuple[Piece, ...]
    change: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is different."""
        return bool(self.change) or any(piece.kind != SAME for piece in self.pieces)


@dataclass(frozen=True)
class TopicText:
    """The narrative of one topic."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class FileView:
    """An attached file; `is_new` since the other version."""

    file: Attachment
    kind: Kind
    is_new: bool


@dataclass(frozen=True)
class SectionView:
    """Everything of one section; `changes` counts the spots that are different."""

    key: str
    title: str
    numeral: str
    tables: tuple[Table, ...]
    topics: tuple[TopicText, ...]
    files: tuple[FileView, ...]
    nothing: bool
    changes: int


def read_sections(content: ReportContent, before: ReportContent | None = None) -> list[SectionView]:
    """The sections in the order of the outline; with `before` every difference to it is marked."""
    budget = Budget()
    return [_section(content, before, section, budget) for section in content.outline.sections]


def _section(content: ReportContent, before: ReportContent | None, section: Section, budget: Budget) -> SectionView:
    old_tables = {table.place: table for table in tables_of(before, section)} if before else {}
    tables = tables_of(content, section)
    if before:
        tables = [mark_table(table, old_tables.get(table.place)) for table in tables]
        tables += [_gone(table) for place, table in old_tables.items() if place not in {each.place for each in tables}]
    topics = tuple(_topics(content, before, section, budget))
    files = tuple(_files(content, before, section.key))
    changes = sum(_changes(table) for table in tables) + sum(
        paragraph.is_changed for topic in topics for paragraph in topic.paragraphs
    )
    return SectionView(
        key=section.key,
        title=section.title,
        numeral=section.numeral,
        tables=tuple(tables),
        topics=topics,
        files=files,
        nothing=section.key in content.report.declared_empty,
        changes=(changes + sum(file.is_new for file in files)) if before else 0,
    )


def _topics(
    content: ReportContent, before: ReportContent | None, section: Section, budget: Budget
) -> Iterator[TopicText]:
    for topic in section.topics:
        blocks = content.topic_blocks(section.key, topic.key)
        old = {block.pk: block for block in before.topic_blocks(section.key, topic.key)} if before else None
        paragraphs = [_paragraph(block, old, budget) for block in blocks if block.text.strip() or old]
        if old:
            known = {block.pk for block in blocks}
            paragraphs += [
                Paragraph(block.place, (Piece(GONE, block.text),), GONE)
                for key, block in old.items()
                if key not in known and block.text.strip()
            ]
        shown = tuple(each for each in paragraphs if each.pieces)
        if shown:
            yield TopicText(str(topic.heading), shown)


def _paragraph(block: TextBlock, old: Mapping[int, TextBlock] | None, budget: Budget) -> Paragraph:
    if old is None:
        return Paragraph(block.place, (Piece(SAME, block.text),))
    if block.pk not in old:
        return Paragraph(block.place, (Piece(NEW, block.text),), NEW)
    return Paragraph(block.place, compare_texts(old[block.pk].text, block.text, budget))


def _files(content: ReportContent, before: ReportContent | None, section: str) -> Iterator[FileView]:
    known = {(file.place, file.sha256) for file in before.attachments} if before else set()
    for file in content.attachments:
        if section_of(file.place) == section:
            yield FileView(file, KINDS[file.kind], before is not None and (file.place, file.sha256) not in known)


def mark_table(table: Table, old: Table | None) -> Table:
    """The table with what stood in each changed cell before, rows that came, and rows that went at its end."""
    before = {row.place: row for row in old.rows} if old else {}
    rows = [_mark_row(row, before.get(row.place)) for row in table.rows]
    known = {row.place for row in table.rows}
    rows += [replace(row, change=GONE) for place, row in before.items() if place not in known]
    return replace(table, rows=tuple(rows))


def _mark_row(row: Row, old: Row | None) -> Row:
    if old is None:
        return replace(row, change=NEW)
    texts = {cell.place: cell.text for cell in old.cells}
    notes = {note.place: note.text for note in old.notes}
    gone = tuple(
        replace(note, text="", was=note.text)
        for note in old.notes
        if note.place not in {each.place for each in row.notes}
    )
    return replace(
        row,
        # apart from the cells: where a row is one figure, both have its place
        head=_mark_cell(row.head, {old.head.place: old.head.text}),
        cells=tuple(_mark_cell(cell, texts) for cell in row.cells),
        notes=(*(_mark_note(note, notes) for note in row.notes), *gone),
    )


def _mark_cell(cell: Cell, old: Mapping[str, str]) -> Cell:
    was = old.get(cell.place, "")
    # Numbers of a list move when a row above goes: that is no change.
    return cell if was == cell.text or cell.place.endswith("/number") else replace(cell, was=was)


def _mark_note(note: Note, old: Mapping[str, str]) -> Note:
    was = old.get(note.place, "")
    return note if was == note.text else replace(note, was=was)


def _gone(table: Table) -> Table:
    return replace(table, rows=tuple(replace(row, change=GONE) for row in table.rows))


def _changes(table: Table) -> int:
    """How many rows came or went, and cells and notes of the others differ."""
    return sum(1 if row.change else _differences(row) for row in table.rows)


def _differences(row: Row) -> int:
    cells = sum(1 for cell in (row.head, *row.cells) if cell.was is not None)
    return cells + sum(1 for note in row.notes if note.was is not None)
