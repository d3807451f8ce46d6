"""Every page of home, trail and administration in a real browser: nothing for axe to find, nothing wider than the
screen, no word from the content security policy, at 1366 pixels and on a phone, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from departments.campaigns import assign_reviewer, grant_extension
from departments.drafts import RowEdit, save_rows
from departments.models import User
from tests import factories
from tests.administration.test_imports import upload
from tests.importing.books import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county(db):
    county = factories.county()
    people, campaign = county.people, county.report.campaign
    cells = {"staff_quota": "四十五"}
    save_rows(county.report.pk, "profile", "staff", [RowEdit("staff", 0, cells)], by=people["clerk"])
    assign_reviewer(campaign, step=1, user=people["reviewer"], division=county.division, by=None)
    later = campaign.closes_at.replace(year=campaign.closes_at.year + 1)
    grant_extension(
        campaign, county.other_report.department, closes_at=later, reason=factories.NASTY, by=people["chief"]
    )
    factories.department()
    return county


def pages_of(county, who, client):
    """The addresses that this person is shown."""
    campaign, department = county.report.campaign_id, county.department.pk
    if who == "system_admin":
        names = ("campaign", "campaign_reports", "campaign_reviewers", "campaign_extensions")
        yield from (reverse(name) for name in ("home", "departments", "new_department", "divisions", "new_division"))
        yield from (reverse(name, args=(campaign,)) for name in names)
        yield from (reverse("campaigns"), reverse("new_campaign"), reverse("department", args=(department,)))
        yield reverse("import_list", args=("departments",))
    elif who == "security_admin":
        yield from (reverse(name) for name in ("home", "users", "new_user"))
        yield reverse("user", args=(county.people["clerk"].pk,))
        for rows in ([("neu", "沈㙍")], [("clerk", "别人"), ("neu", "沈㙍")]):  # without errors and with one
            content = book(("账号", "姓名", "籍贯"), *rows)
            answer = client.post(reverse("import_list", args=("users",)), upload(content))
            yield answer.headers["Location"]
    elif who == "auditor":
        yield from (reverse("home"), reverse("trail"), f"{reverse('trail')}?person=x")
    else:
        yield from (reverse("home"), reverse("reports"), f"{reverse('reports')}?words=x")


@pytest.mark.parametrize("who", ["clerk", "chief", "reviewer", "nobody", "system_admin", "security_admin", "auditor"])
def test_pages_are_clean(county, page, live_server, who):
    client = Client()
    client.force_login(county.people[who], backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies["evalportal_session"].value
    page.context.add_cookies([{"name": "evalportal_session", "value": session, "url": live_server.url}])
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    for address in pages_of(county, who, client):
        for width, theme in ((1366, "light"), (390, "dark")):
            User.objects.filter(pk=county.people[who].pk).update(theme=theme)
            page.set_viewport_size({"width": width, "height": 768})
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, width)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{address} {width} {theme}\n{found.generate_report()}"
    assert said == []


def test_a_list_from_excel_is_brought_with_the_mouse(county, page, live_server, tmp_path):
    client = Client()
    client.force_login(county.people["security_admin"], backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies["evalportal_session"].value
    page.context.add_cookies([{"name": "evalportal_session", "value": session, "url": live_server.url}])
    file = tmp_path / "用户㙍.xlsx"
    file.write_bytes(book(("账号", "姓名", "角色", "单位"), ("shen", "沈㙍", "填报人", "300002")))
    page.goto(live_server.url + reverse("users"))
    page.get_by_role("link", name="从 Excel 导入").click()
    page.get_by_label("Excel 文件").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="确认导入 1 行").click()
    password = page.locator("code.secret").inner_text()
    assert len(password) == 14  # three groups of four and two hyphens
    page.get_by_role("button", name="退出").first.click()
    page.get_by_label("账号").fill("shen")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_text("您使用的是初始密码，请先修改").wait_for()
