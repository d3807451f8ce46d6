# ruff: noqa: E501 - what a cell may hold, in a line
"""Whatever a workbook holds, reading it neither raises nor makes up values that do not stand in it."""

import contextlib
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from departments.importing.sheets.workbook import Sheet, read_book
from departments.importing.tables.reading import read_sheets
from departments.refusal import Refused
from departments.tables import TABLES
from departments.values import parse_cell
from tests.importing.bureau_books import ASSETS, BASE, FORM, LIST, filled

FORMS = [
    [["" if cell is None else str(cell) for cell in row] for row in rows]
    for _name, rows, _merged in (BASE, LIST, FORM, ASSETS)
]
WORDS = st.one_of(
    st.sampled_from([text for rows in FORMS for row in rows for text in row if text]),
    st.sampled_from(["", "-", "—", "1e9", "²", "１２", "-3", "NaN", "Infinity", "9" * 40, "1,2,3", "=1+1", "<script>", "㙍😀", "单位：元", "合计", "≥", "≥²座"]),
    st.text(max_size=8),
)  # fmt: skip
ROWS = st.lists(st.lists(WORDS, max_size=9), max_size=25)


def read(rows, merged=(), unknown=None):
    return read_sheets([Sheet("表", 1, rows, 1, [list(area) for area in merged], unknown or {})], year=2023)


def check(found):
    """Every value is one that its cell takes."""
    for cell in [*found.cells, *(cell for row in found.rows for cell in row.cells.values())]:
        assert not parse_cell(TABLES[cell.table].field(cell.cell), cell.value).error, cell


AREAS = st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=3)


@settings(max_examples=150, deadline=None)
@given(ROWS, AREAS)
def test_any_cells_are_read_without_a_word_of_python(rows, merged):
    check(read(rows, merged, {"B2": "", "C3": "#REF!"}))


@pytest.mark.parametrize("seed", range(20))
def test_mutated_forms_give_only_values_that_their_cells_take(seed):
    rng = random.Random(seed)
    rows = [list(row) for row in rng.choice(FORMS)]
    for _ in range(25):
        row = rng.choice(rows)
        kind = rng.randrange(5)
        if kind == 0 and len(rows) > 1:
            rows.remove(row)
        elif kind == 1:
            rows.insert(rng.randrange(len(rows)), list(row))
        elif kind == 2 and row:
            row[rng.randrange(len(row))] = rng.choice(
                ["1e9", "²", "99999999999999", "-1", "abc", "１．５", "=A1", "合计"]
            )
        elif kind == 3 and row:
            row.insert(rng.randrange(len(row)), "")
        elif row:
            row.pop()
    check(read(rows))


@pytest.mark.parametrize("seed", range(3))
def test_a_workbook_with_broken_bytes_is_read_or_refused(seed):
    rng = random.Random(seed)
    content = bytearray(filled(BASE, FORM))
    for _ in range(rng.randrange(1, 30)):
        content[rng.randrange(4, len(content))] = rng.randrange(256)
    with contextlib.suppress(Refused):  # with a sentence
        check(read_sheets(read_book(bytes(content), "a.xlsx").sheets, year=2023))


def test_a_large_sheet_is_read_in_a_second_or_two_of_cpu():
    rows = [["序号", "项目名称", "年初预算", "决算"], *[[str(at), f"项目{at}", "1.5", "1"] for at in range(4_900)]]
    started = time.process_time()
    assert len(read(rows).rows) == 4_900
    assert time.process_time() - started < 5
