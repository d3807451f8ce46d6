"""Makes a settled report public, after a check of what the public will read, and takes it back with a reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from departments.models import Report, ReportVersion, User
from departments.models.notice import NoticeKind
from departments.versions import is_unchanged
from scoring.models import Comment, CommentState, Decision
from scoring.notifying import tell_unit, title_of_report
from scoring.workflow.moving import MoveRefused, carry_out
from scoring.workflow.transitions import Action


class NotPublishable(MoveRefused):
    """Something stands against publication; the check page says what."""


@dataclass(frozen=True)
class Check:
    """One thing looked at before publication; `problem` is empty where nothing stands against it."""

    name: str
    problem: str = ""


def settled(report: Report) -> Decision | None:
    """The standing decision with the version it settles; one query."""
    return Decision.objects.select_related("report_version").filter(report=report, taken_back_at=None).first()


def publication_checks(report: Report, decision: Decision | None) -> list[Check]:
    """What is looked at before a report goes public."""
    if decision is None:
        return [Check(_("核定结果"), _("没有有效的核定结果，请先审定。"))]
    version = decision.report_version
    newer = ReportVersion.objects.filter(report=report, number__gt=version.number).exists()
    waiting = Comment.objects.filter(
        report=report, is_internal=False, told_at__isnull=False, state=CommentState.OPEN
    ).count()
    changed = _("报告版次的校验值不符，请与系统管理员联系。")
    return [
        Check(_("核定结果")),
        Check(_("核定的是最后报送的版次"), _("核定以后又有新的版次，请重新审定。") if newer else ""),
        Check(_("报告自报送后未被改动"), "" if is_unchanged(version) else changed),
        Check(_("审核意见均已答复"), _("还有 %(count)s 条意见没有答复。") % {"count": waiting} if waiting else ""),
    ]


def publish_report(report_id: int, *, by: User, seen: str = "") -> Report:
    """Make a settled report public. Raises NotPublishable, or as every step."""

    def before(report: Report) -> dict[str, object]:
        decision = settled(report)
        problems = [check.problem for check in publication_checks(report, decision) if check.problem]
        if problems or decision is None:
            raise NotPublishable(" ".join(problems))
        return {"version": decision.report_version.number}

    def after(report: Report) -> None:
        text = _("%(title)s已向社会公开。") % {"title": title_of_report(report)}
        tell_unit(report, NoticeKind.PUBLISHED, text, page="report")

    return carry_out(report_id, Action.PUBLISH, by=by, seen=seen, before=before, after=after)


def unpublish_report(report_id: int, *, reason: str, by: User, seen: str = "") -> Report:
    """Take a public report back; its page is gone at once. Raises as every step."""

    def after(report: Report) -> None:
        words = {"title": title_of_report(report), "reason": reason.strip()}
        tell_unit(report, NoticeKind.PUBLISHED, _("%(title)s撤销公开：%(reason)s") % words, page="report")

    return carry_out(report_id, Action.UNPUBLISH, by=by, seen=seen, reason=reason, after=after)
