from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from departments.models import Department, ImportProposal, User
from tests import factories
from tests.administration.conftest import told
from tests.importing.books import book

pytestmark = pytest.mark.django_db


def upload(content, name="名单㙍.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}


def test_people_come_from_a_list_after_a_second_word(security_admin):
    content = book(("账号", "姓名", "角色", "单位"), ("shen", "<b>沈㙍</b>", "填报人", "300002"))
    response = security_admin.post(reverse("import_list", args=("users",)), upload(content), follow=True)
    page = response.content.decode()
    assert "新建账号；授予角色：填报人 常宁市第一中学" in page
    assert "&lt;b&gt;沈㙍&lt;/b&gt;" in page
    assert not User.objects.filter(username="shen").exists()
    confirm = reverse("confirm_import", args=("users", ImportProposal.objects.get().key))
    page = security_admin.post(confirm).content.decode()
    assert "只显示这一次" in page
    assert User.objects.get(username="shen").memberships.get().department.code == "300002"
    assert told(security_admin.post(confirm, follow=True)) == ["这次导入已经办理过，或者已经过期，请重新上传。"]


def test_errors_are_listed_by_row_and_there_is_no_button_to_confirm(security_admin):
    content = book(("账号", "姓名"), ("clerk", "沈㙍"), (), ("", "乙"))
    response = security_admin.post(reverse("import_list", args=("users",)), upload(content), follow=True)
    page = response.content.decode()
    assert "有 1 行错误，还没有保存任何内容" in page
    assert "第 4 行：没有填账号。" in page
    assert "确认导入" not in page


def test_departments_come_from_a_list(system_admin):
    content = book(("编码", "单位名称"), ("400001", "甲局㙍"))
    system_admin.post(reverse("import_list", args=("departments",)), upload(content))
    confirm = reverse("confirm_import", args=("departments", ImportProposal.objects.get().key))
    assert told(system_admin.post(confirm, follow=True)) == ["已导入 1 行。"]
    assert Department.objects.filter(code="400001", name="甲局㙍").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "请先选择一个 Excel 文件。"),
        (upload(b"%PDF-1.4", "x.pdf"), "“x.pdf”不是 Excel 文件。"),
        (upload(b"x" * 100), "实际不是 Excel 文件"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(security_admin, files, said):
    page = security_admin.post(reverse("import_list", args=("users",)), files).content.decode()
    assert said in page
    assert not ImportProposal.objects.exists()


def test_a_file_above_the_limit_is_named(security_admin, settings):
    settings.ATTACHMENT_MAX_BYTES = 1000
    page = security_admin.post(reverse("import_list", args=("users",)), upload(b"PK\x03\x04" + bytes(2000)))
    assert "“名单㙍.xlsx”太大" in page.content.decode()


def test_each_list_belongs_to_one_post(system_admin, security_admin):
    assert system_admin.get(reverse("import_list", args=("users",))).status_code == 404
    assert security_admin.get(reverse("import_list", args=("departments",))).status_code == 404
    assert security_admin.get(reverse("import_list", args=("campaigns",))).status_code == 404


def test_another_admin_does_not_see_the_proposal(security_admin, as_person, county):
    content = book(("账号", "姓名"), ("shen", "沈㙍"))
    security_admin.post(reverse("import_list", args=("users",)), upload(content))
    key = ImportProposal.objects.get().key
    county.people["second"] = factories.person("second.security", "security_admin")
    other = as_person("second")
    assert other.get(reverse("import_preview", args=("users", key))).status_code == 404
    other.post(reverse("confirm_import", args=("users", key)))
    assert not User.objects.filter(username="shen").exists()


def test_the_template_can_be_filled_in_and_uploaded(security_admin):
    made = load_workbook(BytesIO(security_admin.get(reverse("import_template", args=("users",))).content))
    sheet = made["用户"]
    assert [cell.value for cell in sheet[1]] == [
        "账号*",
        "姓名*",
        "角色",
        "单位",
        "财政业务股室",
        "联系电话",
        "电子邮箱",
    ]
    for at, text in enumerate(("shen", "沈㙍", "审核人", "", "经建股㙍"), start=1):
        sheet.cell(2, at, text)
    stream = BytesIO()
    made.save(stream)
    page = security_admin.post(reverse("import_list", args=("users",)), upload(stream.getvalue()), follow=True)
    assert "新建账号；授予角色：审核人 经建股㙍" in page.content.decode()
