from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.library.spreading import remainder, spread

D = Decimal


@pytest.mark.parametrize(
    ("total", "count", "parts"),
    [
        (D(50), 7, [8, 7, 7, 7, 7, 7, 7]),  # 7 × 7 = 49, one over
        (D(7), 3, [3, 2, 2]),
        (D(10), 10, [1] * 10),
        (D("7.5"), 2, [D("3.75"), D("3.75")]),
        (D(1), 3, [D("0.34"), D("0.33"), D("0.33")]),  # less than a point a row: in hundredths
        (D(0), 2, [0, 0]),
        (D(5), 0, []),
    ],
)
def test_parts_are_even_and_whole_where_they_can_be(total, count, parts):
    assert spread(total, count) == parts


@given(st.decimals(0, 1000, places=2), st.integers(1, 60))
def test_parts_add_up_to_the_total(total, count):
    parts = spread(total, count)
    assert remainder(total, parts) == 0
    assert len(parts) == count
    assert max(parts) - min(parts) <= 1
