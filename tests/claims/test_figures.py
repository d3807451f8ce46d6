"""What passes for a slip of the pen, and what is more likely another thing's figure."""

from decimal import Decimal

import pytest

from departments.prose.quantities import find_quantities
from scoring.checks.claims.figures import is_slip


@pytest.mark.parametrize(
    ("stated", "true"),
    [
        ("98.2%", "99.2"),  # near
        ("62.5%", "65.2"),  # near, and swapped
        ("31.5%", "81.5"),  # one digit other
        ("415万元", "451"),  # two neighbours swapped
        ("8.5%", "85"),  # a point misplaced
        ("1234元", "1234"),  # 元 for 万元: the true value is 1,234万元
        ("1204件", "12304"),  # a digit missing
        ("7个", "6"),  # one digit other
        ("16.4万元", "14.6"),  # two neighbours swapped, with the point between them
        ("3.67万头", "37600"),  # 万 before the measure
    ],
)
def test_wrong_figures_as_people_write_them(stated, true):
    assert is_slip(find_quantities(stated)[0], Decimal(true))


@pytest.mark.parametrize(
    ("stated", "true"),
    [
        ("36%", "48"), ("60%", "99.2"), ("1200件", "845"), ("0%", "12"), ("415万元", "683.2"),
        ("1%", "3.26"), ("8.5%", "4"),
    ],
)  # fmt: skip
def test_figures_of_something_else(stated, true):
    assert not is_slip(find_quantities(stated)[0], Decimal(true))
