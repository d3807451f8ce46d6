"""What is worked out of lines, without the database."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

from departments.enums import ReportState
from evalportal.overview.course import course_of, course_svg, states_svg
from evalportal.overview.lines import Line
from evalportal.overview.losses import heat_svg, outliers
from evalportal.overview.scores import Bin, ranking, spread, spread_svg, too_high

NOON = datetime(2024, 3, 5, 4, tzinfo=UTC)


def line(number, given=None, settled=None, *, losses=(), sent=NOON, settled_at=None):
    return Line(
        report_id=number, code=f"{number:06}", name=f"第{number}局<b>", short_name=f"{number}局", division_id=None,
        division="", state=ReportState.SUBMITTED, closes_at=NOON, days=0, is_late=False, edited_at=None,
        sent_at=sent if given else None, settled_at=settled_at, self_score=Decimal(given) if given else None,
        self_grade="", lost=json.dumps(losses), settled=Decimal(settled) if settled else None, grade="",
    )  # fmt: skip


def test_scores_are_counted_in_bins_of_two_points():
    bins = spread([line(1, "93.99", "92"), line(2, "94"), line(3, "100", "95.5"), line(4)])
    # 93.99 and 92 stand in 92–94; 94 and 95.5 in 94–96; full points in the last one.
    assert bins == [Bin(92, 1, 1), Bin(94, 1, 1), Bin(96, 0, 0), Bin(98, 1, 0)]


def test_equal_scores_share_a_place():
    ranked = ranking([line(1, "90", "80"), line(2, "90", "88"), line(3, "90", "88"), line(4, "90")])
    assert [(each.place, each.line.report_id) for each in ranked] == [(1, 2), (1, 3), (3, 1)]


def test_a_cut_of_three_points_is_too_high():
    high = too_high([line(1, "90", "87"), line(2, "90", "87.01"), line(3, "95", "90")])
    assert [each.report_id for each in high] == [3, 1]


def test_a_unit_stands_out_by_thirty_points_and_one_and_a_half_deviations():
    indicator = SimpleNamespace(name="预算控制率")
    lines = [line(number, losses=[0]) for number in range(1, 6)] + [line(6, losses=[900])]
    # mean 900 / 6 = 150; deviation √(5·150² + 750²)/6) = 335.4; 150 + 1.5 · 335.4 = 653 < 900
    [found] = outliers(lines, [indicator])
    assert (found.mean, [(each.report_id, share) for each, share in found.units]) == (15.0, [(6, 90.0)])
    # half of them: mean 450, deviation 450; 450 + 675 = 1125: nobody stands out
    half = [line(n, losses=[0]) for n in range(3)] + [line(n, losses=[900]) for n in range(3, 6)]
    assert outliers(half, [indicator]) == []


def test_progress_counts_each_unit_on_the_day_of_its_first_sending():
    campaign = SimpleNamespace(
        opens_at=datetime(2024, 3, 1, 0, 30, tzinfo=UTC), closes_at=datetime(2024, 3, 6, 9, tzinfo=UTC)
    )
    late = datetime(2024, 3, 5, 17, tzinfo=UTC)  # already 6 March in 常宁
    course = course_of(campaign, [line(1, "90"), line(2, "90", "88", sent=late, settled_at=late), line(3)])
    assert [day.day for day in course.days] == [29, 1, 2, 3, 4, 5, 6]
    assert course.sent == [0, 0, 0, 0, 0, 1, 2]
    assert course.settled == [0, 0, 0, 0, 0, 0, 1]


def test_drawings_print_without_any_style_sheet():
    indicator = SimpleNamespace(name="预算控制率")
    known = [line(1, "93", "90", losses=[500]), line(2, "80", losses=[None])]
    campaign = SimpleNamespace(opens_at=NOON, closes_at=NOON)
    drawings = [
        heat_svg(known, [indicator]),
        spread_svg(spread(known)),
        course_svg(course_of(campaign, known), 2),
        states_svg([(ReportState.SUBMITTED, 2)]),
    ]
    for drawing in drawings:
        assert "style=" not in drawing
        assert "<b>" not in drawing
        for shape in re.findall(r"<(?:rect|path|text)\b[^>]*>", drawing):
            assert " fill=" in shape, shape
    assert 'aria-label="' in drawings[0]
    assert "失分 50.0%" in drawings[0]
    assert "待算" in drawings[0]
