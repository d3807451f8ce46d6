"""The score sheet in a real browser: answers saved as they are typed, traces, what-if."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.answering import save_answer
from scoring.models import IndicatorScore
from tests.web.conftest import all_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(page, live_server, client, draft):
    report, clerk = draft
    client.force_login(clerk)
    cookie = client.cookies["evalportal_session"].value
    page.context.add_cookies([{"name": "evalportal_session", "value": cookie, "url": live_server.url}])
    complaints = []
    refusals = ("422", "409")  # answers of autosave that the browser mentions as well
    page.on(
        "console",
        lambda message: complaints.append(message.text)
        if message.type == "error" and not any(each in message.text for each in refusals)
        else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/reports/{report.pk}/score/")
    page.wait_for_load_state("networkidle")
    yield page
    assert complaints == []


def opened(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_tick_is_saved_and_the_total_follows(sheet):
    opened(sheet, "管理制度健全性")
    total = sheet.locator("#score-total td").nth(2)
    # 6.00 + 6.00 + 6.50 + 7.68 so far, and 0 for the staff
    expect(total).to_have_text("26.18")
    sheet.get_by_label("各项管理制度合法、合规、完整").check()
    all_saved(sheet)
    expect(total).to_have_text("28.18")
    assert IndicatorScore.objects.get(indicator="management_rules").checked == [1, 2, 3, 4]
    assert sheet.get_by_role("button", name="管理制度健全性", exact=True).get_attribute("aria-expanded") == "true"


def test_none_of_these_excludes_the_others(sheet):
    opened(sheet, "管理制度健全性")
    sheet.get_by_label("以上都不具备").first.check()
    expect(sheet.locator("#score-total td").nth(2)).to_have_text("20.18")
    assert IndicatorScore.objects.get(indicator="management_rules").checked == []


def test_one_trace_is_open_at_a_time(sheet):
    opened(sheet, "在职人员控制率")
    expect(sheet.locator("#trace-staff_control")).to_contain_text("62.22 个百分点")
    opened(sheet, "行政效能")
    expect(sheet.locator("#trace-staff_control")).to_be_hidden()
    expect(sheet.locator("#trace-efficiency")).to_be_visible()


def test_address_of_a_row_opens_it(sheet, draft):
    sheet.evaluate("window.location.hash = 'score/efficiency'")
    expect(sheet.locator("#trace-efficiency")).to_be_visible()


def test_what_is_no_score_stays_as_typed_and_says_so(sheet):
    opened(sheet, "资金使用合规性")
    field = sheet.get_by_label("发现的例数").first
    field.fill("一例")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("一例")
    assert IndicatorScore.objects.get(indicator="fund_compliance").invalid == {"faults": "一例"}


def test_score_out_of_bounds_is_marked_at_its_field_until_it_fits(sheet):
    opened(sheet, "经济效益、社会效益、生态效益")
    field = sheet.locator('[id="score/benefits/judged"]')
    field.fill("999")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("不能是 999 分"))
    sheet.reload()
    opened(sheet, "经济效益、社会效益、生态效益")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("1")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).not_to_have_accessible_description(re.compile("不能是"))


def test_answer_of_another_person_is_offered_beside_mine(sheet, draft):
    report, clerk = draft
    opened(sheet, "资金使用合规性")
    save_answer(report.pk, indicator="fund_compliance", values={"faults": "3"}, version=1, by=clerk)
    sheet.get_by_label("发现的例数").first.fill("2")
    expect(sheet.get_by_text("有 1 格两人都改了")).to_be_visible()
    sheet.get_by_role("button", name="按选择保存").click()
    all_saved(sheet)
    assert IndicatorScore.objects.get(indicator="fund_compliance").faults == 2


def test_what_if_shows_the_score_and_changes_nothing(sheet):
    sheet.locator("#try-management_rules").check()
    result = sheet.locator("[data-try-result]")
    expect(result).to_contain_text("28.18")
    expect(result).to_contain_text("+2.00")
    sheet.locator('[data-try-fact="staff_actual"]').fill("45")
    expect(result).to_contain_text("33.18")
    assert IndicatorScore.objects.get(indicator="management_rules").checked == [1, 2, 4]
    sheet.get_by_role("button", name="还原").click()
    expect(result).to_contain_text("26.18　变为")


@pytest.mark.parametrize("width", [1366, 390])
def test_page_has_no_barriers(sheet, width):
    sheet.set_viewport_size({"width": width, "height": 800})
    opened(sheet, "管理制度健全性")
    found = Axe().run(sheet)
    assert found.violations_count == 0, found.generate_report()
