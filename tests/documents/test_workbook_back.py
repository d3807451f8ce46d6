"""The workbook that the portal hands out comes back filled in: what was typed, and only that."""

import io
import re
import subprocess

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from departments.content import load_content
from departments.drafts import RowEdit, remove_row, save_rows
from departments.models import ImportProposal, Report, User
from evalportal.documents.build import build_document
from evalportal.documents.excel import render_excel
from tests.programs import SOFFICE


@pytest.fixture
def handed(demo):
    return render_excel(build_document(demo))


@pytest.fixture
def clerk(client, demo):
    user = User.objects.get(memberships__department=demo.department, memberships__role="preparer")
    client.force_login(user)
    return user


def typed(content, cells):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, address), value in cells.items():
        book[sheet][address] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def stored(demo):
    return load_content(Report.objects.select_related("campaign", "department").get(pk=demo.pk))


def upload(client, demo, content, name="报告.xlsx"):
    answer = client.post(f"/reports/{demo.pk}/import/", {"file": SimpleUploadedFile(name, content)})
    if answer.status_code != 302:
        return "", answer.content.decode()
    return answer["Location"], client.get(answer["Location"]).content.decode()


def rows(page):
    """Name → (ticked, existing, new) of every offer."""
    found = re.findall(
        r'name="take" value="\d+"( checked)?>.*?<label[^>]*>(.*?)</label>.*?<td class="cell">(.*?)</td>\s*'
        r'<td class="cell"><span class="value">(.*?)</span>', page, re.DOTALL,
    )  # fmt: skip
    return {name: (bool(ticked), re.sub("<.*", "", old, flags=re.DOTALL), new) for ticked, name, old, new in found}


def confirm(client, address, page):
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    take = re.findall(r'name="take" value="(\d+)" checked', page)
    return client.post(f"{address}confirm/", {"take": take, "seen": seen}, follow=True).content.decode()


def test_what_nobody_touched_says_nothing(client, demo, clerk, handed):
    _address, page = upload(client, demo, handed)
    assert rows(page) == {}
    assert "没有需要填入的内容" in page


def test_what_was_typed_is_shown_and_taken_over(client, demo, clerk, handed):
    project = "1.工业企业发展事务"
    cells = {
        ("基础数据表", "B5"): 46,
        ("基础数据表", "D8"): "891.5",
        ("基础数据表", "D13"): "约685",
        (project, "E16"): "≥25户",
        (project, "F21"): 0.1402,
        (project, "I16"): "=1+1 <script>",
    }
    address, page = upload(client, demo, typed(handed, cells))
    told = rows(page)
    assert told["编制数"] == (True, "45", "46")
    assert told["一般公共预算拨款年初预算"] == (True, "890.33", "891.50")
    assert told["新增规模工业企业：年度指标值"] == (True, "20", "25")
    assert told["新增规模工业企业：计量单位"] == (True, "家", "户")
    assert "基础数据表!D13" in page
    assert "“约685”不是数字" in page
    assert stored(demo).staff.staff_quota == 45
    confirm(client, address, page)
    content = stored(demo)
    assert content.staff.staff_quota == 46
    assert str(content.facts["income_general.initial"]) == "891.50"
    first = content.indicators(content.projects[0])[0]
    assert (str(first.target), first.unit) == ("25.0000", "户")
    assert str(content.facts["expenditure_personnel.initial"]) == "685.19"


def test_a_cell_that_was_changed_in_the_portal_meanwhile_is_for_the_clerk_to_decide(client, demo, clerk, handed):
    line = demo.budgetline_rows.get(line="income_general")
    save_rows(demo.pk, "expenditure", "base", [RowEdit("income_general", line.version, {"initial": "900"})], by=clerk)
    cells = {("基础数据表", "D8"): 891.5, ("基础数据表", "B5"): 46}
    address, page = upload(client, demo, typed(handed, cells))
    assert rows(page)["一般公共预算拨款年初预算"] == (False, "900.00", "891.50")
    assert "导出后又改过" in page
    assert "导出时 890.33" in page
    confirm(client, address, page)
    assert str(stored(demo).facts["income_general.initial"]) == "900.00"
    assert stored(demo).staff.staff_quota == 46


def test_a_line_that_was_added_to_a_form_is_a_new_indicator(client, demo, clerk, handed):
    book = openpyxl.load_workbook(io.BytesIO(handed))
    sheet = book["2.专职办经费"]
    last = max(cell.row for cell in sheet["A"] if cell.value == "总分")
    for area in [str(area) for area in sheet.merged_cells.ranges if area.min_row == last]:
        sheet.unmerge_cells(area)
    for column, value in {
        "B": "产出指标",
        "C": "数量指标",
        "D": "新写的指标㙍",
        "E": "≥3次",
        "F": "3次",
        "G": 5,
    }.items():
        sheet[f"{column}{last}"] = value
    sheet[f"A{last}"] = None
    stream = io.BytesIO()
    book.save(stream)
    address, page = upload(client, demo, stream.getvalue())
    assert "新写的指标㙍" in page
    project = next(each for each in stored(demo).projects if each.name == "专职办经费")
    before = len(stored(demo).indicators(project))
    number = re.search(r'name="take" value="(\d+)">[^@]*?新指标', page)[1]
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(f"{address}confirm/", {"take": number, "seen": seen})
    added = stored(demo).indicators(project)[-1]
    assert (len(stored(demo).indicators(project)), added.name, str(added.points)) == (
        before + 1,
        "新写的指标㙍",
        "5.00",
    )


def test_the_workbook_of_another_report_is_refused(client, demo, clerk, handed):
    book = openpyxl.load_workbook(io.BytesIO(handed))
    book["填报位置"]["B1"] = demo.pk + 1
    stream = io.BytesIO()
    book.save(stream)
    _address, page = upload(client, demo, stream.getvalue())
    assert "另一份报告" in page
    assert not ImportProposal.objects.exists()


def test_a_row_that_was_removed_meanwhile_is_told(client, demo, clerk, handed):
    row = demo.projectindicator_rows.filter(name="走访企业").get()
    remove_row(demo.pk, "special_funds", "indicators", row.pk, version=row.version, by=clerk)
    _address, page = upload(client, demo, typed(handed, {("2.专职办经费", "F16"): "65家次"}))
    assert rows(page) == {}
    assert "已在系统中删除" in page


def test_a_report_that_was_sent_takes_nothing_back(client, demo, clerk, handed):
    address, _page = upload(client, demo, typed(handed, {("基础数据表", "B5"): 46}))
    Report.objects.filter(pk=demo.pk).update(state="submitted")
    assert client.post(f"{address}confirm/", {"take": "0", "seen": demo.revision}).status_code == 404
    assert stored(demo).staff.staff_quota == 45


@pytest.mark.needs(SOFFICE)
def test_a_workbook_that_an_office_program_saved_still_knows_its_places(client, demo, clerk, handed, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(typed(handed, {("基础数据表", "B5"): 46, ("1.工业企业发展事务", "D9"): 31}))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    _address, page = upload(client, demo, (tmp_path / "out" / "a.xlsx").read_bytes())
    # 当年财政拨款 31 + 上年结转 0 + 其他资金 0: the total, a live formula, is 31 now
    assert rows(page) == {"编制数": (True, "45", "46"), "工业企业发展事务：年初预算": (True, "30.00", "31.00")}
