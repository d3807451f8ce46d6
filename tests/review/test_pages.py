"""The reviewer's pages over HTTP: what they cost, what they show to whom, how they answer a script."""

import json

import pytest

from departments.attachments.actions import accept_file
from departments.campaigns import assign_reviewer, open_report
from departments.drafts import save_block
from departments.enums import Role
from departments.models import Department, Report, TextBlock
from scoring.models import Review, ReviewScore, ReviewSettings
from scoring.review import begin_review, finish_review, join_review, record_comment, return_report
from tests import factories
from tests.attachments import making
from tests.factories import NASTY
from tests.review.conftest import put_before_reviewers, score_all, stored

SCRIPT = {"accept": "application/json"}


@pytest.fixture
def reviewer(begun, client):
    client.force_login(begun.people["reviewer"])
    return client


def save(client, report, body):
    return client.post(f"/reviews/{report.pk}/save/", json.dumps(body), content_type="application/json", headers=SCRIPT)


def test_the_page_costs_the_same_for_any_amount_of_work(begun, client, django_assert_num_queries):
    report, people = begun.report, begun.people
    client.force_login(people["reviewer"])
    address = f"/reviews/{report.pk}/"
    client.get(address)
    # session, user, roles with unread notices; report; version, reviews, what to compare with is none;
    # system; two for the standing; settings; own scores, others' scores, comments, decision, last step, what is next
    with django_assert_num_queries(16):
        client.get(address)
    join_review(report.pk, by=people["second"])
    score_all(report, by=people["second"])
    finish_review(report.pk, by=people["second"])
    score_all(report, by=people["reviewer"])
    for place in ("profile", "score/benefits", "expenditure/table/base/procurement"):
        record_comment(report.pk, place=place, is_internal=False, text=NASTY, by=people["reviewer"])
    with django_assert_num_queries(16):
        client.get(address)
    return_report(report.pk, reason="请按意见修改", by=people["reviewer"])
    put_before_reviewers(report, people["clerk"])
    begin_review(report.pk, by=people["reviewer"])
    with django_assert_num_queries(17):  # and the version that was returned
        response = client.get(address)
    assert "不显示修改痕迹" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_the_same_for_any_number(count, sent, client, django_assert_num_queries):
    for number in range(count - 1):
        unit = factories.department(f"4{number:05}", f"第{number}局", division=sent.division)
        other = open_report(sent.report.campaign, unit, by=None)
        put_before_reviewers(other, factories.person("", "preparer", department=unit))
    client.force_login(sent.people["reviewer"])
    client.get("/reviews/")
    # session, user, roles; how many, which
    with django_assert_num_queries(5):
        response = client.get("/reviews/")
    assert response.content.decode().count("已等") == 1
    assert response.context["page"].paginator.count == count


def test_the_list_holds_what_is_this_person_s_to_review_now(sent, client):
    other = open_report(factories.campaign(2022), Department.objects.get(code="300003"), by=None)
    put_before_reviewers(other, sent.people["clerk_of_another"])
    for name, expected in (("reviewer", 1), ("second", 1), ("chief", 0), ("supervisor", 0), ("reviewer_of_another", 0)):
        client.force_login(sent.people[name])
        assert client.get("/reviews/").context["page"].paginator.count == expected, name
    assign_reviewer(other.campaign, step=1, user=sent.people["reviewer"], department=other.department, by=None)
    client.force_login(sent.people["reviewer"])
    assert client.get("/reviews/").context["page"].paginator.count == 2


def test_what_was_handled_before_is_in_a_list_of_its_own(begun, client):
    record_comment(begun.report.pk, place="profile", is_internal=False, text="请核对", by=begun.people["reviewer"])
    return_report(begun.report.pk, reason="请按意见修改", by=begun.people["reviewer"])
    client.force_login(begun.people["reviewer"])
    assert client.get("/reviews/").context["page"].paginator.count == 0
    assert client.get("/reviews/?list=past").context["page"].paginator.count == 1


