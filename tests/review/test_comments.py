"""Comments: seen by nobody while they are written, by the unit from the return on, opened and closed by reviewers."""

import pytest

from departments.drafts import Locked, NotYours, TooLarge
from departments.models import Event, Notice
from scoring.comments import sections_with_open_comments, told_comments
from scoring.explaining import answer_comment
from scoring.models import Comment
from scoring.review import (
    close_comment,
    record_comment,
    reopen_comment,
    return_report,
    take_back_comment,
    write_comment,
)
from scoring.review.commenting import CommentRefused
from scoring.review.ending import Unfinished
from scoring.review_page.talking import visible_comments
from tests.factories import NASTY
from tests.review.conftest import stored

REASON = "请按意见修改后重新报送"


def say(county, place, text="请附调整批复", *, internal=False):
    return record_comment(county.report.pk, place=place, is_internal=internal, text=text, by=county.people["reviewer"])


def test_what_is_being_written_is_kept_and_seen_by_its_author_alone(begun):
    reviewer, report = begun.people["reviewer"], begun.report
    saved = write_comment(report.pk, place="assets", text=NASTY, version=0, by=reviewer)
    write_comment(report.pk, place="assets", text=NASTY + "再", version=saved.version, by=reviewer)
    [comment] = Comment.objects.all()
    assert (comment.text, comment.state, comment.version) == (NASTY + "再", "writing", 2)
    assert [each.pk for each in visible_comments(report, reviewer)] == [comment.pk]
    assert visible_comments(report, begun.people["second"]) == []
    assert sections_with_open_comments(report) == []


def test_an_empty_box_makes_no_comment(begun):
    assert write_comment(begun.report.pk, place="assets", text=" ", version=0, by=begun.people["reviewer"]).version == 0
    assert not Comment.objects.exists()
    with pytest.raises(CommentRefused, match="请先写下意见。"):
        say(begun, "assets", " ")


def test_recording_takes_what_was_being_written(begun):
    reviewer = begun.people["reviewer"]
    write_comment(begun.report.pk, place="score/benefits", text="佐证不足", version=0, by=reviewer)
    comment = record_comment(begun.report.pk, place="score/benefits", is_internal=True, by=reviewer)
    assert (comment.text, comment.state, comment.is_internal) == ("佐证不足", "open", True)
    assert Comment.objects.count() == 1
    assert Event.objects.filter(kind="commented").get().detail["text"] == "佐证不足"


def test_an_internal_comment_tells_colleagues_once_a_day_and_never_the_unit(begun):
    for text in ("一", "二"):
        say(begun, "assets", text, internal=True)
    told = Notice.objects.filter(kind="commented")
    assert [notice.user for notice in told] == [begun.people["second"]]


@pytest.mark.parametrize("place", ["", "nowhere", "government_fund", "assets/block/x", "profile/../x", "/etc/passwd"])
def test_a_place_that_the_report_has_not_is_refused(place, begun):
    with pytest.raises(NotYours):
        say(begun, place)
    with pytest.raises(NotYours):
        write_comment(begun.report.pk, place=place, text="x", version=0, by=begun.people["reviewer"])


def test_a_comment_too_long_to_be_one_is_refused(begun):
    with pytest.raises(TooLarge):
        say(begun, "assets", "长" * 5001)


def test_one_s_own_comment_can_be_changed_until_the_unit_sees_it(begun):
    comment = say(begun, "assets")
    take_back_comment(begun.report.pk, comment.pk, by=begun.people["reviewer"])
    assert Comment.objects.get().state == "writing"
    say(begun, "assets", "改过的意见")
    assert Comment.objects.get().text == "改过的意见"


def test_a_return_opens_exactly_the_sections_with_an_open_comment_to_the_unit(begun):
    say(begun, "expenditure/table/base/procurement")
    say(begun, "score/benefits")
    say(begun, "assets", internal=True)
    close_comment(begun.report.pk, say(begun, "problems").pk, by=begun.people["reviewer"])
    report = return_report(begun.report.pk, reason=REASON, by=begun.people["reviewer"])
    # the score sheet stands in the section on performance; internal and closed comments open nothing
    assert (report.state, report.step, report.unlocked) == ("returned", 1, ["expenditure", "performance"])
    assert stored(report).is_unlocked("expenditure")
    assert not stored(report).is_unlocked("assets")


