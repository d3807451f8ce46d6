"""The pages of the wizard: who sees them, what they cost, what they say about the state of the report."""

import json
import re

import pytest
from django.urls import reverse

from departments.drafts import add_block, add_row
from departments.enums import ReportState, Role
from departments.models import Report
from departments.outline import COUNTY, PROVINCE
from tests.factories import NASTY, campaign, department, person, report
from tests.web.conftest import block, fill, project

pytestmark = pytest.mark.django_db

SECTIONS = [section.key.value for section in COUNTY.sections]


def page_of(client, held, section="expenditure"):
    return client.get(reverse("section", args=(held.pk, section)))


def at_work():
    """A report with something in each table."""
    held, clerk = report()
    first = project(held, clerk, NASTY, initial="30")
    for section, table, start in (
        ("profile", "units", {"kind": "internal", "name": NASTY}),
        ("expenditure", "buildings", {"name": NASTY}),
        ("special_funds", "indicators", {"project": first, "name": NASTY}),
        ("performance", "indicators", {"name": NASTY}),
        ("performance", "surveys", {"target_group": NASTY}),
        ("problems", "problems", {"text": NASTY}),
        ("measures", "measures", {"text": NASTY}),
    ):
        add_row(held.pk, section, table, start=start, by=clerk)
    fill(held, clerk, "expenditure", "base", "procurement", outturn="8.6O")
    add_block(held.pk, section="expenditure", topic="overview", text=NASTY, by=clerk)
    return held, clerk, first


@pytest.mark.parametrize("section", SECTIONS)
def test_whatever_was_typed_is_shown_as_text_never_as_markup(client, section):
    held, clerk, first = at_work()
    client.force_login(clerk)
    shown = page_of(client, held, section).content.decode()
    assert "<script>alert(" not in shown
    assert "&lt;script&gt;alert(" in shown or section == "assets"
    form = client.get(reverse("project", args=(held.pk, first))).content.decode()
    assert "<script>alert(" not in form


@pytest.mark.parametrize("outline", [COUNTY, PROVINCE], ids=lambda outline: outline.key)
def test_both_forms_work_in_the_same_wizard(client, outline):
    unit = department()
    held = campaign(2024, outline=outline.key)
    clerk = person("", Role.PREPARER, department=unit)
    from departments.campaigns import open_report

    mine = open_report(held, unit, by=None)
    client.force_login(clerk)
    headings = []
    for section in outline.sections:
        shown = page_of(client, mine, section.key).content.decode()
        headings += re.findall(r"<h1>(.*?)</h1>", shown)
    assert headings == [section.title for section in outline.sections]
    assert headings[0].startswith("一、")
    last = {"county": "七、", "province": "十、"}[outline.key]
    assert headings[-1].startswith(last)


def test_a_project_of_the_provincial_form_takes_indicators(client):
    from departments.campaigns import open_report

    unit = department()
    clerk = person("", Role.PREPARER, department=unit)
    mine = open_report(campaign(2024, outline="province"), unit, by=None)
    [key] = add_row(mine.pk, "expenditure", "projects", start={"name": "甲"}, by=clerk).rows
    add_row(mine.pk, "expenditure", "indicators", start={"project": key, "name": "新增企业数"}, by=clerk)
    client.force_login(clerk)
    assert "新增企业数" in client.get(reverse("project", args=(mine.pk, key))).content.decode()


@pytest.mark.parametrize("section", SECTIONS)
def test_a_page_costs_the_same_however_many_rows_it_has(client, section, django_assert_num_queries):
    held, clerk, _first = at_work()
    client.force_login(clerk)
    page_of(client, held, section)
    # session, user, memberships; report; twelve tables, problems of measures, blocks, files
    with django_assert_num_queries(19):
        page_of(client, held, section)
    for number in range(20):
        project(held, clerk, f"项目{number}", initial="1")
        add_row(held.pk, "measures", "measures", by=clerk)
        add_row(held.pk, "problems", "problems", by=clerk)
        add_block(held.pk, section="expenditure", topic="overview", text="甲", by=clerk)
    with django_assert_num_queries(19):
        page_of(client, held, section)


def test_what_follows_a_save_costs_the_same_however_many_rows_there_are(client, django_assert_num_queries):
    held, clerk, first = at_work()
    client.force_login(clerk)
    address = reverse("section_changes", args=(held.pk, "expenditure"))
    client.get(address)
    # as the page
    with django_assert_num_queries(19):
        client.get(address)
    for number in range(20):
        project(held, clerk, f"项目{number}", initial="1")
    with django_assert_num_queries(19):
        client.get(address)
    with django_assert_num_queries(19):
        client.get(reverse("project", args=(held.pk, first)))


