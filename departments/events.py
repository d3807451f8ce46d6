"""Writes the append-only trail and proves that it is whole.

Every function that changes something calls `record_event` or `record_edit` inside its transaction. Events are chained
per report, not globally, so that saves of different units do not queue behind each other; a daily anchor ties all
chains together. Edits of a draft gather in one open entry per person and section and are sealed into one event after
ten minutes, or before any step of the workflow.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from departments.enums import EventKind
from departments.models import Anchor, Event, OpenEdit, Report, User

PORTAL_CHAIN = "portal"
EDIT_WINDOW = timedelta(minutes=10)

_address: ContextVar[str] = ContextVar("address", default="")


@contextmanager
def acting_from(address: str) -> Iterator[None]:
    """Everything recorded inside is recorded as coming from this network address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def report_chain(report_id: int) -> str:
    """The name of a report's chain."""
    return f"report:{report_id}"


def _digest(event: Event) -> str:
    """SHA-256 over everything an event says and over the link before it."""
    said = [
        event.chain,
        event.number,
        event.at.astimezone(timezone.get_default_timezone()).isoformat(),
        event.kind,
        event.actor_id,
        event.actor_name,
        event.address,
        event.place,
        event.succeeded,
        event.detail,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def record_event(
    kind: EventKind,
    *,
    by: User | None,
    report: Report | None = None,
    place: str = "",
    detail: Mapping[str, Any] | None = None,
    succeeded: bool = True,
    at: datetime | None = None,
    actor_name: str = "",
) -> Event:
    """Append one event to the report's chain, or to the portal's when it concerns no report.

    Must run inside the transaction of the change it tells of. Open edits of the report are sealed first, so that the
    trail stays in the order in which things happened.
    """
    if report is not None:
        seal_edits(report)
    chain = report_chain(report.pk) if report else PORTAL_CHAIN
    plain = json.loads(json.dumps(detail or {}, cls=DjangoJSONEncoder))
    event = Event(
        chain=chain,
        at=at or timezone.now(),
        kind=kind,
        actor_id=by.pk if by else None,
        actor_name=actor_name or (by.name if by else ""),
        address=_address.get(),
        place=place,
        succeeded=succeeded,
        detail=plain,
    )
    return _append(event)


def _append(event: Event) -> Event:
    """Give the event its number and digest and store it; a number taken meanwhile is tried again."""
    for _attempt in range(20):
        last = Event.objects.filter(chain=event.chain).order_by("-number").values("number", "digest").first()
        event.number = last["number"] + 1 if last else 1
        event.previous = last["digest"] if last else ""
        event.digest = _digest(event)
        try:
            with transaction.atomic():
                event.save(force_insert=True)
        except IntegrityError:
            event.pk = None
            continue
        return event
    raise RuntimeError(f"no free number in chain {event.chain}")


def record_edit(report: Report, section: str, changes: Mapping[str, tuple[Any, Any]], *, by: User) -> None:
    """Note edits of a draft: place → (old, new). Kept at once, sealed into one event later.

    Needs the lock on the report that `departments.drafts` holds.
    """
    now = timezone.now()
    entry = OpenEdit.objects.filter(report_id=report.pk, section=section, actor_id=by.pk).first()
    if entry and now - entry.opened_at >= EDIT_WINDOW:
        _seal(entry)
        entry = None
    plain = json.loads(json.dumps({place: list(pair) for place, pair in changes.items()}, cls=DjangoJSONEncoder))
    if entry is None:
        OpenEdit.objects.create(
            report_id=report.pk,
            section=section,
            actor_id=by.pk,
            actor_name=by.name,
            address=_address.get(),
            opened_at=now,
            changes=plain,
        )
        return
    for place, (old, new) in plain.items():
        first_old = entry.changes.get(place, [old])[0]
        entry.changes[place] = [first_old, new]
    OpenEdit.objects.filter(pk=entry.pk).update(changes=entry.changes)


def _seal(entry: OpenEdit) -> None:
    """Turn an open entry into an event of its own and remove the entry."""
    _append(
        Event(
            chain=report_chain(entry.report_id),
            at=entry.opened_at,
            kind=EventKind.DRAFT_EDITED,
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            address=entry.address,
            place=entry.section,
            detail={"changes": entry.changes},
        )
    )
    entry.delete()


def seal_edits(report: Report) -> None:
    """Seal all open edits of a report, in the order in which they were opened."""
    for entry in OpenEdit.objects.filter(report_id=report.pk).order_by("opened_at", "pk"):
        _seal(entry)


def seal_old_edits(now: datetime | None = None) -> int:
    """Seal what has been open for longer than the window; returns how many. Called before a day is anchored."""
    limit = (now or timezone.now()) - EDIT_WINDOW
    sealed = 0
    for entry_id in OpenEdit.objects.filter(opened_at__lte=limit).order_by("opened_at").values_list("pk", flat=True):
        with transaction.atomic():
            report_id = OpenEdit.objects.filter(pk=entry_id).values_list("report_id", flat=True).first()
            Report.objects.select_for_update().filter(pk=report_id).first()
            entry = OpenEdit.objects.filter(pk=entry_id).first()
            if entry:
                _seal(entry)
                sealed += 1
    return sealed


def chain_heads() -> dict[str, list[Any]]:
    """The last link of each chain: chain → [number, digest]."""
    heads: dict[str, list[Any]] = {}
    for chain, number, digest in Event.objects.order_by("chain", "number").values_list("chain", "number", "digest"):
        heads[chain] = [number, digest]
    return heads


def _anchor_digest(day: date, heads: Mapping[str, Any], previous: str) -> str:
    said = [day.isoformat(), heads, previous]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def anchor_day(day: date | None = None) -> Anchor:
    """Anchor all chains as they stand; once a day, a second call gives back the first anchor."""
    day = day or timezone.localdate()
    existing = Anchor.objects.filter(day=day).first()
    if existing:
        return existing
    seal_old_edits()
    with transaction.atomic():
        last = Anchor.objects.order_by("-day").first()
        heads, previous = chain_heads(), last.digest if last else ""
        return Anchor.objects.create(
            day=day, heads=heads, previous=previous, digest=_anchor_digest(day, heads, previous)
        )


@dataclass(frozen=True)
class Break:
    """Where the trail is not whole. `number` is the link of `chain`, or 0 for an anchor."""

    chain: str
    number: int
    reason: str


def find_breaks() -> Iterator[Break]:
    """Walk every chain and every anchor; yields each place where a link is missing, changed or cut off."""
    digests: dict[tuple[str, int], str] = {}
    chain, number, previous = "", 0, ""
    for event in Event.objects.order_by("chain", "number").iterator(chunk_size=2000):
        if event.chain != chain:
            chain, number, previous = event.chain, 0, ""
        number += 1
        if event.number != number:
            yield Break(chain, number, "missing")
            number = event.number
        elif event.previous != previous:
            yield Break(chain, number, "does not follow the link before it")
        if event.digest != _digest(event):
            yield Break(chain, number, "changed")
        previous = event.digest
        digests[chain, number] = event.digest
    previous_anchor = ""
    for anchor in Anchor.objects.order_by("day"):
        if anchor.previous != previous_anchor or anchor.digest != _anchor_digest(
            anchor.day, anchor.heads, anchor.previous
        ):
            yield Break(f"anchor {anchor.day}", 0, "changed")
        for name, (head, digest) in anchor.heads.items():
            if digests.get((name, head)) != digest:
                yield Break(name, head, f"differs from the anchor of {anchor.day}")
        previous_anchor = anchor.digest
