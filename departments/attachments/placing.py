"""Where in a report a file may be attached, and which section decides whether that is open."""

import re

from django.utils.translation import gettext as _

from departments.drafts import NotYours
from departments.enums import SectionKey
from departments.models import Report, TextBlock
from departments.places import SCORE, STAMPED, Place, parse
from departments.tables import TABLES

LONGEST = 120
_INDICATOR = re.compile(r"[\w.\-]{0,40}")


def section_of(address: str) -> str:
    """The section whose lock counts for this place, and with which it is shown.

    The score sheet stands in the section of performance, the stamped copy with the first section.
    """
    head = address.partition("/")[0]
    return {SCORE: str(SectionKey.PERFORMANCE), STAMPED: str(SectionKey.PROFILE)}.get(head, head)


def check_place(report: Report, address: str) -> str:
    """The address as it is stored; raises NotYours when the report has no such place for files.

    Files hang at sections, blocks, tables, rows and indicators, not at single cells.
    """
    if len(address) > LONGEST:
        raise _nowhere()
    try:
        place = parse(address)
    except ValueError:
        raise _nowhere() from None
    section = report.outline.section(section_of(address))
    if section is None or place.cell or not _is_there(report, place, section.tables):
        raise _nowhere()
    return str(place)


def _is_there(report: Report, place: Place, tables: tuple[str, ...]) -> bool:
    if place.kind == SCORE:
        return _INDICATOR.fullmatch(place.name) is not None
    if place.kind == STAMPED:  # attached in signing only
        return False
    if place.kind == "block":
        return TextBlock.objects.filter(report=report, section=place.section, pk=int(place.name)).exists()
    if place.kind == "table":
        return place.name in tables and _has_row(report, place)
    return True


def _has_row(report: Report, place: Place) -> bool:
    spec = TABLES[place.name]
    if not place.row:
        return True
    if not spec.is_list:
        return _INDICATOR.fullmatch(place.row) is not None
    return place.row.isdecimal() and spec.model.objects.filter(report=report, pk=int(place.row)).exists()


def _nowhere() -> NotYours:
    return NotYours(_("报告中没有这个位置，它可能已被删除。"))
