"""manage.py export_campaign: everything of a year in a folder, drafts marked, what failed said."""

import io

import openpyxl
import pypdf
import pytest
from django.core.management import CommandError, call_command

from departments.enums import EventKind
from departments.models import Department, Event


def test_the_folder_holds_files_of_every_unit_and_an_index(small, tmp_path):
    Department.objects.filter(code="300003").update(name="常宁市😀局")
    out, errors, folder = io.StringIO(), io.StringIO(), tmp_path / "export"
    call_command("export_campaign", year=2023, output=folder, stdout=out, stderr=errors)
    found = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
    unit, draft = "300002 常宁市第一中学/常宁市第一中学2023年度自评报告", "300003 常宁市😀局/常宁市😀局2023年度自评报告"
    assert found == sorted(
        [
            "2023年度部门整体支出绩效自评汇总表.xlsx",
            "目录.xlsx",
            *(f"{unit}（报送稿）.{form}" for form in ("docx", "pdf", "xlsx")),
            # no font has the emoji: the PDF of that unit is refused, the rest is there
            *(f"{draft}（草稿）.{form}" for form in ("docx", "xlsx")),
        ]
    )
    assert "300003 常宁市😀局 PDF" in errors.getvalue()
    assert "已导出 6 个文件" in out.getvalue()
    pages = pypdf.PdfReader(folder / f"{unit}（报送稿）.pdf").pages
    assert "常宁市第一中学" in pages[0].extract_text().replace("\n", "")
    index = openpyxl.load_workbook(folder / "目录.xlsx").active
    assert [row[0] for row in index.iter_rows(min_row=4, values_only=True)] == [None, *["300002"] * 3, *["300003"] * 3]
    event = Event.objects.get(kind=EventKind.DOCUMENT_EXPORTED)
    assert (event.actor_name, event.detail["year"]) == ("命令行", 2023)


def test_what_was_never_sent_can_be_left_out(small, tmp_path):
    errors = io.StringIO()
    call_command("export_campaign", "--sent-only", year=2023, output=tmp_path, stdout=io.StringIO(), stderr=errors)
    assert not list(tmp_path.glob("300003*"))
    assert "单位尚未报送" in errors.getvalue()


def test_a_year_without_a_campaign_is_said_in_chinese(small, tmp_path):
    with pytest.raises(CommandError, match="没有 1999 年度的自评任务"):
        call_command("export_campaign", year=1999, output=tmp_path)


def test_a_folder_that_cannot_be_written_is_said_in_chinese(small, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="不能写入"):
        call_command("export_campaign", year=2023, output=tmp_path / "file" / "below", stderr=io.StringIO())
