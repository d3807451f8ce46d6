from dataclasses import replace

import pytest

from departments.content import load_content
from departments.drafts import RowEdit, save_block, save_rows
from departments.enums import EventKind
from departments.importing.filling.carrying_out import fill_report
from departments.importing.filling.change import Change, Joining, Kind, as_data, from_data, is_disputed, taken_by_itself
from departments.importing.filling.narrative import unplaced_parts
from departments.importing.filling.proposing import propose_changes
from departments.importing.report.parse import parse_text
from departments.models import Event, OpenEdit, Report
from departments.refusal import Refused
from tests.factories import NASTY, person, report
from tests.importing.a_report import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return report()


def content_of(held):
    return load_content(Report.objects.select_related("campaign", "department").get(pk=held.pk))


def proposed(held, text=TEXT):
    return propose_changes(parse_text(text), content_of(held))


def fill(held, clerk, changes, **more):
    return fill_report(held, changes, by=clerk, file_name="报告.docx", content=b"x", **more)


def test_an_empty_draft_is_filled_in_one_step(draft):
    held, clerk = draft
    fill(held, clerk, taken_by_itself(proposed(held)))
    content = content_of(held)
    assert (content.staff.staff_quota, content.staff.staff_actual) == (45, 43)
    facts = {code: str(value) for code, value in content.facts.items() if code.endswith(".initial")}
    assert facts["income_general.initial"] == "300.50"
    assert facts["income_total.initial"] == "321.00"  # 300.50 + 20 + 0.50
    assert facts["expenditure_basic.initial"] == "291.00"  # 250 + 41
    assert facts["expenditure_total.initial"] == "321.00"  # 291 + 30
    assert facts["three_public_total.initial"] == "3.20"  # 1.20 + 2 + 0
    assert [(each.name, str(each.initial)) for each in content.projects] == [
        ("水库除险加固", "18.00"),
        ("山洪灾害防治", "12.00"),
    ]
    assert [(each.text, each.cause) for each in content.problems] == [
        ("预算编制粗。", "基础工作不实。"),
        ("绩效意识弱。", ""),
    ]
    assert content.topic_text("profile", "duties").startswith("1、负责全县水资源的统一管理㙍。")
    assert content.topic_text("profile", "key_work").startswith("完成水库除险加固两座。")
    assert content.topic_text("assets", "management") == "资产账实相符。<script>alert(1)</script>"
    assert content.topic_text("performance", "achievements") == "供水保障率提高。"


def test_the_trail_has_one_import_with_the_name_of_the_file(draft):
    held, clerk = draft
    fill(held, clerk, taken_by_itself(proposed(held)))
    [event] = Event.objects.filter(chain=f"report:{held.pk}", kind=EventKind.IMPORTED)
    assert event.detail["file"] == "报告.docx"
    assert event.actor_id == clerk.pk
    assert not OpenEdit.objects.filter(report_id=held.pk).exists()


def test_nothing_existing_is_overwritten_without_being_asked(draft):
    held, clerk = draft
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "50"})], by=clerk)
    block = held.blocks.get(section="assets")
    save_block(held.pk, block.pk, text=NASTY, version=block.version, by=clerk)
    fill(held, clerk, taken_by_itself(proposed(held)))
    content = content_of(held)
    assert (content.staff.staff_quota, content.staff.staff_actual) == (50, 43)
    assert content.topic_text("assets", "management") == NASTY


def test_overwriting_replaces_what_is_there_and_the_old_stays_in_the_trail(draft):
    held, clerk = draft
    block = held.blocks.get(section="assets")
    save_block(held.pk, block.pk, text=NASTY, version=block.version, by=clerk)
    fill(held, clerk, taken_by_itself(proposed(held), overwrite=True))
    assert content_of(held).topic_text("assets", "management").startswith("资产账实相符。")
    events = Event.objects.filter(chain=f"report:{held.pk}", kind=EventKind.DRAFT_EDITED)
    assert [NASTY, "资产账实相符。"] in [
        [old, new.split("<")[0]] for event in events for old, new in event.detail["changes"].values()
    ]


