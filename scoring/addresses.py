"""From a place or a fact of a report to the page, and the spot on it, where it is filled in.

Elements of the pages carry their place as id; where a page shows only what is around a place, its script goes there.
"""

from django.urls import reverse

from departments import places
from departments.enums import SectionKey
from departments.facts import FACTS
from departments.models import Report
from departments.wizard.wording import TABLE_WORDS


def url_of_place(report: Report, place: str) -> str:
    """Where a place stands: the score sheet, or the section in which this report's outline has the table."""
    address = places.parse(place)
    if address.kind == places.SCORE:
        return f"{reverse('score', args=(report.pk,))}#{place}"
    if address.kind == places.STAMPED:
        return reverse("check", args=(report.pk,))
    section = address.section
    holder = report.outline.section_of_table(address.name) if address.kind == "table" else None
    if holder is not None:
        section = str(holder.key)
    spot = str(places.Place(section, address.kind, address.name, address.row, address.cell))
    return f"{reverse('section', args=(report.pk, section))}#{spot}"


def url_of_fact(report: Report, code: str) -> str:
    """Where a fact is entered, or its parts. Raises KeyError for a code that is no fact."""
    return url_of_place(report, FACTS[code].place)


def where_entered(code: str) -> str:
    """Where a fact is entered, in words: the section by meaning and the table. Raises KeyError for no fact."""
    address = places.parse(FACTS[code].place)
    section = SectionKey(address.section).label
    words = TABLE_WORDS.get(address.name)
    return f"{section} · {words.heading}" if words else str(section)
