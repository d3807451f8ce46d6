import csv
import hashlib
import io
import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdfium2 import PdfDocument

from departments.enums import EventKind
from departments.models import Department, Event
from evalportal.documents.storage import storage_name
from evalportal.models import StoredDocument
from scoring.publishing import NotPublishable, publish_report, unpublish_report
from scoring.workflow.moving import MoveRefused, Stale
from tests.working import work_off_jobs

UNIT = "/public/2023/300002/"


@pytest.fixture
def published(settled):
    publish_report(settled.report.pk, by=settled.people["chief"])
    return settled


def test_nothing_is_public_before_it_is_published(client, settled):
    for address in ("/public/2023/", UNIT, f"{UNIT}report.pdf", f"{UNIT}scores.csv", f"{UNIT}data.json"):
        assert client.get(address).status_code == 404, address


def test_public_page_shows_both_scores_without_signing_in(client, published):
    assert "常宁市第一中学" in client.get("/public/2023/").content.decode()
    text = client.get(UNIT).content.decode()
    assert "90.18" in text  # the self-score of the demo report
    assert "87.18" in text  # less 3 points of 管理制度健全性


def test_public_pages_are_kept_by_caches_and_answered_by_etag(client, published):
    answer = client.get(UNIT)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert client.get(UNIT, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    unpublish_report(published.report.pk, reason="内容有误，更正后再公开。", by=published.people["chief"])
    assert client.get(UNIT, headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_public_pdf_is_the_stored_one_and_has_no_contact_data(client, published):
    work_off_jobs()
    first = client.get(f"{UNIT}report.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first["Cache-Control"] == "public, max-age=300"
    content = b"".join(first.streaming_content)
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    assert "管理制度健全性" in text
    assert "7220305" not in text
    assert "周慧" not in text
    stored = StoredDocument.objects.get(kind="public")
    assert first["ETag"] == f'"{stored.sha256}"'
    assert hashlib.sha256(content).hexdigest() == stored.sha256
    assert client.get(f"{UNIT}report.pdf", headers={"If-None-Match": first["ETag"]}).status_code == 304

    default_storage.delete(storage_name(stored.key))
    lost = client.get(f"{UNIT}report.pdf")
    assert (lost.status_code, "正在后台生成" in lost.content.decode()) == (503, True)
    stored.refresh_from_db()
    assert stored.state == "waiting"


def test_nothing_is_published_while_its_pdf_is_not_made(client, settled):
    client.force_login(settled.people["chief"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("publish", args=(settled.report.pk,)), {"stamp": ""}, follow=True)
    assert "正在后台生成" in answer.content.decode()
    assert client.get(UNIT).status_code == 404


def test_open_data_are_safe_for_excel_and_exact(client, published):
    Department.objects.filter(code="300002").update(name="=1+1常宁市第一中学")
    text = client.get("/public/2023/scores.csv").content.decode()
    assert text.startswith("\ufeff")
    [heads, row] = list(csv.reader(io.StringIO(text[1:])))
    decision = published.report.decisions.get()
    assert heads == ["预算单位编码", "单位", "自评分", "核定分", "等次"]
    assert row == ["300002", "'=1+1常宁市第一中学", "90.18", str(decision.total), decision.grade]
    data = json.loads(client.get(f"{UNIT}data.json").content)
    assert data["self_score"] == "90.18"
    assert data["facts"]["expenditure_total.initial"] == "890.65"
    [cut] = [each for each in data["rows"] if each["name"] == "管理制度健全性"]
    assert (cut["self_score"], cut["settled_score"]) == ("6.00", "3.00")
    last = list(csv.reader(io.StringIO(client.get(f"{UNIT}scores.csv").content.decode()[1:])))[-1]
    # 90.18 less the 3 points of 管理制度健全性 that were cut
    assert last == ["合计", "", "", "100.00", "90.18", "87.18"]


def test_chief_publishes_through_the_check_page_and_takes_back_with_a_reason(client, settled):
    client.force_login(settled.people["chief"], backend="django.contrib.auth.backends.ModelBackend")
    work_off_jobs()
    page = reverse("publication_check", args=(settled.report.pk,))
    answer = client.get(page)
    assert "管理制度健全性" in answer.content.decode()
    assert "7220305" not in answer.content.decode()
    step = reverse("publish", args=(settled.report.pk,))

    client.post(step, {"stamp": answer.context["stamp"]})
    assert client.get(UNIT).status_code == 200
    client.post(step, {"step": "unpublish", "reason": "", "stamp": ""})
    assert client.get(UNIT).status_code == 200  # no reason was given
    client.post(step, {"step": "unpublish", "reason": "数据更正后再公开", "stamp": ""})
    assert client.get(UNIT).status_code == 404

    actions = [each.detail["action"] for each in Event.objects.filter(kind=EventKind.TRANSITION).order_by("number")]
    assert actions[-2:] == ["publish", "unpublish"]


def test_only_the_chief_publishes_and_only_once(settled):
    for name in ("clerk", "head", "reviewer", "system_admin", "auditor"):
        with pytest.raises(MoveRefused):
            publish_report(settled.report.pk, by=settled.people[name])
    publish_report(settled.report.pk, by=settled.people["chief"])
    with pytest.raises(Stale):
        publish_report(settled.report.pk, by=settled.people["chief"])


def test_a_report_without_a_standing_decision_is_not_published(settled):
    settled.report.decisions.update(taken_back_at=settled.report.created_at)
    with pytest.raises(NotPublishable):
        publish_report(settled.report.pk, by=settled.people["chief"])
