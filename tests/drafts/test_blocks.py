import pytest

from departments.drafts import Conflict, NotYours, TooLarge, add_block, remove_block, save_block
from departments.events import seal_edits
from departments.models import Event, TextBlock
from tests.factories import NASTY, report

pytestmark = pytest.mark.django_db


def first_block(held, section="assets", topic="management"):
    return TextBlock.objects.get(report=held, section=section, topic=topic)


@pytest.mark.parametrize(
    "text", [NASTY, "一、标题\n（一）二级\n\n\n  缩进　全角空格", "字" * 100_000, "\u202e倒", "Ａ１"]
)
def test_text_is_stored_to_the_letter(text):
    held, clerk = report()
    block = first_block(held)
    save_block(held.pk, block.pk, text=text, version=1, by=clerk)
    block.refresh_from_db()
    assert (block.text, block.version) == (text, 2)


def test_what_no_database_can_hold_does_not_stop_the_save():
    held, clerk = report()
    block = first_block(held)
    save_block(held.pk, block.pk, text="甲\x00乙\ud800丙\r\n丁", version=1, by=clerk)
    block.refresh_from_db()
    assert block.text == "甲乙?丙\n丁"


def test_another_persons_text_is_shown_and_neither_is_lost():
    held, clerk = report()
    block = first_block(held)
    save_block(held.pk, block.pk, text="甲", version=1, by=clerk)
    with pytest.raises(Conflict) as conflict:
        save_block(held.pk, block.pk, text="乙", version=1, by=clerk)
    [clash] = conflict.value.clashes
    assert (clash.version, clash.theirs, clash.by) == (2, {"text": "甲"}, clerk.name)


def test_a_text_beyond_all_measure_is_refused():
    held, clerk = report()
    with pytest.raises(TooLarge):
        save_block(held.pk, first_block(held).pk, text="字" * 200_001, version=1, by=clerk)


def test_a_block_of_another_report_does_not_exist():
    held, clerk = report()
    other, _stranger = report()
    with pytest.raises(NotYours):
        save_block(held.pk, first_block(other).pk, text="x", version=1, by=clerk)
    with pytest.raises(NotYours):
        save_block(other.pk, first_block(other).pk, text="x", version=1, by=clerk)


def test_blocks_keep_their_order_and_a_new_one_goes_behind_the_caret():
    held, clerk = report()
    first = first_block(held)
    last = add_block(held.pk, section="assets", topic="management", after=first.pk, text="丙", by=clerk).block
    middle = add_block(held.pk, section="assets", topic="management", after=first.pk, text="乙", by=clerk).block
    ordered = list(TextBlock.objects.filter(report=held, section="assets").values_list("pk", flat=True))
    assert ordered == [first.pk, middle.pk, last.pk]


def test_a_removed_block_leaves_its_text_in_the_trail():
    held, clerk = report()
    added = add_block(held.pk, section="assets", topic="management", text="不再需要", by=clerk).block
    remove_block(held.pk, added.pk, version=1, by=clerk)
    assert not TextBlock.objects.filter(pk=added.pk).exists()
    seal_edits(held)
    assert Event.objects.filter(kind="row_deleted").get().detail["text"] == "不再需要"


def test_the_last_block_of_a_topic_is_emptied_not_taken_away():
    held, clerk = report()
    block = first_block(held)
    save_block(held.pk, block.pk, text="甲", version=1, by=clerk)
    remove_block(held.pk, block.pk, version=2, by=clerk)
    block.refresh_from_db()
    assert (block.text, block.version) == ("", 3)
