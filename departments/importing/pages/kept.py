"""What was uploaded, as it waits for the word of its clerk: changes, with the text or the cells they come from."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from departments.content import ReportContent, load_content
from departments.enums import Column
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE, UNITS_TABLE
from departments.importing.filling.change import (
    Change,
    Effect,
    Joining,
    Kind,
    as_data,
    from_data,
    is_disputed,
)
from departments.importing.filling.figures import existing_cell, settled
from departments.importing.filling.last_year import last_year_changes, last_years_content
from departments.importing.filling.narrative import unplaced_parts
from departments.importing.filling.proposing import propose_changes
from departments.importing.proposal import keep_proposal
from departments.importing.refusal import RefusedImport
from departments.importing.report.document import Document
from departments.importing.report.parse import parse_document
from departments.importing.sheets.workbook import read_book
from departments.importing.tables.found import Source
from departments.importing.tables.own_workbook import read_own_workbook, report_of
from departments.importing.tables.proposing import shown_value, table_changes
from departments.importing.tables.reading import read_sheets
from departments.lookup import plain
from departments.models import ImportProposal, Report, User

KIND = "report"
# Carried out in one transaction, for which all saves wait on SQLite.
MOST_CHANGES = 2_000
MOST_FAULTS = 200


@dataclass(frozen=True)
class Offer:
    """A change as the page shows it: its number, whether it is ticked, whether it competes with others."""

    number: int
    change: Change
    ticked: bool
    disputed: bool

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to do."""
        return self.change.effect == Effect.SAME

    @property
    def differs(self) -> bool:
        """Whether something else stands there."""
        return self.change.effect == Effect.DIFFERS

    @property
    def overtaken(self) -> bool:
        """Whether the draft was changed since the workbook was handed out."""
        return self.differs and self.change.handed is not None and not self.change.answers_the_form

    @property
    def old(self) -> str:
        """What stands in the cell, in the words of the form."""
        return self._shown(self.change.existing)

    @property
    def new(self) -> str:
        """What would stand there, in the words of the form."""
        return self._shown(self.change.value)

    @property
    def read_as(self) -> str:
        """What stands in the workbook, where it was converted or rounded."""
        quote = self.change.quote
        try:
            return "" if Decimal(quote.replace(",", "")) == Decimal(self.change.value) else quote
        except InvalidOperation:
            return "" if quote in (self.new, self.change.value) else quote

    @property
    def name_and_cells(self) -> tuple[str, str]:
        """What a new row is called, and its cells in one line."""
        name, *cells = self.new.split("\n")
        return name, "；".join(cells)

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The columns that a person may choose, with their names."""
        return [(column, str(Column(column).label)) for column in self.change.columns]

    def _shown(self, value: str) -> str:
        change = self.change
        return shown_value(change.table, change.cell, value) if change.kind == Kind.CELL and change.cell else value


@dataclass(frozen=True)
class Stretch:
    """A piece of the document; `number` is the change that was read from it, None for plain text."""

    text: str
    number: int | None = None


def keep_reading(report: Report, document: Document, *, content: bytes, file_name: str, by: User) -> ImportProposal:
    """Read the document and keep what it would change. Raises RefusedImport for a document without any text."""
    read = parse_document(document)
    if not read.text.strip():
        raise RefusedImport(_("文件中没有文字，不能导入。"))
    payload = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "unit": read.unit,
        "year": read.year,
        "text": read.text.replace("\0", " "),
        "unplaced": [read.text[part.start : part.end].strip().replace("\0", " ") for part in unplaced_parts(read)],
    }
    return _keep(report, propose_changes(read, load_content(report)), payload, file_name=file_name, by=by)


def keep_tables(report: Report, content: bytes, *, file_name: str, by: User) -> ImportProposal:
    """Read a workbook and keep what it would change. Raises Refused for a file without any table that is known."""
    book = read_book(content, file_name)
    year = report.campaign.year
    own = report_of(book) is not None
    found = read_own_workbook(book, report=report.pk, year=year) if own else read_sheets(book.sheets, year=year)
    if not own and not (found.cells or found.rows):
        raise RefusedImport(
            _(
                "没有找到可以读入的表。可以读入：基础数据表、项目清单、项目支出绩效自评表、资产表、人员情况表，请保留表头。"
            )
        )
    changes = table_changes(found, load_content(report))
    if len(changes) > MOST_CHANGES:
        raise RefusedImport(
            _("文件里有 %(count)s 处数据，一次最多读入 %(most)s 处，请拆成几个文件。")
            % {"count": len(changes), "most": MOST_CHANGES}
        )
    payload = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "own": own,
        "faults": [[_at(fault.source), fault.source.text, fault.message] for fault in found.faults[:MOST_FAULTS]],
        "compared": [
            [_at(each.source), each.name, each.stated, each.computed, each.agrees]
            for each in sorted(found.compared, key=lambda each: each.agrees)
        ],
        "read": found.read,
        "unread": found.unread,
    }
    return _keep(report, changes, payload, file_name=file_name, by=by)


def _at(source: Source) -> str:
    return str(source) if source.sheet else ""


def keep_last_year(report: Report, *, by: User) -> ImportProposal:
    """Keep what last year's report in the portal would put into this one. Raises RefusedImport where it has nothing."""
    last = last_years_content(report)
    changes = last_year_changes(last, load_content(report)) if last else []
    if last is None or not changes:
        raise RefusedImport(_("上年报告中没有可以沿用的内容。"))
    name = _("%(year)s年度报告") % {"year": last.report.campaign.year}
    digest = hashlib.sha256(json.dumps([as_data(change) for change in changes]).encode()).hexdigest()
    return _keep(report, changes, {"sha256": digest}, file_name=name, by=by)


