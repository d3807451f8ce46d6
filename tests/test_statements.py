"""Statements whose SQL is made once: each asking gets the rows of its own id, in one query."""

import pytest

from departments.drafts import RowEdit, add_row, save_rows
from departments.models import Measure, OrganisationUnit
from departments.statements import Statement
from tests.factories import NASTY, report

pytestmark = pytest.mark.django_db


def test_a_statement_is_asked_again_with_another_id(django_assert_num_queries):
    units = Statement(lambda pk: OrganisationUnit.objects.filter(report=pk))
    for name in ("办公室", NASTY):
        held, clerk = report()
        add_row(held.pk, "profile", "units", start={"kind": "internal", "name": name}, by=clerk)
        with django_assert_num_queries(1):
            assert [unit.name for unit in units(held.pk)] == [name]
    assert list(units(0)) == []


def test_links_of_the_rows_are_read_with_them(django_assert_num_queries):
    measures = Statement(lambda pk: Measure.objects.filter(report=pk))
    held, clerk = report()
    [problem] = add_row(held.pk, "problems", "problems", start={"text": NASTY}, by=clerk).rows
    for _number in range(2):
        [key] = add_row(held.pk, "measures", "measures", by=clerk).rows
        save_rows(held.pk, "measures", "measures", [RowEdit(key, 1, {"problems": problem})], by=clerk)
    with django_assert_num_queries(2):
        found = list(measures(held.pk).prefetch_related("problems"))
        assert [[each.text for each in measure.problems.all()] for measure in found] == [[NASTY], [NASTY]]
