import pytest

from departments.drafts import (
    Conflict,
    NotYours,
    RowEdit,
    RowsGone,
    add_row,
    declare_empty,
    move_row,
    remove_row,
    restore_row,
    save_rows,
)
from departments.models import Measure, ProjectFund
from tests.factories import report

pytestmark = pytest.mark.django_db


def project(held, clerk, name, **cells):
    [(key, row)] = add_row(held.pk, "special_funds", "projects", start={"name": name, **cells}, by=clerk).rows.items()
    return int(key), row


def test_projects_are_typed_once_and_add_up_in_the_base_table():
    held, clerk = report()
    amounts = {
        "工业企业发展事务": "30",
        "专职办经费": "8",
        "信息管理事务": "10",
        "科技事务": "30",
        "中小企业事务": "10",
    }
    for name, amount in amounts.items():
        project(held, clerk, name, initial=amount)
    held.refresh_from_db()
    # 30 + 8 + 10 + 30 + 10 = 88
    assert held.facts["expenditure_project.initial"] == "88.00"
    assert held.facts["project_count"] == "5"


def test_a_removed_row_can_be_restored_as_it_was():
    held, clerk = report()
    key, row = project(held, clerk, "科技事务", initial="30")
    remove_row(held.pk, "special_funds", "projects", key, version=row.version, by=clerk)
    held.refresh_from_db()
    assert "expenditure_project.initial" not in held.facts
    restore_row(held.pk, "special_funds", "projects", key, by=clerk)
    held.refresh_from_db()
    assert held.facts["expenditure_project.initial"] == "30.00"
    assert ProjectFund.objects.get(report=held).name == "科技事务"


def test_a_row_that_somebody_changed_meanwhile_is_not_removed():
    held, clerk = report()
    key, row = project(held, clerk, "科技事务")
    save_rows(held.pk, "special_funds", "projects", [RowEdit(str(key), row.version, {"initial": "30"})], by=clerk)
    with pytest.raises(Conflict):
        remove_row(held.pk, "special_funds", "projects", key, version=row.version, by=clerk)


def test_a_row_that_somebody_removed_does_not_keep_the_others_from_being_stored():
    held, clerk = report()
    gone, row = project(held, clerk, "甲")
    kept, _row = project(held, clerk, "乙")
    remove_row(held.pk, "special_funds", "projects", gone, version=row.version, by=clerk)
    edits = [RowEdit(str(gone), 1, {"initial": "1"}), RowEdit(str(kept), 1, {"initial": "2"})]
    saved = save_rows(held.pk, "special_funds", "projects", edits, by=clerk)
    assert (saved.gone, list(saved.rows)) == ((str(gone),), [str(kept)])
    assert ProjectFund.objects.get(pk=kept).initial == 2
    with pytest.raises(RowsGone) as nothing_left:
        save_rows(held.pk, "special_funds", "projects", edits[:1], by=clerk)
    assert nothing_left.value.rows == (str(gone),)


def test_rows_move_and_keep_their_order():
    held, clerk = report()
    keys = [project(held, clerk, name)[0] for name in ("甲", "乙", "丙")]
    move_row(held.pk, "special_funds", "projects", keys[2], after=None, by=clerk)
    assert [row.name for row in ProjectFund.objects.filter(report=held)] == ["丙", "甲", "乙"]
    move_row(held.pk, "special_funds", "projects", keys[2], after=keys[0], by=clerk)
    assert [row.name for row in ProjectFund.objects.filter(report=held)] == ["甲", "丙", "乙"]


def test_a_measure_answers_problems_of_its_own_report_only():
    held, clerk = report()
    other, stranger = report()
    [mine] = add_row(held.pk, "problems", "problems", start={"text": "预算编制不细"}, by=clerk).rows
    [foreign] = add_row(other.pk, "problems", "problems", start={"text": "别家的问题"}, by=stranger).rows
    [key] = add_row(held.pk, "measures", "measures", by=clerk).rows
    save_rows(held.pk, "measures", "measures", [RowEdit(key, 1, {"problems": f"{mine},{foreign}"})], by=clerk)
    measure = Measure.objects.get(pk=key)
    assert [str(problem.pk) for problem in measure.problems.all()] == [mine]


def test_an_indicator_belongs_to_a_project_of_its_own_report_only():
    held, clerk = report()
    other, stranger = report()
    foreign, _row = project(other, stranger, "别家的项目")
    with pytest.raises(NotYours):
        add_row(held.pk, "special_funds", "indicators", start={"project": str(foreign)}, by=clerk)


def test_nothing_this_year_is_an_answer():
    held, clerk = report()
    declare_empty(held.pk, "expenditure", "buildings", is_empty=True, by=clerk)
    held.refresh_from_db()
    assert held.facts["building_count"] == "0"
    declare_empty(held.pk, "expenditure", "buildings", is_empty=False, by=clerk)
    held.refresh_from_db()
    assert "building_count" not in held.facts
