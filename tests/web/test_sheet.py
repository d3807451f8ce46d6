"""The sheet in a browser: keys, sums while one types, blocks of cells pasted from Excel and WPS, zeros filled in."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import fill, project, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def focused(desk):
    return desk.page.evaluate("() => document.activeElement.id")


def test_enter_tab_and_arrows_move_as_in_a_spreadsheet(desk):
    desk.open("expenditure")
    base = "expenditure/table/base"
    desk.cell("income_general", "initial").focus()
    keys = [
        ("Enter", "income_government_fund/initial"),
        ("Shift+Enter", "income_general/initial"),
        ("ArrowRight", "income_general/adjusted"),
        ("ArrowLeft", "income_general/initial"),
        ("Tab", "income_general/adjusted"),
        ("ArrowDown", "income_government_fund/adjusted"),
        ("ArrowUp", "income_general/adjusted"),
    ]
    for key, place in keys:
        desk.page.keyboard.press(key)
        assert focused(desk) == f"{base}/{place}", key


def test_derived_cells_are_skipped_and_columns_stay_where_a_line_has_one_more(desk):
    desk.open("expenditure")
    desk.cell("income_special_account", "outturn").focus()
    desk.page.keyboard.press("Enter")
    assert focused(desk) == "expenditure/table/base/income_business/outturn"  # 其他资金 is a sum
    desk.cell("public_meeting_training", "initial").focus()
    desk.page.keyboard.press("Enter")
    # past 项目支出 and the sums of 三公, whose lines begin with 上年预算
    assert focused(desk) == "expenditure/table/base/vehicle_purchase/initial"
    desk.page.keyboard.press("ArrowLeft")
    desk.page.keyboard.press("ArrowLeft")
    assert focused(desk) == "expenditure/table/base/vehicle_purchase/prior_budget"
    desk.cell("three_public_reception", "prior_outturn").focus()
    desk.page.keyboard.press("Enter")
    assert focused(desk) == "expenditure/table/base/procurement/prior_outturn"


def test_escape_gives_back_what_stood_there(desk):
    fill(desk.report, desk.user, "expenditure", "base", "procurement", initial="24")
    desk.open("expenditure")
    cell = desk.cell("procurement", "initial")
    cell.focus()
    desk.page.keyboard.type("999")
    desk.page.keyboard.press("Escape")
    expect(cell).to_have_value("24.00")


def test_sums_follow_each_key_and_agree_with_the_server(desk):
    first = project(desk.report, desk.user, "科技事务", initial="30")
    project(desk.report, desk.user, "专职办经费", initial="8")
    desk.open("expenditure")
    desk.cell("expenditure_personnel", "initial").fill("685.19")
    desk.cell("expenditure_public", "initial").fill("117.46")
    # 685.19 + 117.46 = 802.65; + 30 + 8 = 840.65
    expect(desk.sum("expenditure_basic", "initial")).to_have_text("802.65")
    expect(desk.sum("expenditure_total", "initial")).to_have_text("840.65")
    desk.at(f"special_funds/table/projects/{first}/initial").fill("28.00")
    expect(desk.sum("expenditure_project", "initial")).to_have_text("36.00")
    expect(desk.sum("expenditure_total", "initial")).to_have_text("838.65")
    desk.saved()
    desk.page.wait_for_timeout(300)
    expect(desk.sum("expenditure_total", "initial")).to_have_text("838.65")
    desk.report.refresh_from_db()
    assert desk.report.facts["expenditure_total.initial"] == "838.65"


def test_a_block_of_cells_from_excel_goes_where_its_names_say_in_one_save(desk):
    desk.open("expenditure")
    posts = []
    desk.page.on("request", lambda request: posts.append(request) if request.url.endswith("/save/") else None)
    copied = (
        "项目\t上年决算\t年初预算\r\n"
        "一、收入合计\t1\t2\r\n"
        '1.一般公共预算拨款\t"1,000.50"\t２０．５\r\n'
        "纳入预算管理的事业收入\t1\t2\r\n"
        "其他收入\t3\tx4\r\n"
    )
    desk.paste(desk.cell("income_general", "prior_outturn"), copied)
    told = desk.page.locator("#bar-base [data-told]")
    expect(told).to_contain_text("已粘贴 6 格")
    expect(told).to_contain_text("2 格是自动合计或不能填写，已略过")
    desk.saved()
    assert len(posts) == 1
    assert stored(desk.report, "income_general", "prior_outturn") == "1000.50"
    assert stored(desk.report, "income_general", "initial") == "20.50"
    assert stored(desk.report, "income_misc", "initial") == "x4"  # kept as pasted, marked
    expect(desk.cell("income_misc", "initial")).to_have_attribute("aria-invalid", "true")
    # 1000.50 + 1 + 3 = 1004.50
    expect(desk.sum("income_total", "prior_outturn")).to_have_text("1004.50")
    expect(desk.sum("income_total", "initial")).to_have_text("待更正")
    told.get_by_role("button", name="撤销粘贴").click()
    desk.saved()
    assert stored(desk.report, "income_general", "prior_outturn") == "None"
    expect(desk.sum("income_total", "prior_outturn")).to_have_text("—")


def test_a_block_in_the_words_and_the_unit_of_another_form_finds_its_lines_and_columns(desk):
    desk.open("expenditure")
    year = desk.report.campaign.year
    copied = (
        "部门整体支出绩效评价基础数据表\t\t\t单位：元\r\n"
        f"项目\t行次\t{year - 1}年决算数\t{year}年预算数\t{year}年决算数\r\n"
        "1.一般公共预算财政拨款收入\t1\t12,300,049.99\t12345000\t１２９０００００\r\n"
        "公车运行维护\t2\t/\t5000\t4900\r\n"
        "年末结转和结余\t3\t62000\t\t58500\r\n"
        "业务工作专项\t4\t1\t2\t3\r\n"
    )
    # pasted at 全年预算, which the block has not
    desk.paste(desk.cell("income_general", "adjusted"), copied)
    told = desk.page.locator("#bar-base [data-told]")
    expect(told).to_contain_text("原数以元为单位，已换算成万元")
    expect(told).to_contain_text("1 行没有对应的行，未粘贴：业务工作专项")
    desk.saved()
    # 12300049.99 ÷ 10000 = 1230.004999
    assert stored(desk.report, "income_general", "prior_outturn") == "1230.00"
    assert stored(desk.report, "income_general", "initial") == "1234.50"
    assert stored(desk.report, "income_general", "adjusted") == "None"
    assert stored(desk.report, "income_general", "outturn") == "1290.00"
    assert stored(desk.report, "vehicle_running", "initial") == "0.50"
    assert stored(desk.report, "vehicle_running", "prior_outturn") == "None"
    assert stored(desk.report, "carry_over_out", "outturn") == "5.85"


def test_large_figures_without_a_unit_are_taken_as_they_are_until_somebody_says_yuan(desk):
    desk.open("expenditure")
    desk.paste(desk.cell("vehicle_running", "initial"), "120000\t110000\n")
    expect(desk.cell("vehicle_running", "initial")).to_have_value("120000")
    desk.page.get_by_role("button", name="换算成万元").click()
    desk.saved()
    assert stored(desk.report, "vehicle_running", "initial") == "12.00"
    desk.page.get_by_role("button", name="撤销粘贴").click()
    desk.saved()
    assert stored(desk.report, "vehicle_running", "initial") == "None"


def test_a_block_of_projects_adds_the_rows_that_are_missing(desk):
    key = project(desk.report, desk.user, "")
    desk.open("special_funds")
    copied = (
        "项目名称\t项目类别\t年初预算\t全年预算\t全年执行数\t执行率\n"
        "科技事务\t业务工作专项\t30\t32\t30\t93.75%\n"
        "信息㙍管理\t运行维护专项\t1,000.5\t12.2\t11.68\t95.74%\n"
    )
    desk.paste(desk.at(f"special_funds/table/projects/{key}/name"), copied)
    desk.page.get_by_role("button", name="添加 1 行并粘贴").click()
    expect(desk.page.locator("#projects tbody [data-row]")).to_have_count(2)
    desk.saved()
    rows = desk.report.projectfund_rows.order_by("position").values_list(
        "name", "kind", "initial", "adjusted", "outturn"
    )
    assert [tuple(map(str, row)) for row in rows] == [
        ("科技事务", "business", "30.00", "32.00", "30.00"),
        ("信息㙍管理", "operation", "1000.50", "12.20", "11.68"),
    ]


def test_figures_without_names_go_down_line_by_line(desk):
    desk.open("expenditure")
    desk.paste(desk.cell("vehicle_purchase", "initial"), "0\t0\n1.5\t1.4\n")
    desk.saved()
    assert stored(desk.report, "vehicle_running", "initial") == "1.50"
    assert stored(desk.report, "vehicle_running", "adjusted") == "1.40"
    expect(desk.sum("three_public_total", "adjusted")).to_have_text("1.40")


def test_empty_cells_of_a_group_are_filled_with_zero_and_emptied_again(desk):
    fill(desk.report, desk.user, "expenditure", "base", "three_public_reception", initial="3.8")
    desk.open("expenditure")
    group = desk.page.locator("tbody").filter(has_text="公务用车购置")
    group.get_by_role("button", name="空格填 0").click()
    desk.saved()
    # four lines of five columns, one of which was filled
    expect(desk.page.locator("#bar-base [data-told]")).to_contain_text("已在 19 个空格填 0")
    assert stored(desk.report, "three_public_abroad", "prior_budget") == "0.00"
    assert stored(desk.report, "three_public_reception", "initial") == "3.80"
    assert stored(desk.report, "procurement", "initial") is None
    desk.page.get_by_role("button", name="撤销填 0").click()
    desk.saved()
    assert stored(desk.report, "three_public_abroad", "prior_budget") == "None"


def test_the_bar_says_where_one_is_and_what_the_line_means(desk):
    desk.open("expenditure")
    desk.cell("budget_reduction", "adjusted").focus()
    bar = desk.page.locator("#bar-base")
    expect(bar.locator("[data-at]")).to_contain_text("全年预算")
    expect(bar).to_contain_text("年度执行中追减的预算，填正数。")
    assert "bar-base" in desk.cell("budget_reduction", "adjusted").get_attribute("aria-describedby")


def test_points_that_are_left_to_give_are_shown_while_one_types(desk):
    desk.open("performance")
    desk.page.get_by_role("button", name="添加指标").click()
    row = desk.page.locator(".indicators tbody [data-row]")
    row.locator("[data-cell=points]").fill("12.5")
    # 90 − 12.5 = 77.5
    expect(desk.page.locator(".indicators tfoot")).to_contain_text("还可分配 77.50 分")
    row.locator("[data-cell=points]").fill("95")
    expect(desk.page.locator(".indicators tfoot")).to_contain_text("超出 5.00 分")
    row.locator("[data-cell=sign]").select_option("qualitative")
    expect(row.locator("[data-cell=target_text]")).to_be_visible()
    expect(row.locator("[data-cell=target]")).to_be_hidden()
    desk.saved()


def test_the_money_of_a_project_adds_up_on_its_own_page(desk):
    key = project(desk.report, desk.user, "科技事务", initial="30")
    desk.page.goto(f"{desk.base}/reports/{desk.report.pk}/projects/{key}/")
    place = f"special_funds/table/projects/{key}"
    desk.at(f"{place}/adjusted").fill("28")
    desk.at(f"{place}/outturn").fill("27.9")
    desk.at(f"{place}/adjusted_carried").fill("3.5")
    # 28 − 3.5 = 24.5; 27.9 ÷ 28 = 99.642857… %
    expect(desk.page.locator("[data-derived=adjusted_appropriated]")).to_have_text("24.50")
    expect(desk.page.locator("[data-derived=execution]")).to_have_text("99.64%")
    desk.at(f"{place}/goal").fill("完成12个科技项目")
    desk.saved()
    saved = desk.report.projectfund_rows.get(pk=key)
    assert (str(saved.adjusted), str(saved.adjusted_carried), saved.goal) == ("28.00", "3.50", "完成12个科技项目")
    desk.at(f"{place}/responsible").fill("科技股")
    desk.saved()
    assert desk.report.projectfund_rows.get(pk=key).responsible == "科技股"
