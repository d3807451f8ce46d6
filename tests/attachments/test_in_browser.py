"""In a real browser: files are added and removed on the page of a section, refused with a reason, brought back."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from departments.models import Attachment
from tests import factories
from tests.attachments import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report_and_clerk(transactional_db):
    return factories.report()


def sign_in(page, live_server, clerk):
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("账号").fill(clerk.username)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{live_server.url}/")


@pytest.fixture
def section(page, live_server, report, clerk):
    sign_in(page, live_server, clerk)
    page.goto(f"{live_server.url}/reports/{report.pk}/sections/assets/")
    return page


def choose(page, *files):
    kinds = {"pdf": "application/pdf", "jpg": "image/jpeg"}
    page.set_input_files(
        "[data-attachments=assets] input[type=file]",
        [
            {"name": name, "mimeType": kinds.get(name.rpartition(".")[2], ""), "buffer": content}
            for name, content in files
        ],
    )


def test_files_are_added_removed_and_brought_back(section):
    box = section.locator("[data-attachments=assets]")
    choose(section, ("资产清查表㙍.pdf", making.pdf()), ("照片.jpg", making.picture()), ("假.docx", making.EXE))
    box.get_by_role("link", name="照片.jpg").wait_for()
    box.get_by_text("“假.docx”实际不是 Word 文件").wait_for()
    assert box.get_by_role("link").all_inner_texts() == ["资产清查表㙍.pdf", "照片.jpg"]
    found = Axe().run(section, context="[data-attachments]")
    assert found.violations_count == 0, found.generate_report()
    box.get_by_role("button", name="知道了").click()
    assert box.locator("[data-sending]").inner_text() == ""

    box.get_by_role("button", name="移除“照片.jpg”").click()
    box.get_by_text("已移除“照片.jpg”").wait_for()
    assert box.get_by_role("link").all_inner_texts() == ["资产清查表㙍.pdf"]
    box.get_by_role("button", name="撤销").click()
    box.get_by_role("link", name="照片.jpg").wait_for()

    section.reload()
    assert box.get_by_role("link").all_inner_texts() == ["资产清查表㙍.pdf", "照片.jpg"]


def test_download_has_its_chinese_name(section):
    choose(section, ("资产清查表㙍.pdf", making.pdf()))
    link = section.get_by_role("link", name="资产清查表㙍.pdf")
    with section.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "资产清查表㙍.pdf"


def test_file_above_the_limit_is_refused_before_it_is_sent(section, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    section.reload()
    sent = []
    section.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    choose(section, ("大.pdf", making.pdf().ljust(1_200_000)))
    # 1 200 000 / 1 048 576 = 1.144
    section.get_by_text("“大.pdf”有 1.1 MB，超过 1 MB 的上限").wait_for()
    assert sent == []


def test_session_that_ended_is_renewed_and_the_file_still_arrives(section, context, live_server, clerk):
    session = [cookie for cookie in context.cookies() if cookie["name"] == "evalportal_session"]
    context.clear_cookies(name="evalportal_session")
    choose(section, ("表.pdf", making.pdf()))
    section.get_by_role("heading", name="请重新登录").wait_for()
    assert not Attachment.objects.exists()
    context.add_cookies(session)
    section.get_by_role("button", name="我已登录，继续").click()
    section.get_by_role("link", name="表.pdf").wait_for()


def test_page_works_without_scripts(browser, live_server, report, clerk):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, live_server, clerk)
    page.goto(f"{live_server.url}/reports/{report.pk}/sections/assets/")
    choose(page, ("表.pdf", making.pdf()), ("空.pdf", b""))
    page.get_by_role("button", name="上传").click()
    assert page.url.endswith(f"/reports/{report.pk}/sections/assets/#files-assets")
    assert page.get_by_role("link", name="表.pdf").is_visible()
    assert "“空.pdf”是空文件" in page.inner_text("main")
    page.get_by_role("button", name="移除“表.pdf”").click()
    assert "已移除“表.pdf”" in page.inner_text("main")
    assert page.get_by_role("link", name="表.pdf").count() == 0
    context.close()