def save(client, held, body):
    return client.post(reverse("save", args=(held.pk,)), json.dumps(body), content_type="application/json")


def test_a_save_costs_ten_queries_for_a_paragraph_as_for_a_pasted_block_of_cells(client, django_assert_num_queries):
    held, clerk = report()
    client.force_login(clerk)
    page_of(client, held)
    text = {"place": block(held).place, "version": 1, "text": "甲"}
    # session, user; report, block; BEGIN, claim, block, open edit read and written, COMMIT
    with django_assert_num_queries(10):
        assert save(client, held, text).status_code == 200
    lines = ("income_general", "income_misc", "procurement", "expenditure_personnel", "expenditure_public")
    pasted = [{"row": line, "version": 0, "cells": {"initial": "1", "outturn": "2"}} for line in lines]
    with django_assert_num_queries(10):
        assert save(client, held, {"place": "expenditure/table/base", "rows": pasted}).status_code == 200
    again = [{"row": line, "version": 1, "cells": {"initial": "3", "outturn": "4"}} for line in lines]
    with django_assert_num_queries(10):
        assert save(client, held, {"place": "expenditure/table/base", "rows": again}).status_code == 200


def test_the_head_of_the_unit_reads_everything_and_changes_nothing(client):
    held, _clerk, _first = at_work()
    head = person("", Role.HEAD, department=held.department)
    client.force_login(head)
    shown = page_of(client, held).content.decode()
    assert "修改由填报人进行" in shown
    assert "8.6O" in shown
    assert "data-cell" not in shown
    assert "data-autosave" not in shown
    assert save(client, held, {"place": block(held).place, "version": 1, "text": "甲"}).status_code == 404


def test_a_sent_report_is_shown_locked_with_the_reason(client):
    held, clerk, _first = at_work()
    Report.objects.filter(pk=held.pk).update(state=ReportState.SUBMITTED)
    client.force_login(clerk)
    shown = page_of(client, held).content.decode()
    assert "报告当前为“待审核”，内容不能修改。" in shown
    assert "data-cell" not in shown


def test_a_returned_report_opens_what_was_commented_and_keeps_the_rest(client):
    held, clerk, first = at_work()
    Report.objects.filter(pk=held.pk).update(state=ReportState.RETURNED, step=1, unlocked=["expenditure"])
    client.force_login(clerk)
    shown = page_of(client, held).content.decode()
    assert 'id="expenditure/table/base/procurement/outturn" data-cell' in shown
    # the amounts of projects belong to section three, which stays as it was sent
    assert f'id="special_funds/table/projects/{first}/initial" data-cell' not in shown
    other = page_of(client, held, "special_funds").content.decode()
    assert "没有退回意见，保持报送时的原样" in other
    assert "data-cell" not in other


def test_an_outsider_finds_no_page_and_saves_nothing(client):
    held, _clerk, first = at_work()
    _other, stranger = report()
    client.force_login(stranger)
    assert page_of(client, held).status_code == 404
    assert client.get(reverse("section_changes", args=(held.pk, "expenditure"))).status_code == 404
    assert client.get(reverse("project", args=(held.pk, first))).status_code == 404
    assert save(client, held, {"place": block(held).place, "version": 1, "text": "甲"}).status_code == 404
    assert block(held).version == 1


def test_what_is_no_save_is_told_so_without_a_trace(client):
    held, clerk = report()
    client.force_login(clerk)
    for body in ("", "[]", "{", '{"place": "nowhere"}', '{"place": "expenditure/table/base", "rows": [1]}'):
        answer = client.post(reverse("save", args=(held.pk,)), body, content_type="application/json")
        assert answer.status_code == 400
        assert "刷新页面" in answer.json()["message"]


def test_a_save_larger_than_any_report_is_413_in_json(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    held, clerk = report()
    client.force_login(clerk)
    answer = save(client, held, {"place": block(held).place, "version": 1, "text": "字" * 2000})
    assert answer.status_code == 413
    assert "过大" in answer.json()["message"]


def test_a_text_that_begins_with_empty_lines_is_given_back_whole(client):
    held, clerk = report()
    client.force_login(clerk)
    save(client, held, {"place": block(held).place, "version": 1, "text": "\n\n甲"})
    shown = page_of(client, held).content.decode()
    # a browser drops the first line break behind <textarea>, so there is one more
    assert re.search(r"<textarea[^>]*>\n\n\n甲</textarea>", shown)
