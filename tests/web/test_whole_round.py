"""A whole round in a real browser as four people: clerk, head, reviewer of step one, reviewer of step two."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from departments.campaigns import assign_reviewer
from departments.models import Event, Notice, Report, ReportVersion, TextBlock
from departments.trail import find_breaks
from evalportal.demo.filling import fill_report
from evalportal.demo.loading import read_report
from scoring.models import Comment, Decision, FindingResponse, ReviewScore
from tests import factories
from tests.web.conftest import Desk, sign_in, sign_in_by_hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county(transactional_db):
    """The county with a report written to the last word, and its reviewers named."""
    made = factories.county()
    for step, name in ((1, "reviewer"), (2, "chief")):
        assign_reviewer(made.report.campaign, step=step, user=made.people[name], division=made.division, by=None)
    fill_report(made.report, read_report("305001"), by=made.people["clerk"])
    return made


@pytest.fixture
def at_desk(county, browser, browser_context_args, live_server):
    """Gives each person a browser of their own; at the end none of the pages had an error."""
    contexts, desks = [], []

    def sit(name, *, by_hand=False):
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: page.complaints.append(message.text) if "ontent Security" in message.text else None,
        )
        desk = Desk(page, live_server.url, county.report, county.people[name])
        if by_hand:
            sign_in_by_hand(page, desk.base, desk.user)
        else:
            sign_in(desk)
        desks.append(desk)
        return desk

    yield sit
    assert [desk.page.complaints for desk in desks] == [[] for _desk in desks]
    for context in contexts:
        context.close()


def go(desk, address):
    desk.page.goto(f"{desk.base}{address}")
    return desk.page


def no_barriers(page):
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in Axe().run(page).response["violations"]] == []


def said(page, words):
    expect(page.locator(".notes")).to_contain_text(words)
    page.wait_for_load_state("networkidle")  # the next key is for the page's scripts


def explain_everything(desk):
    """The clerk types a sentence to each warning, and to each comment that is not answered."""
    page = go(desk, f"/reports/{desk.report.pk}/check/")
    for box in page.locator("#warnings textarea").all():
        if not box.input_value():
            box.fill("口径不同，已核对无误。")
    desk.saved()
    expect(page.locator("#gate")).to_contain_text("检查通过")
    no_barriers(page)
    page.get_by_role("button", name="提请签审").click()
    said(page, "已提请单位负责人签审。")


def sign(desk):
    page = go(desk, f"/reports/{desk.report.pk}/check/")
    no_barriers(page)
    page.get_by_label("登录密码").fill("not-my-password")
    page.locator("#sign").get_by_role("button", name="签审并报送").click()
    said(page, "密码不正确，没有签审。")
    page.get_by_label("登录密码").fill(factories.PASSWORD)
    page.locator("#sign").get_by_role("button", name="签审并报送").click()
    said(page, "已签审，报告已报送。")


def begin(desk):
    page = go(desk, "/reviews/")
    no_barriers(page)
    page.get_by_role("link", name=desk.report.department.name).click()
    with page.expect_navigation():
        page.get_by_role("button", name="开始审核").click()
    expect(page.get_by_role("button", name="开始审核")).to_have_count(0)
    return page


def state(county):
    return Report.objects.values_list("state", "step").get(pk=county.report.pk)


def test_a_whole_round(county, at_desk):
    clerk, head = at_desk("clerk", by_hand=True), at_desk("head", by_hand=True)
    reviewer, chief = at_desk("reviewer"), at_desk("chief")
    report = county.report

    # The clerk is told what is in the way, explains it, and asks for the signature.
    page = go(clerk, f"/reports/{report.pk}/check/")
    expect(page.locator("#gate")).to_contain_text("还不能提请签审")
    page.get_by_role("button", name="提请签审").click()
    said(page, "还不能办理")
    explain_everything(clerk)
    assert FindingResponse.objects.filter(text="口径不同，已核对无误。").exists()

    # The head signs with the password.
    sign(head)
    assert (state(county), ReportVersion.objects.count()) == (("submitted", 1), 1)

    # The first reviewer begins by a button, agrees with what follows from figures, and asks the unit about assets.
    page = begin(reviewer)
    no_barriers(page)
    page.get_by_role("button", name="同意全部按数据计算的项").click()
    said(page, "按数据计算的各项已按自评分核定。")
    page.keyboard.press("j")
    expect(page.locator("tr[data-judge].on")).to_contain_text("变动率")
    page.locator("#paper-assets h2 .spot").click()
    page.keyboard.type("请说明闲置资产的处置")
    reviewer.saved()
    assert Comment.objects.get().state == "writing"
    page.locator("#talk section:not([hidden])").get_by_role("button", name="记下").click()
    said(page, "意见已记下。")
    page.get_by_text("退回单位", exact=True).first.click()
    page.get_by_label("退回理由").fill("资产部分请补充说明")
    page.locator("form.drop-in").get_by_role("button", name="退回单位").click()
    said(page, "已退回单位")
    assert state(county) == ("returned", 1)

    # Only the section with the comment is open; the clerk corrects the text there and answers.
    block = TextBlock.objects.filter(report=report, section="assets").first()
    page = go(clerk, f"/reports/{report.pk}/sections/profile/")
    assert page.locator("textarea:visible").count() == 0
    page = go(clerk, f"/reports/{report.pk}/sections/assets/")
    expect(page.locator(".comment")).to_contain_text("请说明闲置资产的处置")
    clerk.at(block.place).fill(block.text + "闲置设备已报批处置。")
    page.get_by_label("答复：请说明闲置资产的处置").fill("已补充处置情况")
    clerk.saved()
    no_barriers(page)
    assert Comment.objects.get().state == "answered"
    explain_everything(clerk)
    sign(head)
    assert (state(county), ReportVersion.objects.count()) == (("submitted", 1), 2)

    # The reviewer sees what changed, character by character, and the answer; scores that still hold are there.
    page = begin(reviewer)
    expect(page.locator("#paper-assets ins").first).to_have_text("闲置设备已报批处置。")
    page.locator("#paper-assets h2 .spot").click()
    talk = page.locator("#talk section:not([hidden])")
    expect(talk).to_contain_text("已补充处置情况")
    talk.get_by_role("button", name="办结").click()
    said(page, "意见已办结。")
    page.get_by_role("button", name="其余未核定的项也同意自评").click()
    said(page, "其余各项已按自评分核定。")
    page.get_by_role("button", name="通过，送下一步").click()
    said(page, "审核通过，已转下一步。")
    assert state(county) == ("in_review", 2)

    # The chief takes a point off with a reason, and settles.
    page = begin(chief)
    before = page.locator('[id="score/management_rules/score"]').input_value()
    page.locator('[id="score/management_rules/score"]').fill("5")
    page.locator('[id="score/management_rules/reason"]').fill("缺厉行节约制度")
    chief.saved()
    expect(page.locator("#diff-management_rules")).to_have_text("−1.00")
    page.get_by_text("审定", exact=True).first.click()
    page.get_by_role("button", name="采用").click()
    expect(page.get_by_label("评审意见")).to_have_value(
        "经审核，自评得分 90.18 分，核定得分 89.18 分，等次“良”。主要差异：\n"
        "1. 管理制度健全性自评 6.00 分，核定 5.00 分，缺厉行节约制度。"
    )
    page.locator("#settle form").get_by_role("button", name="审定").click()
    said(page, "已审定。")
    no_barriers(page)
    assert before == "6.00"
    decision = Decision.objects.get()
    # 90.18 − 1 = 89.18, and 良 reaches from 80 to below 90
    assert (decision.total, decision.grade, state(county)) == (Decimal("89.18"), "良", ("approved", 2))
    assert ReviewScore.objects.filter(indicator="management_rules", score=5).count() == 1

    # The unit is told, and the trail holds every step once.
    page = go(clerk, "/notices/")
    expect(page.locator("table")).to_contain_text("核定 89.18 分，等次“良”")
    steps = Event.objects.filter(chain=f"report:{report.pk}", kind="transition").order_by("number")
    assert list(steps.values_list("detail__action", flat=True)) == [
        "ask_for_signature", "sign_and_send", "begin_review", "return_to_unit", "ask_for_signature", "sign_and_send",
        "begin_review", "pass_on", "approve",
    ]  # fmt: skip
    assert list(find_breaks()) == []
    assert Notice.objects.filter(user=county.people["head"], kind="to_sign").count() == 2
