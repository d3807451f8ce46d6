"""Files over HTTP: who may, what comes back, and how it is handed out."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from departments.attachments.actions import accept_file, remove_file
from departments.enums import ReportState
from departments.models import Attachment, Event
from tests import factories
from tests.attachments import making

PDF = making.pdf()
NAME = '预算批复 㙍𬭚😀 "=1+1".pdf'


@pytest.fixture
def client(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def attachment(report, clerk):
    return accept_file(report, place="expenditure", upload=making.uploaded(NAME, PDF), by=clerk)


def read(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def upload_url(report):
    return reverse("attachment_upload", args=[report.pk])


def url_of(attachment, name="attachment_download"):
    return reverse(name, args=[attachment.report_id, attachment.key])


def send(client, report, *files, place="expenditure", json=True, **more):
    data = {"place": place, "file": [making.uploaded(name, content) for name, content in files]}
    headers = {"accept": "application/json"} if json else {}
    return client.post(upload_url(report), {**data, **more}, headers=headers)


# --- Attaching ----------------------------------------------------------------------------------------


def test_script_gets_the_list_as_it_now_stands(client, report):
    answer = send(client, report, (NAME, PDF))
    assert answer.status_code == 200
    body = answer.json()
    attachment = Attachment.objects.get()
    assert body["message"] == f"已上传“{attachment.name}”。"
    assert url_of(attachment) in body["html"]
    assert "&quot;=1+1&quot;.pdf" in body["html"]


def test_plain_form_takes_several_and_goes_back_to_its_page(client, report):
    back = "/reports/1/sections/expenditure/#files-expenditure"
    answer = send(
        client, report, (NAME, PDF), ("空.pdf", b""), ("图.png", making.picture("PNG")), json=False, next=back
    )
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert Attachment.objects.count() == 2
    said = [str(message) for message in answer.wsgi_request._messages]
    assert len(said) == 2
    assert "”“图.png”" in said[0]
    assert "“空.pdf”是空文件" in said[1]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_way_back_leads_nowhere_else(client, report, back):
    assert send(client, report, (NAME, PDF), json=False, next=back)["Location"] == "/"


@pytest.mark.parametrize(
    ("files", "place", "status", "sentence"),
    [
        ([("a.docx", making.EXE)], "expenditure", 422, "“a.docx”实际不是 Word 文件"),
        ([("a.pdf", b"")], "expenditure", 422, "空文件"),
        ([], "expenditure", 422, "请先选择要上传的文件"),
        ([("a.pdf", PDF)], "expenditure/table/base/x/y/z", 404, "报告中没有这个位置"),
        ([("../../a.pdf\u202e", PDF)], "nowhere", 404, "报告中没有这个位置"),
    ],
)
def test_refusals_say_why(client, report, files, place, status, sentence):
    answer = send(client, report, *files, place=place)
    assert answer.status_code == status
    assert sentence in answer.json()["message"]
    assert not Attachment.objects.exists()


def test_file_above_the_limit_is_dropped_while_it_arrives(client, report, stored):
    answer = send(client, report, ("大.pdf", PDF.ljust(21 * 1024 * 1024)))
    assert answer.status_code == 413
    assert answer.json()["message"] == "“大.pdf”超过 20\xa0MB 的上限，请压缩或拆分后再上传。"
    assert "file" not in answer.wsgi_request.FILES
    assert stored() == []


def test_other_files_of_a_form_survive_one_that_is_too_large(client, report):
    send(client, report, ("大.pdf", PDF.ljust(21 * 1024 * 1024)), ("好.pdf", PDF), json=False)
    assert [each.name for each in Attachment.objects.all()] == ["好.pdf"]


def test_file_just_at_the_limit_is_taken(client, report, settings):
    settings.ATTACHMENT_MAX_BYTES = len(PDF)
    assert send(client, report, ("a.pdf", PDF)).status_code == 200


def test_locked_report_answers_423(client, report):
    report.state = ReportState.SUBMITTED
    report.save()
    answer = send(client, report, ("a.pdf", PDF))
    assert (answer.status_code, answer.json()["message"][:4]) == (423, "报告当前")


def test_removing_offers_to_bring_it_back(client, report, attachment):
    answer = client.post(url_of(attachment, "attachment_remove"), headers={"accept": "application/json"})
    assert url_of(attachment, "attachment_restore") in answer.json()["html"]
    assert client.get(url_of(attachment)).status_code == 404
    answer = client.post(url_of(attachment, "attachment_restore"), headers={"accept": "application/json"})
    assert url_of(attachment) in answer.json()["html"]
    assert read(client.get(url_of(attachment))) == PDF


# --- Whose --------------------------------------------------------------------------------------------


def test_nobody_signed_in_is_asked_to_sign_in(client, report, attachment):
    client.logout()
    assert client.get(url_of(attachment)).status_code == 302
    assert send(client, report, ("a.jpg", making.picture())).status_code == 401
    assert Attachment.objects.count() == 1


def test_file_of_another_department_is_not_there(client, attachment):
    client.force_login(factories.report()[1])
    assert client.get(url_of(attachment)).status_code == 404
    assert client.post(url_of(attachment, "attachment_remove")).status_code == 404
    assert client.post(url_of(attachment, "attachment_restore")).status_code == 404
    assert send(client, attachment.report, ("a.jpg", making.picture())).status_code == 404
    assert Attachment.objects.filter(removed_at=None).count() == 1


def test_key_of_another_report_is_not_there_under_ones_own(client, attachment):
    own, clerk = factories.report()
    client.force_login(clerk)
    for name in ("attachment_download", "attachment_remove", "attachment_restore"):
        address = reverse(name, args=[own.pk, attachment.key])
        answer = client.get(address) if name == "attachment_download" else client.post(address)
        assert answer.status_code == 404


def test_head_reads_but_does_not_attach(client, report, attachment):
    client.force_login(factories.person("head", "head", department=report.department))
    assert read(client.get(url_of(attachment))) == PDF
    assert send(client, report, ("a.jpg", making.picture())).status_code == 404


def test_reviewer_reads_what_was_sent_and_no_draft(client, report, attachment):
    client.force_login(factories.person("wang", "reviewer", division=factories.division()))
    assert client.get(url_of(attachment)).status_code == 404
    report.department.division = factories.division("农业股")
    report.department.save()
    report.state, report.step = ReportState.SUBMITTED, 1
    report.save()
    client.force_login(factories.person("lin", "reviewer", division=report.department.division))
    assert read(client.get(url_of(attachment))) == PDF


# --- Handing out --------------------------------------------------------------------------------------


def test_file_is_always_handed_out_to_be_saved(client, attachment):
    answer = client.get(url_of(attachment))
    assert read(answer) == PDF
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(NAME)}"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["ETag"] == f'"{attachment.sha256}"'
    assert answer["Cache-Control"] == "private, no-cache"


def test_reading_is_recorded_once_with_reader_and_address(client, attachment, clerk):
    read(client.get(url_of(attachment), REMOTE_ADDR="10.1.2.3"))
    event = Event.objects.get(kind="file_read")
    assert (event.actor_id, event.address, event.place) == (clerk.pk, "10.1.2.3", "expenditure")
    assert event.detail == {"name": attachment.name, "sha256": attachment.sha256}


def test_unchanged_file_is_not_sent_again_but_still_checked(client, attachment):
    etag = f'"{attachment.sha256}"'
    answer = client.get(url_of(attachment), headers={"if-none-match": etag})
    assert (answer.status_code, answer["ETag"]) == (304, etag)
    client.force_login(factories.report()[1])
    assert client.get(url_of(attachment), headers={"if-none-match": etag}).status_code == 404


def test_head_request_names_the_file_without_reading_it(client, attachment):
    answer = client.head(url_of(attachment))
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(PDF)))
    assert not Event.objects.filter(kind="file_read").exists()


def test_nginx_may_send_the_content(client, attachment, settings):
    settings.ACCEL_REDIRECT = "/private-files/"
    answer = client.get(url_of(attachment))
    key = attachment.key.hex
    assert answer["X-Accel-Redirect"] == f"/private-files/attachments/{key[:2]}/{key}"
    assert answer.content == b""
    assert answer["Content-Disposition"].startswith("attachment;")
    assert Event.objects.filter(kind="file_read").count() == 1


def test_lost_content_is_a_404_and_in_the_log(client, attachment, stored, caplog):
    stored()[0].unlink()
    assert client.get(url_of(attachment)).status_code == 404
    assert str(attachment.key) in caplog.text
    assert not Event.objects.filter(kind="file_read").exists()


def test_removed_file_is_not_handed_out(client, report, clerk, attachment):
    remove_file(report, attachment.key, by=clerk)
    assert client.get(url_of(attachment)).status_code == 404
