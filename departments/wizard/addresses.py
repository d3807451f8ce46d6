"""From a place in a report to the page, and the spot on it, where that place is filled in.

Elements of the wizard carry their place as id, so the address of a cell is its page with the place behind `#`.
"""

from dataclasses import replace

from django.urls import reverse

from departments import places
from departments.content import ReportContent
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE

# What stands in the list of projects; the rest of a project is on its own page.
LISTED_CELLS = frozenset({"name", "kind", "is_key", "initial", "adjusted", "outturn"})


def address_of(content: ReportContent, place: str) -> str:
    """Where the clerk fills in what `place` names. A place of the score sheet is not the wizard's: ValueError."""
    address = places.parse(place)
    if address.kind == places.SCORE:
        raise ValueError(f"not filled in here: {place!r}")
    if content.outline.section(address.section) is None:
        # Facts name the usual section of a table; in this outline it stands in another.
        holder = content.outline.section_of_table(address.name)
        address = replace(address, section=str(holder.key if holder else content.outline.sections[0].key))
    project = _project_page(content, address)
    if project:
        return f"{reverse('project', args=(content.report.pk, project))}#{address}"
    return f"{reverse('section', args=(content.report.pk, address.section))}#{address}"


def _project_page(content: ReportContent, address: places.Place) -> int | None:
    """The project on whose page the place stands, if it stands on one."""
    if not address.row.isdecimal():
        return None
    row = int(address.row)
    if address.name == PROJECTS_TABLE and address.cell not in LISTED_CELLS:
        return row if any(project.pk == row for project in content.projects) else None
    if address.name == INDICATORS_TABLE:
        indicator = next((each for each in content.of(INDICATORS_TABLE) if each.pk == row), None)
        return indicator.project_id if indicator else None
    return None
