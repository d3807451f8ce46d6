"""A settled report carries a code; its public page says what the code stands for and whether a file was changed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdfium2 import PdfDocument

from evalportal.documents.storage import open_content
from evalportal.models import StoredDocument, VerificationCode
from evalportal.verification.codes import ALPHABET, is_well_formed, new_code, normalized, printed
from scoring.settling import reopen_report
from tests.stored.conftest import signed_in
from tests.working import work_off_jobs


def content_of(kind, form="pdf"):
    with open_content(StoredDocument.objects.get(kind=kind, format=form)) as file:
        return file.read()


def text_of(content):
    """The words of a PDF without the breaks of lines: heads of narrow columns stand on several."""
    return "".join("".join(page.get_textpage().get_text_range() for page in PdfDocument(content)).split())


def posted(code, content):
    page = Client().post(f"/verify/{code}/", {"file": SimpleUploadedFile("报告.pdf", content)}).content.decode()
    return re.search(r"<b>(一致|不一致)。</b>", page.split("<template")[0]).group(1)


def test_a_settled_report_is_verified_by_its_code_until_it_is_reopened(settled, settings):
    settings.SITE_URL = "https://portal.example"
    report, chief = settled.report, settled.people["chief"]
    decision = report.decisions.get()
    work_off_jobs()
    code = printed(VerificationCode.objects.get(decision=decision).code)

    # As settled: the code, both scores of the row that was cut from 6 to 3, total, grade, reason, opinion.
    text = text_of(content_of("settled"))
    for words in (code, "核定得分", "87.18", f"等级：{decision.grade}", "两项制度未见印发文件", "同意核定"):
        assert words in text, words
    # For the public: no reasons, no opinion, no contact data. As sent: no code and no settled score.
    public = text_of(content_of("public"))
    assert (code in public, "87.18" in public) == (True, True)
    assert [words for words in ("未见印发文件", "同意核定", "7220305", "周慧") if words in public] == []
    submitted = text_of(content_of("submitted"))
    assert (code in submitted, "核定得分" in submitted) == (False, False)

    page = Client().get(f"/verify/{code}/").content.decode()
    for words in ("核验码有效", "常宁市第一中学", "300002", "2023年度", "第 1 版"):
        assert words in page, words
    for document in StoredDocument.objects.filter(decision=decision):
        assert document.sha256 in page
    settled_pdf = content_of("settled")
    assert posted(code, settled_pdf) == "一致"
    assert posted(code, content_of("public")) == "一致"
    assert posted(code, settled_pdf[:-1] + b" ") == "不一致"
    assert posted(code, content_of("submitted")) == "不一致"
    assert "请先选择" in Client().post(f"/verify/{code}/").content.decode()

    reader = signed_in(settled.people["clerk"])
    shown = reader.get(f"/reports/{report.pk}/documents/").content.decode()
    assert (code in shown, "核定稿" in shown, "公开稿" in shown) == (True, True, False)
    document = StoredDocument.objects.get(kind="settled", format="pdf")
    assert b"".join(reader.get(f"/reports/{report.pk}/report.pdf").streaming_content) == settled_pdf

    reopen_report(report.pk, reason="附件有误，重新审定。", by=chief)
    page = Client().get(f"/verify/{code}/").content.decode()
    assert "已失效" in page
    assert "尚未重新审定" in page
    assert reader.get(f"/reports/{report.pk}/documents/{document.pk}/").status_code == 404
    assert "核定稿" not in reader.get(f"/reports/{report.pk}/documents/").content.decode()


@pytest.mark.django_db
def test_unknown_and_miscopied_codes_are_told_apart():
    answer = Client().get(f"/verify/{printed(new_code())}/")
    assert (answer.status_code, "没有这个核验码" in answer.content.decode()) == (404, True)
    for wrong in ("7KQ2", "7KQ2-M9XD-4TZ", "<script>", "７ＫＱ２", "𬭚" * 30):
        answer = Client().get("/verify/", {"code": wrong}, follow=True)
        assert answer.status_code in (200, 404)
        assert "<script>alert" not in answer.content.decode()
    assert "核验码写得不对" in Client().get("/verify/7KQ2/").content.decode()


def test_codes_are_read_however_they_are_typed_and_every_slip_is_noticed():
    code = new_code()
    assert len(code) == 12
    assert not set("01OIL") & set(ALPHABET)
    assert normalized(f" {printed(code).lower()} ") == code
    assert is_well_formed(code)
    for place in range(12):
        for other in set(ALPHABET) - {code[place]}:
            assert not is_well_formed(code[:place] + other + code[place + 1 :])
        swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
        assert swapped == code or not is_well_formed(swapped)
