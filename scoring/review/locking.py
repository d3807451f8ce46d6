"""The lock that every write of a reviewer takes: the report, the present version, the reviewer's own work on it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from departments.drafts import Locked, NotYours
from departments.enums import ReportState
from departments.models import Report, ReportVersion, User
from scoring.models import Review
from scoring.workflow.standing import standing
from scoring.workflow.transitions import Actor


@dataclass(frozen=True)
class Held:
    """A report that is locked for a reviewer's write."""

    report: Report
    review: Review


def lock_report(report_id: int) -> Report:
    """The report, locked until the end of the transaction; raises NotYours where there is none."""
    report = (
        Report.objects.select_related("campaign", "department")
        .select_for_update(of=("self",))
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise NotYours(_("没有找到这份报告。"))
    return report


def latest_version(report: Report) -> ReportVersion:
    """The version that is under review; raises NotYours when the report was never sent."""
    version = ReportVersion.objects.defer("content").filter(report=report).order_by("-number").first()
    if version is None:
        raise NotYours(_("这份报告还没有报送。"))
    return version


def lock_review(report_id: int, *, by: User) -> Held:
    """The report with this person's begun review of its present step.

    Raises NotYours for whoever does not review it now, Locked when it is no longer under review or was not begun.
    """
    report = lock_report(report_id)
    if Actor.REVIEWER not in standing(report, by):
        raise NotYours(_("您不是这一步的审核人。"))
    if report.state != ReportState.IN_REVIEW:
        raise Locked(_("报告现在是“%(state)s”，审核内容不能修改。") % {"state": report.get_state_display()})
    review = own_review(report, by)
    if review is None:
        raise Locked(_("请先点“开始审核”。"))
    return Held(report, review)


def own_review(report: Report, person: User) -> Review | None:
    """The work of a person on the newest version at the present step, with its score sheet; one query."""
    newest = ReportVersion.objects.filter(report=report).order_by("-number").values("pk")[:1]
    return (
        Review.objects.select_related("report_version")
        .defer("report_version__content", "report_version__findings", "report_version__files")
        .filter(report_version__in=newest, step=report.step, reviewer=person)
        .first()
    )
