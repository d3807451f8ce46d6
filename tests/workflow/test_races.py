"""Two people at once, with real threads and real commits: one wins, the other is told, the trail has one event."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from departments.models import Event, Report
from departments.trail import find_breaks
from scoring.workflow.moving import MoveRefused, Stale, carry_out, stamp
from scoring.workflow.transitions import Action

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "请核对科技事务的调整数"


def at_once(report, *wanted):
    """Each (action, person) in a thread of its own, all begun together; what each ended with."""
    barrier, seen = Barrier(len(wanted)), stamp(report)

    def act(each):
        action, person = each
        try:
            barrier.wait(timeout=20)
            carry_out(report.pk, Action(action), by=person, seen=seen, reason=REASON)
        except MoveRefused as refused:
            return type(refused)
        finally:
            connection.close()
        return action

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(act, wanted))


def transitions(report):
    return Event.objects.filter(chain=f"report:{report.pk}", kind="transition")


@pytest.mark.parametrize(
    ("state", "step", "wanted"),
    [
        ("in_review", 2, [("approve", "chief")] * 6),
        ("in_review", 2, [("approve", "chief"), ("return_to_unit", "chief"), ("return_to_step", "chief")] * 2),
        ("submitted", 1, [("begin_review", "reviewer"), ("recall", "clerk"), ("recall", "head")] * 2),
        ("in_review", 1, [("pass_on", "reviewer"), ("return_to_unit", "reviewer")] * 3),
        ("draft", 0, [("ask_for_signature", "clerk"), ("withdraw", "chief")] * 3),
        ("signing", 0, [("sign_and_send", "head"), ("hand_back", "head")] * 3),
        ("approved", 2, [("publish", "chief"), ("reopen", "chief")] * 3),
    ],
)
def test_exactly_one_wins(state, step, wanted, county, at):
    report = at(state, step=step)
    ends = at_once(report, *[(action, county.people[name]) for action, name in wanted])
    won = [end for end in ends if end is not Stale]
    assert len(won) == 1
    [event] = transitions(report)
    assert event.detail["action"] == won[0]
    assert Report.objects.get(pk=report.pk).state == event.detail["to"]
    assert Report.objects.get(pk=report.pk).moves == 1
    assert list(find_breaks()) == []
