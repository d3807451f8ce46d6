"""What only a browser shows of the review page: files over a scrolled report, and the way to a spot."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from departments import chart
from departments.attachments.actions import accept_file
from departments.chart import Column
from departments.drafts import RowEdit, save_rows
from scoring.review import begin_review
from tests.attachments import making
from tests.review.conftest import put_before_reviewers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_the_page(county, live_server, page, settings, tmp_path):
    """A reviewer at a report with a Word file in section four and figures enough to scroll."""
    settings.MEDIA_ROOT = tmp_path
    clerk, reviewer = county.people["clerk"], county.people["reviewer"]
    lines = [line.code for line in chart.LINES.values() if not line.is_derived and Column.OUTTURN in line.columns]
    edits = [RowEdit(line, 0, {"outturn": "12.5"}) for line in lines if line != chart.PROJECT_LINE]
    save_rows(county.report.pk, "expenditure", "base", edits, by=clerk)
    upload = making.uploaded("制度㙍.docx", making.docx("经费支出实行审批制"))
    accept_file(county.report, place="assets", upload=upload, by=clerk)
    put_before_reviewers(county.report, clerk)
    begin_review(county.report.pk, by=reviewer)
    client = Client()
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies(
        [{"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()]
    )
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto(f"{live_server.url}/reviews/{county.report.pk}/")
    return page


def test_a_file_covers_the_report_wherever_that_is_scrolled_to(at_the_page):
    page = at_the_page
    link = page.get_by_role("link", name="制度㙍.docx")
    link.scroll_into_view_if_needed()
    assert page.locator(".pane").first.evaluate("pane => pane.scrollTop") > 100
    link.click()
    shown = page.locator("#file-pane")
    expect(shown).to_contain_text("经费支出实行审批制")
    paper = page.locator(".pane").first.bounding_box()
    assert shown.bounding_box() == paper
    page.get_by_role("button", name="关闭").click()
    expect(shown).to_be_hidden()
    expect(link).to_be_focused()


def test_the_key_g_shows_the_very_place_where_a_figure_stands(at_the_page):
    page = at_the_page
    # 政府采购执行率 stands on 政府采购金额, far down in section two
    row = page.locator('tr[data-judge="procurement_execution"]')
    row.locator("button").click()
    spot = page.locator(f'[id="{row.get_attribute("data-source")}"]')
    page.locator(".pane").first.evaluate("pane => pane.scrollTo(0, 0)")
    expect(spot).not_to_be_in_viewport()
    page.keyboard.press("g")
    expect(spot).to_be_in_viewport()
