"""What last year's report gives to this year's: through the same proposal as every import."""

import re

import pytest

from departments.content import load_content
from departments.drafts import RowEdit, add_block, add_row, save_rows
from departments.importing.filling.change import Effect
from departments.importing.filling.last_year import last_year_changes, last_years_content
from departments.models import Event, ImportProposal, Report
from departments.versions import freeze_report
from tests.factories import NASTY, department, report

pytestmark = pytest.mark.django_db

DUTIES = f"1、负责全市工业经济运行。{NASTY}"


@pytest.fixture
def unit():
    return department("305009", "常宁市第九局㙍")


@pytest.fixture
def last(unit):
    """2022: spent 12.5 of personnel, budgeted 4 for receptions, 3.2 left over, two projects."""
    held, clerk = report(year=2022, of=unit)

    def save(section, table, row, **cells):
        save_rows(held.pk, section, table, [RowEdit(row, 0, cells)], by=clerk)

    save("profile", "staff", "staff", staff_quota="45", staff_actual="71")
    save("expenditure", "base", "expenditure_personnel", initial="12", outturn="12.5")
    save("expenditure", "base", "three_public_reception", initial="4", outturn="3.6")
    save("expenditure", "base", "carry_over_out", outturn="3.2")
    save("assets", "assets", "equipment", opening="90", closing="100")
    add_row(held.pk, "profile", "units", start={"name": "办公室", "kind": "internal"}, by=clerk)
    for name, spent in (("老项目", "28"), ("不再做的项目", "5")):
        start = {"name": name, "kind": "operation", "responsible": "科技股", "initial": "30", "outturn": spent}
        add_row(held.pk, "special_funds", "projects", start=start, by=clerk)
    add_block(held.pk, section="profile", topic="duties", after=None, text=DUTIES, by=clerk)
    return held, clerk


@pytest.fixture
def this(unit, last):
    return report(year=2023, of=unit)[0]


def content(held):
    return load_content(Report.objects.select_related("campaign", "department").get(pk=held.pk))


def proposed(this):
    return last_year_changes(last_years_content(this), content(this))


def cells(changes):
    return {(each.row, each.cell): each.value for each in changes if each.kind == "cell"}


def test_last_years_outturn_becomes_the_column_of_the_year_before(this):
    found = cells(proposed(this))
    assert found["expenditure_personnel", "prior_outturn"] == "12.50"
    assert found["three_public_reception", "prior_outturn"] == "3.60"
    # 三公变动率 compares budget with budget.
    assert found["three_public_reception", "prior_budget"] == "4.00"
    assert ("expenditure_personnel", "prior_budget") not in found
    assert found["carry_over_in", "adjusted"] == "3.20"
    assert found["equipment", "opening"] == "100.00"
    assert not any(cell in ("initial", "outturn", "closing") for _row, cell in found)


def test_numbers_of_staff_are_offered_but_not_taken_by_themselves(this):
    assert [each.certain for each in proposed(this) if each.table == "staff"] == [False, False]


def test_a_project_that_goes_on_gets_its_outturn_and_the_others_come_as_rows(this, last):
    clerk = last[1]
    held = add_row(this.pk, "special_funds", "projects", start={"name": "老项目"}, by=clerk)
    changes = [each for each in proposed(this) if each.table == "projects"]
    assert [(each.kind, each.value) for each in changes] == [("cell", "28.00"), ("row", "不再做的项目　上年决算 5.00")]
    assert changes[0].row == str(next(iter(held.rows.values())).pk)
    assert dict(changes[1].cells) == {
        "name": "不再做的项目",
        "kind": "operation",
        "is_key": "false",
        "responsible": "科技股",
        "prior_outturn": "5.00",
    }


def test_a_project_brings_what_it_was_measured_by_without_targets_and_scores(client, this, last):
    held, clerk = last
    project = str(held.projectfund_rows.get(name="老项目").pk)
    measured = {"name": "维护长度㙍", "group": "output", "unit": "公里", "target": "20", "points": "50", "score": "40"}
    add_row(held.pk, "special_funds", "indicators", start={"project": project, **measured}, by=clerk)
    client.force_login(clerk)
    address = client.post(f"/reports/{this.pk}/import/last-year/")["Location"]
    page = client.get(address).content.decode()
    ticked = re.findall(r'name="take" value="(\d+)" checked', page)
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(f"{address}confirm/", {"take": ticked, "seen": seen})
    filled = content(this)
    [row] = filled.indicators(next(each for each in filled.projects if each.name == "老项目"))
    assert (row.name, row.unit, str(row.points), row.target, row.score) == ("维护长度㙍", "公里", "50.00", None, None)


def test_the_version_that_was_sent_counts_not_what_became_of_the_draft(this, last):
    held, clerk = last
    freeze_report(held, score={}, findings=[], by=clerk)
    save_rows(held.pk, "expenditure", "base", [RowEdit("expenditure_personnel", 1, {"outturn": "99"})], by=clerk)
    assert cells(proposed(this))["expenditure_personnel", "prior_outturn"] == "12.50"


def test_nothing_that_stands_there_is_replaced_without_a_word(this, last):
    clerk = last[1]
    save_rows(this.pk, "expenditure", "base", [RowEdit("expenditure_personnel", 0, {"prior_outturn": "13"})], by=clerk)
    [change] = [each for each in proposed(this) if each.row == "expenditure_personnel"]
    assert (change.effect, change.existing) == (Effect.DIFFERS, "13.00")


def test_the_clerk_confirms_and_the_draft_is_filled(client, this, last):
    clerk = last[1]
    client.force_login(clerk)
    assert "沿用上年报告" in client.get(f"/reports/{this.pk}/import/").content.decode()
    address = client.post(f"/reports/{this.pk}/import/last-year/")["Location"]
    page = client.get(address).content.decode()
    assert "2022年度报告" in page
    assert "原文" not in page
    ticked = re.findall(r'name="take" value="(\d+)" checked', page)
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    answer = client.post(f"{address}confirm/", {"take": ticked, "seen": seen}, follow=True)
    assert "已填入" in answer.content.decode()
    filled = content(this)
    # 12.50 personnel, 28 + 5 of projects
    assert str(filled.facts["expenditure_total.prior_outturn"]) == "45.50"
    assert filled.topic_text("profile", "duties") == DUTIES
    assert [unit.name for unit in filled.units] == ["办公室"]
    assert filled.staff is None
    assert Event.objects.get(kind="imported").detail["file"] == "2022年度报告"
    again = client.get(client.post(f"/reports/{this.pk}/import/last-year/")["Location"]).content.decode()
    assert "checked" not in again


def test_the_task_offers_it_while_nothing_is_written(client, this, last):
    clerk = last[1]
    client.force_login(clerk)
    offer = f'href="/reports/{this.pk}/import/#h-last"'
    assert offer in client.get(f"/reports/{this.pk}/").content.decode()
    save_rows(this.pk, "expenditure", "base", [RowEdit("expenditure_personnel", 0, {"prior_outturn": "13"})], by=clerk)
    assert offer not in client.get(f"/reports/{this.pk}/").content.decode()


def test_without_a_report_of_the_year_before_nothing_is_offered(client):
    held, clerk = report(year=2023)
    client.force_login(clerk)
    assert "沿用上年报告" not in client.get(f"/reports/{held.pk}/import/").content.decode()
    answer = client.post(f"/reports/{held.pk}/import/last-year/")
    assert "上年报告中没有可以沿用的内容" in answer.content.decode()
    assert not ImportProposal.objects.exists()


def test_last_years_report_of_another_department_gives_nothing(last):
    assert last_years_content(report(year=2023)[0]) is None
