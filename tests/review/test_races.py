"""Two people at once, through the actions that the pages call: one wins, the trail has one event."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from departments.models import Event, Notice, ReportVersion
from departments.trail import find_breaks
from scoring.models import Decision, Review
from scoring.publishing import publish_report, unpublish_report
from scoring.review import begin_review, join_review, pass_on_report, record_comment, return_report
from scoring.settling import approve_report, reopen_report
from scoring.submission import recall_report, sign_report
from scoring.workflow.moving import MoveRefused, stamp
from tests.review.conftest import score_all, stored
from tests.sending.conftest import explain_all

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "请按意见修改后重新报送"


def at_once(*works):
    """Run all, begun together; True for each that was carried out, False for each that was refused."""
    barrier = Barrier(len(works))

    def run(work):
        try:
            barrier.wait(timeout=20)
            work()
        except MoveRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def moves(report, action):
    return Event.objects.filter(chain=f"report:{report.pk}", kind="transition", detail__action=action).count()


@pytest.fixture
def last(begun):
    """At the last step, scored by the chief and by a colleague who is named as well."""
    score_all(begun.report, by=begun.people["reviewer"])
    pass_on_report(begun.report.pk, by=begun.people["reviewer"])
    join_review(begun.report.pk, by=begun.people["chief"])
    begun.report = stored(begun.report)
    return begun


def test_two_approvals_make_one_decision(last):
    chief, report, seen = last.people["chief"], last.report, stamp(last.report)

    def approve():
        approve_report(report.pk, opinion="同意。", by=chief, seen=seen)

    assert sum(at_once(*[approve] * 5)) == 1
    assert (Decision.objects.count(), moves(report, "approve")) == (1, 1)
    assert list(find_breaks()) == []


def test_return_against_approval(last):
    chief, report, seen = last.people["chief"], last.report, stamp(last.report)
    record_comment(report.pk, place="profile", is_internal=False, text="请核对", by=chief)
    ends = at_once(
        lambda: approve_report(report.pk, opinion="同意。", by=chief, seen=seen),
        lambda: return_report(report.pk, reason=REASON, by=chief, seen=seen),
    )
    assert sum(ends) == 1
    assert stored(report).state == ("approved" if ends[0] else "returned")
    assert Decision.objects.count() == int(ends[0])
    assert moves(report, "approve") + moves(report, "return_to_unit") == 1


def test_recall_against_the_beginning_of_a_review(sent):
    report, people, seen = sent.report, sent.people, stamp(sent.report)
    ends = at_once(
        lambda: begin_review(report.pk, by=people["reviewer"], seen=seen),
        lambda: recall_report(report.pk, by=people["clerk"], seen=seen),
        lambda: begin_review(report.pk, by=people["second"], seen=seen),
    )
    assert sum(ends) == 1
    assert stored(report).state == ("draft" if ends[1] else "in_review")
    assert Review.objects.count() == int(not ends[1])


def test_approval_against_recall(last):
    report, people = last.report, last.people
    ends = at_once(
        lambda: approve_report(report.pk, opinion="同意。", by=people["chief"]),
        lambda: recall_report(report.pk, by=people["clerk"]),
    )
    assert ends == [True, False]
    assert stored(report).state == "approved"


@pytest.fixture
def settled(last):
    """Settled by the chief, nothing stands against publication."""
    approve_report(last.report.pk, opinion="同意。", by=last.people["chief"])
    last.report = stored(last.report)
    return last


def test_publishing_twice_publishes_once(settled):
    chief, report, seen = settled.people["chief"], settled.report, stamp(settled.report)
    ends = at_once(*[lambda: publish_report(report.pk, by=chief, seen=seen)] * 5)
    assert (sum(ends), moves(report, "publish"), stored(report).state) == (1, 1, "published")
    # clerk and head are told once each
    assert Notice.objects.filter(report_id=report.pk, kind="published").count() == 2
    assert list(find_breaks()) == []


def test_publishing_against_taking_the_approval_back(settled):
    chief, report, seen = settled.people["chief"], settled.report, stamp(settled.report)
    ends = at_once(
        lambda: publish_report(report.pk, by=chief, seen=seen),
        lambda: reopen_report(report.pk, reason=REASON, by=chief, seen=seen),
    )
    assert sum(ends) == 1
    assert stored(report).state == ("published" if ends[0] else "in_review")
    assert Decision.objects.filter(taken_back_at=None).count() == int(ends[0])
    assert (moves(report, "publish"), moves(report, "reopen")) == (int(ends[0]), int(ends[1]))


def test_taking_back_a_publication_against_publishing_anew(settled):
    chief, report = settled.people["chief"], settled.report
    seen = stamp(publish_report(report.pk, by=chief))
    ends = at_once(
        lambda: unpublish_report(report.pk, reason=REASON, by=chief, seen=seen),
        lambda: unpublish_report(report.pk, reason=REASON, by=chief, seen=seen),
        lambda: publish_report(report.pk, by=chief, seen=seen),
    )
    assert (sum(ends), ends[2], stored(report).state) == (1, False, "approved")
    assert (moves(report, "publish"), moves(report, "unpublish")) == (1, 1)


def test_a_double_click_on_sending_makes_one_version(county):
    from departments.campaigns import open_report
    from evalportal.demo.filling import fill_report
    from evalportal.demo.loading import read_report
    from scoring.submission import ask_for_signature
    from tests import factories

    report = open_report(factories.campaign(2022), county.department, by=None)
    fill_report(report, read_report("305001"), by=county.people["clerk"])
    explain_all(report, by=county.people["clerk"])
    seen = stamp(ask_for_signature(report.pk, by=county.people["clerk"]))
    ends = at_once(*[lambda: sign_report(report.pk, by=county.people["head"], seen=seen)] * 4)
    assert sum(ends) == 1
    assert (ReportVersion.objects.filter(report=report).count(), moves(report, "sign_and_send")) == (1, 1)
