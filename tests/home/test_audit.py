"""The trail as the auditor reads it."""

import csv
from io import StringIO

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from departments.campaigns import assign_reviewer
from departments.drafts import RowEdit, add_row, save_rows
from departments.enums import EventKind, Role
from departments.events import record_event, seal_edits
from departments.models import Event
from departments.people import create_user, grant_role
from departments.safe_cells import safe_cell
from scoring.review import begin_review, record_comment, return_report, save_scores, write_comment
from tests.factories import NASTY
from tests.review.conftest import put_before_reviewers

pytestmark = pytest.mark.django_db


def lines(response):
    return response.context["lines"]


def exported(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_only_the_auditor_reads_the_trail(county, as_person):
    for who in ("clerk", "chief", "system_admin", "security_admin", "nobody"):
        assert as_person(who).get(reverse("trail")).status_code == 404
    assert as_person("auditor").get(reverse("trail")).status_code == 200


def test_events_are_found_by_kind_person_department_and_day(county, as_person):
    browser, clerk = as_person("auditor"), county.people["clerk"]
    with transaction.atomic():
        record_event(EventKind.FILE_READ, by=clerk, report=county.report)
        record_event(EventKind.FILE_READ, by=county.people["head"], report=county.other_report)

    def found(**asked):
        return [line.event.chain for line in lines(browser.get(reverse("trail"), asked))]

    mine, other = f"report:{county.report.pk}", f"report:{county.other_report.pk}"
    assert found(kind="file_read") == [other, mine]
    assert found(kind="file_read", department="第一中学") == [mine]
    assert found(kind="file_read", department="300003") == [other]
    assert found(kind="file_read", person="沈㙍", since=f"{timezone.localdate():%Y-%m-%d}") == [other, mine]
    assert found(kind="file_read", until="2020-01-01") == []


def test_a_filter_that_cannot_be_read_is_told_and_shows_nothing(county, as_person):
    page = as_person("auditor").get(reverse("trail"), {"since": "昨天"}).content.decode()
    assert "从：输入一个有效的日期。" in page
    assert "没有符合条件的记录" in page


def test_an_event_tells_fields_roles_and_cells_by_their_names(county, as_person):
    clerk, report = county.people["clerk"], county.report
    grant_role(county.people["nobody"], Role.PREPARER, department=county.department, by=None)
    add_row(report.pk, "profile", "units", after=None, start={"kind": "internal", "name": NASTY}, by=clerk)
    save_rows(report.pk, "expenditure", "base", [RowEdit("procurement", 0, {"outturn": "12.5"})], by=clerk)
    with transaction.atomic():
        seal_edits(report)
    told = {line.event.kind: line for line in reversed(lines(as_person("auditor").get(reverse("trail"))))}
    assert told["role_granted"].said == ["账号：nobody", "名称：沈㙍", "角色：填报人", "单位：300002"]
    assert told["row_added"].said == ["类别：内设股室", f"名称：{NASTY}"]
    assert told["draft_edited"].said == ["部门整体支出情况 · 政府采购金额 · 决算：空 → 12.50"]


def test_steps_scores_and_comments_are_told_in_words(county, as_person):
    report, reviewer = county.report, county.people["reviewer"]
    put_before_reviewers(report, county.people["clerk"])
    assign_reviewer(report.campaign, step=1, user=reviewer, division=county.division, by=None)
    begin_review(report.pk, by=reviewer)
    save_scores(report.pk, [RowEdit("efficiency", 0, {"score": "5", "reason": NASTY})], by=reviewer)
    write_comment(report.pk, place="assets", text="请核对", version=0, by=reviewer)
    record_comment(report.pk, place="assets", is_internal=False, by=reviewer)
    return_report(report.pk, reason="请按意见修改", by=reviewer)
    told = {line.event.kind: line for line in reversed(lines(as_person("auditor").get(reverse("trail"))))}
    assert set(told["draft_edited"].said) == {
        "意见 · 资产管理情况：空 → 请核对", "评分表 · 行政效能 · 核定分：空 → 5.00",
        f"评分表 · 行政效能 · 理由：空 → {NASTY}",
    }  # fmt: skip
    assert told["commented"].place == "资产管理情况"
    assert "意见：记下" in told["commented"].said
    step = {"办理：退回单位", "原先：审核中", "现在：已退回", "理由：请按意见修改", "重新开放：资产管理情况"}
    assert step <= set(told["transition"].said)


def test_the_export_is_safe_in_excel_and_on_record(county, as_person):
    create_user(username="evil", name="=HYPERLINK(1)", password="x", by=None)
    browser = as_person("auditor")
    with transaction.atomic():
        record_event(EventKind.FILE_READ, by=None, actor_name="=1+1㙍", report=county.report, detail={"name": "a\nb"})
    rows = exported(browser.post(f"{reverse('export_trail')}?kind=file_read"))
    assert rows[0][:4] == ["时间", "操作人", "事项", "结果"]
    assert len(rows) == 2
    assert rows[1][1:6] == ["'=1+1㙍", "下载附件", "成功", "常宁市第一中学", "2023"]
    assert rows[1][7] == "名称：a\nb"
    last = Event.objects.filter(kind=EventKind.DOCUMENT_EXPORTED).get()
    assert last.actor_id == county.people["auditor"].pk


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("\x00=1", "'=1"),
        ("㙍𬭚😀", "㙍𬭚😀"),
        ("a\x0bb\ud800", "ab"),
        ("", ""),
        ("x" * 100_000, "x" * 32_766),
    ],
)
def test_cells_hold_no_formula_and_nothing_that_a_file_cannot_hold(text, cell):
    assert safe_cell(text) == cell


def test_the_trail_costs_the_same_however_long(county, as_person, django_assert_num_queries):
    browser = as_person("auditor")

    def ask():
        # session, user, standing; count, page, reports of the chains
        with django_assert_num_queries(6):
            browser.get(reverse("trail"))

    ask()
    with transaction.atomic():
        for _number in range(60):
            record_event(EventKind.FILE_READ, by=county.people["clerk"], report=county.report)
    ask()


def test_reading_leaves_no_trace_and_there_is_nothing_to_change(county, as_person):
    browser = as_person("auditor")
    before = Event.objects.count()
    browser.get(reverse("trail"))
    assert Event.objects.count() == before
    assert browser.post(reverse("trail")).status_code == 405
