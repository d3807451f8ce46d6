"""An export from order to download: stored files in a zip with an index, in the trail, for the chief alone."""

import hashlib
import io
import zipfile
from contextlib import contextmanager
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from departments.enums import EventKind
from departments.models import Campaign, Department, Event
from departments.refusal import Refused
from evalportal.documents.models import StoredDocument
from evalportal.documents.storage import storage_name as document_name
from evalportal.exports.making import make_export
from evalportal.exports.models import CampaignExport, ExportState
from evalportal.exports.ordering import order_export
from evalportal.exports.storage import storage_name, sweep_exports
from evalportal.exports.writing import WORKBOOK
from tests.exports.conftest import send, signed_in
from tests.working import work_off_jobs

EVERYTHING = ["pdf", "docx", "xlsx", WORKBOOK]


@pytest.fixture
def year(small):
    return Campaign.objects.get(year=2023)


@pytest.fixture
def chief(small):
    return small.people["chief"]


def made(export):
    work_off_jobs()
    export.refresh_from_db()
    assert export.state == ExportState.READY, export.failure
    return export


@contextmanager
def opened(export):
    with default_storage.open(storage_name(export.key)) as file, zipfile.ZipFile(file) as archive:
        yield archive


def index_of(archive):
    [name] = [name for name in archive.namelist() if name.endswith("/目录.xlsx")]
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name))).active
    heads, *rows = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_everything_is_in_it_as_it_was_stored_and_the_index_says_what_is_not(year, chief, small):
    export = made(order_export(year, formats=EVERYTHING, units=None, by=chief))
    with opened(export) as archive:
        assert archive.testzip() is None
        index = index_of(archive)
        root = archive.namelist()[0].split("/")[0]
        assert root == "2023年度部门整体支出绩效自评"
        there = {row["文件"]: row for row in index if row["文件"]}
        assert set(archive.namelist()) == {f"{root}/{path}" for path in [*there, "目录.xlsx"]}
        for path, row in there.items():
            content = archive.read(f"{root}/{path}")
            assert (len(content), hashlib.sha256(content).hexdigest()) == (row["字节"], row["校验值（SHA-256）"])
        stored = {document.sha256 for document in StoredDocument.objects.filter(version=small.version)}
        assert len(stored) == 3
        assert {row["校验值（SHA-256）"] for row in index if row["预算单位编码"] == "300002"} == stored
        pdf = f"{root}/300002 常宁市第一中学/常宁市第一中学2023年度自评报告（报送稿）.pdf"
        assert archive.read(pdf).startswith(b"%PDF-")
        # The name is marked as UTF-8, so that Windows does not read it in its own code page.
        assert archive.getinfo(pdf).flag_bits & 0x800
    [missing] = [row for row in index if row["缺少的原因"]]
    assert (missing["预算单位编码"], missing["缺少的原因"]) == ("300003", "单位尚未报送。")
    assert (export.missing, export.done, export.total) == (1, 4, 4)


