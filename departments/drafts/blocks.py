"""Saving the blocks of the narrative."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.drafts.locking import (
    check_unlocked,
    claim,
    lock_draft,
    read_draft,
    saved,
    touch,
    unless_overtaken,
)
from departments.drafts.results import Clash, Conflict, NotYours, Saved, TooLarge
from departments.enums import BlockKind, EventKind
from departments.events import record_edit, record_event
from departments.models import Report, TextBlock, User
from departments.values import MAX_NARRATIVE, clean_text

MAX_BLOCKS = 100


def _fitting(text: str) -> str:
    """The text as it can be stored; raises TooLarge above the length of a block."""
    text = clean_text(text)
    if len(text) > MAX_NARRATIVE:
        raise TooLarge(_("这一段超过 %(limit)s 字，请分段或作为附件上传。") % {"limit": MAX_NARRATIVE})
    return text


def _lock_block(report_id: int, block_id: int, *, by: User) -> tuple[Report, TextBlock]:
    """The locked report and the block as it stands under the lock."""
    section = TextBlock.objects.filter(pk=block_id, report_id=report_id).values_list("section", flat=True).first()
    if section is None:
        raise NotYours(_("没有找到这一段，它可能已被删除。"))
    report = lock_draft(report_id, by=by, section=section)
    block = TextBlock.objects.select_related("edited_by").filter(pk=block_id).first()
    if block is None:
        raise NotYours(_("没有找到这一段，它可能已被删除。"))
    return report, block


def _clash(block: TextBlock) -> Conflict:
    who = block.edited_by.name if block.edited_by else ""
    return Conflict([Clash("", block.version, who, block.edited_at, {"text": block.text})])


def save_block(
    report_id: int, block_id: int, *, text: str, version: int, by: User, figures: Mapping[str, str] | None = None
) -> Saved:
    """Store the text of a block; `figures` are given when a standard paragraph is made anew from the tables.

    Raises Conflict when another person changed it since `version`. A block that already holds the text counts as
    saved: an answer may have been lost on its way.
    """
    text = _fitting(text)

    def work(locked: bool) -> Saved:
        report = read_draft(report_id, by=by, locked=locked)
        block = TextBlock.objects.filter(pk=block_id, report_id=report_id).first()
        if block is None:
            raise NotYours(_("没有找到这一段，它可能已被删除。"))
        check_unlocked(report, block.section)
        now = timezone.now()
        if block.text == text and (figures is None or block.figures == figures):
            return saved(report, now, block=block)
        if block.version != version:
            raise _clash(block)
        with transaction.atomic():
            claim(report, by=by, at=now)
            _write(report, block, text, figures, by=by, at=now)
        return saved(report, now, block=block)

    return unless_overtaken(work)


def _write(
    report: Report, block: TextBlock, text: str, figures: Mapping[str, str] | None, *, by: User, at: datetime
) -> None:
    """Store the text in the claimed report, with the trail."""
    old, block.text = block.text, text
    if figures is not None:
        block.figures = dict(figures)
    block.version += 1
    block.edited_at, block.edited_by = at, by
    block.save(update_fields=("text", "figures", "version", "edited_at", "edited_by"))
    record_edit(report, block.section, {block.place: (old, text)}, by=by)


def add_block(
    report_id: int,
    *,
    section: str,
    topic: str,
    after: int | None = None,
    text: str = "",
    recipe: str = "",
    figures: Mapping[str, str] | None = None,
    by: User,
) -> Saved:
    """Put a new block behind the block `after` (first, when None); with a `recipe` it is a standard paragraph."""
    text = _fitting(text)
    with transaction.atomic():
        report = lock_draft(report_id, by=by, section=section)
        known = report.outline.section(section)
        if known is None or known.topic(topic) is None:
            raise NotYours(_("报告提纲中没有这一部分。"))
        others = list(TextBlock.objects.filter(report=report, section=section, topic=topic))
        if len(others) >= MAX_BLOCKS:
            raise TooLarge(_("这里最多 %(limit)s 段，请合并一些。") % {"limit": MAX_BLOCKS})
        now = timezone.now()
        block = TextBlock.objects.create(
            report=report,
            section=section,
            topic=topic,
            kind=BlockKind.STANDARD if recipe else BlockKind.TYPED,
            recipe=recipe,
            figures=dict(figures or {}),
            text=text,
            edited_at=now,
            edited_by=by,
        )
        _place_after(others, block, after)
        detail = {"text": text, "recipe": recipe}
        record_event(EventKind.ROW_ADDED, by=by, report=report, place=block.place, detail=detail)
        touch(report, by=by, at=now)
        return saved(report, now, block=block)


def _place_after(others: Sequence[TextBlock], block: TextBlock, after: int | None) -> None:
    """Give the new block its position and move the ones behind it."""
    at = next((number for number, other in enumerate(others, start=1) if other.pk == after), 0)
    ordered = [*others[:at], block, *others[at:]]
    for position, each in enumerate(ordered, start=1):
        each.position = position
    TextBlock.objects.bulk_update(ordered, ["position"])


def remove_block(report_id: int, block_id: int, *, version: int, by: User) -> Saved:
    """Take a block out; its text stays in the trail. The last block of a topic is emptied instead."""
    with transaction.atomic():
        report, block = _lock_block(report_id, block_id, by=by)
        if block.version != version:
            raise _clash(block)
        now = timezone.now()
        detail = {"text": block.text, "recipe": block.recipe}
        record_event(EventKind.ROW_DELETED, by=by, report=report, place=block.place, detail=detail)
        touch(report, by=by, at=now)
        siblings = TextBlock.objects.filter(report=report, section=block.section, topic=block.topic)
        if siblings.exclude(pk=block.pk).exists():
            block.delete()
            return saved(report, now)
        block.kind, block.recipe, block.figures, block.text = BlockKind.TYPED, "", {}, ""
        block.version += 1
        block.edited_at, block.edited_by = now, by
        block.save()
        return saved(report, now, block=block)


def detach_block(report_id: int, block_id: int, *, version: int, by: User) -> Saved:
    """Make a standard paragraph plain text, which no longer follows the tables."""
    with transaction.atomic():
        report, block = _lock_block(report_id, block_id, by=by)
        if block.version != version:
            raise _clash(block)
        now = timezone.now()
        old = block.recipe
        block.kind, block.recipe, block.figures = BlockKind.TYPED, "", {}
        block.version += 1
        block.edited_at, block.edited_by = now, by
        block.save(update_fields=("kind", "recipe", "figures", "version", "edited_at", "edited_by"))
        record_edit(report, block.section, {block.place: (f"recipe:{old}", "")}, by=by)
        touch(report, by=by, at=now)
        return saved(report, now, block=block)
