"""Opens a year's self-evaluation: its settings, its reviewers, its extensions, and a report for each department."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from departments.enums import MANAGEMENT_ROLES, UNIT_ROLES, EventKind, ReportState
from departments.events import record_event
from departments.models import (
    MAX_STEPS,
    Campaign,
    Department,
    Division,
    Extension,
    Membership,
    Report,
    ReviewAssignment,
    TextBlock,
    User,
)
from departments.models.notice import NoticeKind
from departments.notices import address_of, cover_of, people_of_unit, queue_notices
from departments.outline import DEFAULT_OUTLINE
from departments.refusal import Refused, check_fields, set_fields


class RefusedCampaign(Refused):
    """A setting of a campaign that its rules or its reports do not allow."""


def create_campaign(
    *,
    year: int,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    steps: Sequence[str],
    outline: str = DEFAULT_OUTLINE,
    head_signs: bool = True,
    stamped_copy: bool = False,
    by: User | None,
) -> Campaign:
    """The campaign of a budget year; its reports come with `open_reports`. Raises RefusedCampaign."""
    return save_campaign(
        Campaign(),
        year=year,
        title=title,
        opens_at=opens_at,
        closes_at=closes_at,
        steps=steps,
        outline=outline,
        head_signs=head_signs,
        stamped_copy=stamped_copy,
        by=by,
    )


def save_campaign(
    campaign: Campaign,
    *,
    year: int,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    steps: Sequence[str],
    outline: str,
    head_signs: bool,
    stamped_copy: bool,
    by: User | None,
) -> Campaign:
    """Change a campaign, or store a new one.

    Year and outline are fixed once there are reports, the number of steps once one was sent. Raises RefusedCampaign.
    """
    wanted = {
        "year": year,
        "title": title.strip(),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "steps": [step.strip() for step in steps if step.strip()],
        "outline": outline,
        "head_signs": head_signs,
        "stamped_copy": stamped_copy,
    }
    with transaction.atomic():
        steps_before = len(campaign.steps)
        changes = set_fields(campaign, wanted)
        if Campaign.objects.exclude(pk=campaign.pk).filter(year=year).exists():
            raise RefusedCampaign(_("%(year)s年度的自评任务已有，一年一次。") % {"year": year})
        if not 1 <= len(campaign.steps) <= MAX_STEPS:
            raise RefusedCampaign(_("审核步骤应有1至%(most)s步。") % {"most": MAX_STEPS})
        if campaign.pk:
            _protect_reports(campaign, frozenset(changes), steps_changed=steps_before != len(campaign.steps))
        check_fields(campaign, RefusedCampaign)
        if changes:
            campaign.save()
            record_event(EventKind.CAMPAIGN_SAVED, by=by, detail={"year": campaign.year, "changes": changes})
        return campaign


def _protect_reports(campaign: Campaign, changed: frozenset[str], *, steps_changed: bool) -> None:
    reports = Report.objects.filter(campaign=campaign)
    if changed & {"year", "outline"} and reports.exists():
        raise RefusedCampaign(_("任务已经下达，年度和提纲不能再改。"))
    if steps_changed and reports.exclude(state=ReportState.DRAFT, step=0).exists():
        raise RefusedCampaign(_("已有单位报送，审核步骤的个数不能再改。"))


def grant_extension(
    campaign: Campaign, department: Department, *, closes_at: datetime, reason: str, by: User
) -> Extension:
    """Let one department send later than the rest; granted anew, the last word counts. Raises RefusedCampaign."""
    if closes_at <= campaign.closes_at:
        raise RefusedCampaign(_("延长后的期限应晚于任务的截止时间。"))
    if not reason.strip():
        raise RefusedCampaign(_("请写明延长期限的理由。"))
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(campaign=campaign, department=department).first()
        extension = Extension.objects.filter(campaign=campaign, department=department).first()
        old = extension.closes_at if extension else campaign.closes_at
        extension = extension or Extension(campaign=campaign, department=department)
        extension.closes_at, extension.reason, extension.granted_by = closes_at, reason.strip(), by
        check_fields(extension, RefusedCampaign)
        extension.save()
        detail = {
            "year": campaign.year,
            "department": department.code,
            "closes_at": [old, closes_at],
            "reason": extension.reason,
        }
        record_event(EventKind.EXTENSION_GRANTED, by=by, report=report, detail=detail)
        return extension


def assign_reviewer(
    campaign: Campaign,
    *,
    step: int,
    user: User,
    department: Department | None = None,
    division: Division | None = None,
    by: User | None,
) -> ReviewAssignment:
    """Name who takes a step for one department or for all of a division; once is enough. Raises RefusedCampaign."""
    if (department is None) == (division is None):
        raise RefusedCampaign(_("请指定一个单位或者一个股室，二者选一。"))
    if not 1 <= step <= len(campaign.steps):
        raise RefusedCampaign(_("本任务只有%(steps)s个审核步骤。") % {"steps": len(campaign.steps)})
    with transaction.atomic():
        held = Membership.objects.filter(user=user)
        if held.filter(role__in=MANAGEMENT_ROLES).exists():
            raise RefusedCampaign(_("“%(name)s”任管理岗位，不能审核。") % {"name": user.name})
        if department and held.filter(role__in=UNIT_ROLES, department=department).exists():
            raise RefusedCampaign(
                _("“%(name)s”在%(unit)s填报或签审，不能审核本单位。") % {"name": user.name, "unit": department.name}
            )
        assignment, created = ReviewAssignment.objects.get_or_create(
            campaign=campaign, step=step, user=user, department=department, division=division
        )
        if created:
            record_event(EventKind.CAMPAIGN_SAVED, by=by, detail={"assigned": _said(assignment)})
        return assignment


def withdraw_reviewer(assignment: ReviewAssignment, *, by: User | None) -> None:
    """Take an assignment back."""
    with transaction.atomic():
        detail = {"withdrawn": _said(assignment)}
        if assignment.delete()[0]:
            record_event(EventKind.CAMPAIGN_SAVED, by=by, detail=detail)


def reassign_reviewer(assignment: ReviewAssignment, *, user: User, by: User) -> ReviewAssignment:
    """Let somebody else take what an assignment names (改派); they are told. Raises RefusedCampaign.

    What the one before has begun stays on record and is waited for no longer.
    """
    if user.pk == assignment.user_id:
        raise RefusedCampaign(_("已由“%(name)s”审核，不用改派。") % {"name": user.name})
    with transaction.atomic():
        detail = {"reassigned": _said(assignment), "new_reviewer": user.username}
        if not assignment.delete()[0]:
            raise RefusedCampaign(_("这一项刚刚有变化，请刷新页面。"))
        made = assign_reviewer(
            assignment.campaign, step=assignment.step, user=user, department=assignment.department,
            division=assignment.division, by=by,
        )  # fmt: skip
        record_event(EventKind.CAMPAIGN_SAVED, by=by, detail=detail)
        words = {
            "title": assignment.campaign.title,
            "step": assignment.campaign.steps[assignment.step - 1],
            "whose": assignment.department.name if assignment.department else str(assignment.division),
        }
        text = _("%(title)s：%(whose)s的“%(step)s”改由您审核。") % words
        queue_notices(NoticeKind.TO_REVIEW, [user], text=text, url=address_of("reviews"))
        return made


def _said(assignment: ReviewAssignment) -> dict[str, str | int]:
    return {
        "year": assignment.campaign.year,
        "step": assignment.step,
        "username": assignment.user.username,
        "department": assignment.department.code if assignment.department else "",
        "division": assignment.division.code if assignment.division else "",
    }


def open_report(campaign: Campaign, department: Department, *, by: User | None) -> Report:
    """Give a department its task: a report with one empty block a topic. One that is there is given back as it is."""
    with transaction.atomic():
        report, created = Report.objects.get_or_create(campaign=campaign, department=department)
        if created:
            TextBlock.objects.bulk_create(
                TextBlock(report=report, section=section.key, topic=topic.key, position=1)
                for section in report.outline.sections
                for topic in section.topics
            )
            record_event(EventKind.REPORT_OPENED, by=by, report=report, detail={"year": campaign.year})
            queue_notices(
                NoticeKind.TASK_ISSUED,
                people_of_unit(report),
                text=_("%(title)s已下达，请在规定时间内填报。") % {"title": campaign.title},
                url=cover_of(report),
                report=report,
            )
        return report


def open_reports(campaign: Campaign, *, by: User | None) -> list[Report]:
    """Give every active department that has none its task; returns the new reports.

    One transaction a department: an interrupted run is continued by the next.
    """
    waiting = Department.objects.filter(is_active=True).exclude(reports__campaign=campaign)
    return [open_report(campaign, department, by=by) for department in waiting]
