from decimal import Decimal

import pytest

from departments.drafts import Conflict, Locked, NotYours, RowEdit, TooLarge, save_rows
from departments.enums import ReportState
from departments.models import BudgetLine, OpenEdit, Report, StaffFigures
from tests.factories import NASTY, report

pytestmark = pytest.mark.django_db


def save_base(held, clerk, *edits):
    return save_rows(held.pk, "expenditure", "base", [RowEdit(*edit) for edit in edits], by=clerk)


def test_a_first_value_makes_the_row_and_a_fact():
    held, clerk = report()
    saved = save_base(held, clerk, ("income_general", 0, {"initial": "890.33"}))
    assert saved.rows["income_general"].version == 1
    assert saved.errors == ()
    held.refresh_from_db()
    assert held.facts["income_general.initial"] == "890.33"
    # the only part known so far is the sum
    assert held.facts["income_total.initial"] == "890.33"
    assert held.edited_by == clerk


def test_sums_follow_the_form_through_all_levels():
    held, clerk = report()
    save_base(
        held,
        clerk,
        ("income_general", 0, {"initial": "890.33"}),
        ("income_business", 0, {"initial": "0.32"}),
        ("expenditure_personnel", 0, {"initial": "685.19"}),
        ("expenditure_public", 0, {"initial": "117.46"}),
    )
    held.refresh_from_db()
    # 890.33 + 0.32 = 890.65; 685.19 + 117.46 = 802.65; no project yet, so the total is the basic expenditure
    assert held.facts["income_other.initial"] == "0.32"
    assert held.facts["income_total.initial"] == "890.65"
    assert held.facts["expenditure_basic.initial"] == "802.65"
    assert held.facts["expenditure_total.initial"] == "802.65"


def test_what_is_no_number_is_kept_as_typed_and_keeps_the_sums_open():
    held, clerk = report()
    save_base(held, clerk, ("expenditure_public", 0, {"outturn": "117.46"}))
    saved = save_base(held, clerk, ("expenditure_personnel", 0, {"outturn": "8.6O"}))
    [error] = saved.errors
    assert (error.row, error.cell, error.suggestion) == ("expenditure_personnel", "outturn", "8.60")
    assert "8.6O" in error.message
    row = BudgetLine.objects.get(report=held, line="expenditure_personnel")
    assert row.outturn is None
    assert row.invalid == {"outturn": "8.6O"}
    assert saved.amounts["expenditure_basic.outturn"] is None
    held.refresh_from_db()
    assert "expenditure_basic.outturn" not in held.facts
    assert "expenditure_total.outturn" not in held.facts
    again = save_base(held, clerk, ("expenditure_personnel", 1, {"outturn": "8.60"}))
    # 8.60 + 117.46 = 126.06
    assert again.amounts["expenditure_basic.outturn"] == "126.06"
    assert BudgetLine.objects.get(report=held, line="expenditure_personnel").invalid == {}


def test_correcting_another_table_does_not_close_sums_that_wait():
    held, clerk = report()
    save_base(held, clerk, ("expenditure_personnel", 0, {"outturn": "abc"}))
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "45"})], by=clerk)
    saved = save_base(held, clerk, ("expenditure_public", 0, {"outturn": "1"}))
    assert saved.amounts["expenditure_total.outturn"] is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("１２３.４５", "123.45"),
        ("1,234.50", "1234.50"),
        ("1，234.5", "1234.50"),
        (" 8 ", "8.00"),
        (".5", "0.50"),
        ("0", "0.00"),
    ],
)
def test_figures_are_understood_as_offices_write_them(typed, value):
    held, clerk = report()
    save_base(held, clerk, ("procurement", 0, {"initial": typed}))
    assert BudgetLine.objects.get(report=held, line="procurement").initial == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["8.6O", "1.234", "-5", "十二", "1e3", "NaN", "Infinity", "=1+1", "9" * 40, NASTY, "1.2.3"]
)
def test_nothing_that_is_no_amount_is_counted_or_lost(typed):
    held, clerk = report()
    saved = save_base(held, clerk, ("procurement", 0, {"initial": typed}))
    assert len(saved.errors) == 1
    row = BudgetLine.objects.get(report=held, line="procurement")
    assert (row.initial, row.invalid) == (None, {"initial": typed})


def test_two_people_on_one_row_one_is_told_and_nothing_is_overwritten():
    held, clerk = report()
    save_base(held, clerk, ("procurement", 0, {"initial": "24"}))
    save_base(held, clerk, ("procurement", 1, {"initial": "25"}))
    with pytest.raises(Conflict) as conflict:
        save_base(held, clerk, ("procurement", 1, {"initial": "26"}))
    [clash] = conflict.value.clashes
    assert (clash.row, clash.version, clash.by) == ("procurement", 2, clerk.name)
    # all cells of the row, so that the page can follow what it did not ask about
    others = {"prior_budget": "", "prior_outturn": "", "adjusted": "", "outturn": ""}
    assert clash.theirs == {"initial": "25.00", **others}
    assert BudgetLine.objects.get(report=held, line="procurement").initial == 25


