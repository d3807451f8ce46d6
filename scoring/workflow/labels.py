"""What a state is called, by whom: the unit, its reviewers and the public see the same report from different sides."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from departments.enums import ReportState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = ReportState


class Side(StrEnum):
    """From where a report is looked at."""

    UNIT = "unit"
    REVIEWER = "reviewer"
    BUREAU = "bureau"


SIDES: dict[Side, StrOrPromise] = {
    Side.UNIT: _("单位"),
    Side.REVIEWER: _("审核人"),
    Side.BUREAU: _("财政局"),
}

LABELS: dict[State, dict[Side, StrOrPromise]] = {
    State.DRAFT: {Side.UNIT: _("填报中"), Side.REVIEWER: _("未报送"), Side.BUREAU: _("未报送")},
    State.SIGNING: {Side.UNIT: _("待负责人签审"), Side.REVIEWER: _("未报送"), Side.BUREAU: _("未报送（单位签审中）")},
    State.SUBMITTED: {Side.UNIT: _("已报送，待审核"), Side.REVIEWER: _("待审核"), Side.BUREAU: _("待审核")},
    State.IN_REVIEW: {Side.UNIT: _("审核中"), Side.REVIEWER: _("审核中"), Side.BUREAU: _("审核中")},
    State.RETURNED: {Side.UNIT: _("被退回，待修改"), Side.REVIEWER: _("已退回单位"), Side.BUREAU: _("已退回单位")},
    State.APPROVED: {Side.UNIT: _("已审定"), Side.REVIEWER: _("已审定"), Side.BUREAU: _("已审定，待公开")},
    State.PUBLISHED: {Side.UNIT: _("已公开"), Side.REVIEWER: _("已公开"), Side.BUREAU: _("已公开")},
    State.WITHDRAWN: {Side.UNIT: _("任务已取消"), Side.REVIEWER: _("任务已取消"), Side.BUREAU: _("任务已取消")},
}


def state_label(state: str, side: Side) -> StrOrPromise:
    """What this side calls the state."""
    return LABELS[State(state)][side]
