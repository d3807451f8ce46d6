"""Completeness is computed from the content, with an address for everything that is missing."""

import pytest

from departments.completeness import Progress, report_progress
from departments.content import load_content
from departments.drafts import RowEdit, add_row, declare_empty, save_block, save_rows
from departments.models import Report, TextBlock
from departments.wizard.addresses import address_of
from departments.wizard.parts import lacks_in_order, parts_of
from departments.wizard.rail import section_steps
from tests.factories import report
from tests.web.conftest import block, fill, project

pytestmark = pytest.mark.django_db


def progress_of(held, section):
    content = load_content(Report.objects.get(pk=held.pk))
    return next(each for each in report_progress(content) if each.section.key == section)


def messages(held, section):
    return [lack.message for lack in lacks_in_order(progress_of(held, section))]


def write(held, clerk, section):
    for each in TextBlock.objects.filter(report=held, section=section):
        save_block(held.pk, each.pk, text="已写", version=each.version, by=clerk)


def test_a_section_is_begun_by_content_not_by_a_visit(client):
    held, clerk = report()
    client.force_login(clerk)
    client.get(f"/reports/{held.pk}/sections/assets/")
    assert progress_of(held, "assets").progress is Progress.NONE
    save_block(held.pk, block(held, "assets", "management").pk, text="甲", version=1, by=clerk)
    assert progress_of(held, "assets").progress is Progress.PART


def test_assets_are_complete_with_three_figures_of_one_kind_and_a_text():
    held, clerk = report()
    write(held, clerk, "assets")
    fill(held, clerk, "assets", "assets", "vehicles", opening="10", closing="9")
    assert messages(held, "assets") == ["车辆：在用未填。"]
    save_rows(held.pk, "assets", "assets", [RowEdit("vehicles", 1, {"in_use": "9"})], by=clerk)
    assert progress_of(held, "assets").progress is Progress.DONE


def test_what_cannot_be_read_is_an_error_until_it_is_corrected():
    held, clerk = report()
    fill(held, clerk, "expenditure", "base", "procurement", outturn="8.6O")
    assert progress_of(held, "expenditure").progress is Progress.BAD
    assert "决算“8.6O”不能识别，请更正。" in messages(held, "expenditure")
    save_rows(held.pk, "expenditure", "base", [RowEdit("procurement", 1, {"outturn": "8.60"})], by=clerk)
    assert progress_of(held, "expenditure").progress is Progress.PART


def test_lines_that_a_unit_may_lack_do_not_keep_it_from_being_complete():
    held, _clerk = report()
    names = " ".join(messages(held, "expenditure"))
    assert "一般公共预算拨款" in names
    assert "政府性基金预算拨款" not in names  # optional: empty counts as nothing


def test_an_empty_list_is_an_answer_once_the_unit_says_so():
    held, clerk = report()
    assert "还没有填写完工的楼堂馆所；没有的，请勾选“本年无”。" in messages(held, "expenditure")
    declare_empty(held.pk, "expenditure", "buildings", is_empty=True, by=clerk)
    assert not [each for each in messages(held, "expenditure") if "楼堂馆所" in each]


def test_the_indicator_table_of_each_project_is_asked_for_at_the_project():
    held, clerk = report()
    key = project(held, clerk, "科技事务", initial="30", adjusted="30", outturn="30", goal="甲", achievement="乙")
    [lack] = [each for each in progress_of(held, "special_funds").lacks if "科技事务" in each.message]
    assert lack.message == "科技事务：还没有填写绩效指标。"
    content = load_content(Report.objects.get(pk=held.pk))
    assert address_of(content, lack.place) == f"/reports/{held.pk}/projects/{key}/#special_funds/table/projects/{key}"


def test_every_place_that_lacks_something_leads_to_an_element_that_is_there(client):
    held, clerk = report()
    key = project(held, clerk, "科技事务")
    add_row(held.pk, "special_funds", "indicators", start={"project": key}, by=clerk)
    add_row(held.pk, "performance", "indicators", by=clerk)
    add_row(held.pk, "measures", "measures", by=clerk)
    add_row(held.pk, "problems", "problems", by=clerk)
    fill(held, clerk, "expenditure", "base", "procurement", outturn="8.6O")
    client.force_login(clerk)
    content = load_content(Report.objects.get(pk=held.pk))
    lacks = [lack for each in report_progress(content) for lack in each.lacks]
    pages = {}
    for lack in lacks:
        address, _hash, anchor = address_of(content, lack.place).partition("#")
        if address not in pages:
            pages[address] = client.get(address).content.decode()
        assert f'id="{anchor}"' in pages[address], lack
    assert len(lacks) > 30


def test_the_parts_of_a_page_count_what_they_lack():
    held, _clerk = report()
    counts = {part.key: part.lacks for part in parts_of(progress_of(held, "profile"))}
    # 人员情况 one message for three figures; no 内设股室, no 所属单位; two texts; 填表信息 one message
    assert counts == {"staff": 1, "units": 2, "text": 2, "contact": 1, "evidence": 0}


def test_the_rail_shows_locks_only_to_the_one_who_could_write():
    held, _clerk = report()
    content = load_content(Report.objects.get(pk=held.pk))
    content.report.state = "submitted"
    progress = report_progress(content)
    own = section_steps(content.report, progress, current="profile", fills=True)
    assert {step.mark for step in own if step.url.endswith("/sections/profile/")} == {"lock"}
    head = section_steps(content.report, progress, current="profile", fills=False)
    assert {step.mark for step in head if "/sections/" in step.url} == {"none"}
    assert [step.label for step in own if step.is_current] == ["一、部门基本概况"]


def test_facts_of_a_table_that_stands_elsewhere_in_the_provincial_form_lead_there():
    from departments.campaigns import open_report
    from tests.factories import campaign, department

    held = open_report(campaign(2024, outline="province"), department(), by=None)
    content = load_content(held)
    address = address_of(content, "assets/table/assets/vehicles/opening")
    assert address == f"/reports/{held.pk}/sections/expenditure/#expenditure/table/assets/vehicles/opening"
