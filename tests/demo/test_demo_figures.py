"""The arithmetic of the demo's fixtures, worked out from the files themselves."""

import json
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

REPORTS = Path(__file__).resolve().parents[2] / "fixtures" / "demo" / "reports"
COLUMNS = ("prior_outturn", "initial", "adjusted", "outturn")
# Two departments are caught in the middle of typing: no sums there.
COMPLETE = ["301001", "305001", "305002", "402001", "404001", "502001"]
CENT = Decimal("0.01")

# What the real report of 2023 says; every other figure of 305001 is invented and says so.
FROM_THE_REAL_REPORT = {
    ("staff", "staff", "staff_quota"): "45",
    ("staff", "staff", "staff_actual"): "73",
    ("base", "income_general", "initial"): "890.33",
    ("base", "income_business", "initial"): "0.32",
    ("base", "expenditure_personnel", "initial"): "685.19",
    ("base", "expenditure_public", "initial"): "117.46",
    ("base", "three_public_reception", "initial"): "3.80",
    ("projects", "工业企业发展事务", "initial"): "30.00",
    ("projects", "专职办经费", "initial"): "8.00",
    ("projects", "信息管理事务", "initial"): "10.00",
    ("projects", "科技事务", "initial"): "30.00",
    ("projects", "中小企业事务", "initial"): "10.00",
}


def read(code):
    return json.loads((REPORTS / f"{code}.json").read_text(encoding="utf-8"))


def amounts(code):
    """(line, column) → 万元, with the sum of the projects as `projects`."""
    tables = read(code)["tables"]
    cells = {
        (record["row"], column): Decimal(raw) for record in tables["base"] for column, raw in record["cells"].items()
    }
    for column in COLUMNS:
        projects = (record["cells"].get(column, "0") for record in tables["projects"])
        cells["projects", column] = sum(map(Decimal, projects), Decimal(0))
    return cells


def test_figures_of_the_real_report_and_no_others_pass_as_real():
    tables = read("305001")["tables"]
    real = {
        (table, record.get("row") or record["cells"]["name"], cell): raw
        for table, records in tables.items()
        for record in records
        if not record.get("invented") and table != "units"
        for cell, raw in record["cells"].items()
        if cell != "name"
    }
    assert real == FROM_THE_REAL_REPORT


def test_organisation_of_the_real_report_is_complete():
    kinds = Counter(record["cells"]["kind"] for record in read("305001")["tables"]["units"])
    assert kinds == {"internal": 14, "subordinate": 3}


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.json")), ids=lambda path: path.stem)
def test_invented_reports_say_so(path):
    fixture = read(path.stem)
    assert fixture["department"] == path.stem
    assert fixture.get("invented", False) is (path.stem != "305001")


@pytest.mark.parametrize("code", COMPLETE)
@pytest.mark.parametrize("column", COLUMNS)
def test_income_equals_expenditure(code, column):
    cells = amounts(code)
    income = sum(value for (line, at), value in cells.items() if line.startswith("income_") and at == column)
    spent = sum(cells[line, column] for line in ("expenditure_personnel", "expenditure_public", "projects"))
    assert income == spent


@pytest.mark.parametrize("code", COMPLETE)
def test_adjusted_budget_and_outturn_follow_from_the_course_of_the_year(code):
    cells = amounts(code)
    initial, adjusted, outturn = (
        sum(cells[line, column] for line in ("expenditure_personnel", "expenditure_public", "projects"))
        for column in ("initial", "adjusted", "outturn")
    )
    moved = cells["budget_addition", "adjusted"] - cells["budget_reduction", "adjusted"]
    assert adjusted == initial + cells["carry_over_in", "adjusted"] + moved
    assert outturn == adjusted - cells["carry_over_out", "outturn"]
    assert cells["carry_over_in", "adjusted"] == cells["carry_over_out", "prior_outturn"]


def test_the_year_of_the_seed_department_by_hand():
    cells = amounts("305001")
    # 685.19 + 117.46 + (30 + 8 + 10 + 30 + 10) = 890.65 = 890.33 + 0.32
    assert cells["projects", "initial"] == Decimal("88.00")
    # 701.79 + 117.46 + (32 + 8 + 12.20 + 32 + 10) = 913.45 = 890.65 + 6.20 + 18.60 − 2.00
    assert cells["projects", "adjusted"] == Decimal("94.20")
    # 701.79 + 114.53 + (31.60 + 8 + 11.68 + 30 + 10) = 907.60 = 913.45 − 5.85
    assert cells["projects", "outturn"] == Decimal("91.28")


@pytest.mark.parametrize("code", COMPLETE)
@pytest.mark.parametrize("column", COLUMNS)
def test_parts_of_public_funds_fit_into_them(code, column):
    cells = amounts(code)
    parts = ("public_office", "public_utilities_travel", "public_meeting_training")
    reception = cells["three_public_reception", column]
    assert sum(cells[part, column] for part in parts) + reception <= cells["expenditure_public", column]


@pytest.mark.parametrize("code", ["301001", "305001", "305002", "404001", "502001"])
def test_assets_at_the_end_are_in_use_or_idle(code):
    for record in read(code)["tables"]["assets"]:
        cells = {cell: Decimal(raw) for cell, raw in record["cells"].items()}
        assert cells["closing"] == cells["in_use"] + cells["idle"], record["row"]


def test_assets_of_the_seed_department_grew_by_what_was_procured():
    rows = [record["cells"] for record in read("305001")["tables"]["assets"]]
    total = {cell: sum(Decimal(row[cell]) for row in rows) for cell in rows[0]}
    # 433.95 + 12.10 − 5.75 = 440.30
    assert total["opening"] + amounts("305001")["procurement", "outturn"] - total["disposed"] == total["closing"]


def test_carried_over_money_of_the_projects_is_the_carry_over():
    records = [record["cells"] for record in read("305001")["tables"]["projects"]]
    for column in ("adjusted_carried", "outturn_carried"):
        assert sum(Decimal(cells.get(column, "0")) for cells in records) == Decimal("6.20")


def indicator_tables():
    for path in sorted(REPORTS.glob("*.json")):
        for record in read(path.stem)["tables"].get("indicators", []):
            yield path.stem, record.get("project", ""), record["cells"]


def test_points_of_each_indicator_table_leave_ten_for_the_execution_rate():
    points = Counter()
    for code, project, cells in indicator_tables():
        points[code, project] += Decimal(cells["points"])
    assert len(points) == 16
    assert set(points.values()) == {Decimal(90)}


def rounded(number):
    return number.quantize(CENT, ROUND_HALF_UP)


def test_scores_follow_from_target_and_actual_and_a_miss_has_a_reason():
    missed = 0
    for code, project, cells in indicator_tables():
        points, score = Decimal(cells["points"]), Decimal(cells["score"])
        if cells["sign"] == "qualitative":
            assert points * Decimal("0.8") <= score <= points
            continue
        target, actual = Decimal(cells["target"]), Decimal(cells["actual"])
        if cells["sign"] == "le":
            reached = actual <= target
        else:
            reached = actual >= target
            assert actual < target * Decimal("1.3"), "a target far surpassed would need an explanation"
        if reached:
            assert score == points, (code, project, cells["name"])
        else:
            missed += 1
            rate = rounded(actual / target * 100)
            assert score == rounded(points * rate / 100), (code, project, cells["name"])
            assert len(cells["reason"]) >= 10
    assert missed == 6
