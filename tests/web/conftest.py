"""A desk with a browser on it: a clerk, a report with something in it, and what people do on a page of the wizard."""

from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import expect

from departments.drafts import RowEdit, add_row, save_rows
from departments.models import BudgetLine, TextBlock
from tests.factories import PASSWORD, person, report


@dataclass
class Desk:
    """One browser page of one person at one report."""

    page: object
    base: str
    report: object
    user: object

    def open(self, section, *, anchor=""):
        self.page.goto(f"{self.base}/reports/{self.report.pk}/sections/{section}/{anchor}")
        return self

    def at(self, place):
        """The input of a cell or of a block."""
        return self.page.locator(f'[id="{place}"]')

    def cell(self, line, column):
        """A cell of the base-data table."""
        return self.at(f"expenditure/table/base/{line}/{column}")

    def sum(self, line, column):
        """A derived cell of the base-data table."""
        return self.page.locator(f'[id="expenditure/table/base/{line}"] [data-derived="{column}"]')

    def text(self, topic="overview", section="expenditure"):
        """The first paragraph of a topic."""
        return self.at(block(self.report, section, topic).place)

    def saved(self):
        """Wait until the page says that everything is saved."""
        all_saved(self.page)
        return self

    def state(self):
        """The element that says whether everything is saved."""
        return expect(self.page.locator("[data-save-state]"))

    def kept(self, *places):
        """Wait until the browser holds unsaved text of exactly these places. Place → entry."""
        held = self.page.wait_for_function(
            """(places) => {
                const entries = Object.entries(localStorage)
                    .filter(([key]) => key.startsWith('evalportal:draft'))
                    .map(([, entry]) => JSON.parse(entry)).map((entry) => [entry.place, entry]);
                const found = entries.map(([place]) => place).sort().join();
                return found === places.sort().join() && Object.fromEntries(entries);
            }""",
            arg=list(places),
        )
        return held.json_value()

    def unplug(self):
        """No request of this page, not even one that outlives it, reaches the server any more."""
        self.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('unplugged')); }")

    def paste(self, locator, text):
        """Ctrl+V of what a spreadsheet puts on the clipboard."""
        locator.focus()
        locator.evaluate(
            """(field, text) => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const how = {clipboardData: data, bubbles: true, cancelable: true};
                field.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            text,
        )


def all_saved(page):
    """Wait until nothing typed is unsaved. The words alone may be those of an earlier save."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('evalportal:draft'))")
    expect(page.locator("[data-save-state]")).to_contain_text("已保存")


def block(held, section="expenditure", topic="overview"):
    return TextBlock.objects.filter(report=held, section=section, topic=topic).first()


def stored(held, line, column):
    """What the database has in a cell of the base-data table, as text; None without the row."""
    row = BudgetLine.objects.filter(report=held, line=line).first()
    if row is None:
        return None
    return row.invalid.get(column) or str(getattr(row, column))


def fill(held, clerk, section, table, row, **cells):
    """Cells of a row that nobody has typed into yet, saved by somebody."""
    return save_rows(held.pk, section, table, [RowEdit(row, 0, cells)], by=clerk)


def project(held, clerk, name, **cells):
    [(key, _row)] = add_row(held.pk, "special_funds", "projects", start={"name": name, **cells}, by=clerk).rows.items()
    return key


@pytest.fixture
def desk(page, live_server, transactional_db):
    held, clerk = report()
    return sit_down(page, live_server.url, held, clerk)


@pytest.fixture
def colleague(desk, browser, browser_context_args, live_server):
    """Another clerk of the same department, at a computer of their own."""
    other = person("", "preparer", department=desk.report.department, name="钟㙍")
    context = browser.new_context(**browser_context_args)
    yield sit_down(context.new_page(), live_server.url, desk.report, other)
    context.close()


def sit_down(page, base, held, user):
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console", lambda message: page.complaints.append(message.text) if "ontent Security" in message.text else None
    )
    desk = Desk(page, base, held, user)
    sign_in(desk)
    return desk


def sign_in(desk):
    client = Client()
    client.force_login(desk.user)
    cookie = client.cookies["evalportal_session"].value
    desk.page.context.add_cookies([{"name": "evalportal_session", "value": cookie, "url": desk.base}])


def sign_in_by_hand(page, base, user):
    page.goto(f"{base}/sign-in/")
    page.get_by_label("账号").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{base}/")
