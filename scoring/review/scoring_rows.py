"""Autosave of a reviewer's scores, reasons and opinion, and agreeing with many rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments import places
from departments.drafts import CellError, Clash, Conflict, Locked, NotYours, RowEdit
from departments.enums import EventKind
from departments.events import record_edit, record_event
from departments.models import User
from departments.values import Parsed, parse_cell, show_cell
from scoring.models import Review, ReviewScore
from scoring.results import Row
from scoring.review.locking import Held, lock_review
from scoring.rounding import plain
from scoring.saved_text import SavedText, fitting, put_text
from scoring.scoresheet import read_sheet

SCORE, REASON = "score", "reason"
CELLS = (SCORE, REASON)
# What the trail calls the place of these edits.
SECTION = "review"


@dataclass(frozen=True)
class SavedScores:
    """What a save brought about; `errors` names scores that were stored as typed but are none."""

    at: datetime
    rows: dict[str, ReviewScore]
    errors: tuple[CellError, ...]


def save_scores(report_id: int, edits: Sequence[RowEdit], *, by: User) -> SavedScores:
    """Store changed scores and reasons, all or nothing; rows are indicator codes, version 0 means no row yet.

    Raises NotYours, Locked (also once one's own work is finished), TooLarge or Conflict.
    """
    with transaction.atomic():
        held = _lock_open(report_id, by=by)
        sheet = {row.code: row for row in read_sheet(held.review.report_version.score).rows}
        stored = {row.indicator: row for row in held.review.scores.all()}
        now = timezone.now()
        rows: dict[str, ReviewScore] = {}
        errors: list[CellError] = []
        clashes: list[Clash] = []
        changes: dict[str, tuple[str, str]] = {}
        for edit in edits:
            if edit.row not in sheet or not set(edit.cells) <= set(CELLS):
                raise NotYours(_("评分表中没有这一格，请刷新页面。"))
            row = stored.get(edit.row) or ReviewScore(review=held.review, indicator=edit.row, version=0)
            before = {cell: score_shown(row, cell) for cell in edit.cells}
            errors += _put_cells(row, sheet[edit.row], edit.cells)
            changed = {cell: old for cell, old in before.items() if score_shown(row, cell) != old}
            if changed and row.version != edit.version:
                clashes.append(Clash(edit.row, row.version, by.name, row.edited_at, before))
            elif changed:
                row.version, row.edited_at = row.version + 1, now
                row.save()
                for cell, old in changed.items():
                    changes[f"{places.score(edit.row)}/{cell}"] = (old, score_shown(row, cell))
            rows[edit.row] = row
        if clashes:
            raise Conflict(clashes)
        if changes:
            record_edit(held.report, SECTION, changes, by=by)
        return SavedScores(now, rows, tuple(errors))


def _lock_open(report_id: int, *, by: User) -> Held:
    held = lock_review(report_id, by=by)
    if held.review.done_at:
        raise Locked(_("您的评分已完成，需要修改的，先点“继续修改评分”。"))
    return held


def score_shown(row: ReviewScore, cell: str) -> str:
    """What stands in a cell: the text as typed where it is no score, else the stored value."""
    if cell in row.invalid:
        return str(row.invalid[cell])
    return show_cell(getattr(row, cell))


def _put_cells(row: ReviewScore, of: Row, cells: Mapping[str, str]) -> list[CellError]:
    errors = []
    for cell, raw in cells.items():
        text = fitting(raw)
        if cell == REASON:
            row.reason = text
            continue
        parsed = read_score(text, of)
        row.invalid = {SCORE: text} if parsed.error else {}
        row.score = parsed.value
        if parsed.error:
            errors.append(CellError(row.indicator, cell, parsed.error, parsed.suggestion))
    return errors


def read_score(text: str, of: Row) -> Parsed:
    """A score as typed, between 0 and the points of its row."""
    field = ReviewScore._meta.get_field(SCORE)
    assert isinstance(field, models.Field)
    parsed = parse_cell(field, text)
    if parsed.value is not None and parsed.value > of.points:
        return Parsed(error=_("“%(raw)s”超过分值 %(points)s 分。") % {"raw": text[:20], "points": plain(of.points)})
    return parsed


def agree_rows(report_id: int, *, only_computed: bool, by: User) -> int:
    """Take over the unit's score in rows that have none of the reviewer's yet; returns how many.

    `only_computed`: those that follow from figures; else all that have a score. Raises NotYours or Locked.
    """
    with transaction.atomic():
        held = _lock_open(report_id, by=by)
        stored = {row.indicator: row for row in held.review.scores.all()}
        agreed: dict[str, Decimal] = {}
        for row in read_sheet(held.review.report_version.score).rows:
            mine = stored.get(row.code)
            is_free = mine is None or (mine.score is None and not mine.invalid)
            if row.score is not None and is_free and (row.computed or not only_computed):
                agreed[row.code] = row.score
        _store_agreed(held.review, stored, agreed)
        if agreed:
            detail = {"agreed": {code: str(score) for code, score in agreed.items()}}
            record_event(EventKind.REVIEW_SCORED, by=by, report=held.report, detail=detail)
        return len(agreed)


def _store_agreed(review: Review, stored: Mapping[str, ReviewScore], agreed: Mapping[str, Decimal]) -> None:
    now = timezone.now()
    fresh = []
    for code, score in agreed.items():
        row = stored.get(code)
        if row is None:
            fresh.append(ReviewScore(review=review, indicator=code, score=score, edited_at=now))
        else:
            row.score, row.version, row.edited_at = score, row.version + 1, now
            row.save()
    ReviewScore.objects.bulk_create(fresh)


def save_opinion(report_id: int, *, text: str, version: int, by: User) -> SavedText:
    """Store the opinion that a reviewer is writing. Raises NotYours, Locked, TooLarge or Conflict."""
    text = fitting(text)
    with transaction.atomic():
        held = lock_review(report_id, by=by)
        now, old = timezone.now(), held.review.opinion
        if put_text(held.review, "opinion", text, version=version, by=by, at=None):
            held.review.save(update_fields=("opinion", "version"))
            record_edit(held.report, SECTION, {"opinion": (old, text)}, by=by)
        return SavedText(held.review.version, now)
