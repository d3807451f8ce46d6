"""What a report that was read would change in a draft: figures, projects, narrative, problems and measures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from departments.content import ReportContent
from departments.facts import MEASURES_TABLE, PROBLEMS_TABLE
from departments.importing.filling.change import Change, Effect, Kind
from departments.importing.filling.figures import figure_changes, project_changes, settled
from departments.importing.filling.narrative import list_entries, topic_texts
from departments.importing.report.parsed import ParsedReport
from departments.lookup import plain

_TABLES = {"problems": PROBLEMS_TABLE, "measures": MEASURES_TABLE}


def propose_changes(report: ParsedReport, content: ReportContent) -> list[Change]:
    """All changes in the order of the outline, each with how it stands to what is in the draft. Stores nothing."""
    changes = [
        *figure_changes(report, content),
        *project_changes(report, content),
        *_text_changes(report, content),
        *_entry_changes(report, content),
    ]
    order = {str(section.key): number for number, section in enumerate(content.outline.sections)}
    kinds = Kind.values
    return sorted(changes, key=lambda change: (order[change.section], kinds.index(change.kind)))


def _text_changes(report: ParsedReport, content: ReportContent) -> Iterator[Change]:
    for found in topic_texts(report, content.outline):
        heading = found.topic.heading or found.section.heading
        change = Change(
            Kind.TEXT.value, str(found.section.key), str(heading), found.text, cell=found.topic.key, start=found.start
        )
        yield settled(change, content.topic_text(found.section.key, found.topic.key))


def _entry_changes(report: ParsedReport, content: ReportContent) -> Iterator[Change]:
    known = {
        "problems": {plain(problem.text) for problem in content.problems},
        "measures": {plain(measure.text) for measure in content.measures},
    }
    for entry in list_entries(report):
        if content.outline.section(entry.section) is None:
            continue
        here = known[entry.section]
        effect = Effect.SAME if plain(entry.text) in here else Effect.DIFFERS if here else Effect.FILLS
        cells = (("text", entry.text), *((("cause", entry.cause),) if entry.cause else ()))
        yield Change(
            Kind.ROW.value, entry.section, _("问题") if entry.section == "problems" else _("措施"),
            entry.text + (f"\n{_('原因：')}{entry.cause}" if entry.cause else ""), table=_TABLES[entry.section],
            cells=cells, effect=effect.value, existing=_("已有 %(count)s 条") % {"count": len(here)} if here else "",
            start=entry.start, end=entry.end,
        )  # fmt: skip
