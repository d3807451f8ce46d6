"""Events as lines of a list: with the report they concern, the place by its name, and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass

from departments.events import report_chain
from departments.models import Event, Report
from evalportal.audit.places import place_said
from evalportal.audit.wording import said
from scoring.models import Indicator


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
    """Events with what they concern; one query for all of them, one more where indicators are named."""
    events = list(events)
    whose = reports_of_chains({event.chain for event in events})
    names = _indicators() if any(_names_indicators(event) for event in events) else {}
    return [
        Line(event, whose.get(event.chain), place_said(event.place, names), said(event, names)) for event in events
    ]


def _names_indicators(event: Event) -> bool:
    places = (event.place, *event.detail.get("changes", ()))
    return "agreed" in event.detail or any("score/" in place for place in places)


def _indicators() -> dict[str, str]:
    """Code → name, of the newest system that has it; the trail keeps codes."""
    return dict(Indicator.objects.order_by("system_id").values_list("code", "name"))
