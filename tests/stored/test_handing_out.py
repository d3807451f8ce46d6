"""Stored files are handed out to those who see the report, whole, known again by hash, through nginx if wanted."""

import pytest

from departments.enums import EventKind
from departments.models import Event
from evalportal.models import StoredDocument
from tests.stored.conftest import signed_in
from tests.working import work_off_jobs

pytestmark = pytest.mark.django_db


def taken():
    return [event.detail for event in Event.objects.filter(kind=EventKind.DOCUMENT_EXPORTED)]


def test_the_page_shows_progress_until_the_files_are_there(sent):
    report, _version, people = sent
    client = signed_in(people["clerk"])
    page = f"/reports/{report.pk}/documents/"
    assert client.get(f"/reports/{report.pk}/report.pdf")["Location"] == page
    assert f'data-progress-url="{page}progress/"' in client.get(page).content.decode()
    work_off_jobs()
    fragment = client.get(f"{page}progress/").content.decode()
    assert "data-progress-url" not in fragment
    assert StoredDocument.objects.get(format="pdf").sha256 in fragment


def test_a_stored_file_is_sent_whole_once_and_then_answered_by_its_hash(sent, settings):
    report, version, people = sent
    work_off_jobs()
    document = StoredDocument.objects.get(format="pdf")
    client = signed_in(people["reviewer"])
    for address in (f"/reports/{report.pk}/report.pdf", f"/reports/{report.pk}/documents/{document.pk}/"):
        answer = client.get(address)
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")
        assert answer["ETag"] == f'"{document.sha256}"'
        assert answer["Content-Length"] == str(document.size)
        assert answer["Content-Disposition"].startswith("attachment;")
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert client.head(address)["Content-Length"] == str(document.size)
    assert taken() == [{"format": "pdf", "version": version.pk}] * 2

    settings.ACCEL_REDIRECT = "/private-files/"
    answer = client.get(address)
    assert answer.content == b""
    assert answer["X-Accel-Redirect"] == f"/private-files/documents/{document.key[:2]}/{document.key}"


def test_outsiders_and_other_reports_get_404(sent, county):
    report, _version, people = sent
    work_off_jobs()
    document = StoredDocument.objects.first()
    address = f"/reports/{report.pk}/documents/{document.pk}/"
    for name in ("clerk_of_another", "reviewer_of_another", "system_admin", "auditor"):
        assert signed_in(people[name]).get(address).status_code == 404, name
    foreign = f"/reports/{county.other_report.pk}/documents/{document.pk}/"
    assert signed_in(people["clerk_of_another"]).get(foreign).status_code == 404


def test_a_page_of_files_costs_the_same_for_one_version_and_for_three(sent, django_assert_num_queries):
    from tests.stored.conftest import send

    report, _version, people = sent
    client = signed_in(people["chief"])
    page = f"/reports/{report.pk}/documents/"
    client.get(page)
    with django_assert_num_queries(8):
        client.get(page)
    for _more in range(2):
        send(report, people["clerk"])
    with django_assert_num_queries(8):
        client.get(page)
