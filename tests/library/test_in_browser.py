"""The libraries in a real browser: the remainder while points are spread, and no barriers."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.library.picking import replace_row
from scoring.library.sources import own_choices
from scoring.library.spreading import spread
from scoring.loading import load_shipped_systems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_page(page, live_server, client, transactional_db, draft):
    load_shipped_systems()
    client.force_login(draft[1])
    cookie = client.cookies["evalportal_session"].value
    page.context.add_cookies([{"name": "evalportal_session", "value": cookie, "url": live_server.url}])

    def opened(path):
        page.goto(f"{live_server.url}{path}")
        page.wait_for_load_state("networkidle")
        return page

    return opened


def test_remainder_follows_while_points_are_spread(open_page, draft, keep):
    report, clerk = draft
    keep("甲")
    keep("乙")
    rows = zip(own_choices(report.department), spread(Decimal(7), 2), strict=True)
    replace_row(report, "benefits", list(rows), by=clerk)
    page = open_page(f"/reports/{report.pk}/score/own/benefits/")
    rest = page.locator("[data-rest]")
    # 7 over two: 4 + 3
    expect(rest).to_have_text("分值已分配完")
    page.get_by_label("甲 分值").fill("2.5")
    expect(rest).to_have_text("还可分配 1.50 分")
    page.get_by_label("去掉“乙”").check()
    expect(rest).to_have_text("还可分配 4.50 分")


@pytest.mark.parametrize("path", ["/library/{d}/", "/library/{d}/new/", "/reports/{r}/indicators/pick/"])
def test_pages_have_no_barriers(open_page, draft, keep, path):
    keep("服务企业数")
    page = open_page(path.format(d=draft[0].department_id, r=draft[0].pk))
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
