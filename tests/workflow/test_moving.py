"""A transition carried out: what it changes, what it refuses, what it leaves in the trail."""

import pytest
from django.conf import settings

from departments.enums import ReportState
from departments.models import Event, Report
from scoring.workflow.describing import describe_states
from scoring.workflow.labels import LABELS, SIDES
from scoring.workflow.moving import MoveRefused, Stale, carry_out, stamp
from scoring.workflow.transitions import Action
from tests.factories import NASTY

REASON = "请核对科技事务的调整数"


def moves(report):
    return list(
        Event.objects.filter(chain=f"report:{report.pk}", kind="transition")
        .order_by("number")
        .values_list("detail__action", "detail__from", "detail__to")
    )


def test_a_whole_way_through_two_steps(county, at):
    report, people = at("draft"), county.people
    steps = [
        ("ask_for_signature", "clerk", "signing", 0),
        ("sign_and_send", "head", "submitted", 1),
        ("begin_review", "reviewer", "in_review", 1),
        ("pass_on", "reviewer", "in_review", 2),
        ("return_to_step", "chief", "in_review", 1),
        ("pass_on", "reviewer", "in_review", 2),
        ("approve", "chief", "approved", 2),
        ("publish", "chief", "published", 2),
        ("unpublish", "chief", "approved", 2),
        ("reopen", "chief", "in_review", 2),
    ]
    for count, (action, name, state, step) in enumerate(steps, start=1):
        moved = carry_out(report.pk, Action(action), by=people[name], reason=REASON)
        stored = Report.objects.get(pk=report.pk)
        assert (moved.state, moved.step, moved.moves) == (state, step, count)
        assert (stored.state, stored.step, stored.moves) == (state, step, count)
    assert len(moves(report)) == 10
    assert moves(report)[1] == ("sign_and_send", "signing", "submitted")


def test_a_returned_report_comes_back_to_the_step_that_returned_it(county, at):
    report = at("in_review", step=2)
    people = county.people

    def unlock(locked):
        locked.unlocked = ["expenditure"]

    carry_out(report.pk, Action.RETURN_TO_UNIT, by=people["chief"], reason=REASON, before=unlock)
    returned = Report.objects.get(pk=report.pk)
    assert (returned.state, returned.step, returned.unlocked) == ("returned", 2, ["expenditure"])
    carry_out(report.pk, Action.ASK_FOR_SIGNATURE, by=people["clerk"])
    carry_out(report.pk, Action.SIGN_AND_SEND, by=people["head"])
    again = Report.objects.get(pk=report.pk)
    assert (again.state, again.step) == ("submitted", 2)


@pytest.mark.parametrize("way", ["hand back", "recall"])
def test_hand_back_and_recall_keep_the_lock_of_a_return(way, county, at):
    report = at("returned", step=2, unlocked=["assets"])
    people = county.people
    carry_out(report.pk, Action.ASK_FOR_SIGNATURE, by=people["clerk"])
    if way == "hand back":
        back = carry_out(report.pk, Action.HAND_BACK, by=people["head"], reason=REASON)
    else:
        carry_out(report.pk, Action.SIGN_AND_SEND, by=people["head"])
        back = carry_out(report.pk, Action.RECALL, by=people["clerk"])
    assert (back.state, back.step, back.unlocked) == ("returned", 2, ["assets"])
    assert back.is_unlocked("assets")
    assert not back.is_unlocked("profile")


def test_a_first_sending_that_is_recalled_is_a_draft_again(county, at):
    report = at("draft")
    carry_out(report.pk, Action.ASK_FOR_SIGNATURE, by=county.people["clerk"])
    carry_out(report.pk, Action.SIGN_AND_SEND, by=county.people["head"])
    back = carry_out(report.pk, Action.RECALL, by=county.people["head"])
    assert (back.state, back.step) == ("draft", 0)
    assert back.is_unlocked("profile")


@pytest.mark.parametrize(
    ("action", "state", "step", "name"),
    [
        ("hand_back", "signing", 0, "head"),
        ("return_to_unit", "in_review", 1, "reviewer"),
        ("return_to_step", "in_review", 2, "chief"),
        ("reopen", "approved", 2, "chief"),
        ("unpublish", "published", 2, "chief"),
        ("withdraw", "draft", 0, "chief"),
    ],
)
@pytest.mark.parametrize("reason", ["", "   \n", "不行了"])
def test_what_takes_something_back_wants_a_reason(action, state, step, name, reason, county, at):
    report = at(state, step=step)
    with pytest.raises(MoveRefused, match="请写明理由，至少 4 个字。"):
        carry_out(report.pk, Action(action), by=county.people[name], reason=reason)
    assert (Report.objects.get(pk=report.pk).state, moves(report)) == (state, [])


def test_reason_is_on_record_as_written(county, at):
    report = at("signing")
    carry_out(report.pk, Action.HAND_BACK, by=county.people["head"], reason=f" {NASTY}\n")
    event = Event.objects.get(chain=f"report:{report.pk}", kind="transition")
    assert (event.detail["reason"], event.actor_id) == (NASTY, county.people["head"].pk)


def test_a_page_that_is_out_of_date_changes_nothing(county, at):
    report = at("in_review", step=1)
    seen = stamp(report)
    carry_out(report.pk, Action.PASS_ON, by=county.people["reviewer"], seen=seen)
    with pytest.raises(Stale, match="报告刚刚有变化，现在是“审核中”"):
        carry_out(report.pk, Action.RETURN_TO_UNIT, by=county.people["reviewer"], seen=seen, reason=REASON)
    assert len(moves(report)) == 1


def test_a_report_that_went_there_and_back_is_still_out_of_date_for_an_old_page(county, at):
    report = at("signing")
    seen = stamp(report)
    carry_out(report.pk, Action.HAND_BACK, by=county.people["head"], reason=REASON)
    carry_out(report.pk, Action.ASK_FOR_SIGNATURE, by=county.people["clerk"])
    assert Report.objects.get(pk=report.pk).state == "signing"
    with pytest.raises(Stale):
        carry_out(report.pk, Action.SIGN_AND_SEND, by=county.people["head"], seen=seen)


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_refuses_beside_the_table_leaves_everything_as_it_was(when, county, at):
    report = at("in_review", step=1)

    def refuse(locked):
        raise MoveRefused("还有问题")

    with pytest.raises(MoveRefused, match="还有问题"):
        carry_out(report.pk, Action.PASS_ON, by=county.people["reviewer"], **{when: refuse})
    stored = Report.objects.get(pk=report.pk)
    assert (stored.state, stored.step, stored.moves, moves(report)) == ("in_review", 1, 0, [])


@pytest.mark.parametrize("to_step", [0, 2, 3, -1])
def test_a_report_is_returned_only_to_an_earlier_step(to_step, county, at):
    with pytest.raises(MoveRefused, match="只能退回到前面的步骤。"):
        carry_out(
            at("in_review", step=2).pk, Action.RETURN_TO_STEP, by=county.people["chief"], reason=REASON, to_step=to_step
        )


def test_a_report_that_is_not_there_is_refused(county):
    with pytest.raises(MoveRefused, match="没有找到这份报告。"):
        carry_out(0, Action.SEND, by=county.people["clerk"])


def test_page_on_states_is_current():
    assert (settings.BASE_DIR / "docs" / "states.md").read_text(encoding="utf-8") == describe_states()


def test_each_side_has_a_word_for_each_state():
    assert set(LABELS) == set(ReportState)
    assert all(set(words) == set(SIDES) and all(words.values()) for words in LABELS.values())
