"""What was done last with a report, from its trail: who, when, why."""

from dataclasses import dataclass
from datetime import datetime

from departments.enums import EventKind
from departments.events import report_chain
from departments.models import Event, Report
from scoring.workflow.transitions import Action


@dataclass(frozen=True)
class Move:
    """One transition as the trail holds it."""

    action: Action
    by: str
    at: datetime
    reason: str


def last_move(report: Report) -> Move | None:
    """The last transition of a report; None when it was never moved. One query."""
    event = Event.objects.filter(chain=report_chain(report.pk), kind=EventKind.TRANSITION).order_by("-number").first()
    if event is None or event.detail.get("action") not in Action.values:
        return None
    return Move(Action(event.detail["action"]), event.actor_name, event.at, event.detail.get("reason", ""))


def last_return(report: Report) -> Move | None:
    """The last return to the unit; None when there was none. One query."""
    event = (
        Event.objects.filter(
            chain=report_chain(report.pk), kind=EventKind.TRANSITION, detail__action=Action.RETURN_TO_UNIT.value
        )
        .order_by("-number")
        .first()
    )
    if event is None:
        return None
    return Move(Action.RETURN_TO_UNIT, event.actor_name, event.at, event.detail.get("reason", ""))
