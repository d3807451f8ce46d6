"""In a real browser: the warning before an idle session ends, and the page that says that it has ended."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from departments.accounts.sessions import RENEWED_AT, seconds_left
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_work(page, live_server, clerk):
    page.clock.install()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("账号").fill("liu.jianhua")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{live_server.url}/")
    return page


def the_session():
    return SessionStore(Session.objects.get().session_key)


def idle_for(page, seconds):
    """Nobody touches anything for so long: on the server and in the page's own clock."""
    store = the_session()
    store[RENEWED_AT] = int(time.time()) - seconds
    store.save()
    page.clock.fast_forward(seconds * 1000)


def test_two_minutes_before_the_end_a_warning_offers_to_stay(at_work):
    idle_for(at_work, 1740)  # of 1860 seconds: 120 are left
    warning = at_work.get_by_role("alert")
    warning.get_by_text("两分钟之内将自动退出").wait_for()
    assert Axe().run(at_work).violations_count == 0
    with at_work.expect_response("**/session/keep/"):
        warning.get_by_role("button", name="继续使用").click()
    warning.wait_for(state="detached")
    assert seconds_left(the_session()) > 1800


def test_without_an_answer_the_page_says_that_it_has_signed_out(at_work, live_server):
    idle_for(at_work, 1740)
    at_work.get_by_role("alert").get_by_text("两分钟之内将自动退出").wait_for()
    Session.objects.all().delete()
    at_work.clock.fast_forward(121_000)
    at_work.wait_for_url(f"{live_server.url}/sign-in/?why=idle&next=%2F")
    assert "您已 30 分钟没有操作，为保护数据已自动退出" in at_work.inner_text("main")


def test_work_in_another_tab_keeps_this_one_quiet(at_work):
    with at_work.expect_response("**/session/") as answer:
        at_work.clock.fast_forward(1740_000)  # the page thinks so; the server knows of no idle time
    answer.value.finished()
    at_work.evaluate("() => fetch(location)")  # an answer that came later: the page has acted on the earlier one
    assert at_work.get_by_role("alert").count() == 0


def test_text_not_yet_saved_keeps_the_page(at_work):
    at_work.evaluate(
        """() => localStorage.setItem(
            `evalportal:draft:${document.documentElement.dataset.user}:7:performance/block/3:p1`,
            JSON.stringify({text: "没有保存的文字", place: "performance/block/3"}))"""
    )
    Session.objects.all().delete()
    at_work.clock.fast_forward(1740_000)
    at_work.get_by_role("alert").get_by_text("没有保存的内容仍在这个页面上").wait_for()
    assert at_work.url.endswith("/")


@pytest.mark.parametrize("address", ["/sign-in/", "/password/"])
def test_pages_of_the_account_have_no_barriers_and_no_refused_requests(page, live_server, clerk, client, address):
    if address == "/password/":
        client.force_login(clerk)
        cookie = client.cookies["evalportal_session"].value
        page.context.add_cookies([{"name": "evalportal_session", "value": cookie, "url": live_server.url}])
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}{address}")
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert Axe().run(page).violations_count == 0
