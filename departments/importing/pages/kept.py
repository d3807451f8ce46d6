"""A report that was uploaded, or last year's, as it waits for its clerk's word: text, changes, what had no place."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from departments.content import ReportContent, load_content
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
from departments.models import ImportProposal, Report, User

KIND = "report"


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
    return _keep(
        report,
        propose_changes(read, load_content(report)),
        file_name=file_name,
        by=by,
        sha256=hashlib.sha256(content).hexdigest(),
        unit=read.unit,
        year=read.year,
        text=read.text.replace("\0", " "),
        unplaced=[read.text[part.start : part.end].strip().replace("\0", " ") for part in unplaced_parts(read)],
    )


def keep_last_year(report: Report, *, by: User) -> ImportProposal:
    """Keep what last year's report in the portal would put into this one. Raises RefusedImport where it has nothing."""
    last = last_years_content(report)
    changes = last_year_changes(last, load_content(report)) if last else []
    if last is None or not changes:
        raise RefusedImport(_("上年报告中没有可以沿用的内容。"))
    name = _("%(year)s年度报告") % {"year": last.report.campaign.year}
    digest = hashlib.sha256(json.dumps([as_data(change) for change in changes]).encode()).hexdigest()
    return _keep(report, changes, file_name=name, by=by, sha256=digest, unit="", year=None, text="", unplaced=[])


def _keep(report: Report, changes: list[Change], *, file_name: str, by: User, **read: Any) -> ImportProposal:
    offered = [as_data(change) for change in changes if report.is_unlocked(change.section)]
    return keep_proposal(KIND, file_name=file_name, payload={"report": report.pk, "changes": offered, **read}, by=by)


def kept_changes(proposal: ImportProposal, content: ReportContent) -> list[Change]:
    """The changes with how they stand to the draft as it is now."""
    return [_standing(from_data(data), content) for data in proposal.payload["changes"]]


def _standing(change: Change, content: ReportContent) -> Change:
    if change.kind == Kind.CELL:
        return settled(change, existing_cell(content, change.table, change.row, change.cell))
    if change.kind == Kind.TEXT:
        return settled(change, content.topic_text(change.section, change.cell))
    name, wanted = change.cells[0]
    rows = content.rows[change.table]
    if any(getattr(row, name).strip() == wanted.strip() for row in rows):
        return replace(change, effect=Effect.SAME.value)
    if change.table != "projects" and rows:
        return replace(change, effect=Effect.DIFFERS.value, existing=_("已有 %(count)s 条") % {"count": len(rows)})
    return replace(change, effect=Effect.FILLS.value, existing="")


def offers_of(changes: list[Change]) -> list[Offer]:
    """The changes as offered: ticked is what is certain, undisputed and goes into an empty place."""
    offers = []
    for number, change in enumerate(changes):
        disputed = is_disputed(change, changes)
        ticked = change.certain and not disputed and change.effect == Effect.FILLS
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
    """What the person ticked: `take` numbers, `join-N` for text that meets text, `place-N` for what had no place."""
    taken = []
    for number, change in enumerate(changes):
        joining = (answers.get(f"join-{number}") or [""])[0]
        if str(number) in answers.get("take", []) or joining in Joining.values:
            taken.append(replace(change, joining=joining) if joining in Joining.values else change)
    for number, text in enumerate(unplaced):
        section, slash, topic = (answers.get(f"place-{number}") or [""])[0].partition("/")
        if slash:
            taken.append(Change(Kind.TEXT.value, section, topic, text, cell=topic, joining=Joining.APPEND.value))
    return taken
