"""The narrative in a browser: standard paragraphs at the caret, offers of newer ones, paragraphs that come and go."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from departments.models import TextBlock
from tests.web.conftest import project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def texts(held, topic="overview"):
    return [block.text for block in TextBlock.objects.filter(report=held, section="expenditure", topic=topic)]


def writing(desk, topic="overview"):
    return desk.page.locator(f"[data-writing][data-topic={topic}]")


def test_a_standard_paragraph_goes_in_behind_the_caret_and_parts_the_text(desk):
    project(desk.report, desk.user, "科技事务", initial="30")
    desk.open("expenditure")
    text = desk.text()
    text.fill("第一段\n第二段")
    desk.saved()
    text.evaluate("(field) => { field.focus(); field.setSelectionRange(2, 2); }")
    desk.page.keyboard.press("ArrowLeft")
    writing(desk).get_by_role("button", name="插入标准段落：项目支出").click()
    expect(writing(desk).locator("[data-block]")).to_have_count(3)
    desk.saved()
    standard = "2023年年初安排项目支出30.00万元，共1个项目：科技事务30.00万元。"
    assert texts(desk.report) == ["第一段", standard, "第二段"]


def test_a_figure_that_changes_brings_an_offer_which_is_taken_with_one_click(desk):
    key = project(desk.report, desk.user, "科技事务", initial="30")
    desk.open("expenditure")
    writing(desk).get_by_role("button", name="插入标准段落：项目支出").click()
    expect(writing(desk).locator(".std")).to_have_count(1)
    desk.at(f"special_funds/table/projects/{key}/initial").fill("28")
    desk.page.keyboard.press("Tab")
    offer = writing(desk).locator("[data-offer]")
    expect(offer).to_contain_text("表中数字已变")
    expect(writing(desk).locator(".std.old")).to_have_count(1)
    assert "30.00" in texts(desk.report)[1]  # nothing changed yet
    offer.get_by_role("button", name="更新 2 处").click()
    expect(writing(desk).locator(".std.old")).to_have_count(0)
    expect(writing(desk).locator(".std textarea")).to_have_value(
        "2023年年初安排项目支出28.00万元，共1个项目：科技事务28.00万元。"
    )
    assert "28.00" in texts(desk.report)[1]


def test_a_missing_figure_is_named_instead_of_a_paragraph_with_gaps(desk):
    desk.open("expenditure")
    writing(desk).get_by_role("button", name="插入标准段落：项目支出").click()
    expect(writing(desk).locator("[data-writing-told]")).to_contain_text("表中还缺：项目支出年初预算")


def test_a_paragraph_is_removed_and_brought_back(desk):
    desk.open("expenditure")
    desk.text().fill("第一段")
    writing(desk).get_by_role("button", name="新增段落").click()
    expect(writing(desk).locator("[data-block]")).to_have_count(2)
    desk.page.keyboard.type("第二段")
    desk.saved()
    writing(desk).locator("[data-block]").nth(1).hover()
    writing(desk).locator("[data-block]").nth(1).get_by_role("button", name="删除这一段").click()
    writing(desk).get_by_role("button", name="撤销删除").click()
    expect(writing(desk).locator("[data-block]")).to_have_count(2)
    desk.saved()
    assert texts(desk.report) == ["第一段", "第二段"]


def test_the_text_of_the_longest_section_is_one_click_from_the_top(desk):
    desk.open("expenditure")
    assert desk.page.viewport_size == {"width": 1366, "height": 768}
    desk.page.get_by_role("navigation", name="本页内容").get_by_role("link", name="文字说明").click()
    expect(desk.text()).to_be_in_viewport()


def test_a_contradiction_is_said_below_its_paragraph_until_it_is_mended(desk):
    desk.open("expenditure")
    text = desk.text()
    text.fill("新建水库5座，其中中型2座，小型4座。")  # 2 + 4 = 6
    note = writing(desk).locator(".found-here")
    expect(note).to_contain_text("2座 + 4座 = 6座", timeout=15000)
    expect(text).to_have_attribute("aria-describedby", "found-0")
    assert Axe().run(desk.page).response["violations"] == []
    text.fill("新建水库6座，其中中型2座，小型4座。")
    expect(note).to_have_count(0, timeout=15000)
    expect(text).not_to_have_attribute("aria-describedby", "found-0")
