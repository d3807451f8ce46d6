# ruff: noqa: E501 - a case a line
"""Totals against runs of figures: how much of a wrong total may be chance, and parts in lines of their own."""

from decimal import Decimal

import pytest

from departments.importing.report.parse import parse_text
from scoring.checks.claims.totals.slips import accident
from tests.claims.test_claims import findings


def chance(text):
    total, *parts = [each for sentence in parse_text(text).mentions for each in sentence]
    return accident(total, parts)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("受理案件41052件，民事18240件，刑事23262件。", "0.001"),  # 41502, two neighbours swapped
        ("收到资金8660万元，中央5720万元，省2480万元，市460万元，县1200万元。", "0.005"),  # the last part left out
        ("发放补贴1246.8万元，甲612.3万元，乙624.5万元。", "0.05"),  # 1236.8, one digit other
    ],
)
def test_a_slip_of_long_figures_is_hardly_ever_chance(text, most):
    assert 0 < chance(text) < Decimal(most)


@pytest.mark.parametrize("text", ["案件12件，甲6件，乙8件。", "案件30件，甲6件，乙8件。", "案件9860件，甲1200件，乙640件。"])
def test_small_figures_and_sums_far_away_say_nothing(text):
    assert chance(text) > Decimal("0.15")


LINES = "安排资金%s万元，具体如下：\n1.河堤修复642.3万元。工程已完工。\n2.渠道修复418.6万元。\n3.水库修复225.5万元。"


def test_parts_in_numbered_lines_are_held_against_the_total_before_them():
    assert findings(LINES % "1268.4") == {"list_sum": "1286.4万元"}
    assert findings(LINES % "1286.4") == {}
    # Other projects of the year may not be told one by one.
    assert findings(LINES % "1850") == {}


def test_numbered_lines_with_several_amounts_each_are_left_alone():
    text = "安排资金1268.4万元：\n1.甲项目预算642.3万元，支出640万元。\n2.乙项目预算418.6万元，支出410万元。\n3.丙项目预算225.5万元，支出220万元。"
    assert "list_sum" not in findings(text)


def test_a_total_explained_by_another_figure_of_its_sentence_is_left_alone():
    assert findings("发现隐患147条，整改146条，其中自查112条，检查35条。") == {}
