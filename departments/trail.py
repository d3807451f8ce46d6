"""Proves that the trail is whole, and anchors it each day so that its end cannot be cut off unseen.

A chain proves itself except for its last links: whoever removes those leaves a shorter chain that is whole. The
daily anchor holds the head of every chain, and each anchor is tied to the one before it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.append_only import missing_triggers
from departments.events import event_digest, lock_chain, seal_old_edits
from departments.models import Anchor, Event

ANCHOR_LOCK = "anchor"


@dataclass(frozen=True)
class Break:
    """Where the trail is not whole. `number` is the link of `chain`, 0 where no single link is meant."""

    chain: str
    number: int
    reason: str

    def __str__(self) -> str:
        where = _("%(chain)s 第%(number)s条") % {"chain": self.chain, "number": self.number}
        return f"{where if self.number else self.chain}：{self.reason}"


def chain_heads() -> dict[str, list[Any]]:
    """The last link of each chain: chain → [number, digest].

    Within a chain ids grow with numbers, because it is locked while one is given: so one row a chain is read.
    """
    last = Event.objects.order_by().values("chain").annotate(last=Max("pk")).values("last")
    heads = Event.objects.filter(pk__in=last).values_list("chain", "number", "digest")
    return {chain: [number, digest] for chain, number, digest in heads}


def _anchor_digest(day: date, heads: Mapping[str, Any], previous: str) -> str:
    said = [day.isoformat(), heads, previous]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def anchor_day(day: date | None = None) -> Anchor:
    """Anchor all chains as they stand; once a day, a second call gives back the first anchor.

    Raises ValueError for a day before the last anchor: anchors are a chain themselves.
    """
    day = day or timezone.localdate()
    seal_old_edits()
    with transaction.atomic():
        lock_chain(ANCHOR_LOCK)
        last = Anchor.objects.order_by("-day").first()
        if last and last.day >= day:
            existing = Anchor.objects.filter(day=day).first()
            if existing:
                return existing
            raise ValueError(f"{day} lies before the last anchor of {last.day}")
        heads, previous = chain_heads(), last.digest if last else ""
        return Anchor.objects.create(
            day=day, heads=heads, previous=previous, digest=_anchor_digest(day, heads, previous)
        )


def find_breaks() -> Iterator[Break]:
    """Walk the guards, every anchor and every chain; yields each place where something is missing or was changed."""
    for name in missing_triggers(connection):
        yield Break(name, 0, _("数据库的防改保护不在了"))
    # (chain, number) → what the anchors say of this link: digest → the first day that says so
    anchored: dict[tuple[str, int], dict[str, date]] = {}
    yield from _broken_anchors(anchored)
    yield from _broken_links(anchored)
    for (chain, number), told in anchored.items():
        for day in told.values():
            yield Break(chain, number, _("%(day)s的锚点里有这一条，现在没有了") % {"day": day})


def _broken_anchors(anchored: dict[tuple[str, int], dict[str, date]]) -> Iterator[Break]:
    previous = ""
    for anchor in Anchor.objects.order_by("day").iterator():
        name = _("%(day)s的锚点") % {"day": anchor.day}
        if anchor.previous != previous:
            yield Break(name, 0, _("与前一个锚点接不上"))
        if anchor.digest != _anchor_digest(anchor.day, anchor.heads, anchor.previous):
            yield Break(name, 0, _("被改动过"))
        for chain, (number, digest) in anchor.heads.items():
            anchored.setdefault((chain, number), {}).setdefault(digest, anchor.day)
        previous = anchor.digest


def _broken_links(anchored: dict[tuple[str, int], dict[str, date]]) -> Iterator[Break]:
    """Takes out of `anchored` each link that is there, whether or not it agrees."""
    chain, number, previous = "", 0, ""
    for event in Event.objects.order_by("chain", "number").iterator(chunk_size=2000):
        if event.chain != chain:
            chain, number, previous = event.chain, 0, ""
        number += 1
        if event.number != number:
            yield Break(chain, number, _("缺失"))
            number = event.number
        elif event.previous != previous:
            yield Break(chain, number, _("与前一条接不上"))
        if event.digest != event_digest(event):
            yield Break(chain, number, _("被改动过"))
        for digest, day in anchored.pop((chain, number), {}).items():
            if digest != event.digest:
                yield Break(chain, number, _("与%(day)s的锚点不符") % {"day": day})
        previous = event.digest