def test_scores_are_saved_under_the_protocol_of_every_save(reviewer, begun):
    rows = [{"row": "staff_control", "version": 0, "cells": {"score": "3", "reason": NASTY}}]
    answer = save(reviewer, begun.report, {"place": "review/score", "rows": rows})
    assert (answer.status_code, answer.json()["rows"]["staff_control"]) == (
        200,
        {"version": 1, "cells": {"score": {"shown": "3.00"}, "reason": {"shown": NASTY}}},
    )
    rows[0]["cells"] = {"score": "六"}
    assert save(reviewer, begun.report, {"place": "review/score", "rows": rows}).status_code == 409
    rows[0]["version"] = 1
    wrong = save(reviewer, begun.report, {"place": "review/score", "rows": rows})
    assert (wrong.status_code, wrong.json()["errors"][0]["message"]) == (422, "“六”不是数字。")


@pytest.mark.parametrize(
    "body", [{}, {"place": "review/score"}, {"place": "nowhere", "text": "x", "version": 1}, {"place": 7}, [1]]
)
def test_what_is_no_save_is_told_so(body, reviewer, begun):
    assert save(reviewer, begun.report, body).status_code == 400


def test_a_finished_review_is_locked_for_saving(reviewer, begun):
    score_all(begun.report, by=begun.people["reviewer"])
    finish_review(begun.report.pk, by=begun.people["reviewer"])
    rows = [{"row": "staff_control", "version": 1, "cells": {"score": "3"}}]
    assert save(reviewer, begun.report, {"place": "review/score", "rows": rows}).status_code == 423


class TestWhoSeesWhat:
    @pytest.fixture
    def two(self, begun):
        join_review(begun.report.pk, by=begun.people["second"])
        score_all(begun.report, by=begun.people["second"], staff_control=("3", "彭启明的理由"))
        finish_review(begun.report.pk, by=begun.people["second"])
        return begun

    def page(self, client, county, name):
        client.force_login(county.people[name])
        return client.get(f"/reviews/{county.report.pk}/").content.decode()

    def test_others_scores_are_hidden_until_one_s_own_are_done(self, two, client):
        assert "彭启明的理由" not in self.page(client, two, "reviewer")
        score_all(two.report, by=two.people["reviewer"])
        finish_review(two.report.pk, by=two.people["reviewer"])
        assert "彭启明的理由" in self.page(client, two, "reviewer")

    def test_the_campaign_can_show_them_at_once(self, two, client):
        ReviewSettings.objects.create(campaign=two.report.campaign, hides_others=False)
        assert "彭启明的理由" in self.page(client, two, "reviewer")

    def test_what_is_not_finished_is_shown_to_nobody(self, begun, client):
        join_review(begun.report.pk, by=begun.people["second"])
        score_all(begun.report, by=begun.people["second"], staff_control=("3", "彭启明的理由"))
        ReviewSettings.objects.create(campaign=begun.report.campaign, hides_others=False)
        assert "彭启明的理由" not in self.page(client, begun, "reviewer")
        assert "彭启明的理由" not in self.page(client, begun, "chief")

    def test_whoever_only_looks_on_has_no_buttons(self, begun, client):
        page = self.page(client, begun, "supervisor")
        for words in ("通过，送下一步", "退回单位", "记下", "开始审核"):
            assert f">{words}<" not in page

    @pytest.mark.parametrize("name", ["clerk", "head", "reviewer_of_another", "system_admin", "auditor", "nobody"])
    def test_for_others_there_is_no_such_page(self, name, begun, client):
        client.force_login(begun.people[name])
        assert client.get(f"/reviews/{begun.report.pk}/").status_code == 404

    def test_a_draft_that_was_recalled_is_not_shown_to_reviewers(self, sent, client):
        Report.objects.filter(pk=sent.report.pk).update(state="draft", step=0)
        client.force_login(sent.people["reviewer"])
        assert client.get(f"/reviews/{sent.report.pk}/").status_code == 404

    def test_later_edits_of_a_returned_report_are_not_shown(self, begun, client):
        record_comment(begun.report.pk, place="assets", is_internal=False, text="请补充", by=begun.people["reviewer"])
        return_report(begun.report.pk, reason="请按意见修改", by=begun.people["reviewer"])
        block = TextBlock.objects.get(report=begun.report, section="assets")
        save_block(begun.report.pk, block.pk, text="还没有报送的内容", version=block.version, by=begun.people["clerk"])
        assert "还没有报送的内容" not in self.page(client, begun, "reviewer")


