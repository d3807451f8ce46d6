"""Takes a task back that was not due, and restores it; what was filled in stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from departments.enums import EventKind
from departments.events import report_chain
from departments.models import Event, Report, User
from departments.models.notice import NoticeKind
from scoring.notifying import tell_unit, title_of_report
from scoring.workflow.moving import carry_out
from scoring.workflow.transitions import TRANSITIONS, Action

WITHDRAWABLE = TRANSITIONS[Action.WITHDRAW].sources


@dataclass(frozen=True)
class Withdrawal:
    """Who took a task back, when and why."""

    by: str
    at: datetime
    reason: str


def withdrawals(report_ids: Iterable[int]) -> dict[int, Withdrawal]:
    """Report → its last withdrawal, from the trail; one query, none without reports."""
    chains = {report_chain(report_id): report_id for report_id in report_ids}
    if not chains:
        return {}
    events = Event.objects.filter(
        chain__in=list(chains), kind=EventKind.TRANSITION, detail__action=Action.WITHDRAW.value
    ).order_by("number")
    return {
        chains[each.chain]: Withdrawal(each.actor_name, each.at, each.detail.get("reason", "")) for each in events
    }


def withdraw_report(report_id: int, *, reason: str, by: User, seen: str = "") -> Report:
    """Withdraw the task of a unit that need not report. Raises as every step."""

    def after(report: Report) -> None:
        words = {"title": title_of_report(report), "reason": reason.strip()}
        tell_unit(report, NoticeKind.TASK_ISSUED, _("%(title)s的任务已取消：%(reason)s") % words, page="report")

    return carry_out(report_id, Action.WITHDRAW, by=by, seen=seen, reason=reason, after=after)


def restore_report(report_id: int, *, by: User, seen: str = "") -> Report:
    """Give a withdrawn task back, as it was filled in. Raises as every step."""

    def after(report: Report) -> None:
        text = _("%(title)s的任务已恢复，请继续填报。") % {"title": title_of_report(report)}
        tell_unit(report, NoticeKind.TASK_ISSUED, text, page="report")

    return carry_out(report_id, Action.RESTORE, by=by, seen=seen, after=after)