def test_the_unit_sees_comments_from_the_return_on_and_never_internal_ones(begun):
    outward = say(begun, "expenditure")
    say(begun, "expenditure", "内部核对", internal=True)
    assert told_comments(stored(begun.report)) == []
    return_report(begun.report.pk, reason=REASON, by=begun.people["reviewer"])
    assert [view.comment.pk for view in told_comments(stored(begun.report))] == [outward.pk]
    assert [view.comment.pk for view in told_comments(stored(begun.report), "assets")] == []
    notice = Notice.objects.get(user=begun.people["clerk"], kind="returned")
    assert "意见 1 条：请按意见修改后重新报送" in notice.text
    assert Notice.objects.filter(user=begun.people["head"], kind="returned").exists()


def test_a_return_without_a_word_to_the_unit_is_refused(begun):
    say(begun, "assets", internal=True)
    with pytest.raises(Unfinished, match="请先在需要修改的地方写下给单位的意见"):
        return_report(begun.report.pk, reason=REASON, by=begun.people["reviewer"])


def test_a_comment_written_but_not_recorded_stops_the_return(begun):
    say(begun, "assets")
    write_comment(begun.report.pk, place="profile", text="还没写完", version=0, by=begun.people["reviewer"])
    with pytest.raises(Unfinished, match="还有 1 条意见没有记下"):
        return_report(begun.report.pk, reason=REASON, by=begun.people["reviewer"])


class TestAnswers:
    @pytest.fixture
    def returned(self, begun):
        begun.comment = say(begun, "expenditure")
        begun.hidden = say(begun, "expenditure", "内部", internal=True)
        return_report(begun.report.pk, reason=REASON, by=begun.people["reviewer"])
        begun.report = stored(begun.report)
        return begun

    def answer(self, county, text, comment=None, by="clerk"):
        comment = comment or county.comment
        version = Comment.objects.get(pk=comment.pk).version
        return answer_comment(county.report.pk, comment.pk, text=text, version=version, by=county.people[by])

    def test_an_answer_settles_the_comment_on_the_unit_s_side(self, returned):
        self.answer(returned, "已按批复更正" + NASTY)
        comment = Comment.objects.get(pk=returned.comment.pk)
        assert (comment.state, comment.answer, comment.answered_by) == (
            "answered",
            "已按批复更正" + NASTY,
            returned.people["clerk"],
        )
        self.answer(returned, "")
        assert Comment.objects.get(pk=returned.comment.pk).state == "open"

    def test_internal_comments_do_not_exist_for_the_unit(self, returned):
        with pytest.raises(NotYours):
            self.answer(returned, "看不到的", returned.hidden)

    @pytest.mark.parametrize("name", ["head", "clerk_of_another", "reviewer", "nobody"])
    def test_only_the_clerk_answers(self, name, returned):
        with pytest.raises(NotYours):
            self.answer(returned, "答复", by=name)

    def test_reviewers_settle_comments_only_while_they_review(self, returned):
        with pytest.raises(Locked):
            close_comment(returned.report.pk, returned.comment.pk, by=returned.people["reviewer"])


def test_a_closed_comment_can_be_opened_again_and_keeps_its_answer(begun):
    comment = say(begun, "expenditure")
    Comment.objects.update(state="answered", answer="已更正")
    reopen_comment(begun.report.pk, comment.pk, by=begun.people["second"])
    assert (Comment.objects.get().state, Comment.objects.get().answer) == ("open", "已更正")
    close_comment(begun.report.pk, comment.pk, by=begun.people["reviewer"])
    close_comment(begun.report.pk, comment.pk, by=begun.people["reviewer"])
    assert Comment.objects.get().state == "closed"


@pytest.mark.parametrize("name", ["chief", "clerk", "head", "reviewer_of_another", "supervisor", "nobody"])
def test_only_reviewers_of_the_step_comment(name, begun):
    with pytest.raises(NotYours):
        write_comment(begun.report.pk, place="assets", text="x", version=0, by=begun.people[name])
    with pytest.raises(NotYours):
        record_comment(begun.report.pk, place="assets", is_internal=False, text="x", by=begun.people[name])
    with pytest.raises(NotYours):
        close_comment(begun.report.pk, say(begun, "assets").pk, by=begun.people[name])
