"""The way of a report through the campaign, as the small path beside it: what is behind it, where it stands."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from departments.enums import ReportState
from departments.models import Report


@dataclass(frozen=True)
class Stage:
    """One stop; `mark` is past, now or empty. `until` is a date by which it has to be done."""

    label: str
    mark: str
    until: datetime | None = None


def stages(report: Report) -> list[Stage]:
    """All stops of a report read through `with_closing_time`; none is now once it is public or withdrawn."""
    campaign = report.campaign
    labels = [_("填报")]
    if campaign.head_signs:
        labels.append(_("单位负责人签审"))
    labels += [_("审核：%(step)s") % {"step": name} for name in campaign.steps]
    labels += [_("审定"), _("向社会公开")]
    now = _position(report)
    return [
        Stage(
            label=label,
            mark="past" if at < now else "now" if at == now else "",
            until=report.closes_at() if at == 0 and now == 0 else None,
        )
        for at, label in enumerate(labels)
    ]


def _position(report: Report) -> int:
    """The number of the stop where the report is now; beyond the last when nothing is left."""
    signing = 1 if report.campaign.head_signs else 0
    reviewing = signing + max(1, report.step)
    settled = signing + len(report.campaign.steps) + 1
    return {
        ReportState.DRAFT: 0,
        ReportState.RETURNED: 0,
        ReportState.SIGNING: signing,
        ReportState.SUBMITTED: reviewing,
        ReportState.IN_REVIEW: reviewing,
        ReportState.APPROVED: settled + 1,
        ReportState.PUBLISHED: settled + 2,
        ReportState.WITHDRAWN: -1,
    }[ReportState(report.state)]
