"""Saying "本年无": an empty table or section that is meant to be empty."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments import places
from departments.deriving import update_facts
from departments.drafts.amounts import amounts_after
from departments.drafts.locking import lock_draft, saved, touch
from departments.drafts.results import NotYours, Saved
from departments.drafts.rows import rows_of
from departments.events import record_edit
from departments.models import User
from departments.tables import TABLES


def declare_empty(report_id: int, section: str, name: str, *, is_empty: bool, by: User) -> Saved:
    """Declare that a table of the section, or the section itself (`name` = its key), has nothing this year."""
    with transaction.atomic():
        report = lock_draft(report_id, by=by, section=section)
        known = report.outline.section(section)
        if known is None or (name != section and name not in known.tables):
            raise NotYours(_("报告提纲中没有这张表。"))
        was_empty = name in report.declared_empty
        now = timezone.now()
        if was_empty != is_empty:
            others = [each for each in report.declared_empty if each != name]
            report.declared_empty = [*others, name] if is_empty else others
            report.save(update_fields=("declared_empty",))
            place = section if name == section else places.table(section, name)
            record_edit(report, section, {place: (_shown(was_empty), _shown(is_empty))}, by=by)
            facts = report.facts
            if name in TABLES:
                rows = rows_of(TABLES[name], report)
                facts = update_facts(report.facts, name, rows, declared_empty=report.declared_empty)
            touch(report, by=by, at=now, facts=facts)
        return saved(report, now, amounts=amounts_after(report, name))


def _shown(is_empty: bool) -> str:
    return _("本年无") if is_empty else ""
