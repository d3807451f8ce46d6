"""The lock that every write into a draft takes, and the note it leaves on the report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from departments.drafts.results import Locked, NotYours, Saved
from departments.models import Report, User


def lock_draft(report_id: int, *, by: User, section: str) -> Report:
    """The report, locked for writing by one of its preparers.

    Raises NotYours when it is none of theirs, Locked when the section may not be changed in this state.
    """
    report = (
        Report.objects.editable_by(by)
        .with_closing_time()
        .select_related("campaign", "department")
        .select_for_update(of=("self",))
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise NotYours(_("没有找到这份报告，或者您不再是它的填报人。"))
    if not report.is_unlocked(section):
        raise Locked(_("报告当前为“%(state)s”，这一部分不能修改。") % {"state": report.get_state_display()})
    return report


def touch(report: Report, *, by: User, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Note on the report who edited it last, and its facts when they were derived anew."""
    report.edited_at, report.edited_by = at, by
    changed = ["edited_at", "edited_by"]
    if facts is not None:
        report.facts = dict(facts)
        changed.append("facts")
    report.save(update_fields=changed)


def saved(report: Report, at: datetime, **parts: Any) -> Saved:
    """The answer to a save, with whether the time for sending is over."""
    return Saved(report=report, at=at, closed=at > report.closes_at(), **parts)
