"""Tables and last year's report through the one seam: proposal, differences, the clerk's word."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from departments.content import load_content
from departments.drafts import RowEdit, save_rows
from departments.enums import EventKind
from departments.models import Event, ImportProposal, Report
from tests.factories import report
from tests.importing.bureau_books import ASSETS, BASE, FORM, LIST, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return report()


def stored(held):
    return load_content(Report.objects.select_related("campaign", "department").get(pk=held.pk))


def ticked(page):
    return re.findall(r'name="take" value="(\d+)" checked', page)


def offered(page):
    """Number of each offer → its name."""
    return dict(re.findall(r'<label for="take-(\d+)">(.*?)</label>', page))


def upload(client, held, content, name="表㙍.xlsx"):
    answer = client.post(f"/reports/{held.pk}/import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], client.get(answer["Location"]).content.decode()


def confirm(client, address, page, **more):
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    return client.post(f"{address}confirm/", {"take": ticked(page), "seen": seen, **more}, follow=True)


def test_tables_fill_an_empty_draft_after_the_clerks_word(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    address, page = upload(client, held, filled(BASE, LIST, FORM, ASSETS))
    assert stored(held).facts == {}
    for words in ("基础数据表!D10", "“约1.9万”不是数字", "资产!C5", "不符", "表中为 18000", "&lt;script&gt;"):
        assert words in page
    assert "已填入" in confirm(client, address, page).content.decode()
    content = stored(held)
    # 人员 45 and 43; 三公 年初 = 0 + 2 + 0 + 1.8 = 3.80; projects 年初 = 18 + 12 (base data) + 12 (the list's own)
    assert (content.staff.staff_quota, content.staff.staff_actual) == (45, 43)
    assert str(content.facts["three_public_total.initial"]) == "3.80"
    assert [(each.name, str(each.initial)) for each in content.projects] == [
        ("水库除险加固", "18.00"),
        ("山洪灾害防治㙍", "12.00"),
        ("河道清淤<script>", "12.00"),
    ]
    first = content.projects[0]
    assert (first.kind, first.responsible, str(first.initial_carried)) == ("business", "建管股", "2.00")
    assert [(each.name, each.group, str(each.points)) for each in content.indicators(first)][:2] == [
        ("加固水库", "output", "25.00"),
        ("验收合格率", "output", "25.00"),
    ]
    assert str(content.assets[0].opening) == "100.00"
    [event] = Event.objects.filter(kind=EventKind.IMPORTED)
    assert event.detail["file"] == "表㙍.xlsx"


def test_the_same_tables_again_have_nothing_to_say(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    for _round in range(2):
        address, page = upload(client, held, filled(BASE, FORM))
        confirm(client, address, page)
    assert offered(page) == {}
    assert len(stored(held).projects) == 2


def test_what_stands_there_is_kept_unless_it_is_ticked(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "50"})], by=clerk)
    address, page = upload(client, held, filled(BASE))
    number = next(number for number, name in offered(page).items() if name == "编制数")
    assert number not in ticked(page)
    confirm(client, address, page)
    assert stored(held).staff.staff_quota == 50
    address, page = upload(client, held, filled(BASE))
    number = next(number for number, name in offered(page).items() if name == "编制数")
    confirm(client, address, page, take=[number])
    assert stored(held).staff.staff_quota == 45


def test_an_amount_without_a_column_waits_for_one(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    rows = [("项目名称", "金额（元）"), ("堤防维护", 260000), ("河道清淤", 10000)]
    address, page = upload(client, held, filled(("项目", rows, [])))
    assert len(re.findall(r'name="column-\d+"', page)) == 2
    confirm(client, address, page, **{"column-0": "adjusted"})
    first, second = stored(held).projects
    # 260,000 元 is 26 万元
    assert (str(first.adjusted), first.initial, second.adjusted) == ("26.00", None, None)
    answer = client.post(f"/reports/{held.pk}/import/", {"text": "二、部门整体支出情况\n人员经费3万元。"})
    page = client.get(answer["Location"]).content.decode()
    assert "没有写明栏目" in page
    number = re.search(r'name="column-(\d+)"', page)[1]
    assert (
        "没有这一栏" in confirm(client, answer["Location"], page, **{f"column-{number}": "self_score"}).content.decode()
    )
    confirm(client, answer["Location"], page, **{f"column-{number}": "outturn"})
    assert str(stored(held).facts["expenditure_personnel.outturn"]) == "3.00"


def test_an_indicator_without_its_project_is_not_stored(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    address, page = upload(client, held, filled(FORM))
    only = [number for number, name in offered(page).items() if "的新指标" in name]
    answer = confirm(client, address, page, take=only)
    assert "请一并勾选" in answer.content.decode()
    assert list(stored(held).projects) == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("表.xlsx", b"PK\x03\x04 broken", "表.xlsx"),
        ("表.xls", b"no old workbook", "内容却不是"),
        ("表.csv", "项目,金额".encode(), "另存为 .xlsx"),
        ("表.xlsm", b"PK\x03\x04", "另存为 .xlsx"),
        ("表.xlsx", filled(("通讯录", [("姓名", "电话")], [])), "没有找到可以读入的表"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_with_a_sentence(client, draft, name, content, sentence):
    held, clerk = draft
    client.force_login(clerk)
    answer = client.post(f"/reports/{held.pk}/import/", {"file": SimpleUploadedFile(name, content)})
    assert sentence in answer.content.decode()
    assert not ImportProposal.objects.exists()


def test_the_wizard_leads_to_the_import_while_the_report_is_filled_in(client, draft):
    held, clerk = draft
    client.force_login(clerk)
    address = f"/reports/{held.pk}/import/"
    assert f'href="{address}"' in client.get(f"/reports/{held.pk}/sections/profile/").content.decode()
    Report.objects.filter(pk=held.pk).update(state="submitted")
    assert f'href="{address}"' not in client.get(f"/reports/{held.pk}/sections/profile/").content.decode()
    assert client.get(address).status_code == 404
