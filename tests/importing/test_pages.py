import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from departments.content import load_content
from departments.drafts import RowEdit, save_rows
from departments.enums import EventKind
from departments.models import Event, ImportProposal, Report
from tests.factories import NASTY, person, report
from tests.importing.a_report import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return report()


@pytest.fixture
def upload(client, draft):
    """Uploads and returns the page with the proposal."""
    held, clerk = draft
    client.force_login(clerk)

    def go(text=TEXT):
        file = SimpleUploadedFile("报告㙍.txt", text.encode())
        answer = client.post(f"/reports/{held.pk}/import/", {"file": file})
        return answer["Location"], client.get(answer["Location"]).content.decode()

    return go


def stored(held):
    return load_content(Report.objects.select_related("campaign", "department").get(pk=held.pk))


def ticked(page):
    return re.findall(r'name="take" value="(\d+)" checked', page)


def seen(page):
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def confirm(client, address, page, **more):
    return client.post(f"{address}confirm/", {"take": ticked(page), "seen": seen(page), **more}, follow=True)


def test_the_document_stands_beside_what_would_be_filled_in(upload):
    _address, page = upload()
    assert re.search(r"<mark>[^<]*300\.50万元</mark>", page)
    assert "一般公共预算拨款年初预算" in page
    assert "没有归类的文字" in page
    assert "联系人：沈𬭚" in page
    assert "<script>alert(1)" not in page
    assert len(ticked(page)) >= 15


def test_confirming_fills_the_draft_once_with_one_event(client, draft, upload):
    held, _clerk = draft
    address, page = upload()
    assert stored(held).facts == {}
    assert "已填入" in confirm(client, address, page).content.decode()
    assert str(stored(held).facts["income_total.initial"]) == "321.00"
    assert Event.objects.filter(kind=EventKind.IMPORTED).count() == 1
    again = confirm(client, address, page)
    assert "已经办理过" in again.content.decode()
    assert Event.objects.filter(kind=EventKind.IMPORTED).count() == 1


def test_what_stands_there_is_kept_unless_it_is_ticked(client, draft, upload):
    held, clerk = draft
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "50"})], by=clerk)
    address, page = upload()
    assert "现有 50 →" in page
    confirm(client, address, page)
    staff = stored(held).staff
    assert (staff.staff_quota, staff.staff_actual) == (50, 43)


def test_a_conflict_is_decided_by_a_click(client, draft, upload):
    held, _clerk = draft
    address, page = upload(TEXT.replace("资产账实相符。", "编制46人。"))
    assert page.count("文中有不同的数") >= 2
    quota = dict(re.findall(r'name="take" value="(\d+)"><b>编制数</b>.*?class="value">(\d+)<', page, re.DOTALL))
    assert sorted(quota.values()) == ["45", "46"]
    chosen = next(number for number, value in quota.items() if value == "46")
    confirm(client, address, page, take=[*ticked(page), chosen])
    assert stored(held).staff.staff_quota == 46


def test_both_values_of_a_conflict_are_refused_and_can_be_decided_again(client, draft, upload):
    held, _clerk = draft
    address, page = upload(TEXT.replace("资产账实相符。", "编制46人。"))
    both = re.findall(r'name="take" value="(\d+)"><b>编制数</b>', page)
    answer = confirm(client, address, page, take=both)
    assert "请只选一个" in answer.content.decode()
    assert stored(held).staff is None


def test_text_without_a_place_goes_where_the_person_says(client, draft, upload):
    held, _clerk = draft
    address, page = upload()
    number = len(re.findall(r'name="place-\d+"', page)) - 1
    confirm(client, address, page, **{f"place-{number}": "performance/achievements"})
    assert "联系人：沈𬭚" in stored(held).topic_text("performance", "achievements")


def test_a_draft_that_was_written_meanwhile_is_looked_at_again(client, draft, upload):
    held, clerk = draft
    address, page = upload()
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "50"})], by=clerk)
    assert "请再核对一次" in confirm(client, address, page).content.decode()
    assert stored(held).staff.staff_quota == 50
    assert not Event.objects.filter(kind=EventKind.IMPORTED).exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("报告.docx", b"not a word file", "另存为"),
        ("报告.docm", b"PK\x03\x04", "宏"),
        ("报告.exe", b"MZ", "不支持"),
        ("报告.txt", b"", "空的"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(client, draft, name, content, sentence):
    held, clerk = draft
    client.force_login(clerk)
    answer = client.post(f"/reports/{held.pk}/import/", {"file": SimpleUploadedFile(name, content)})
    assert sentence in answer.content.decode()
    assert not ImportProposal.objects.exists()


def test_another_clerk_gets_404_for_import_and_proposal(client, draft, upload):
    held, _clerk = draft
    address, _page = upload()
    client.force_login(person())
    assert client.get(f"/reports/{held.pk}/import/").status_code == 404
    assert client.get(address).status_code == 404
    assert client.post(f"{address}confirm/").status_code == 404


def test_the_home_of_the_clerk_leads_to_the_import(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    assert f"/reports/{held.pk}/import/" in client.get(f"/reports/{held.pk}/").content.decode()


def test_a_checkup_shows_the_contradiction_and_stores_nothing(client, draft):
    _held, clerk = draft
    client.force_login(clerk)
    text = TEXT.replace("一般公共预算拨款300.50万元", "一般公共预算拨款310.50万元") + NASTY
    page = client.post("/checkup/", {"text": text}).content.decode()
    assert "331万元" in page  # 310.50 + 20 + 0.50
    assert "水库除险加固" in page
    assert "<script>alert('" not in page
    assert not ImportProposal.objects.exists()


def test_a_checkup_marks_each_finding_in_the_text_and_leads_to_it(client, draft):
    _held, clerk = draft
    client.force_login(clerk)
    said = "项目支出120万元，其中甲项目30万元，占项目支出的30%。<script>"
    text = f"某局2023年度部门整体支出绩效自评报告\n二、部门整体支出情况\n{said}\n"
    page = client.post("/checkup/", {"text": text}).content.decode()
    # 30 ÷ 120 = 25 %; what comes from outside stays text
    [mark] = re.findall(r'<mark class="warning" id="(at-\d+)">占项目支出的30%</mark>', page)
    assert f'href="#{mark}"' in page
    assert "&lt;script&gt;</mark>" in page
    assert len(re.findall(r'id="at-', page)) == len(set(re.findall(r'id="(at-\d+)"', page)))


def test_a_checkup_of_nothing_asks_for_something(client, draft):
    client.force_login(draft[1])
    assert "请选择一个文件" in client.post("/checkup/", {}).content.decode()


def test_the_catalogue_lists_every_check(client, draft):
    from scoring.checks import all_checks

    client.force_login(draft[1])
    page = client.get("/checks/").content.decode()
    assert all(f'id="{check.code}"' in page for check in all_checks())
