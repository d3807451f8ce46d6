"""How writes into a draft keep out of each other's way, and the note that each leaves on the report.

Every write raises the report's revision. Rare writes lock the report row first (`lock_draft`). The frequent ones,
saves of cells and text, read without any lock and then claim the revision they have read, in one conditional UPDATE
that begins their short transaction; whoever was overtaken reads again (`unless_overtaken`). So a save holds the
database for a few statements only.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from departments.drafts.results import Locked, NotYours, Saved
from departments.models import Report, User

ATTEMPTS = 6
# What a save needs to know; the rest of the rows is not carried along.
_FIELDS = (
    "campaign",
    "department",
    "state",
    "unlocked",
    "facts",
    "declared_empty",
    "revision",
    "campaign__year",
    "campaign__outline",
    "campaign__closes_at",
)


class Overtaken(Exception):
    """Somebody wrote into the report between the reading and the writing of a save."""


def read_draft(report_id: int, *, by: User, locked: bool = False) -> Report:
    """The report of a preparer, as a save needs it; raises NotYours when it is none of theirs."""
    query = Report.objects.editable_by(by).select_related("campaign").only(*_FIELDS)
    if locked:
        query = query.select_for_update(of=("self",))
    try:
        return query.get(pk=report_id)
    except Report.DoesNotExist:
        raise NotYours(_("没有找到这份报告，或者您不再是它的填报人。")) from None


def check_unlocked(report: Report, section: str) -> None:
    """Raise Locked when the section may not be changed in the present state."""
    if not report.is_unlocked(section):
        raise Locked(_("报告当前为“%(state)s”，这一部分不能修改。") % {"state": report.get_state_display()})


def lock_draft(report_id: int, *, by: User, section: str) -> Report:
    """The report, locked until the end of the transaction; raises NotYours or Locked."""
    report = (
        Report.objects.editable_by(by)
        .select_related("campaign", "department")
        .select_for_update(of=("self",))
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise NotYours(_("没有找到这份报告，或者您不再是它的填报人。"))
    check_unlocked(report, section)
    return report


def touch(report: Report, *, by: User, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Note on the locked report who edited it last, and its facts when they were derived anew."""
    claim(report, by=by, at=at, facts=facts)


def claim(report: Report, *, by: User, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Write the note on the report, provided that nobody wrote since it was read; raises Overtaken otherwise.

    As the first statement of a transaction it is also the lock under which the rest is written.
    """
    values: dict[str, Any] = {"edited_at": at, "edited_by": by, "revision": F("revision") + 1}
    if facts is not None:
        report.facts = values["facts"] = dict(facts)
    if not Report.objects.filter(pk=report.pk, revision=report.revision, state=report.state).update(**values):
        raise Overtaken
    report.revision += 1
    report.edited_at = at


def unless_overtaken(work: Callable[[bool], Saved]) -> Saved:
    """Carry out a save, again when it was overtaken; at last under the lock. `work` is told whether to lock."""
    for _attempt in range(ATTEMPTS):
        try:
            return work(False)
        except Overtaken:
            continue
    with transaction.atomic():
        return work(True)


def saved(report: Report, at: datetime, **parts: Any) -> Saved:
    """The answer to a save, with whether the time for sending is over."""
    # An extension is looked up only where it matters.
    closed = at > report.campaign.closes_at and at > report.closes_at()
    return Saved(report=report, at=at, closed=closed, **parts)
