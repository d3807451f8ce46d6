"""Where the campaign asks for a stamped copy, the head gives its scan in signing, or says why there is none."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from departments.attachments.refusal import FileRefused
from departments.attachments.storage import storage_name
from departments.models import Attachment, Campaign, ReportVersion
from scoring.findings import read_findings
from scoring.submission import NotReady, ask_for_signature, recall_report, sign_report
from tests.attachments import making
from tests.factories import PASSWORD
from tests.sending.conftest import stored


@pytest.fixture
def signing(ready, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Campaign.objects.update(stamped_copy=True)
    ask_for_signature(ready.report.pk, by=ready.people["clerk"])
    return ready


def scan(name="盖章件㙍.pdf"):
    return making.uploaded(name, making.pdf())


def test_the_scan_belongs_to_the_version_that_was_signed(signing):
    head, report = signing.people["head"], signing.report
    sign_report(report.pk, by=head, stamped=scan())

    copy = Attachment.objects.get(report=report, place="stamped_copy")
    version = ReportVersion.objects.get(report=report)
    assert ["stamped_copy", "盖章件㙍.pdf", copy.sha256] in version.files
    assert copy.uploaded_by == head
    assert default_storage.exists(storage_name(copy.key))
    assert "stamped_copy" not in {each.finding.code for each in read_findings(version.findings)}
    reviewer = Client()
    reviewer.force_login(signing.people["reviewer"])
    assert "盖章件㙍.pdf" in reviewer.get(f"/reviews/{report.pk}/").content.decode()

    # Signed again without one, the scan of the first signature does not pass for one of the second.
    recall_report(report.pk, by=head)
    ask_for_signature(report.pk, by=signing.people["clerk"])
    sign_report(report.pk, by=head, unstamped="公章年检，周五补交。")
    version = ReportVersion.objects.filter(report=report).last()
    assert [file for file in version.files if file[0] == "stamped_copy"] == []
    [said] = [each for each in read_findings(version.findings) if each.finding.code == "stamped_copy"]
    assert (said.finding.level, said.explanation) == ("warning", "公章年检，周五补交。")
    assert "公章年检，周五补交。" in reviewer.get(f"/reviews/{report.pk}/").content.decode()


def test_neither_scan_nor_reason_is_no_signature_and_leaves_nothing(signing):
    head, report = signing.people["head"], signing.report
    with pytest.raises(NotReady, match="请上传扫描件"):
        sign_report(report.pk, by=head, unstamped="无")
    for wrong in (making.uploaded("盖章件.pdf", b"MZ\x90"), making.uploaded("盖章件.docx", making.docx())):
        with pytest.raises(FileRefused):
            sign_report(report.pk, by=head, stamped=wrong)
    assert (stored(report).state, Attachment.objects.filter(place="stamped_copy").count()) == ("signing", 0)
    assert not default_storage.exists("attachments") or not any(
        default_storage.listdir(f"attachments/{each}")[1] for each in default_storage.listdir("attachments")[0]
    )


def test_the_head_signs_on_the_page_with_the_scan(signing):
    report = signing.report
    head = Client()
    head.force_login(signing.people["head"], backend="django.contrib.auth.backends.ModelBackend")
    page = f"/reports/{report.pk}/check/"
    shown = head.get(page).content.decode()
    assert f'href="/reports/{report.pk}/report.pdf"' in shown
    assert 'name="stamped"' in shown
    head.post(f"{page}sign_and_send/", {"password": PASSWORD})
    assert stored(report).state == "signing"
    head.post(f"{page}sign_and_send/", {"password": PASSWORD, "stamped": scan()})
    assert stored(report).state == "submitted"
    assert Attachment.objects.get(report=report, place="stamped_copy").name == "盖章件㙍.pdf"


def test_the_clerk_cannot_attach_at_that_place(ready):
    clerk = Client()
    clerk.force_login(ready.people["clerk"])
    clerk.post(f"/reports/{ready.report.pk}/files/", {"place": "stamped_copy", "file": scan()})
    assert not Attachment.objects.filter(place="stamped_copy").exists()
