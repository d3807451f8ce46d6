"""What a cell of 万元 makes of things that are no plain number: nothing meant, or the amount that was meant."""

from decimal import Decimal

import pytest

from departments.values import parse_decimal


@pytest.mark.parametrize("raw", ["", "  ", "-", "—", "——", "--", "/", "／", "无", "（无）"])
def test_marks_for_nothing_are_nothing(raw):
    assert parse_decimal(raw, places=2, digits=16) == parse_decimal("", places=2, digits=16)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("１，２３４．５０", "1234.50"),
        ("890.65", "890.65"),
        ("0", "0.00"),
    ],
)
def test_figures_are_taken_as_they_are(raw, meant):
    assert parse_decimal(raw, places=2, digits=16).value == Decimal(meant)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("890.65万元", "890.65"),
        ("8906512.34元", "890.65"),  # 8906512.34 ÷ 10000 = 890.651234
        ("1,290元", "0.13"),  # 0.129 rounds up
        ("1.2亿元", "12000.00"),
        ("=12.5+30", "42.50"),
        ("30-8.5", "21.50"),
        ("8.6O", "8.60"),
        ("=SUM(A1:A3)", ""),
        ("1-2", ""),  # nothing below zero is offered
        ("#REF!", ""),
    ],
)
def test_the_likely_amount_is_offered_and_nothing_is_changed(raw, meant):
    parsed = parse_decimal(raw, places=2, digits=16)
    assert (parsed.value, parsed.suggestion) == (None, meant)
    assert raw in parsed.error


def test_a_unit_of_money_means_nothing_among_persons():
    assert parse_decimal("73人", places=0, digits=9).suggestion == "73"
    assert parse_decimal("73元", places=0, digits=9).suggestion == ""
