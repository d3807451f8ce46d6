"""A reviewer's scores: saved as typed, bounded by the points of the row, nobody else's business until they are done."""

from decimal import Decimal

import pytest

from departments.drafts import Conflict, Locked, NotYours, RowEdit
from departments.models import OpenEdit
from scoring.models import Review, ReviewScore, ReviewSettings
from scoring.review import (
    agree_rows,
    begin_review,
    finish_review,
    join_review,
    resume_review,
    save_opinion,
    save_scores,
)
from scoring.review.ending import Unfinished
from scoring.review.joint import joint_scores, settings_of
from scoring.review.reviewed import reviewed_sheet
from scoring.scoresheet import system_of_report
from scoring.workflow.moving import MoveRefused, Stale, stamp
from tests.factories import NASTY
from tests.review.conftest import score_all, sheet_of, stored


def put(report, by, code, version=0, **cells):
    return save_scores(report.pk, [RowEdit(code, version, cells)], by=by)


def codes(report):
    return [row.code for row in sheet_of(report).rows]


def test_opening_the_page_begins_nothing(sent, client):
    client.force_login(sent.people["reviewer"])
    assert client.get(f"/reviews/{sent.report.pk}/").status_code == 200
    assert (stored(sent.report).state, Review.objects.count()) == ("submitted", 0)


def test_the_button_begins_and_the_unit_can_no_longer_recall(begun):
    assert (begun.report.state, begun.report.step) == ("in_review", 1)
    assert Review.objects.get().reviewer == begun.people["reviewer"]


def test_without_beginning_nothing_is_scored(sent):
    with pytest.raises(Locked):
        put(sent.report, sent.people["reviewer"], codes(sent.report)[0], score="1")


def test_a_colleague_joins_without_moving_the_report(begun):
    seen = stamp(begun.report)
    join_review(begun.report.pk, by=begun.people["second"])
    join_review(begun.report.pk, by=begun.people["second"])
    assert stamp(stored(begun.report)) == seen
    assert Review.objects.count() == 2


@pytest.mark.parametrize("name", ["chief", "clerk", "head", "supervisor", "reviewer_of_another", "nobody"])
def test_others_cannot_join(name, begun):
    with pytest.raises(MoveRefused):
        join_review(begun.report.pk, by=begun.people[name])


def test_scores_are_stored_with_their_reasons(begun):
    code = codes(begun.report)[0]
    saved = put(begun.report, begun.people["reviewer"], code, score="３.5", reason=NASTY)
    assert saved.rows[code].version == 1
    row = ReviewScore.objects.get()
    assert (row.score, row.reason) == (Decimal("3.50"), NASTY)
    assert f"score/{code}/score" in OpenEdit.objects.get(section="review").changes


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("5.01", "“5.01”超过分值 5 分。"),
        ("-1", "“-1”是负数，此处应填正数。"),
        ("三分", "“三分”不是数字。"),
        ("1.234", "“1.234”的小数超过 2 位。"),
    ],
)
def test_what_is_no_score_is_kept_as_typed_and_counts_as_none(typed, message, begun):
    # 在职人员控制率 is worth 5 points
    code = codes(begun.report)[0]
    saved = put(begun.report, begun.people["reviewer"], code, score=typed)
    assert [error.message for error in saved.errors] == [message]
    row = ReviewScore.objects.get()
    assert (row.score, row.invalid) == (None, {"score": typed})
    with pytest.raises(Unfinished, match="没有核定"):
        finish_review(begun.report.pk, by=begun.people["reviewer"])


def test_two_pages_of_one_reviewer_conflict(begun):
    code = codes(begun.report)[0]
    put(begun.report, begun.people["reviewer"], code, score="1")
    put(begun.report, begun.people["reviewer"], code, version=1, score="2")
    with pytest.raises(Conflict) as conflict:
        put(begun.report, begun.people["reviewer"], code, version=1, score="3")
    assert conflict.value.clashes[0].theirs == {"score": "2.00"}
    # what already stands there is no conflict: the answer may have been lost
    assert put(begun.report, begun.people["reviewer"], code, version=1, score="2").rows[code].version == 2


def test_a_row_that_the_sheet_has_not_is_refused(begun):
    with pytest.raises(NotYours):
        put(begun.report, begun.people["reviewer"], "no-such-row", score="1")
    with pytest.raises(NotYours):
        put(begun.report, begun.people["reviewer"], codes(begun.report)[0], grade="优")


