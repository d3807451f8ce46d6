"""Events as lines of a list: with the report they concern, the place by its name, and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass

from departments.events import report_chain
from departments.models import Event, Report
from evalportal.audit.places import place_said
from evalportal.audit.wording import said


@dataclass(frozen=True)
class Whose:
    """The report that an event concerns."""

    department: str
    year: int


def reports_of_chains(chains: set[str]) -> dict[str, Whose]:
    """Chain → report, for the chains of reports among these; one query."""
    prefix = report_chain(0)[:-1]
    ids = [chain.removeprefix(prefix) for chain in chains if chain.startswith(prefix)]
    found = Report.objects.filter(pk__in=ids).values_list("pk", "department__name", "campaign__year")
    return {report_chain(pk): Whose(name, year) for pk, name, year in found}


@dataclass(frozen=True)
class Line:
    """An event as the list shows it."""

    event: Event
    whose: Whose | None
    place: str
    said: list[str]


def lines_of(events: Iterable[Event]) -> list[Line]:
    """Events with what they concern; one query for all of them."""
    events = list(events)
    whose = reports_of_chains({event.chain for event in events})
    return [Line(event, whose.get(event.chain), place_said(event.place), said(event)) for event in events]
