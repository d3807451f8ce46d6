import pytest
from django.db import DatabaseError, connection, transaction

from departments.content import load_content
from departments.drafts import RowEdit, add_row, save_block, save_rows
from departments.drafts.rows import cell_shown
from departments.models import ReportVersion, TextBlock
from departments.tables import TABLES
from departments.versions import freeze_report, frozen_content, is_unchanged
from tests.factories import NASTY, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled():
    held, clerk = report()
    save_rows(
        held.pk,
        "expenditure",
        "base",
        [RowEdit("income_general", 0, {"initial": "890.33", "outturn": "8.6O"})],
        by=clerk,
    )
    block = TextBlock.objects.get(report=held, section="assets")
    save_block(held.pk, block.pk, text=NASTY, version=1, by=clerk)
    [problem] = add_row(held.pk, "problems", "problems", start={"text": "预算编制不细"}, by=clerk).rows
    [measure] = add_row(held.pk, "measures", "measures", start={"text": "细化预算"}, by=clerk).rows
    save_rows(held.pk, "measures", "measures", [RowEdit(measure, 1, {"problems": problem})], by=clerk)
    held.refresh_from_db()
    return held, clerk


def shown(content):
    return {
        (name, spec.row_key(row), cell): cell_shown(row, cell, spec)
        for name, spec in TABLES.items()
        for row in content.of(name)
        for cell in spec.cells
    }


def test_a_version_holds_everything_that_stood_in_the_report(filled, django_assert_num_queries):
    held, clerk = filled
    version = freeze_report(held, score={"total": "95.00"}, findings=[], by=clerk)
    live = load_content(held)
    version = ReportVersion.objects.get(pk=version.pk)
    with django_assert_num_queries(0):
        frozen = frozen_content(version)
        assert shown(frozen) == shown(live)
        assert [problem.text for problem in frozen.measures[0].problems.all()] == ["预算编制不细"]
        assert frozen.facts == live.facts
        assert [block.text for block in frozen.blocks] == [block.text for block in live.blocks]
        assert (frozen.report.department.name, frozen.report.campaign.year) == (held.department.name, 2023)


def test_later_edits_leave_a_version_as_it_was(filled):
    held, clerk = filled
    version = freeze_report(held, score={}, findings=[], by=clerk)
    save_rows(held.pk, "expenditure", "base", [RowEdit("income_general", 1, {"initial": "1"})], by=clerk)
    version.refresh_from_db()
    assert str(frozen_content(version).facts["income_general.initial"]) == "890.33"


def test_versions_are_numbered_and_chained(filled):
    held, clerk = filled
    first = freeze_report(held, score={}, findings=[], by=clerk)
    second = freeze_report(held, score={}, findings=[], by=clerk)
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.digest != second.digest
    assert is_unchanged(ReportVersion.objects.get(pk=first.pk))
    assert is_unchanged(ReportVersion.objects.get(pk=second.pk))


def test_a_changed_version_is_noticed(filled):
    held, clerk = filled
    version = freeze_report(held, score={"total": "80.00"}, findings=[], by=clerk)
    version.score = {"total": "95.00"}
    assert not is_unchanged(version)


@pytest.mark.parametrize("table", ["departments_reportversion"])
def test_the_database_refuses_to_change_or_delete_a_version(filled, table):
    held, clerk = filled
    freeze_report(held, score={}, findings=[], by=clerk)
    for statement in (f"UPDATE {table} SET number = 9", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