def test_agreeing_takes_over_computed_rows_only_and_nothing_that_was_typed(begun):
    reviewer = begun.people["reviewer"]
    first, second = codes(begun.report)[:2]
    put(begun.report, reviewer, second, score="1", reason="先记下")
    # Of this report only 在职人员控制率 can be computed: 73 ÷ 45 = 162.22 %, 0 of 5 points.
    assert agree_rows(begun.report.pk, only_computed=True, by=reviewer) == 1
    assert dict(ReviewScore.objects.values_list("indicator", "score")) == {first: Decimal(0), second: Decimal(1)}
    assert agree_rows(begun.report.pk, only_computed=False, by=reviewer) == 0


def test_finishing_wants_a_score_in_each_row_and_a_reason_for_each_difference(begun):
    reviewer, report = begun.people["reviewer"], begun.report
    with pytest.raises(Unfinished, match=r"还有 \d+ 项没有核定：在职人员控制率、“三公经费”变动率、预算完成率等。"):
        finish_review(report.pk, by=reviewer)
    score_all(report, by=reviewer)
    code = codes(report)[0]
    put(report, reviewer, code, version=1, score="2")
    with pytest.raises(Unfinished, match="1 项与自评分不同而没有写理由：在职人员控制率。"):
        finish_review(report.pk, by=reviewer)
    put(report, reviewer, code, version=2, reason="核对编制文件")
    assert finish_review(report.pk, by=reviewer).done_at
    with pytest.raises(Locked, match="您的评分已完成"):
        put(report, reviewer, code, version=3, score="1")
    resume_review(report.pk, by=reviewer)
    put(report, reviewer, code, version=3, score="1")


def test_opinion_is_saved_with_its_version(begun):
    reviewer = begun.people["reviewer"]
    saved = save_opinion(begun.report.pk, text="意见" + NASTY, version=1, by=reviewer)
    assert (saved.version, Review.objects.get().opinion) == (2, "意见" + NASTY)
    with pytest.raises(Conflict):
        save_opinion(begun.report.pk, text="别的", version=1, by=reviewer)


def test_a_stale_page_begins_nothing(sent):
    seen = stamp(sent.report)
    begin_review(sent.report.pk, by=sent.people["reviewer"], seen=seen)
    with pytest.raises(Stale):
        begin_review(sent.report.pk, by=sent.people["second"], seen=seen)


class TestJointScores:
    @pytest.fixture
    def two(self, begun):
        """The first gives 2, the second 3 of 5 points for 在职人员控制率, each with a reason."""
        report = begun.report
        join_review(report.pk, by=begun.people["second"])
        code = codes(report)[0]
        score_all(report, by=begun.people["reviewer"], **{code: ("2", "甲说")})
        score_all(report, by=begun.people["second"], **{code: ("2.5", "乙说")})
        begun.code = code
        return begun

    def joint(self, county, **more):
        version = county.report.versions.get()
        return joint_scores(version, 1, settings_of(county.report.campaign_id), **more)[county.code]

    def test_the_mean_of_those_who_are_done_counts(self, two):
        finish_review(two.report.pk, by=two.people["reviewer"])
        assert self.joint(two).score == Decimal("2.00")
        finish_review(two.report.pk, by=two.people["second"])
        # (2 + 2.5) ÷ 2 = 2.25
        joint = self.joint(two)
        assert (joint.score, joint.reason) == (Decimal("2.25"), f"{two.people['reviewer'].name}：甲说；彭启明：乙说")

    def test_the_decider_counts_alone_where_the_campaign_says_so(self, two):
        ReviewSettings.objects.create(campaign=two.report.campaign, joint="decider")
        finish_review(two.report.pk, by=two.people["reviewer"])
        finish_review(two.report.pk, by=two.people["second"])
        mine = Review.objects.get(reviewer=two.people["reviewer"])
        assert self.joint(two, decider=mine).score == Decimal("2.00")


def test_reviewed_total_comes_from_the_same_code_as_the_self_score(begun):
    sheet, system = sheet_of(begun.report), system_of_report(begun.report)
    full = {row.code: row.points for row in sheet.rows}
    first = sheet.rows[0]
    # full points but for one row of 5: 100 − 5 = 95, which is 优 (from 90)
    reviewed = reviewed_sheet(sheet, {**full, first.code: Decimal(0)}, system, {})
    assert (reviewed.total, reviewed.grade) == (Decimal("95.00"), "优")
    # a row without a score is still to come, never zero or full in silence
    waiting = reviewed_sheet(sheet, {code: each for code, each in full.items() if code != first.code}, system, {})
    assert (waiting.total, waiting.pending_points, waiting.is_complete) == (Decimal("95.00"), Decimal(5), False)
