"""Files are ordered with the sending, made once in the background, and made again when something was lost."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pypdfium2 import PdfDocument

from evalportal.documents.making import make_documents
from evalportal.documents.shelf import shelf_of
from evalportal.documents.storage import open_content, storage_name, sweep
from evalportal.documents.store import LOST_AFTER, stored_document
from evalportal.jobs import LONGEST, MOST_WORKERS, reap_jobs
from evalportal.models import DocumentState, StoredDocument
from tests.stored.conftest import signed_in
from tests.working import work_off_jobs

pytestmark = pytest.mark.django_db


def content_of(document):
    with open_content(document) as file:
        return file.read()


def states():
    return dict(StoredDocument.objects.values_list("format", "state"))


def test_sending_orders_the_files_and_one_job_makes_them_once(sent):
    _report, version, _people = sent
    assert states() == {"pdf": "waiting", "docx": "waiting", "xlsx": "waiting"}
    assert DBTaskResult.objects.count() == 1

    work_off_jobs()

    pdf = stored_document(version, "submitted", "pdf")
    assert states() == {"pdf": "ready", "docx": "ready", "xlsx": "ready"}
    content = content_of(pdf)
    assert pdf.size == len(content)
    assert pdf.sha256 == hashlib.sha256(content).hexdigest()
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    assert "常宁市第一中学" in text
    assert "草稿" not in text

    # The same job once more, as after a worker that died between its last file and its report to the queue.
    make_documents.enqueue([each.pk for each in StoredDocument.objects.all()])
    work_off_jobs()
    assert stored_document(version, "submitted", "pdf").key == pdf.key


def test_a_killed_worker_loses_neither_job_nor_file(sent):
    _report, version, _people = sent
    job = DBTaskResult.objects.get()
    job.claim("host-1")
    StoredDocument.objects.filter(format="pdf").update(state=DocumentState.MAKING, begun_at=timezone.now())

    assert reap_jobs() == 0  # it may be at work
    assert reap_jobs(dead_worker="host-2") == 0
    assert reap_jobs(dead_worker="host-1") == 1
    work_off_jobs("host-1")

    job.refresh_from_db()
    assert (job.status, job.worker_ids) == ("SUCCESSFUL", ["host-1", "host-1"])
    assert stored_document(version, "submitted", "pdf").state == "ready"


def test_a_job_that_outlasts_every_job_is_queued_again_and_given_up_after_three_workers(sent):
    job = DBTaskResult.objects.get()
    for worker in range(MOST_WORKERS):
        job.claim(f"host-{worker}")
        DBTaskResult.objects.update(started_at=timezone.now() - LONGEST - timedelta(seconds=1))
        assert reap_jobs() == 1
        job.refresh_from_db()
        assert job.status == ("FAILED" if worker == MOST_WORKERS - 1 else "READY")
    assert reap_jobs() == 0


def test_looking_at_a_file_that_nobody_is_making_any_more_orders_it_again(sent):
    report, _version, people = sent
    DBTaskResult.objects.all().delete()  # the queue was emptied
    assert not shelf_of(report).batches[0].documents[0].made_at
    assert DBTaskResult.objects.count() == 0  # not yet: it may still come
    StoredDocument.objects.update(asked_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))

    signed_in(people["clerk"]).get(f"/reports/{report.pk}/documents/")

    assert DBTaskResult.objects.count() == 3
    work_off_jobs()
    assert set(states().values()) == {"ready"}


def test_a_lost_file_is_made_again_and_the_one_that_was_handed_out_stays_genuine(sent):
    report, version, people = sent
    work_off_jobs()
    lost = stored_document(version, "submitted", "xlsx")
    default_storage.delete(storage_name(lost.key))
    StoredDocument.objects.filter(pk=lost.pk).update(sha256="0" * 64)

    answer = signed_in(people["clerk"]).get(f"/reports/{report.pk}/report.xlsx")

    assert answer["Location"] == f"/reports/{report.pk}/documents/"
    work_off_jobs()
    found = stored_document(version, "submitted", "xlsx")
    assert (found.state, found.earlier) == ("ready", ["0" * 64])
    assert hashlib.sha256(content_of(found)).hexdigest() == found.sha256


def test_a_character_without_a_font_is_named_on_the_page_and_the_other_files_come_out(unprintable):
    report, _version, clerk = unprintable
    work_off_jobs()
    assert states() == {"pdf": "failed", "docx": "ready", "xlsx": "ready"}
    client = signed_in(clerk)
    page = client.get(f"/reports/{report.pk}/documents/").content.decode()
    assert "“😀”（U+1F600" in page
    assert "在封面" in page

    failed = StoredDocument.objects.get(format="pdf")
    client.post(f"/reports/{report.pk}/documents/{failed.pk}/again/")
    failed.refresh_from_db()
    assert (failed.state, failed.failure) == ("waiting", "")


def test_content_that_no_row_names_is_swept_after_a_day(sent):
    work_off_jobs()
    kept = [storage_name(key) for key in StoredDocument.objects.values_list("key", flat=True)]
    default_storage.save("documents/ab/abandoned", ContentFile(b"%PDF-"))
    assert sweep() == 0
    assert sweep(now=timezone.now() + timedelta(days=2)) == 1
    assert not default_storage.exists("documents/ab/abandoned")
    assert all(default_storage.exists(name) for name in kept)
