"""The one function that carries a transition out: lock, standing, guard, conditional update, trail, notices."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from departments.enums import EventKind, ReportState
from departments.events import record_event
from departments.models import Report, User
from departments.refusal import Refused
from scoring.workflow.standing import fits, standing
from scoring.workflow.transitions import TRANSITIONS, Action, Transition

MIN_REASON = 4

Effect = Callable[[Report], dict[str, Any] | None]


class MoveRefused(Refused):
    """A step that cannot be taken: wrong state, wrong person, or something that must be done before."""


class Stale(MoveRefused):
    """The report has moved since the page was opened."""


def stamp(report: Report) -> str:
    """What a page remembers of the report's position, to be given back with a click."""
    return f"{report.state}.{report.step}.{report.moves}"


def _locked(report_id: int) -> Report:
    report = (
        Report.objects.with_closing_time()
        .select_related("campaign", "department")
        .select_for_update(of=("self",))
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise MoveRefused(_("没有找到这份报告。"))
    return report


def _check(report: Report, transition: Transition, *, by: User, seen: str, reason: str) -> None:
    if seen and seen != stamp(report):
        raise Stale(
            _("报告刚刚有变化，现在是“%(state)s”，这一步没有办理，请刷新页面。") % {"state": report.get_state_display()}
        )
    if not transition.actors & standing(report, by):
        raise MoveRefused(_("您不能办理“%(action)s”。") % {"action": transition.label})
    if not fits(report, transition.action):
        raise Stale(
            _("报告现在是“%(state)s”，不能办理“%(action)s”。")
            % {"state": report.get_state_display(), "action": transition.label}
        )
    if transition.needs_reason and len(reason.strip()) < MIN_REASON:
        raise MoveRefused(_("请写明理由，至少 %(count)s 个字。") % {"count": MIN_REASON})


def _step_after(report: Report, transition: Transition, to_step: int | None) -> int:
    """The review step after the transition; a first sending enters at step 1, a later one where it was returned."""
    if transition.step == "enter":
        return report.step or 1
    if transition.step == "leave":
        return report.step if report.came_from == ReportState.RETURNED else 0
    if transition.step == "next":
        return report.step + 1
    if transition.step == "back":
        wanted = report.step - 1 if to_step is None else to_step
        if not 1 <= wanted < report.step:
            raise MoveRefused(_("只能退回到前面的步骤。"))
        return wanted
    return report.step


def carry_out(
    report_id: int,
    action: Action,
    *,
    by: User,
    seen: str = "",
    reason: str = "",
    to_step: int | None = None,
    before: Effect | None = None,
    after: Effect | None = None,
) -> Report:
    """Take one step with a report; returns it in its new state.

    `seen` is the `stamp` of the page that asks. `before` runs under the lock and may refuse by raising; `after` runs
    once the state has changed. What they return goes into the event. Raises Stale when somebody was faster,
    MoveRefused otherwise; then nothing has changed.
    """
    transition = TRANSITIONS[action]
    with transaction.atomic():
        report = _locked(report_id)
        _check(report, transition, by=by, seen=seen, reason=reason)
        detail = {"action": action.value, "from": report.state, "step": report.step, "reason": reason.strip()}
        detail |= (before(report) if before else None) or {}
        was = {"pk": report.pk, "state": report.state, "step": report.step, "moves": report.moves}
        _move(report, transition, to_step)
        moved = Report.objects.filter(**was).update(
            state=report.state,
            step=report.step,
            moves=report.moves,
            came_from=report.came_from,
            unlocked=report.unlocked,
        )
        if not moved:
            raise Stale(_("报告刚刚被他人办理，这一步没有办理，请刷新页面。"))
        detail |= {"to": report.state, "to_step": report.step}
        detail |= (after(report) if after else None) or {}
        record_event(EventKind.TRANSITION, by=by, report=report, detail=detail)
        return report


def _move(report: Report, transition: Transition, to_step: int | None) -> None:
    """Set the new state on the report in hand."""
    came_from = report.came_from
    report.step = _step_after(report, transition, to_step)
    report.moves += 1
    if transition.action in (Action.ASK_FOR_SIGNATURE, Action.SEND):
        report.came_from = report.state
    report.state = transition.target or ReportState(came_from)
