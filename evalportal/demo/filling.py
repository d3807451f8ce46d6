"""Fills a demo report as its clerk would: every row, cell and paragraph goes through the actions behind autosave.

A fixture names the rows of a list by `ref` where other rows point to them. A row may be told in two records, so that
the cells that come from the real report stand apart from the invented ones.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from departments.drafts import RowEdit, add_block, add_row, declare_empty, save_block, save_rows
from departments.enums import SectionKey
from departments.facts import INDICATORS_TABLE, MEASURES_TABLE
from departments.models import Report, TextBlock, User
from departments.standard import make_paragraph
from departments.tables import TABLES
from scoring.answering import save_answer

TODAY = "@today"

Record = Mapping[str, Any]


def fill_report(report: Report, fixture: Record, *, by: User) -> None:
    """Write the tables, the words 本年无, the narrative and the score sheet's answers into an empty draft."""
    refs: dict[str, str] = {}
    for table, records in fixture["tables"].items():
        if TABLES[table].is_list:
            _add_rows(report, table, records, refs, by=by)
        else:
            _save_rows(report, table, records, by=by)
    for table in fixture.get("nothing", ()):
        declare_empty(report.pk, _section_of(report, table), table, is_empty=True, by=by)
    for topic in fixture["narrative"]:
        _write_topic(report, topic, by=by)
    for indicator, answer in fixture.get("answers", {}).items():
        save_answer(report.pk, indicator=indicator, values=answer["cells"], version=0, by=by)


def _section_of(report: Report, table: str) -> str:
    section = report.outline.section_of_table(table)
    if section is None:
        raise ValueError(f"the outline has no table {table}")
    return section.key


def _cells(record: Record) -> dict[str, str]:
    cells: dict[str, str] = dict(record["cells"])
    return {cell: timezone.localdate().isoformat() if raw == TODAY else raw for cell, raw in cells.items()}


def _merged(records: Iterable[Record]) -> list[tuple[Record, dict[str, str]]]:
    """Records of the same row as one, in the order of their first mention."""
    rows: list[tuple[Record, dict[str, str]]] = []
    known: dict[str, dict[str, str]] = {}
    for record in records:
        name = record.get("row") or record.get("ref")
        if name in known:
            known[name].update(_cells(record))
            continue
        cells = _cells(record)
        rows.append((record, cells))
        if name:
            known[name] = cells
    return rows


def _save_rows(report: Report, table: str, records: Iterable[Record], *, by: User) -> None:
    edits = [RowEdit(record["row"], 0, cells) for record, cells in _merged(records)]
    save_rows(report.pk, _section_of(report, table), table, edits, by=by)


def _add_rows(report: Report, table: str, records: Iterable[Record], refs: dict[str, str], *, by: User) -> None:
    for record, cells in _merged(records):
        section = _section_of(report, table)
        if table == INDICATORS_TABLE:
            section = SectionKey.SPECIAL_FUNDS if "project" in record else SectionKey.PERFORMANCE
        if "project" in record:
            cells["project"] = refs[record["project"]]
        [key] = add_row(report.pk, section, table, start=cells, by=by).rows
        if "ref" in record:
            refs[record["ref"]] = key
        if table == MEASURES_TABLE:
            answered = ",".join(refs[name] for name in record["answers"])
            save_rows(report.pk, section, table, [RowEdit(key, 1, {"problems": answered})], by=by)


def _write_topic(report: Report, topic: Record, *, by: User) -> None:
    """Standard paragraphs are made from the figures that stand in the tables by now; the empty block takes the text."""
    empty = TextBlock.objects.get(report=report, section=topic["section"], topic=topic["topic"])
    after: int | None = None
    for block in topic["blocks"]:
        if "recipe" in block:
            paragraph = make_paragraph(report.pk, block["recipe"], by=by)
            saved = add_block(
                report.pk,
                section=topic["section"],
                topic=topic["topic"],
                after=after,
                text=paragraph.text,
                recipe=block["recipe"],
                figures=paragraph.figures,
                by=by,
            )
            after = saved.block.pk if saved.block else None
        else:
            save_block(report.pk, empty.pk, text=block["text"], version=empty.version, by=by)
            after = empty.pk
