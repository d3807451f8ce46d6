"""Each page of the wizard in light and dark, on a desk and on a phone: axe finds nothing, nothing sticks out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from departments.drafts import RowEdit, add_row, save_rows
from departments.models import User
from departments.outline import COUNTY
from tests.web.conftest import fill, project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTIONS = [section.key.value for section in COUNTY.sections]


@pytest.fixture
def filled(desk):
    """Every table with a row, one cell that cannot be read."""
    held, clerk = desk.report, desk.user
    desk.project = project(held, clerk, "科技事务", initial="30", adjusted="28", outturn="27.9")
    for section, table, start in (
        ("profile", "units", {"kind": "internal", "name": "办公室"}),
        ("expenditure", "buildings", {"name": "业务用房"}),
        ("special_funds", "indicators", {"project": desk.project, "name": "新增企业数"}),
        ("performance", "indicators", {"name": "企业满意度", "sign": "qualitative"}),
        ("performance", "surveys", {"target_group": "规上企业"}),
        ("problems", "problems", {"text": "预算编制不细"}),
        ("measures", "measures", {"text": "细化预算"}),
    ):
        add_row(held.pk, section, table, start=start, by=clerk)
    fill(held, clerk, "expenditure", "base", "procurement", outturn="8.6O")
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "四十五"})], by=clerk)
    return desk


def addresses(desk):
    sections = [f"/reports/{desk.report.pk}/sections/{key}/" for key in SECTIONS]
    return [*sections, f"/reports/{desk.report.pk}/projects/{desk.project}/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(filled, theme):
    User.objects.filter(pk=filled.user.pk).update(theme=theme)
    found = {}
    for address in addresses(filled):
        filled.page.goto(filled.base + address)
        filled.page.wait_for_load_state("networkidle")
        violations = Axe().run(filled.page).response["violations"]
        if violations:
            found[address] = [(each["id"], each["nodes"][0]["html"][:160]) for each in violations]
    assert found == {}
    assert filled.page.complaints == []


def test_axe_finds_nothing_where_somebody_may_only_read(filled):
    from departments.models import Report

    Report.objects.filter(pk=filled.report.pk).update(state="submitted")
    for address in addresses(filled):
        filled.page.goto(filled.base + address)
        violations = Axe().run(filled.page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:160]) for each in violations] == [], address


@pytest.mark.parametrize("width", [390, 768, 1366, 1920])
def test_no_page_is_wider_than_its_window(filled, width):
    filled.page.set_viewport_size({"width": width, "height": 844})
    for address in addresses(filled):
        filled.page.goto(filled.base + address)
        assert filled.page.evaluate("() => document.documentElement.scrollWidth") <= width, address


def test_long_amounts_are_shown_whole_on_a_phone(desk):
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.open("expenditure")
    cell = desk.cell("income_general", "initial")
    wide = desk.page.locator("table.base.long")
    cell.fill("9999.99")
    expect(wide).to_have_count(0)
    assert desk.page.locator("table.base").evaluate("(table) => table.clientWidth") <= 390
    cell.fill("123456.78")
    expect(wide).to_have_count(1)
    assert not cell.evaluate("(field) => field.scrollWidth > field.clientWidth")
    assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_on_paper_nothing_sticks_over_a_row_and_the_sum_stands_once(filled):
    page = filled.page
    filled.open("expenditure")
    page.emulate_media(media="print")
    heads = page.locator("table.base thead th, table.base tbody th")
    assert set(heads.evaluate_all("all => all.map((each) => getComputedStyle(each).position)")) == {"static"}
    filled.open("special_funds")
    assert page.locator("#projects tfoot").evaluate("(foot) => getComputedStyle(foot).display") == "table-row-group"
    assert not page.get_by_role("button", name="添加附件").is_visible()
