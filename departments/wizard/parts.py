"""The parts of a section's page in the order one scrolls through them, each with what it still lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from departments import places
from departments.completeness import Lack, SectionProgress
from departments.enums import SectionKey
from departments.facts import CONTACT_TABLE, INDICATORS_TABLE
from departments.wizard.wording import TABLE_WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TEXT = "text"
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Part:
    """A stretch of the page; `key` is its anchor, `lacks` how much of it is still to be filled."""

    key: str
    heading: StrOrPromise
    lacks: int = 0


def part_of(place: str) -> str:
    """The part in which something stands: its table, or the narrative."""
    address = places.parse(place)
    return address.name if address.kind == "table" else TEXT


def tables_in_order(progress: SectionProgress) -> tuple[list[str], list[str]]:
    """The tables that stand before the narrative and those behind it (the foot of the form).

    Indicator rows of projects stand on pages of their own.
    """
    section = progress.section
    shown = [table for table in section.tables if table != INDICATORS_TABLE or section.key == SectionKey.PERFORMANCE]
    return [table for table in shown if table != CONTACT_TABLE], [table for table in shown if table == CONTACT_TABLE]


def lacks_in_order(progress: SectionProgress) -> list[Lack]:
    """What the section lacks, in the order of its page."""
    before, behind = tables_in_order(progress)
    order = [*before, TEXT, *behind]
    return sorted(progress.lacks, key=lambda lack: order.index(_shown_in(lack, order)))


def _shown_in(lack: Lack, order: list[str]) -> str:
    """The part that counts a lack: what stands on the page of a project counts with the list of projects."""
    part = part_of(lack.place)
    return part if part in order else order[0]


def parts_of(progress: SectionProgress) -> list[Part]:
    """The parts of the page of a section."""
    before, behind = tables_in_order(progress)
    counts = Counter(_shown_in(lack, [*before, TEXT, *behind]) for lack in progress.lacks)
    parts = [Part(table, TABLE_WORDS[table].heading, counts[table]) for table in before]
    if progress.section.topics:
        parts.append(Part(TEXT, _("文字说明"), counts[TEXT]))
    parts += [Part(table, TABLE_WORDS[table].heading, counts[table]) for table in behind]
    return [*parts, Part(EVIDENCE, _("佐证材料"))]
