# ruff: noqa: E501 - a case a line
"""Totals against runs of figures: how much of a wrong total may be chance, and parts in lines of their own."""

from decimal import Decimal

import pytest

from departments.importing.report.parse import parse_text
from scoring.checks import Level, Subject, run_checks
from scoring.checks.claims.totals.slips import accident
from tests.claims.test_claims import HEAD, findings


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


@pytest.mark.parametrize(
    ("text", "level"),
    [
        # 2186.42 + 120.5 + 36.8 = 2343.72: order alone says that these are the parts
        ("财政拨款收入2186.42万元，上级补助收入120.5万元，其他收入36.8万元，收入合计2334.72万元。", Level.WARNING),
        # 900 + 290.5 = 1190.5: 其中 and the chart say so
        ("2023年支出决算1200.5万元，其中基本支出900万元，项目支出290.5万元。结转0万元。", Level.ERROR),
    ],
)
def test_what_only_nearness_ties_together_keeps_nobody_from_sending(text, level):
    found = run_checks(Subject(parse_text(HEAD + text)))
    assert [each.level for each in found if each.code in ("income_parts", "expenditure_parts")] == [level]
