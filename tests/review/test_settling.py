"""Passing on, returning to a step, settling, taking back: what counts and what stays on record."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from departments.campaigns import assign_reviewer, open_report, reassign_reviewer
from departments.models import Campaign, Event, Extension, Notice
from evalportal.demo.filling import fill_report
from evalportal.demo.loading import read_report
from scoring.models import Comment, Decision, Review, ReviewScore
from scoring.review import (
    agree_rows,
    begin_review,
    finish_review,
    join_review,
    pass_on_report,
    record_comment,
    return_report,
    return_to_step,
)
from scoring.review.ending import Unfinished
from scoring.review.joint import settings_of
from scoring.settling import approve_report, approve_unchanged, reopen_report, settlement, suggest_opinion
from scoring.workflow.moving import MoveRefused
from tests import factories
from tests.review.conftest import put_before_reviewers, score_all, sheet_of, stored

REASON = "请按意见修改后重新报送"


@pytest.fixture
def passed(begun):
    """Step 1 gave 2 of 5 points for 在职人员控制率, full points elsewhere, and passed the report on."""
    score_all(begun.report, by=begun.people["reviewer"], staff_control=("2", "编制文件已调整"))
    pass_on_report(begun.report.pk, by=begun.people["reviewer"])
    begun.report = stored(begun.report)
    return begun


@pytest.fixture
def last(passed):
    """The last step has begun."""
    join_review(passed.report.pk, by=passed.people["chief"])
    return passed


def test_passing_on_needs_every_row(begun):
    with pytest.raises(Unfinished, match="还有 16 项没有核定"):
        pass_on_report(begun.report.pk, by=begun.people["reviewer"])
    assert stored(begun.report).step == 1


def test_passing_on_tells_the_next_step(passed):
    assert (passed.report.state, passed.report.step) == ("in_review", 2)
    assert Notice.objects.filter(user=passed.people["chief"], kind="to_review").exists()
    assert Review.objects.get().done_at


def test_whoever_has_begun_is_waited_for(begun):
    join_review(begun.report.pk, by=begun.people["second"])
    score_all(begun.report, by=begun.people["reviewer"])
    with pytest.raises(Unfinished, match="彭启明的评分还没有完成。"):
        pass_on_report(begun.report.pk, by=begun.people["reviewer"])
    score_all(begun.report, by=begun.people["second"])
    finish_review(begun.report.pk, by=begun.people["second"])
    assert pass_on_report(begun.report.pk, by=begun.people["reviewer"]).step == 2


def test_whoever_was_replaced_is_waited_for_no_longer(begun, client):
    people, report = begun.people, begun.report
    join_review(report.pk, by=people["second"])
    score_all(report, by=people["reviewer"])
    [assignment] = report.campaign.assignments.filter(user=people["second"])
    third = factories.person("third", "reviewer", division=begun.division, name="唐振华")
    reassign_reviewer(assignment, user=third, by=people["system_admin"])
    client.force_login(people["reviewer"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/reviews/{report.pk}/").context["page"].waiting_others == ()
    assert pass_on_report(report.pk, by=people["reviewer"]).step == 2


def test_the_next_step_starts_from_what_the_step_before_came_to(last):
    mine = Review.objects.get(reviewer=last.people["chief"])
    score = mine.scores.get(indicator="staff_control")
    assert (score.score, score.reason) == (Decimal("2.00"), "编制文件已调整")
    assert mine.scores.count() == 16


def test_settling_keeps_both_scores_row_by_row(last):
    report = approve_report(last.report.pk, opinion="同意。", by=last.people["chief"])
    assert (report.state, report.step) == ("approved", 2)
    decision = Decision.objects.get()
    # 100 points in all; 在职人员控制率 has 2 of its 5: 100 − 3 = 97
    assert (decision.total, decision.grade, decision.opinion) == (Decimal("97.00"), "优", "同意。")
    assert decision.rows["staff_control"] == {"self": "0.00", "score": "2.00", "reason": "编制文件已调整"}
    # the unit had not scored this row; full points are 7
    assert decision.rows["benefits"] == {"self": None, "score": "7.00", "reason": "据实核定"}
    assert "核定 97.00 分，等次“优”" in Notice.objects.get(user=last.people["clerk"], kind="approved").text


@pytest.mark.parametrize("opinion", ["", "  \n"])
def test_settling_wants_an_opinion(opinion, last):
    with pytest.raises(Unfinished, match="请写明评审意见。"):
        approve_report(last.report.pk, opinion=opinion, by=last.people["chief"])


def test_settling_wants_a_begun_review(passed):
    with pytest.raises(MoveRefused, match="请先点“开始审核”。"):
        approve_report(passed.report.pk, opinion="同意。", by=passed.people["chief"])


def test_an_approval_taken_back_stays_on_record(last):
    chief = last.people["chief"]
    approve_report(last.report.pk, opinion="同意。", by=chief)
    report = reopen_report(last.report.pk, reason="复核发现漏附批复", by=chief)
    assert (report.state, report.step) == ("in_review", 2)
    old = Decision.objects.get()
    assert (old.taken_back_reason, old.taken_back_at is not None) == ("复核发现漏附批复", True)
    assert Review.objects.get(reviewer=chief).done_at is None
    approve_report(last.report.pk, opinion="复核后同意。", by=chief)
    assert list(Decision.objects.filter(taken_back_at=None).values_list("opinion", flat=True)) == ["复核后同意。"]


def test_going_back_a_step_opens_its_scores_again(last):
    report = return_to_step(last.report.pk, reason="请复核第一项", by=last.people["chief"])
    assert (report.state, report.step) == ("in_review", 1)
    assert list(Review.objects.order_by("step").values_list("step", "done_at")) == [(1, None), (2, None)]
    assert Notice.objects.filter(user=last.people["second"], text__contains="请复核第一项").exists()


def test_suggestion_names_totals_and_the_largest_losses_first(last):
    mine = Review.objects.select_related("report_version").get(reviewer=last.people["chief"])
    ReviewScore.objects.filter(review=mine, indicator="staff_control").update(score=0, reason="")
    words = suggest_opinion(settlement(stored(last.report), mine))
    # the unit has scored one row only, with 0 of 5; the reviewer gave full points elsewhere: 100 − 5 = 95
    assert words.startswith("经审核，自评得分 0.00 分，核定得分 95.00 分，等次“优”。主要差异：")
    # four rows are worth 8 points, the most of all
    assert "1. “三公经费”变动率自评未评分，核定 8.00 分，据实核定。" in words
    assert "其余 10 项差异见评分表。" in words


class TestBatch:
    def test_a_report_with_differences_is_not_settled_in_a_batch(self, passed):
        with pytest.raises(Unfinished, match="核定分与自评分有差异"):
            approve_unchanged(passed.report.pk, by=passed.people["chief"])
        # nothing is left of the attempt
        assert not Review.objects.filter(reviewer=passed.people["chief"]).exists()

    def test_a_report_with_which_everybody_agrees_is_settled_in_one_go(self, county):
        report = open_report(factories.campaign(2022), county.department, by=None)
        for step, name in ((1, "reviewer"), (2, "chief")):
            assign_reviewer(report.campaign, step=step, user=county.people[name], division=county.division, by=None)
        fill_report(report, read_report("305001"), by=county.people["clerk"])
        put_before_reviewers(report, county.people["clerk"])
        begin_review(report.pk, by=county.people["reviewer"])
        agree_rows(report.pk, only_computed=False, by=county.people["reviewer"])
        pass_on_report(report.pk, by=county.people["reviewer"])
        assert approve_unchanged(report.pk, by=county.people["chief"]).state == "approved"
        decision = Decision.objects.get(report=report)
        assert (decision.total, decision.opinion) == (
            Decimal("90.18"),
            "经审核，自评得分 90.18 分与核定得分一致，等次“优”。",
        )

    def test_only_the_last_step_settles(self, begun):
        with pytest.raises(MoveRefused):
            approve_unchanged(begun.report.pk, by=begun.people["chief"])


class TestResubmission:
    @pytest.fixture
    def returned(self, last):
        record_comment(last.report.pk, place="profile", is_internal=False, text="请核对编制数", by=last.people["chief"])
        return_report(last.report.pk, reason=REASON, by=last.people["chief"])
        last.report = stored(last.report)
        return last

    def test_it_comes_back_to_the_step_that_returned_it_with_the_scores_that_still_hold(self, returned):
        put_before_reviewers(returned.report, returned.people["clerk"], step=2)
        begin_review(returned.report.pk, by=returned.people["chief"])
        again = Review.objects.filter(reviewer=returned.people["chief"]).latest("pk")
        assert again.report_version.number == 2
        assert again.scores.get(indicator="staff_control").score == Decimal("2.00")

    def test_a_row_that_changed_is_judged_anew(self, returned):
        from departments.drafts import RowEdit, save_rows

        save_rows(
            returned.report.pk,
            "profile",
            "staff",
            [RowEdit("staff", 1, {"staff_actual": "44"})],
            by=returned.people["clerk"],
        )
        put_before_reviewers(returned.report, returned.people["clerk"], step=2)
        begin_review(returned.report.pk, by=returned.people["chief"])
        again = Review.objects.filter(reviewer=returned.people["chief"]).latest("pk")
        # 44 ÷ 45 = 97.78 %: 5 of 5 points now
        assert sheet_of(returned.report).row("staff_control").score == Decimal("5.00")
        assert not again.scores.filter(indicator="staff_control").exists()
        assert again.scores.count() == 15


class TestClosingTime:
    @pytest.fixture
    def late(self, begun):
        record_comment(begun.report.pk, place="profile", is_internal=False, text="请核对", by=begun.people["reviewer"])
        Campaign.objects.update(closes_at=timezone.now() - timedelta(days=1))
        return begun

    def test_a_return_after_the_closing_time_names_a_new_one(self, late):
        with pytest.raises(Unfinished, match="报送期限已过，请写明重新报送的期限。"):
            return_report(late.report.pk, reason=REASON, by=late.people["reviewer"])
        until = timezone.now() + timedelta(days=5)
        report = return_report(late.report.pk, reason=REASON, resend_by=until, by=late.people["reviewer"])
        extension = Extension.objects.get(department=report.department)
        assert (extension.closes_at, extension.granted_by) == (until, late.people["reviewer"])
        assert REASON in extension.reason
        assert stored(report).closes_at() == until

    def test_the_new_closing_time_lies_ahead(self, late):
        with pytest.raises(Unfinished, match="重新报送的期限应在今天以后。"):
            return_report(
                late.report.pk,
                reason=REASON,
                resend_by=timezone.now() - timedelta(hours=1),
                by=late.people["reviewer"],
            )
        assert (stored(late.report).state, Extension.objects.count()) == ("in_review", 0)
        assert Comment.objects.get().told_at is None


class TestSettings:
    def test_the_system_administrator_sets_how_a_campaign_is_reviewed(self, county, client):
        campaign = county.report.campaign
        client.force_login(county.people["system_admin"])
        address = f"/administration/campaigns/{campaign.pk}/review/"
        assert client.get(address).context["form"].initial == {"hides_others": True, "joint": "mean"}
        client.post(address, {"joint": "decider"})
        assert (settings_of(campaign.pk).hides_others, settings_of(campaign.pk).joint) == (False, "decider")
        event = Event.objects.filter(kind="campaign_saved").last()
        assert event.detail["review"] == {"hides_others": ["True", "False"], "joint": ["mean", "decider"]}


def test_unchanged_reports_are_settled_from_the_list_and_the_others_named(passed, client):
    same = open_report(passed.report.campaign, factories.department(division=passed.division), by=None)
    clerk = factories.person("", "preparer", department=same.department)
    put_before_reviewers(same, clerk)
    begin_review(same.pk, by=passed.people["reviewer"])
    # the unit has scored nothing, so nothing can be the same: full points differ from no points
    score_all(same, by=passed.people["reviewer"])
    pass_on_report(same.pk, by=passed.people["reviewer"])
    client.force_login(passed.people["chief"])
    assert client.get("/reviews/").content.decode().count('name="report"') == 2
    page = client.post("/reviews/settle/", {"report": [passed.report.pk, same.pk]}, follow=True).content.decode()
    assert page.count("没有审定：核定分与自评分有差异") == 2
    assert "请先勾选要审定的报告。" in client.post("/reviews/settle/", follow=True).content.decode()