def test_text_can_go_behind_what_is_there(draft):
    held, clerk = draft
    block = held.blocks.get(section="assets")
    save_block(held.pk, block.pk, text="原有内容。", version=block.version, by=clerk)
    changes = [each for each in proposed(held) if each.kind == Kind.TEXT and each.section == "assets"]
    fill(held, clerk, [replace(each, joining=Joining.APPEND.value) for each in changes])
    assert content_of(held).topic_text("assets", "management").startswith("原有内容。\n资产账实相符。")


def test_a_second_import_of_the_same_report_has_nothing_to_do(draft):
    held, clerk = draft
    fill(held, clerk, taken_by_itself(proposed(held)))
    assert taken_by_itself(proposed(held), overwrite=True) == []


def test_two_values_for_one_cell_are_for_a_person_to_decide(draft):
    held, _clerk = draft
    changes = proposed(held, TEXT.replace("资产账实相符。", "编制46人。"))
    disputed = [each.value for each in changes if is_disputed(each, changes)]
    assert disputed == ["45", "46"]
    assert not [each for each in taken_by_itself(changes) if each.cell == "staff_quota"]


def test_two_values_for_one_cell_are_refused_and_nothing_is_stored(draft):
    held, clerk = draft
    changes = proposed(held, TEXT.replace("资产账实相符。", "编制46人。"))
    with pytest.raises(Refused, match="只选一个"):
        fill(held, clerk, changes)
    assert content_of(held).staff is None
    assert not Event.objects.filter(kind=EventKind.IMPORTED).exists()


def test_every_line_is_placed_or_listed(draft):
    held, _clerk = draft
    report_read = parse_text(TEXT)
    changes = propose_changes(report_read, content_of(held))
    everything = "\n".join(each.value for each in changes)
    everything += "\n".join(report_read.text[part.start : part.end] for part in unplaced_parts(report_read))
    for line in TEXT.split("\n")[1:]:
        words = line.lstrip("（一二三四五六七八九十）、0123456789").split("原因：")[0]
        is_heading = len(line) < 20 and not line.endswith(("。", "人", "𬭚"))
        assert is_heading or words in everything, line


def test_what_a_converter_left_behind_does_not_come_along(draft):
    held, _clerk = draft
    text = TEXT.replace("1、预算编制粗", "[bookmark: _GoBack]1、预算编制粗").replace(
        "资产账实", "资产[bookmark: OLE_LINK1]账实"
    )
    changes = proposed(held, text)
    assert [each.value.split("\n")[0] for each in changes if each.table == "problems"] == [
        "预算编制粗。",
        "绩效意识弱。",
    ]
    assert not [each for each in changes if "bookmark" in each.value]


def test_a_change_survives_being_kept(draft):
    held, _clerk = draft
    changes = proposed(held)
    assert [from_data(as_data(each)) for each in changes] == changes


def test_somebody_else_cannot_fill_the_draft(draft):
    held, _clerk = draft
    with pytest.raises(Refused):
        fill(held, person(), taken_by_itself(proposed(held)))
    assert content_of(held).staff is None


def test_very_long_text_is_kept_whole(draft):
    held, clerk = draft
    long = "\n".join(f"第{number}行㙍" * 20 for number in range(1500))
    change = Change(Kind.TEXT.value, "assets", "资产管理情况", long, cell="management")
    fill(held, clerk, [change])
    assert content_of(held).topic_text("assets", "management") == long


def test_the_ten_section_form_takes_all_the_text(draft):
    held, _clerk = draft
    held.campaign.outline = "province"
    held.campaign.save()
    changes = proposed(held)
    texts = {(each.section, each.cell): each.value for each in changes if each.kind == Kind.TEXT}
    assert "项目由业务股提出。" in "".join(texts.values())
    assert "资产账实相符。" in "".join(texts.values())
