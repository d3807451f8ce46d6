"""In a real browser: the page of files follows the making by itself, and a file is compared without being sent."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe

from evalportal.documents.storage import open_content
from evalportal.documents.store import order_settled
from evalportal.models import StoredDocument
from evalportal.verification.codes import code_of, printed
from scoring.models import Decision
from tests import factories
from tests.stored.conftest import send, signed_in
from tests.working import work_off_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def barrier_free(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_files_appear_by_themselves_and_a_changed_one_does_not_verify(page, live_server, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    report, clerk = factories.report(of=factories.department(name="常宁市第㙍中学"))
    version = send(report, clerk)
    decision = Decision.objects.create(
        report=report, report_version=version, total=Decimal(80), grade="良", decided_by=clerk
    )
    order_settled(decision)
    cookie = signed_in(clerk).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    page.goto(f"{live_server.url}/reports/{report.pk}/documents/")
    assert page.get_by_role("progressbar").count() == 6
    barrier_free(page)
    work_off_jobs()
    page.locator("#shelf:not([data-progress-url])").wait_for()
    assert page.get_by_role("link", name="下载 PDF").count() == 2
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    with open_content(StoredDocument.objects.get(kind="settled", format="pdf")) as file:
        content = file.read()
    posted = []
    page.on("request", lambda request: posted.append(request.method))
    page.goto(f"{live_server.url}/verify/{printed(code_of(decision)).lower()}/")
    barrier_free(page)
    for name, held, said in (("a.pdf", content, "一致。"), ("b.pdf", content + b" ", "不一致。")):
        page.set_input_files("#file", [{"name": name, "mimeType": "application/pdf", "buffer": held}])
        page.locator("[data-result] b", has_text=said).first.wait_for()
    assert "POST" not in posted
