"""What people see when something failed: calm, in Chinese, styled, and without what failed."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

PAGES = {413: "提交的内容过大", 503: "系统暂时不能使用"}


@pytest.fixture
def outsider():
    """A browser that is shown the page of an error, as in production."""
    logging.getLogger("django.request").disabled = True
    yield Client(raise_request_exception=False)
    logging.getLogger("django.request").disabled = False


@pytest.mark.parametrize("status", PAGES)
def test_the_proxy_says_what_the_portal_says(status):
    lies = Path(settings.BASE_DIR, "static", "errors", f"{status}.html").read_text()
    assert lies == render_to_string(f"errors/{status}.html")
    assert PAGES[status] in lies
    assert "/static/css/errors.css" in lies


def test_a_form_that_is_too_large_is_told_so(outsider, db):
    body = b"username=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    answer = outsider.post(reverse("sign_in"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert PAGES[413] in answer.content.decode()


def test_an_unknown_host_gets_a_calm_page(outsider):
    answer = outsider.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "请求无法识别" in answer.content.decode()


def test_a_database_that_does_not_answer_passes_and_is_no_fault_of_the_page(outsider, db):
    def is_gone(execute, sql, params, many, context):
        raise connection.Database.OperationalError("could not connect")

    def is_broken(execute, sql, params, many, context):
        raise connection.Database.ProgrammingError("no such column")

    answers = []
    for fails in (is_gone, is_broken):
        with connection.execute_wrapper(lambda *given, fails=fails: connection.wrap_database_errors(fails)(*given)):
            answers.append(outsider.get(reverse("public")))
            script = outsider.get(reverse("public"), headers={"accept": "application/json"})
            assert script.json()["message"].startswith("系统")
            assert script.status_code == answers[-1].status_code
    gone, broken = answers
    assert (gone.status_code, gone["Retry-After"]) == (503, "60")
    assert PAGES[503] in gone.content.decode()
    assert broken.status_code == 500
    for answer in answers:
        assert "Traceback" not in answer.content.decode()
        assert "could not connect" not in answer.content.decode()
