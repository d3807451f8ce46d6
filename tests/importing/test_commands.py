import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.content import load_content
from departments.models import Report
from tests.factories import campaign, department, report
from tests.importing.a_report import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "报告㙍.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def draft():
    return report(of=department("301001", "某某县水务局"))


def said(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_dry_run_tells_the_changes_and_writes_nothing(draft, file):
    data = json.loads(said("import_report", str(file), "--department=301001", "--year=2023", "--dry-run", "--json"))
    assert {"unit", "year", "title", "sections", "facts", "projects", "findings", "changes"} <= set(data)
    assert data["year"] == 2023
    general = next(each for each in data["changes"] if each["row"] == "income_general")
    assert (general["cell"], general["value"], general["taken"]) == ("initial", "300.50", True)
    assert Report.objects.get().facts == {}


def test_a_real_run_fills_the_draft_and_a_second_one_changes_nothing(draft, file):
    assert "已填入" in said("import_report", str(file), "--department=301001", "--year=2023")
    assert load_content(Report.objects.get()).facts["income_total.initial"] == 321
    assert "已填入 0 处" in said("import_report", str(file), "--department=301001", "--year=2023")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--department=999999", "--year=2023"], "没有找到预算单位编码为 999999"),
        (["--department=301001", "--year=1999"], "1999 年度的报告"),
        (["--department=301001", "--year=2023", "--by=nobody"], "不是该部门的填报人"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(draft, file, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        said("import_report", str(file), *arguments)


def test_a_file_that_is_no_report_is_refused_in_a_sentence(draft, tmp_path):
    broken = tmp_path / "报告.docx"
    broken.write_bytes(b"no word file")
    with pytest.raises(CommandError, match="另存为"):
        said("import_report", str(broken), "--department=301001", "--year=2023")
    with pytest.raises(CommandError, match="打不开文件"):
        said("import_report", str(tmp_path / "no.docx"), "--department=301001", "--year=2023")


def test_a_department_without_a_clerk_is_refused_in_a_sentence(file):
    from departments.campaigns import open_report

    open_report(campaign(), department("301001", "某某县水务局"), by=None)
    with pytest.raises(CommandError, match="还没有填报人"):
        said("import_report", str(file), "--department=301001", "--year=2023")


def test_checking_tells_the_contradictions_of_the_draft(draft, file):
    text = TEXT.replace("一般公共预算拨款300.50万元", "一般公共预算拨款310.50万元")
    file.write_text(text, encoding="utf-8")
    said("import_report", str(file), "--department=301001", "--year=2023")
    data = json.loads(said("check_report", "--department=301001", "--year=2023", "--json"))
    assert (data["department"], data["year"]) == ("301001", 2023)
    parts = next(each for each in data["findings"] if each["code"] == "income_parts")
    # 310.50 + 20 + 0.50 = 331
    assert (parts["level"], parts["expected"]) == ("error", "331万元")
    assert set(parts) == {"code", "level", "section", "quote", "stated", "expected", "message"}
