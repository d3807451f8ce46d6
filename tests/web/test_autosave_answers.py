"""Every answer that a save can get, in a real browser: nothing typed is lost, and the page says what happens."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from departments.drafts import remove_row, save_block
from departments.enums import ReportState
from departments.models import BudgetLine, Campaign, Membership, ProjectFund, Report
from tests.factories import NASTY, report
from tests.web.conftest import block, fill, project, sign_in_by_hand, sit_down, stored
from tests.web.server import OwnServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def typed(desk):
    """What the browser holds of the first paragraph, and of nothing else."""
    place = block(desk.report).place
    return desk.kept(place)[place]["text"]


def test_200_what_is_typed_is_stored_and_the_page_says_when(desk):
    desk.open("expenditure")
    desk.cell("procurement", "outturn").fill("25.86")
    with desk.page.expect_response("**/save/") as answer:
        desk.text().fill(NASTY)
    assert answer.value.status == 200
    desk.saved()
    desk.state().to_have_text(re.compile(r"已保存 \d\d:\d\d:\d\d"))
    assert stored(desk.report, "procurement", "outturn") == "25.86"
    assert block(desk.report).text == NASTY
    assert desk.page.complaints == []


def test_200_a_save_each_second_is_not_read_out_each_second(desk):
    desk.open("expenditure")
    told = desk.page.locator("[data-save-state]")
    assert told.get_attribute("role") == "status"
    is_same_element = desk.page.evaluate(
        """async () => {
            const {saved} = await import("/static/js/saving/status.js");
            const words = () => document.querySelector("[data-save-state] span");
            saved("2024-05-18T14:02:11+08:00");
            const first = words();
            saved("2024-05-18T14:02:15+08:00");
            return first === words();
        }"""
    )
    assert is_same_element  # only the time changed, and that is hidden from screen readers
    assert told.inner_text().split() == ["已保存", "14:02:15"]
    assert told.locator("time").get_attribute("aria-hidden") == "true"


def test_422_what_is_no_number_stays_as_typed_and_is_marked(desk):
    desk.open("expenditure")
    cell = desk.cell("expenditure_public", "outturn")
    with desk.page.expect_response("**/save/") as answer:
        cell.fill("8.6O")
        desk.page.keyboard.press("Tab")
    assert answer.value.status == 422
    expect(cell).to_have_value("8.6O")
    expect(cell).to_have_attribute("aria-invalid", "true")
    assert "不是数字" in desk.page.locator(f'[id="{cell.get_attribute("aria-describedby").split()[-1]}"]').inner_text()
    expect(desk.sum("expenditure_total", "outturn")).to_have_text("待更正")
    desk.saved()
    assert stored(desk.report, "expenditure_public", "outturn") == "8.6O"


def test_422_is_there_again_after_a_reload_and_the_likely_fix_is_one_click(desk):
    fill(desk.report, desk.user, "expenditure", "base", "expenditure_public", outturn="8.6O")
    desk.open("expenditure")
    cell = desk.cell("expenditure_public", "outturn")
    expect(cell).to_have_attribute("aria-invalid", "true")
    desk.page.get_by_role("button", name="改为 8.60").click()
    desk.saved()
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    assert desk.page.locator(".msg").count() == 0
    assert stored(desk.report, "expenditure_public", "outturn") == "8.60"
    expect(desk.sum("expenditure_total", "outturn")).to_have_text("8.60")


def test_409_two_browsers_on_one_cell_both_are_shown_and_one_is_chosen(desk, colleague):
    desk.open("expenditure")
    colleague.open("expenditure")
    colleague.cell("procurement", "outturn").fill("11")
    colleague.saved()
    desk.cell("procurement", "outturn").fill("22")
    desk.cell("procurement", "adjusted").fill("33")
    desk.page.keyboard.press("Tab")
    choice = desk.page.get_by_role("region", name="有 1 格两人都改了")
    choice.wait_for()
    assert choice.evaluate("panel => getComputedStyle(panel).borderLeftWidth") == "3px"  # it has its style sheet
    assert "钟㙍" in choice.inner_text()
    assert "11.00" in choice.inner_text()
    desk.cell("carry_over_in", "adjusted").fill("5")  # other lines of the table wait with it, nothing is dropped
    choice.get_by_role("button", name="按选择保存").click()
    desk.saved()
    row = BudgetLine.objects.get(report=desk.report, line="procurement")
    assert (str(row.outturn), str(row.adjusted)) == ("22.00", "33.00")
    assert stored(desk.report, "carry_over_in", "adjusted") == "5.00"


def test_409_cells_that_only_one_of_two_changed_need_no_question(desk, colleague):
    fill(desk.report, desk.user, "expenditure", "base", "procurement", initial="1")
    desk.open("expenditure")
    colleague.open("expenditure")
    colleague.cell("procurement", "outturn").fill("11")
    colleague.saved()
    desk.cell("procurement", "adjusted").fill("33")
    desk.saved()
    assert desk.page.locator(".clash").count() == 0
    expect(desk.cell("procurement", "outturn")).to_have_value("11.00")
    row = BudgetLine.objects.get(report=desk.report, line="procurement")
    assert (str(row.initial), str(row.adjusted), str(row.outturn)) == ("1.00", "33.00", "11.00")


def test_409_long_texts_are_shown_where_they_differ(desk, colleague):
    long = "一段很长的文字。" * 300
    save_block(desk.report.pk, block(desk.report).pk, text=long, version=block(desk.report).version, by=desk.user)
    desk.open("expenditure")
    colleague.open("expenditure")
    colleague.text().fill(f"{long}甲写的。")
    colleague.saved()
    desk.text().fill(f"{long}乙写的。")
    choice = desk.page.get_by_role("region", name="这段文字有两个版本")
    choice.wait_for()
    for tag in ("del", "ins"):
        is_seen = choice.locator(tag).first.evaluate(
            """mark => {
                const [inner, outer] = [mark, mark.closest(".words")].map((each) => each.getBoundingClientRect());
                return inner.top >= outer.top && inner.bottom <= outer.bottom;
            }"""
        )
        assert is_seen


def test_409_two_texts_are_merged_by_hand_while_the_rest_is_saved(desk, colleague):
    desk.open("expenditure")
    colleague.open("expenditure")
    colleague.text().fill("对方写的文字。")
    colleague.saved()
    desk.text().fill("我写的文字。")
    choice = desk.page.get_by_role("region", name="这段文字有两个版本")
    choice.wait_for()
    with desk.page.expect_response(lambda answer: answer.url.endswith("/save/") and answer.status == 200):
        desk.cell("procurement", "outturn").fill("6")
        desk.page.keyboard.press("Tab")
    assert stored(desk.report, "procurement", "outturn") == "6.00"
    assert block(desk.report).text == "对方写的文字。"
    choice.get_by_role("button", name="自己合并").click()
    choice.get_by_label("合并稿").fill("对方写的和我写的。")
    choice.get_by_role("button", name="用合并稿").click()
    desk.saved()
    assert block(desk.report).text == "对方写的和我写的。"


def test_401_the_session_ends_while_one_types_and_work_goes_on_after_signing_in(desk):
    desk.open("expenditure")
    Session.objects.all().delete()
    desk.text().fill("会话失效时写的文字")
    dialog = desk.page.get_by_role("dialog", name="请重新登录")
    dialog.wait_for()
    desk.state().to_contain_text("未保存，请重新登录")
    assert typed(desk) == "会话失效时写的文字"
    dialog.get_by_role("button", name="我已登录，继续").click()
    expect(dialog).to_contain_text("还没有用原来的账号登录")
    tab = desk.page.context.new_page()
    sign_in_by_hand(tab, desk.base, desk.user)
    desk.page.bring_to_front()
    dialog.get_by_role("button", name="我已登录，继续").click()
    dialog.wait_for(state="detached")
    desk.saved()
    assert block(desk.report).text == "会话失效时写的文字"


def test_401_another_person_signed_in_meanwhile_gets_nothing_in_their_name(desk, colleague):
    desk.open("expenditure")
    tab = desk.page.context.new_page()
    tab.context.clear_cookies(name="evalportal_session")
    sign_in_by_hand(tab, desk.base, colleague.user)
    desk.page.bring_to_front()
    desk.text().fill("甲写的")
    desk.page.get_by_role("dialog", name="请重新登录").wait_for()
    assert block(desk.report).text == ""
    assert typed(desk) == "甲写的"


def test_403_a_token_out_of_date_is_renewed_without_a_word(desk):
    desk.open("expenditure")
    desk.page.evaluate(
        """() => {
            const fields = document.querySelectorAll("input[name=csrfmiddlewaretoken]");
            for (const field of fields) field.value = "x".repeat(64);
        }"""
    )
    statuses = []
    desk.page.on("response", lambda answer: statuses.append(answer.status) if answer.url.endswith("/save/") else None)
    desk.cell("procurement", "outturn").fill("7")
    desk.saved()
    assert statuses == [403, 200]
    assert stored(desk.report, "procurement", "outturn") == "7.00"


def test_404_a_person_who_lost_the_right_to_fill_keeps_the_text(desk):
    desk.open("expenditure")
    Membership.objects.filter(user=desk.user).delete()
    desk.text().fill("不再是填报人时写的")
    note = desk.page.get_by_role("alert").filter(has_text="这里已不能由您填写")
    note.wait_for()
    desk.state().to_contain_text("未保存")
    with desk.page.expect_download() as download:
        note.get_by_role("button", name="下载").click()
    assert download.value.path().read_text() == "不再是填报人时写的"


def test_404_a_row_that_a_colleague_removed_does_not_hold_up_the_others(desk, colleague):
    gone = project(desk.report, desk.user, "将被删除的项目", initial="1")
    kept = project(desk.report, desk.user, "留下的项目", initial="2")
    desk.open("special_funds")
    remove_row(desk.report.pk, "special_funds", "projects", int(gone), version=1, by=colleague.user)
    desk.at(f"special_funds/table/projects/{gone}/adjusted").fill("10")
    desk.at(f"special_funds/table/projects/{kept}/adjusted").fill("20")
    note = desk.page.get_by_role("alert").filter(has_text="这一行已被别人删除")
    note.wait_for()
    place = f"special_funds/table/projects/{gone}"
    desk.kept(place)
    assert str(ProjectFund.objects.get(pk=kept).adjusted) == "20.00"
    desk.at(f"special_funds/table/projects/{kept}/outturn").fill("19")
    assert desk.kept(place)[place]["rows"][0]["cells"] == {"adjusted": "10"}
    assert str(ProjectFund.objects.get(pk=kept).outturn) == "19.00"


def test_413_a_text_beyond_all_measure_is_refused_and_stays(desk):
    desk.open("expenditure")
    desk.text().evaluate(
        "(field) => { field.value = '字'.repeat(200001); field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    desk.page.get_by_role("alert").filter(has_text="内容过长").wait_for()
    assert desk.text().evaluate("(field) => field.value.length") == 200001
    desk.text().fill("删减后的文字")
    desk.saved()
    assert desk.page.locator(".note.bad").count() == 0
    assert block(desk.report).text == "删减后的文字"
    desk.text().evaluate(
        "(field) => { field.value = '字'.repeat(200001); field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    desk.state().to_have_text("未保存")
    desk.text().fill("删减后的文字")  # as it is stored: there is nothing to save any more
    desk.saved()


def test_423_a_report_that_was_sent_meanwhile_is_locked_and_the_text_stays(desk):
    desk.open("expenditure")
    Report.objects.filter(pk=desk.report.pk).update(state=ReportState.SUBMITTED)
    desk.text().fill("报送以后写的")
    note = desk.page.get_by_role("alert").filter(has_text="本部分已锁定")
    note.wait_for()
    assert "待审核" in note.inner_text()
    assert typed(desk) == "报送以后写的"


@pytest.fixture
def own_server(transactional_db):
    server = OwnServer()
    server.start()
    yield server
    server.kill()


def test_no_answer_the_server_is_killed_in_mid_typing_and_comes_back(page, own_server):
    desk = sit_down(page, own_server.url, *report())
    desk.open("expenditure")
    desk.cell("procurement", "initial").fill("1")
    desk.saved()
    own_server.kill()
    desk.text().fill("断线时写的文字")
    desk.cell("procurement", "outturn").fill("77.77")
    desk.state().to_contain_text("未保存，正在重试")
    desk.kept(block(desk.report).place, "expenditure/table/base")
    own_server.start()
    desk.saved()
    assert block(desk.report).text == "断线时写的文字"
    assert stored(desk.report, "procurement", "initial") == "1.00"
    assert stored(desk.report, "procurement", "outturn") == "77.77"


def test_no_answer_and_what_was_typed_is_taken_back_the_next_change_is_saved_as_ever(desk):
    desk.open("expenditure")
    cell = desk.cell("procurement", "outturn")
    desk.page.route("**/save/", lambda route: route.abort())
    cell.fill("77")
    desk.state().to_contain_text("未保存，正在重试")
    cell.fill("")
    desk.page.unroute("**/save/")
    desk.saved()
    cell.fill("78")  # without leaving the cell
    desk.kept()
    desk.saved()
    assert stored(desk.report, "procurement", "outturn") == "78.00"


def test_an_answer_that_was_lost_on_its_way_is_no_conflict(desk):
    desk.open("expenditure")
    lost = []

    def carry_out_and_lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    desk.page.route("**/save/", carry_out_and_lose)
    desk.text().fill("甲")
    desk.state().to_contain_text("未保存，正在重试")
    desk.text().press_sequentially("乙")
    desk.saved()
    assert lost == [200]
    assert desk.page.locator(".clash").count() == 0
    assert block(desk.report).text == "甲乙"


def test_the_deadline_passes_while_one_types_saving_goes_on_and_the_page_says_so(desk):
    desk.open("expenditure")
    note = desk.page.locator("[data-closed-note]")
    expect(note).to_be_hidden()
    Campaign.objects.update(
        opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(minutes=1)
    )
    desk.text().fill("截止后写的")
    desk.saved()
    expect(note).to_be_visible()
    expect(note).to_contain_text("不能报送")
    assert block(desk.report).text == "截止后写的"


def test_whoever_types_without_a_pause_is_saved_all_the_same(desk):
    desk.open("expenditure")
    posts = []
    desk.page.on("request", lambda request: posts.append(request) if request.url.endswith("/save/") else None)
    desk.text().focus()
    for _number in range(60):
        desk.page.keyboard.type("字")
        desk.page.wait_for_timeout(85)
    assert posts, "five seconds of typing without a save"
    desk.saved()
    assert block(desk.report).text == "字" * 60


def test_a_link_waits_for_the_save(desk):
    desk.open("expenditure")
    desk.cell("procurement", "outturn").fill("6")
    desk.page.get_by_role("link", name="完成本部分").click()
    desk.page.wait_for_url("**/sections/special_funds/")
    assert stored(desk.report, "procurement", "outturn") == "6.00"


def test_what_was_not_saved_is_offered_at_the_next_visit_with_both_texts(desk):
    save_block(desk.report.pk, block(desk.report).pk, text="已保存的文字", version=1, by=desk.user)
    desk.open("expenditure")
    desk.unplug()
    desk.text().fill("没有保存成功的文字")
    desk.cell("procurement", "outturn").fill("77.77")
    desk.state().to_contain_text("未保存")
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.open("assets")
    elsewhere = desk.page.locator(".note").filter(has_text="别的页面有没有保存成功的内容")
    expect(elsewhere).to_have_count(2)
    elsewhere.first.get_by_role("link", name="恢复").click()
    text = desk.page.get_by_role("region", name="找到一段没有保存成功的文字")
    assert "已保存的文字" in text.inner_text()
    assert "没有保存成功的文字" in text.inner_text()
    text.get_by_role("button", name="恢复").click()
    desk.page.get_by_role("button", name="按选择恢复").click()
    desk.saved()
    assert block(desk.report).text == "没有保存成功的文字"
    assert stored(desk.report, "procurement", "outturn") == "77.77"


def test_what_another_open_tab_still_holds_is_not_offered(desk):
    desk.open("expenditure")
    desk.unplug()
    desk.text().fill("还在这个标签页里")
    desk.state().to_contain_text("未保存")
    tab = desk.page.context.new_page()
    tab.goto(desk.page.url)
    tab.wait_for_timeout(600)
    assert tab.locator(".clash").count() == 0
    assert typed(desk) == "还在这个标签页里"


def test_signing_out_names_what_is_not_saved_and_takes_it_along(desk):
    desk.open("expenditure")
    desk.unplug()
    desk.cell("procurement", "outturn").fill("6")
    desk.state().to_contain_text("未保存")
    desk.page.get_by_role("button", name="退出").click()
    dialog = desk.page.get_by_role("dialog", name="还有 1 处内容没有保存")
    dialog.wait_for()
    desk.page.on("dialog", lambda leaving: leaving.accept())
    dialog.get_by_role("button", name="仍要退出").click()
    desk.page.wait_for_url("**/sign-in/**")
    desk.kept()


def test_a_browser_that_keeps_nothing_says_that_the_page_must_stay_open(desk):
    desk.open("expenditure")
    desk.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    desk.unplug()
    desk.cell("procurement", "outturn").fill("6")
    desk.state().to_contain_text("请勿关闭本页")
