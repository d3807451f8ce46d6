"""The one table of transitions: from which states, by whom, to which state.

Buttons, permission tests and docs/states.md are made from it. Nothing else changes the state of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from departments.enums import ReportState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = ReportState


class Actor(TextChoices):
    """What somebody is to a report."""

    PREPARER = "preparer", _("填报人")
    HEAD = "head", _("单位负责人")
    REVIEWER = "reviewer", _("本步审核人")
    LAST_REVIEWER = "last_reviewer", _("末步审核人")
    CHIEF = "chief", _("绩效股")
    BUREAU = "bureau", _("系统管理员")


class Action(TextChoices):
    """Every step that can be taken with a report."""

    ASK_FOR_SIGNATURE = "ask_for_signature", _("提请负责人签审")
    SEND = "send", _("报送")
    SIGN_AND_SEND = "sign_and_send", _("签审并报送")
    HAND_BACK = "hand_back", _("退回填报人")
    RECALL = "recall", _("撤回")
    BEGIN_REVIEW = "begin_review", _("开始审核")
    PASS_ON = "pass_on", _("审核通过，转下一步")
    RETURN_TO_UNIT = "return_to_unit", _("退回单位")
    RETURN_TO_STEP = "return_to_step", _("退回上一步")
    APPROVE = "approve", _("审定")
    REOPEN = "reopen", _("取消审定")
    PUBLISH = "publish", _("公开")
    UNPUBLISH = "unpublish", _("撤销公开")
    WITHDRAW = "withdraw", _("取消任务")
    RESTORE = "restore", _("恢复任务")


@dataclass(frozen=True)
class Transition:
    """One row of the table. `target` None: back to the state from which the report came.

    `needs_reason` asks for a written reason; `only_if_head_signs` compares with the setting of the campaign (None:
    either way); `freezes` stores a version; `step` says what happens to the review step.
    """

    action: Action
    sources: frozenset[ReportState]
    target: ReportState | None
    actors: frozenset[Actor]
    needs_reason: bool = False
    only_if_head_signs: bool | None = None
    freezes: bool = False
    step: str = ""

    @property
    def label(self) -> StrOrPromise:
        """What the button says."""
        return self.action.label


def _row(
    action: Action, sources: set[ReportState], target: ReportState | None, actors: set[Actor], **options: object
) -> Transition:
    return Transition(action, frozenset(sources), target, frozenset(actors), **options)  # type: ignore[arg-type]


TRANSITIONS: dict[Action, Transition] = {
    row.action: row
    for row in (
        _row(
            Action.ASK_FOR_SIGNATURE,
            {State.DRAFT, State.RETURNED},
            State.SIGNING,
            {Actor.PREPARER},
            only_if_head_signs=True,
        ),
        _row(
            Action.SEND,
            {State.DRAFT, State.RETURNED},
            State.SUBMITTED,
            {Actor.PREPARER},
            only_if_head_signs=False,
            freezes=True,
            step="enter",
        ),
        _row(Action.SIGN_AND_SEND, {State.SIGNING}, State.SUBMITTED, {Actor.HEAD}, freezes=True, step="enter"),
        _row(Action.HAND_BACK, {State.SIGNING}, None, {Actor.HEAD}, needs_reason=True),
        _row(Action.RECALL, {State.SUBMITTED}, None, {Actor.PREPARER, Actor.HEAD}, step="leave"),
        _row(Action.BEGIN_REVIEW, {State.SUBMITTED}, State.IN_REVIEW, {Actor.REVIEWER}),
        _row(Action.PASS_ON, {State.IN_REVIEW}, State.IN_REVIEW, {Actor.REVIEWER}, step="next"),
        _row(
            Action.RETURN_TO_UNIT,
            {State.IN_REVIEW},
            State.RETURNED,
            {Actor.REVIEWER},
            needs_reason=True,
        ),
        _row(
            Action.RETURN_TO_STEP,
            {State.IN_REVIEW},
            State.IN_REVIEW,
            {Actor.REVIEWER},
            needs_reason=True,
            step="back",
        ),
        _row(Action.APPROVE, {State.IN_REVIEW}, State.APPROVED, {Actor.LAST_REVIEWER}),
        _row(Action.REOPEN, {State.APPROVED}, State.IN_REVIEW, {Actor.CHIEF}, needs_reason=True),
        _row(Action.PUBLISH, {State.APPROVED}, State.PUBLISHED, {Actor.CHIEF}),
        _row(Action.UNPUBLISH, {State.PUBLISHED}, State.APPROVED, {Actor.CHIEF}, needs_reason=True),
        _row(Action.WITHDRAW, {State.DRAFT}, State.WITHDRAWN, {Actor.CHIEF, Actor.BUREAU}, needs_reason=True),
        _row(Action.RESTORE, {State.WITHDRAWN}, State.DRAFT, {Actor.CHIEF, Actor.BUREAU}),
    )
}
