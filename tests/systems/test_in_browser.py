"""Indicator systems in a real browser: points that add up while one types, formulas completed and checked, axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.models import IndicatorSystem
from tests.score_pages.conftest import draft  # noqa: F401  # the same report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_page(page, live_server, client, admin):
    client.force_login(admin)
    cookie = client.cookies["evalportal_session"].value
    page.context.add_cookies([{"name": "evalportal_session", "value": cookie, "url": live_server.url}])
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def opened(path):
        page.goto(f"{live_server.url}{path}")
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    assert complaints == []


@pytest.fixture
def county(transactional_db):
    from scoring.loading import load_shipped_systems

    load_shipped_systems()
    return IndicatorSystem.objects.get(code="county-a")


def test_sums_and_rests_follow_while_points_are_typed(open_page, county):
    page = open_page(f"/administration/systems/{county.pk}/")
    rest = page.locator("[data-rest-all]")
    expect(rest).to_have_text("合计 100.00，正好")
    page.get_by_label("在职人员控制率 分值").fill("7.5")
    # 7.5 + 8 = 15.5 against 13; 102.5 in all
    expect(page.locator('[data-level-rest="/投入"]')).to_have_text("合计 15.50，超出 2.50")
    expect(rest).to_have_text("合计 102.50，超出 2.50")
    page.get_by_label("在职人员控制率 分值").fill("五")
    expect(rest).to_have_text("待更正")


def test_formula_completes_names_and_marks_the_wrong_character(open_page, county, draft):  # noqa: F811
    page = open_page(f"/administration/systems/{county.pk}/indicators/staff_control/")
    page.select_option("#report", str(draft[0].pk))
    expect(page.locator("#trial-result")).to_contain_text("0.00 / 5 分")
    formula = page.get_by_label("公式", exact=True)
    formula.fill("在职人数 ÷ 编数")
    expect(page.locator("#formula-told mark")).to_have_text("编数")
    formula.fill("在职人数 ÷ ")
    formula.press("End")
    formula.type("编制")
    expect(page.get_by_role("listbox", name="可用的名称").get_by_role("option").first).to_contain_text("编制数")
    formula.press("Enter")
    expect(formula).to_have_value("在职人数 ÷ 编制数")
    expect(page.locator("#formula-told mark")).to_have_count(0)
    page.get_by_label("每个百分点扣分").fill("0.05")
    # 62 × 0.05 = 3.10 off 5
    expect(page.locator("#trial-result")).to_contain_text("1.90 / 5 分")


def test_parameters_follow_the_rule(open_page, county):
    page = open_page(f"/administration/systems/{county.pk}/indicators/staff_control/")
    page.get_by_label("规则", exact=True).select_option("checklist")
    expect(page.get_by_label("考核要点")).to_be_visible()
    expect(page.locator("#rule-fields")).to_contain_text("每具备一项得若干分")


PAGES = [
    "/administration/systems/", "/administration/systems/new/", "/administration/systems/facts/",
    "/administration/systems/{}/", "/administration/systems/{}/settings/",
    "/administration/systems/{}/indicators/budget_control/", "/administration/systems/{}/import/",
    "/administration/systems/{}/pick/", "/administration/bank/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_barriers(open_page, county, path):
    page = open_page(path.format(county.pk))
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"the page itself scrolls sideways at {width}"
