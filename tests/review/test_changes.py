"""What changed between two versions: character by character in text, cell by cell in tables, at a bounded cost."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.content import load_content
from departments.drafts import RowEdit, add_block, add_row, remove_row, save_block, save_rows
from departments.models import TextBlock
from departments.versions import freeze_report, frozen_content
from scoring.sent.layout import read_sections
from scoring.sent.text_changes import GONE, NEW, SAME, Budget, Piece, compare_texts
from tests.factories import NASTY, report


def test_one_figure_changed():
    assert compare_texts("科技事务预算30.00万元。", "科技事务预算28.00万元。") == (
        Piece(SAME, "科技事务预算"),
        Piece(GONE, "30"),
        Piece(NEW, "28"),
        Piece(SAME, ".00万元。"),
    )


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", ()),
        ("同", "同", (Piece(SAME, "同"),)),
        ("", "新写", (Piece(NEW, "新写"),)),
        ("删去", "", (Piece(GONE, "删去"),)),
        ("前文", "前文后文", (Piece(SAME, "前文"), Piece(NEW, "后文"))),
        ("ab", "ba", (Piece(GONE, "a"), Piece(SAME, "b"), Piece(NEW, "a"))),
    ],
)
def test_small_changes(old, new, pieces):
    assert "".join(piece.text for piece in compare_texts(old, new) if piece.kind != GONE) == new
    if old != "ab":
        assert compare_texts(old, new) == pieces


@given(st.text("一二三。，1\n😀𬭚", max_size=60), st.text("一二三。，1\n😀𬭚", max_size=60))
def test_pieces_always_give_both_texts_back(old, new):
    pieces = compare_texts(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_hundred_kilobytes_of_the_same_character_cost_next_to_nothing():
    old, new = "一" * 50_000, "一二" * 50_000
    began = time.process_time()
    pieces = compare_texts(old, new, Budget())
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new
    # a comparison character by character would take minutes
    assert time.process_time() - began < 5


def test_a_spent_budget_shows_the_whole_text_as_replaced():
    assert compare_texts("甲乙丙", "丁戊己", Budget(0)) == (Piece(GONE, "甲乙丙"), Piece(NEW, "丁戊己"))


@pytest.fixture
def two_versions(db):
    """A report frozen, changed in text and tables, and read again."""
    held, clerk = report()
    save_rows(held.pk, "expenditure", "base", [RowEdit("procurement", 0, {"initial": "30", "outturn": "25"})], by=clerk)
    block = TextBlock.objects.get(report=held, section="assets")
    save_block(held.pk, block.pk, text="资产30.00万元。", version=1, by=clerk)
    [kept] = add_row(held.pk, "problems", "problems", start={"text": "预算编制不细"}, by=clerk).rows
    [gone] = add_row(held.pk, "problems", "problems", start={"text": "执行偏慢"}, by=clerk).rows
    save_rows(held.pk, "profile", "contact", [RowEdit("contact", 0, {"prepared_by": "周㙍", "phone": "1"})], by=clerk)
    held.refresh_from_db()
    before = frozen_content(freeze_report(held, score={}, findings=[], by=clerk))
    save_rows(held.pk, "expenditure", "base", [RowEdit("procurement", 1, {"initial": "28"})], by=clerk)
    save_block(held.pk, block.pk, text="资产28.00万元。", version=2, by=clerk)
    add_block(held.pk, section="assets", topic="management", after=block.pk, text=NASTY, by=clerk)
    save_rows(held.pk, "problems", "problems", [RowEdit(kept, 1, {"text": "预算编制不够细"})], by=clerk)
    remove_row(held.pk, "problems", "problems", int(gone), version=1, by=clerk)
    save_rows(held.pk, "profile", "contact", [RowEdit("contact", 1, {"phone": "2"})], by=clerk)
    held.refresh_from_db()
    sections = {section.key: section for section in read_sections(load_content(held), before)}
    return sections, load_content(held)


def test_changed_cells_hold_what_stood_there_before(two_versions):
    [table] = two_versions[0]["expenditure"].tables
    row = next(row for row in table.rows if row.place.endswith("/procurement"))
    assert [(cell.text, cell.was) for cell in row.cells] == [
        ("", None),
        ("28.00", "30.00"),
        ("", None),
        ("25.00", None),
    ]
    assert two_versions[0]["expenditure"].changes == 1


def test_of_a_table_of_single_figures_only_the_changed_one_is_marked(two_versions):
    [table] = [table for table in two_versions[0]["profile"].tables if table.place.endswith("contact")]
    assert [(row.head.was, row.cells[0].text, row.cells[0].was) for row in table.rows[:2]] == [
        (None, "周㙍", None), (None, "2", "1"),
    ]  # fmt: skip
    assert two_versions[0]["profile"].changes == 1


def test_changed_text_is_marked_and_new_paragraphs_are_new(two_versions):
    [topic] = two_versions[0]["assets"].topics
    first, second = topic.paragraphs
    assert [piece.kind for piece in first.pieces] == [SAME, GONE, NEW, SAME]
    assert (second.change, second.pieces[0].text) == ("new", NASTY)


def test_rows_that_went_are_still_shown_as_gone(two_versions):
    [table] = two_versions[0]["problems"].tables
    assert [(row.notes[0].text, row.notes[0].was, row.change) for row in table.rows] == [
        ("预算编制不够细", "预算编制不细", ""),
        ("执行偏慢", None, "gone"),
    ]


def test_without_another_version_nothing_is_marked(two_versions):
    sections = read_sections(two_versions[1])
    assert sum(section.changes for section in sections) == 0
    assert not any(row.change for section in sections for table in section.tables for row in table.rows)
