"""Writes the append-only trail; `departments.trail` proves that it is whole.

Every function that changes something calls `record_event` or `record_edit` inside its transaction. Events are chained
per report, not globally, so that saves of different units do not queue behind each other. Edits of a draft gather in
one open entry per person and section and are sealed into one event after ten minutes, or before a step of the workflow.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from departments.enums import EventKind
from departments.models import Event, OpenEdit, Report, User

PORTAL_CHAIN = "portal"
EDIT_WINDOW = timedelta(minutes=10)

# Steps after which what was edited before must already stand in the chain. Everything else leaves the open
# entries alone: a download or a new row would otherwise cut the edits of ten minutes into many events.
SEALING = frozenset({EventKind.TRANSITION, EventKind.IMPORTED})

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


def event_digest(event: Event) -> str:
    """SHA-256 over everything an event says and over the link before it."""
    said = [
        event.chain,
        event.number,
        event.at.astimezone(UTC).isoformat(),
        event.kind,
        event.actor_id,
        event.actor_name,
        event.address,
        event.place,
        event.succeeded,
        event.detail,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def lock_chain(chain: str) -> None:
    """Hold a chain until the transaction ends, so that two processes never take the same number.

    On SQLite the transaction itself is the lock. PostgreSQL gets an advisory lock: waiting for it is fair,
    where trying again after a taken number is a race that somebody may lose again and again.
    """
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(chain.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


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

    Must run inside the transaction of the change it tells of. `actor_name` is for people without an account,
    such as a failed sign-in.
    """
    if report is not None and kind in SEALING:
        seal_edits(report)
    return _append(
        Event(
            chain=report_chain(report.pk) if report else PORTAL_CHAIN,
            at=at or timezone.now(),
            kind=kind,
            actor_id=by.pk if by else None,
            actor_name=_storable(actor_name or (by.name if by else ""))[:80],
            address=_address.get(),
            place=place,
            succeeded=succeeded,
            detail=_plain(detail or {}),
        )
    )


def _append(event: Event) -> Event:
    """Give the event its number and digest and store it behind the last link of its chain."""
    with transaction.atomic(savepoint=False):
        lock_chain(event.chain)
        last = Event.objects.filter(chain=event.chain).order_by("-number").values("number", "digest").first()
        event.number = last["number"] + 1 if last else 1
        event.previous = last["digest"] if last else ""
        event.digest = event_digest(event)
        event.save(force_insert=True)
    return event


def record_edit(report: Report, section: str, changes: Mapping[str, tuple[Any, Any]], *, by: User) -> None:
    """Note edits of a draft: place → (old, new). Kept at once, sealed into one event later.

    Needs the lock on the report that `departments.drafts` holds: it keeps two first edits from meeting. The lock on
    the entry keeps one from being sealed while it is added to.
    """
    now = timezone.now()
    entry = OpenEdit.objects.select_for_update().filter(report_id=report.pk, section=section, actor_id=by.pk).first()
    if entry and now - entry.opened_at >= EDIT_WINDOW:
        _seal(entry)
        entry = None
    plain = _plain({place: list(pair) for place, pair in changes.items()})
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
    """Turn an open entry, which the caller has locked, into an event of its own and remove the entry."""
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
    with transaction.atomic(savepoint=False):
        entries = OpenEdit.objects.select_for_update().filter(report_id=report.pk)
        for entry in entries.order_by("opened_at", "pk"):
            _seal(entry)


def seal_old_edits(now: datetime | None = None) -> int:
    """Seal what has been open for longer than the window; returns how many."""
    limit = (now or timezone.now()) - EDIT_WINDOW
    sealed = 0
    old = OpenEdit.objects.filter(opened_at__lte=limit).order_by("opened_at", "pk")
    for entry_id in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            entry = OpenEdit.objects.select_for_update().filter(pk=entry_id).first()
            if entry:
                _seal(entry)
                sealed += 1
    return sealed


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail as JSON that both databases store and give back exactly: decimals and dates as text."""
    storable: dict[str, Any] = _storable(json.loads(json.dumps(detail, cls=DjangoJSONEncoder)))
    return storable


def _storable(value: Any) -> Any:
    """Without what PostgreSQL refuses (NUL, lone surrogates) and what it gives back otherwise (floats).

    An event that cannot be stored would take the change it tells of down with it.
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode(errors="surrogatepass").decode(errors="replace")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    return value