def test_the_workbook_alone_comes_without_a_zip(year, chief):
    export = made(order_export(year, formats=[WORKBOOK], units=None, by=chief))
    answer = signed_in(chief).get(reverse("export_file", args=(export.pk,)))
    content = b"".join(answer.streaming_content)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0] == "总览"
    assert hashlib.sha256(content).hexdigest() == export.sha256
    assert "attachment" in answer["Content-Disposition"]
    again = signed_in(chief).get(reverse("export_file", args=(export.pk,)), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_only_the_units_that_were_asked_for_are_in_it(year, chief, small):
    send(small.other_report, small.people["clerk_of_another"])
    with opened(made(order_export(year, formats=["xlsx"], units=["300003"], by=chief))) as archive:
        assert {row["预算单位编码"] for row in index_of(archive)} == {"300003"}


def test_a_unit_named_like_a_path_stays_inside(year, chief, small):
    Department.objects.filter(code="300002").update(name="../../CON:=1+1\u202e|")
    with opened(made(order_export(year, formats=["xlsx"], units=None, by=chief))) as archive:
        [name] = [name for name in archive.namelist() if "报送稿" in name]
        assert name.split("/")[1] == "300002 .. .. CON =1+1"
        assert all(part not in ("", ".", "..") for part in name.split("/"))
        assert index_of(archive)[0]["单位"] == "../../CON:=1+1\u202e|"


def test_ordering_and_taking_are_in_the_trail(year, chief):
    export = made(order_export(year, formats=["xlsx", WORKBOOK], units=["300002"], by=chief))
    b"".join(signed_in(chief).get(reverse("export_file", args=(export.pk,))).streaming_content)
    ordered, taken = Event.objects.filter(kind=EventKind.DOCUMENT_EXPORTED, chain="portal").order_by("number")
    assert ordered.detail == {"year": 2023, "kind": "Excel、汇总表", "unit_count": 1, "codes": "300002"}
    assert taken.detail == {"year": 2023, "kind": "Excel、汇总表", "sha256": export.sha256}
    assert {ordered.actor_id, taken.actor_id} == {chief.pk}


def test_one_at_a_time_and_nothing_that_is_not_there(year, chief, small):
    with pytest.raises(Refused, match="请至少选择一种文件"):
        order_export(year, formats=["exe"], units=None, by=chief)
    with pytest.raises(Refused, match="已有变化"):
        order_export(year, formats=["pdf"], units=["300002", "999999"], by=chief)
    with pytest.raises(Refused, match="没有可以导出的单位"):
        order_export(year, formats=["pdf"], units=None, by=small.people["system_admin"])
    order_export(year, formats=["xlsx"], units=None, by=chief)
    with pytest.raises(Refused, match="还在生成"):
        order_export(year, formats=["xlsx"], units=None, by=chief)
    assert CampaignExport.objects.count() == 1


def test_nobody_but_the_chief_gets_the_pages(year, chief, small):
    export = made(order_export(year, formats=[WORKBOOK], units=None, by=chief))
    pages = [reverse("exports"), reverse("exports_progress"), reverse("export_file", args=(export.pk,))]
    for name, user in small.people.items():
        client = signed_in(user)
        expected = 200 if name == "chief" else 404
        for page in pages:
            answer = client.get(page)
            b"".join(answer)  # reading closes the file
            assert answer.status_code == expected, (name, page)
        assert client.post(pages[0], {"year": 2023, "format": "pdf"}).status_code == (302 if name == "chief" else 404)
    assert signed_in(chief).get(reverse("export_file", args=(export.pk + 9,))).status_code == 404


def test_what_is_lost_or_changed_in_the_store_is_made_again_or_said(year, chief, small):
    work_off_jobs()
    lost, changed = StoredDocument.objects.filter(version=small.version, format__in=["xlsx", "docx"]).order_by("format")
    lost, changed = (lost, changed) if lost.format == "xlsx" else (changed, lost)
    default_storage.delete(document_name(lost.key))
    default_storage.delete(document_name(changed.key))
    default_storage.save(document_name(changed.key), ContentFile(b"x" * changed.size))
    with opened(made(order_export(year, formats=["docx", "xlsx"], units=["300002"], by=chief))) as archive:
        found = {row["格式"]: row["缺少的原因"] for row in index_of(archive)}
    assert found["Excel"] is None
    assert "校验值不一致" in found["Word"]


def test_a_document_that_cannot_be_made_is_named_in_the_index(year, chief, small):
    Department.objects.filter(code="300003").update(name="常宁市😀局")
    small.other_report.refresh_from_db()
    send(small.other_report, small.people["clerk_of_another"])
    with opened(made(order_export(year, formats=["pdf"], units=["300003"], by=chief))) as archive:
        [row] = index_of(archive)
    assert "U+1F600" in row["缺少的原因"]
    assert row["文件"] is None


def test_what_a_killed_worker_left_is_taken_up_by_the_next(year, chief):
    export = order_export(year, formats=[WORKBOOK], units=None, by=chief)
    job = DBTaskResult.objects.get(task_path=make_export.module_path)
    job.claim("killed")
    CampaignExport.objects.update(state=ExportState.MAKING, begun_at=timezone.now())
    DBTaskResult.objects.filter(pk=job.pk).update(status="READY")
    assert made(export).size > 0


def test_old_exports_are_swept_with_their_files(year, chief):
    export = made(order_export(year, formats=[WORKBOOK], units=None, by=chief))
    assert sweep_exports(timezone.now() + timedelta(days=6)) == 0
    assert CampaignExport.objects.filter(pk=export.pk).exists()
    assert sweep_exports(timezone.now() + timedelta(days=8)) == 1
    assert not CampaignExport.objects.filter(pk=export.pk).exists()
    assert not default_storage.exists(storage_name(export.key))


@pytest.mark.parametrize("units", [1, 30])
def test_queries_of_the_page_do_not_grow_with_the_units(year, chief, small, units, django_assert_num_queries):
    from tests import factories

    for _number in range(units):
        factories.report()
    client = signed_in(chief)
    client.get(reverse("exports"))  # renews the session
    # Session, person, roles, campaigns, units, divisions, exports.
    with django_assert_num_queries(7):
        page = client.get(reverse("exports"))
    assert page.content.decode().count('name="unit"') == units + 2