def _keep(
    report: Report, changes: list[Change], payload: dict[str, Any], *, file_name: str, by: User
) -> ImportProposal:
    open_here = [change for change in changes if report.is_unlocked(change.section)]
    told = {
        "unit": "", "year": None, "text": "", "unplaced": [], **payload, "report": report.pk,
        "locked": len(changes) - len(open_here), "changes": [as_data(change) for change in open_here],
    }  # fmt: skip
    return keep_proposal(KIND, file_name=file_name, payload=told, by=by)


def kept_changes(proposal: ImportProposal, content: ReportContent) -> list[Change]:
    """The changes with how they stand to the draft as it is now."""
    return [_standing(from_data(data), content) for data in proposal.payload["changes"]]


def _standing(change: Change, content: ReportContent) -> Change:
    if change.kind == Kind.CELL and not change.cell:
        return change
    if change.kind == Kind.CELL:
        return settled(change, existing_cell(content, change.table, change.row, change.cell))
    if change.kind == Kind.TEXT:
        return settled(change, content.topic_text(change.section, change.cell))
    name, wanted = change.cells[0]
    rows = [row for row in content.rows[change.table] if _beside(row, change, content)]
    if any(plain(getattr(row, name)) == plain(wanted) for row in rows):
        return replace(change, effect=Effect.SAME.value)
    if change.table != PROJECTS_TABLE and rows:
        return replace(change, effect=Effect.DIFFERS.value, existing=_("已有 %(count)s 条") % {"count": len(rows)})
    return replace(change, effect=Effect.FILLS.value, existing="")


def _beside(row: Any, change: Change, content: ReportContent) -> bool:
    """Whether the row stands in the list that the new one would join: indicators belong to a project."""
    if change.table == UNITS_TABLE:
        return bool(row.kind == dict(change.cells)["kind"])
    if change.table != INDICATORS_TABLE:
        return True
    project = dict(change.cells).get("project", "")
    if project.startswith("="):
        ids = {str(each.pk) for each in content.projects if plain(each.name) == plain(project[1:])}
    else:
        ids = {project}
    return str(row.project_id or "") in ids


def offers_of(changes: list[Change]) -> list[Offer]:
    """The changes as offered: ticked is what is certain, undisputed and goes into an empty place."""
    offers = []
    for number, change in enumerate(changes):
        disputed = is_disputed(change, changes)
        expected = change.effect == Effect.FILLS or (change.effect == Effect.DIFFERS and change.answers_the_form)
        ticked = change.certain and not disputed and expected
        offers.append(Offer(number, change, ticked, disputed))
    return offers


def stretches_of(text: str, changes: list[Change]) -> Iterator[Stretch]:
    """The document in pieces, with the found figures marked; where two overlap, the first is marked."""
    position = 0
    quoted = sorted((change.start, number) for number, change in enumerate(changes) if change.quote)
    for start, number in quoted:
        end = changes[number].end
        if start < position or end <= start:
            continue
        if start > position:
            yield Stretch(text[position:start])
        yield Stretch(text[start:end], number)
        position = end
    if position < len(text):
        yield Stretch(text[position:])


def chosen_changes(changes: list[Change], unplaced: list[str], answers: Mapping[str, list[str]]) -> list[Change]:
    """What the person ticked: `take`, `join-N` for text that meets text, `column-N`, `place-N` for what had no place.

    Raises RefusedImport for a column that was not offered.
    """
    taken = []
    for number, change in enumerate(changes):
        joining = (answers.get(f"join-{number}") or [""])[0]
        column = (answers.get(f"column-{number}") or [""])[0]
        if column and change.columns and (change.kind == Kind.CELL or str(number) in answers.get("take", [])):
            try:
                taken.append(change.in_column(column))
            except ValueError as error:
                raise RefusedImport(_("没有这一栏，请重新选择。")) from error
        elif change.kind == Kind.CELL and not change.cell:
            continue
        elif str(number) in answers.get("take", []) or joining in Joining.values:
            taken.append(replace(change, joining=joining) if joining in Joining.values else change)
    for number, text in enumerate(unplaced):
        section, slash, topic = (answers.get(f"place-{number}") or [""])[0].partition("/")
        if slash:
            taken.append(Change(Kind.TEXT.value, section, topic, text, cell=topic, joining=Joining.APPEND.value))
    return taken