def test_everything_that_people_type_is_shown_as_text(reviewer, begun):
    record_comment(begun.report.pk, place="assets", is_internal=False, text=NASTY, by=begun.people["reviewer"])
    ReviewScore.objects.create(review=Review.objects.get(), indicator="staff_control", score=1, reason=NASTY)
    page = reviewer.get(f"/reviews/{begun.report.pk}/").content.decode()
    assert "<script>alert(" not in page
    assert page.count("&lt;script&gt;alert(") >= 2


class TestFiles:
    @pytest.fixture
    def files(self, county, settings, tmp_path, client):
        """A picture, a PDF, a Word and an Excel file, sent; and one more that was attached afterwards."""
        settings.MEDIA_ROOT = tmp_path
        clerk = county.people["clerk"]
        made = {
            "png": making.uploaded("现场.png", making.picture("PNG")),
            "pdf": making.uploaded("批复.pdf", making.pdf()),
            "docx": making.uploaded("制度.docx", making.docx(NASTY)),
            "xlsx": making.uploaded("明细.xlsx", making.xlsx()),
        }
        kept = {
            kind: accept_file(county.report, place="assets", upload=upload, by=clerk) for kind, upload in made.items()
        }
        put_before_reviewers(county.report, clerk)
        Report.objects.filter(pk=county.report.pk).update(state="returned", unlocked=["assets"])
        kept["later"] = accept_file(
            county.report, place="assets", upload=making.uploaded("之后.jpg", making.picture(size=(80, 80))), by=clerk
        )
        client.force_login(county.people["reviewer"])
        county.files = kept
        return county

    def get(self, client, county, kind, *, content=False):
        key = county.files[kind].key
        return client.get(f"/reviews/{county.report.pk}/files/{key}/{'content/' if content else ''}")

    def test_pictures_and_pdf_are_shown_as_they_are_and_nothing_else_is(self, files, client):
        for kind, type_ in (("png", "image/png"), ("pdf", "application/pdf")):
            response = self.get(client, files, kind, content=True)
            assert b"".join(response)
            assert (response.status_code, response["Content-Type"]) == (200, type_)
            assert response["Content-Disposition"].startswith("inline")
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in response["Content-Security-Policy"]
        assert self.get(client, files, "docx", content=True).status_code == 404

    @pytest.mark.parametrize(("kind", "words"), [("docx", "𬭚😀 =1+1 &lt;script&gt;"), ("xlsx", "<td>890.65</td>")])
    def test_office_files_are_shown_as_text(self, kind, words, files, client):
        page = self.get(client, files, kind).content.decode()
        assert words in page
        assert "<script>alert(" not in page

    def test_what_the_unit_attached_after_sending_is_not_there(self, files, client):
        assert self.get(client, files, "later").status_code == 404
        assert self.get(client, files, "later", content=True).status_code == 404

    @pytest.mark.parametrize("name", ["clerk", "reviewer_of_another", "auditor"])
    def test_for_others_there_is_no_file(self, name, files, client):
        client.force_login(files.people[name])
        assert self.get(client, files, "pdf", content=True).status_code == 404
        assert self.get(client, files, "pdf").status_code == 404


def test_reports_of_the_own_department_are_nobody_s_to_review(begun, client):
    chief = begun.people["chief"]
    client.force_login(chief)
    assert client.get(f"/reviews/{begun.report.pk}/").status_code == 200
    factories.grant_role(chief, Role.HEAD, department=begun.department, by=None)
    assert client.get(f"/reviews/{begun.report.pk}/").status_code == 404
    assert stored(begun.report).state == "in_review"
