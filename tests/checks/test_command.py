"""`parse_report`: one file, several, and files that cannot be read."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

TITLE = "某某县水务局2023年度部门整体支出绩效自评报告\n二、部门整体支出情况\n"
TEXT = f"{TITLE}项目支出120万元，其中甲项目30万元，占项目支出的30%。\n"
SHAPE = ["unit", "year", "title", "sections", "facts", "projects", "findings"]


def parsed(*files):
    out = StringIO()
    call_command("parse_report", *map(str, files), "--json", stdout=out)
    return out.getvalue()


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "甲㙍.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_file_gives_one_object_of_the_agreed_shape(report):
    data = json.loads(parsed(report))
    assert list(data) == SHAPE
    [share] = [each for each in data["findings"] if each["code"] == "share"]
    # 30 ÷ 120 = 25 %
    assert share == {
        "code": "share", "level": "warning", "section": "expenditure", "quote": "占项目支出的30%", "stated": "30%",
        "expected": "25%", "message": "30万元 ÷ 120万元 = 25%，文中写“30%”。",
    }  # fmt: skip


def test_what_has_no_section_is_not_lost(tmp_path, report):
    report.write_text("甲乙丙丁没有标题的一段话。\n" + TEXT, encoding="utf-8")
    data = json.loads(parsed(report))
    whole = json.dumps(data, ensure_ascii=False)
    assert "甲乙丙丁没有标题的一段话" in whole


def test_several_files_give_an_object_a_line_and_say_which_could_not_be_read(report, tmp_path):
    broken = tmp_path / "改名.docx"
    broken.write_text("no Word file")
    out = StringIO()
    with pytest.raises(CommandError, match="2 个文件没有读成"):
        call_command("parse_report", str(report), str(broken), str(tmp_path / "无.docx"), "--json", stdout=out)
    first, second, third = (json.loads(line) for line in out.getvalue().splitlines())
    assert list(first) == ["file", *SHAPE]
    assert (second["file"], third["file"]) == (str(broken), str(tmp_path / "无.docx"))
    assert "内容却不是这种格式" in second["error"]
    assert "打不开文件" in third["error"]