def test_a_conflict_in_one_row_stores_none_of_the_rows():
    held, clerk = report()
    save_base(held, clerk, ("procurement", 0, {"initial": "24"}))
    with pytest.raises(Conflict):
        save_base(held, clerk, ("income_general", 0, {"initial": "1"}), ("procurement", 0, {"initial": "26"}))
    assert not BudgetLine.objects.filter(report=held, line="income_general").exists()


def test_a_save_whose_answer_was_lost_is_no_conflict_with_itself():
    held, clerk = report()
    first = save_base(held, clerk, ("procurement", 0, {"initial": "24.5"}))
    again = save_base(held, clerk, ("procurement", 0, {"initial": "24.5"}))
    assert again.rows["procurement"].version == first.rows["procurement"].version == 1


def test_another_departments_clerk_finds_no_report():
    held, _clerk = report()
    _other, stranger = report()
    with pytest.raises(NotYours):
        save_base(held, stranger, ("procurement", 0, {"initial": "1"}))


@pytest.mark.parametrize(
    "state", [ReportState.SIGNING, ReportState.SUBMITTED, ReportState.IN_REVIEW, ReportState.PUBLISHED]
)
def test_a_sent_report_is_locked(state):
    held, clerk = report()
    Report.objects.filter(pk=held.pk).update(state=state)
    with pytest.raises(Locked) as locked:
        save_base(held, clerk, ("procurement", 0, {"initial": "1"}))
    assert str(state.label) in locked.value.message


def test_a_returned_report_opens_only_what_was_commented():
    held, clerk = report()
    Report.objects.filter(pk=held.pk).update(state=ReportState.RETURNED, unlocked=["expenditure"])
    save_base(held, clerk, ("procurement", 0, {"initial": "1"}))
    with pytest.raises(Locked):
        save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "1"})], by=clerk)


@pytest.mark.parametrize(
    ("section", "table", "row", "cells"),
    [
        ("expenditure", "base", "income_total", {"initial": "1"}),  # a sum
        ("expenditure", "base", "no_such_line", {"initial": "1"}),
        ("expenditure", "base", "procurement", {"report": "1"}),
        ("expenditure", "base", "procurement", {"version": "9"}),
        ("expenditure", "staff", "staff", {"staff_quota": "1"}),  # stands in another section
        ("profile", "units", "999999", {"name": "x"}),
    ],
)
def test_only_what_the_form_has_can_be_written(section, table, row, cells):
    held, clerk = report()
    with pytest.raises(NotYours):
        save_rows(held.pk, section, table, [RowEdit(row, 0, cells)], by=clerk)


def test_too_many_rows_at_once_are_refused():
    held, clerk = report()
    with pytest.raises(TooLarge):
        save_rows(held.pk, "expenditure", "base", [RowEdit("procurement", 0, {})] * 401, by=clerk)


def test_the_trail_keeps_the_first_old_and_the_last_new_value():
    held, clerk = report()
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_actual": "70"})], by=clerk)
    save_rows(held.pk, "profile", "staff", [RowEdit("staff", 1, {"staff_actual": "73"})], by=clerk)
    [entry] = OpenEdit.objects.filter(report_id=held.pk)
    assert entry.changes == {"profile/table/staff/staff/staff_actual": ["", "73"]}
    assert StaffFigures.objects.get(report=held).staff_actual == 73


def test_a_pasted_block_is_one_write(django_assert_num_queries):
    held, clerk = report()
    lines = ["vehicle_purchase", "vehicle_running", "three_public_abroad", "three_public_reception"]
    save_base(held, clerk, *((line, 0, {"initial": "1"}) for line in lines))
    # savepoint, report, rows, one UPDATE for all rows, open edit, its update, report, release: as many as for one row
    with django_assert_num_queries(8):
        save_base(held, clerk, *((line, 1, {"initial": "2", "adjusted": "3", "outturn": "4"}) for line in lines))
    held.refresh_from_db()
    assert held.facts["three_public_total.outturn"] == "16.00"


def test_saving_one_cell_takes_as_many_queries_with_many_rows(django_assert_num_queries):
    held, clerk = report()
    save_base(held, clerk, ("procurement", 0, {"initial": "1"}))
    with django_assert_num_queries(8):
        save_base(held, clerk, ("procurement", 1, {"initial": "2"}))
