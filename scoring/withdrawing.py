"""Takes a task back that was not due, and restores it; what was filled in stays."""

from django.utils.translation import gettext as _

from departments.models import Report, User
from departments.models.notice import NoticeKind
from scoring.notifying import tell_unit, title_of_report
from scoring.workflow.moving import carry_out
from scoring.workflow.transitions import Action


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
