"""Whoever gets past the triggers is found out."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from departments.enums import EventKind
from departments.events import event_digest, record_event
from departments.models import Anchor, Event
from departments.trail import anchor_day, chain_heads, find_breaks
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)


@pytest.fixture
def chain(report, clerk):
    """A chain of four: opened, then three steps."""
    for number in range(3):
        record_event(EventKind.TRANSITION, by=clerk, report=report, detail={"n": number})
    return f"report:{report.pk}"


def breaks(chain):
    return [(found.number, found.reason) for found in find_breaks() if found.chain == chain]


def rewrite(tampering, chain, start):
    """What a thorough forger does: new digests from a link to the end of the chain."""
    previous = Event.objects.get(chain=chain, number=start - 1).digest
    for event in Event.objects.filter(chain=chain, number__gte=start):
        event.previous = previous
        event.digest = previous = event_digest(event)
        tampering.execute(
            "UPDATE departments_event SET previous = %s, digest = %s WHERE id = %s",
            [event.previous, event.digest, event.pk],
        )


def test_whole_trail_has_no_breaks(chain):
    anchor_day(DAY)
    assert list(find_breaks()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "别人"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("kind", "imported"),
        ("address", "10.0.0.9"),
        ("place", "profile"),
        ("succeeded", False),
        ("detail", json.dumps({"n": 7})),
    ],
)
def test_changed_row_is_found(chain, tampering, column, value):
    tampering.execute(f"UPDATE departments_event SET {column} = %s WHERE chain = %s AND number = 3", [value, chain])
    assert breaks(chain) == [(3, "被改动过")]


def test_removed_row_is_found(chain, tampering):
    tampering.execute("DELETE FROM departments_event WHERE chain = %s AND number = 3", [chain])
    assert breaks(chain) == [(3, "缺失")]


def test_removed_and_renumbered_row_is_found(chain, tampering):
    tampering.execute("DELETE FROM departments_event WHERE chain = %s AND number = 3", [chain])
    tampering.execute("UPDATE departments_event SET number = 3 WHERE chain = %s AND number = 4", [chain])
    assert breaks(chain) == [(3, "与前一条接不上"), (3, "被改动过")]


def test_row_with_a_new_digest_breaks_the_next_link(chain, tampering):
    event = Event.objects.get(chain=chain, number=3)
    event.detail = {"n": 7}
    tampering.execute(
        "UPDATE departments_event SET detail = %s, digest = %s WHERE id = %s",
        [json.dumps(event.detail), event_digest(event), event.pk],
    )
    assert breaks(chain) == [(4, "与前一条接不上")]


def test_chain_rewritten_to_its_end_is_found_by_the_anchor(chain, tampering):
    anchor_day(DAY)
    tampering.execute("UPDATE departments_event SET detail = '{}' WHERE chain = %s AND number = 3", [chain])
    rewrite(tampering, chain, 3)
    assert breaks(chain) == [(4, "与2024-03-01的锚点不符")]


def test_cut_off_end_is_found_by_the_anchor(chain, tampering):
    tampering.execute("DELETE FROM departments_event WHERE chain = %s AND number = 4", [chain])
    assert breaks(chain) == []  # without an anchor the shorter chain is whole


def test_cut_off_end_is_found_once_it_was_anchored(chain, tampering):
    anchor_day(DAY)
    tampering.execute("DELETE FROM departments_event WHERE chain = %s AND number = 4", [chain])
    assert breaks(chain) == [(4, "2024-03-01的锚点里有这一条，现在没有了")]


def test_removed_chain_is_found_by_the_anchor(chain, tampering):
    anchor_day(DAY)
    tampering.execute("DELETE FROM departments_event WHERE chain = %s", [chain])
    assert breaks(chain) == [(4, "2024-03-01的锚点里有这一条，现在没有了")]


def test_changed_anchor_and_removed_anchor_are_found(chain, tampering):
    for day in range(3):
        anchor_day(DAY + timedelta(days=day))
    tampering.execute("UPDATE departments_anchor SET heads = '{}' WHERE day = %s", [DAY])
    tampering.execute("DELETE FROM departments_anchor WHERE day = %s", [DAY + timedelta(days=1)])
    assert [(found.chain, found.reason) for found in find_breaks() if "锚点" in found.chain] == [
        ("2024-03-01的锚点", "被改动过"),
        ("2024-03-03的锚点", "与前一个锚点接不上"),
    ]


def test_a_day_is_anchored_once(chain, clerk, report):
    first = anchor_day(DAY)
    record_event(EventKind.TRANSITION, by=clerk, report=report)
    assert anchor_day(DAY).digest == first.digest
    second = anchor_day(DAY + timedelta(days=1))
    assert second.previous == first.digest
    assert (first.heads[chain][0], second.heads[chain][0]) == (4, 5)
    assert Anchor.objects.count() == 2


def test_no_anchor_before_the_last_one(chain):
    anchor_day(DAY)
    with pytest.raises(ValueError, match="before the last anchor"):
        anchor_day(DAY - timedelta(days=1))


@pytest.mark.parametrize("reports", [1, 3])
def test_heads_of_any_number_of_chains_take_one_query(db, django_assert_num_queries, reports):
    made = [factories.report()[0] for _ in range(reports)]
    record_event(EventKind.TRANSITION, by=None, report=made[0])
    with django_assert_num_queries(1):
        heads = chain_heads()
    assert {chain: number for chain, (number, _digest) in heads.items() if chain != "portal"} == {
        f"report:{report.pk}": 2 if report == made[0] else 1 for report in made
    }
    last = Event.objects.filter(chain="portal").latest("number")
    assert heads["portal"] == [last.number, last.digest]


def test_command_says_that_the_trail_is_whole(chain, capsys):
    call_command("anchor_trail")
    digest = Anchor.objects.get().digest
    assert capsys.readouterr().out.strip().endswith(f"2条链：{digest}")  # the report's and the portal's
    call_command("verify_trail", anchor=[digest])
    assert capsys.readouterr().out.strip() == f"操作记录完整：{Event.objects.count()}条，2条链，1个锚点。"


def test_command_fails_and_says_where_it_breaks(chain, tampering, capsys):
    tampering.execute("UPDATE departments_event SET place = 'x' WHERE chain = %s AND number = 2", [chain])
    with pytest.raises(CommandError) as failed:
        call_command("verify_trail")
    assert failed.value.returncode == 1
    lines = capsys.readouterr().err.splitlines()
    assert f"{chain} 第2条：被改动过" in lines
    assert any(line.endswith("数据库的防改保护不在了") for line in lines)


def test_command_fails_when_an_anchor_kept_outside_is_gone(chain, capsys):
    with pytest.raises(CommandError):
        call_command("verify_trail", anchor=["0" * 64])
    assert f"锚点 {'0' * 64}：没有了" in capsys.readouterr().err
