"""Rows that come and go, lists of names, and saying that there is nothing to list, in a browser."""

import pytest
from playwright.sync_api import expect

from departments.models import Measure, OrganisationUnit, ProjectFund
from tests.web.conftest import project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def names(held, kind="internal"):
    return list(OrganisationUnit.objects.filter(report=held, kind=kind).values_list("name", flat=True))


def test_names_are_typed_one_after_the_other_with_enter(desk):
    desk.open("profile")
    desk.page.get_by_role("button", name="添加").first.click()
    for name in ("办公室", "财务股", "㙍股"):
        desk.page.wait_for_function("() => document.activeElement.matches('[data-row-name]')")
        desk.page.keyboard.type(name)
        count = desk.page.locator(".names").first.locator("[data-row]").count()
        desk.page.keyboard.press("Enter")
        expect(desk.page.locator(".names").first.locator("[data-row]")).to_have_count(count + 1)
        desk.page.wait_for_function("() => document.activeElement.value === ''")
    desk.saved()
    assert names(desk.report)[:3] == ["办公室", "财务股", "㙍股"]


def test_a_column_of_names_is_pasted_at_once(desk):
    desk.open("profile")
    lists = desk.page.locator(".names")
    lists.first.get_by_role("button", name="添加").click()
    field = lists.first.locator("[data-row-name]")
    desk.paste(field, "1、办公室\r\n2、财务股\r\n3、政策法规股\r\n")
    expect(lists.first.locator("[data-row]")).to_have_count(3)
    desk.saved()
    assert names(desk.report) == ["办公室", "财务股", "政策法规股"]
    expect(lists.first.locator("[data-rows-count]")).to_have_text("3")
    desk.report.refresh_from_db()
    assert desk.report.facts["internal_units"] == "3"


def test_a_row_is_removed_and_brought_back_with_what_it_held(desk):
    first = project(desk.report, desk.user, "甲项目", initial="30")
    project(desk.report, desk.user, "乙项目", initial="8")
    desk.open("special_funds")
    total = desk.page.locator("tfoot [data-derived=initial]")
    row = desk.page.locator(f'[data-row="{first}"]')
    row.get_by_role("button", name="删除").click()
    undo = desk.page.get_by_role("button", name="撤销删除")
    expect(undo).to_be_focused()
    expect(total).to_have_text("8.00")
    assert ProjectFund.objects.filter(report=desk.report).count() == 1
    undo.click()
    expect(total).to_have_text("38.00")
    desk.at(f"special_funds/table/projects/{first}/outturn").fill("29")
    desk.saved()
    assert str(ProjectFund.objects.get(pk=first).outturn) == "29.00"


def test_rows_move_by_buttons_and_the_focus_goes_with_them(desk):
    keys = [project(desk.report, desk.user, name) for name in ("甲", "乙", "丙")]
    desk.open("special_funds")
    up = desk.page.locator(f'[data-row="{keys[2]}"]').get_by_role("button", name="上移")
    up.click()
    expect(desk.page.locator("[data-rows-told]")).to_have_text("已移到第 2 行")
    expect(up).to_be_focused()
    order = [row.name for row in ProjectFund.objects.filter(report=desk.report)]
    assert order == ["甲", "丙", "乙"]
    shown = desk.page.locator("[data-rows-body] [data-row]").evaluate_all(
        "(rows) => rows.map((row) => row.dataset.row)"
    )
    assert shown == [keys[0], keys[2], keys[1]]


def test_a_new_project_leads_to_its_form_and_is_a_line_of_the_base_table(desk):
    desk.open("special_funds")
    desk.page.get_by_role("button", name="添加项目").click()
    desk.page.wait_for_function("() => document.activeElement.dataset.cell === 'name'")
    desk.page.keyboard.type("科技事务")
    desk.saved()
    desk.page.get_by_role("link", name="填写", exact=True).click()
    desk.page.wait_for_url("**/projects/*/")
    expect(desk.page.locator("[data-cell=name]").first).to_have_value("科技事务")
    desk.open("expenditure")
    expect(desk.page.get_by_role("row", name="科技事务")).to_be_visible()


def test_nothing_this_year_is_said_with_a_tick(desk):
    desk.open("expenditure")
    tick = desk.page.get_by_label("本年无完工的楼堂馆所")
    count = desk.page.locator("#lacks-buildings")
    expect(count).to_contain_text("1")
    with desk.page.expect_response("**/nothing/"):
        tick.check()
    expect(count).to_have_text("")
    desk.report.refresh_from_db()
    assert desk.report.declared_empty == ["buildings"]
    assert desk.report.facts["building_count"] == "0"


def test_a_measure_is_tied_to_the_problems_it_answers(desk):
    from departments.drafts import add_row

    [first] = add_row(desk.report.pk, "problems", "problems", start={"text": "预算编制不细"}, by=desk.user).rows
    add_row(desk.report.pk, "problems", "problems", start={"text": "在职人员超编"}, by=desk.user)
    desk.open("measures")
    desk.page.get_by_role("button", name="添加措施").click()
    desk.page.get_by_role("textbox", name="措施").fill("细化预算")
    desk.page.get_by_label("1. 预算编制不细").check()
    desk.page.get_by_label("责任股室（人）").fill("财务股")
    desk.saved()
    measure = Measure.objects.get(report=desk.report)
    assert (measure.text, measure.responsible) == ("细化预算", "财务股")
    assert [str(problem.pk) for problem in measure.problems.all()] == [first]


def test_a_jump_leads_to_the_very_cell(desk):
    desk.open("expenditure", anchor="#expenditure/table/base/procurement/outturn")
    expect(desk.cell("procurement", "outturn")).to_be_focused()
    desk.page.get_by_role("link", name="收支总体情况：还没有写。").or_(
        desk.page.get_by_role("link", name="一般公共预算拨款：")
    ).first.click()
    assert desk.page.evaluate("() => document.activeElement.matches('input, textarea')")
