"""A form of which a few rows do not fit is set tighter; the estimate that decides it agrees with the layout."""

from dataclasses import replace

import pytest

from evalportal.documents.pages import numbered_annexes, tables_html
from evalportal.documents.room import is_tight, may_overflow
from evalportal.documents.weasy.engine import engine

from .sample import project, sample_report


def form_of(rows):
    """The form of a project with so many indicators."""
    one = project(1, "灌区维护㙍")
    made = replace(one, indicators=tuple(replace(one.indicators[0], level3=f"第{at}项") for at in range(rows)))
    annexes = numbered_annexes(sample_report(projects=(made,), score=None, overall=None, base_data=None))
    return next(annex.grid for annex in annexes if annex.grid.name == "project1")


# A row of one line takes 12 + 3 pt, tight 10.5 + 1.5 pt: a fifth less.
@pytest.mark.parametrize(("rows", "tight", "pages"), [(12, False, 1), (22, True, 1), (40, False, 2)])
def test_a_form_is_tight_only_where_that_saves_a_page(rows, tight, pages):
    form = form_of(rows)
    assert (is_tight(form), may_overflow(form)) == (tight, pages > 1)
    with engine() as weasy:
        assert len(weasy.lay_out(tables_html((form,)), draft=False).pages) == pages


def test_the_estimates_for_the_sample_are_what_the_layout_says():
    for annex in numbered_annexes(sample_report()):
        if annex.grid.name != "evidence":
            with engine() as weasy:
                pages = len(weasy.lay_out(tables_html((annex.grid,)), draft=False).pages)
            assert may_overflow(annex.grid) == (pages > 1), annex.words
