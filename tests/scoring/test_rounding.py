"""Halves go up, away from zero: on paper nobody rounds to the even digit."""

from decimal import Decimal

import pytest

from scoring.rounding import fixed, round_half_up, to_percent


@pytest.mark.parametrize(
    ("number", "rounded"),
    [("0.125", "0.13"), ("2.345", "2.35"), ("2.3449", "2.34"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("1.5", "1.50")],
)
def test_halves_of_a_hundredth_go_up(number, rounded):
    assert str(round_half_up(Decimal(number))) == rounded


def test_a_rate_is_rounded_as_a_percentage():
    assert to_percent(Decimal("0.12345")) == Decimal("12.35")  # 12.345 %, to the even digit it would be 12.34 %
    assert fixed(Decimal("-0.001")) == "0.00"  # no minus before nothing
