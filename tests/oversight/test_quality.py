from decimal import Decimal

import pytest

from scoring.models import QualityWeights
from scoring.quality import HEADINGS, Conduct, RefusedWeights, assess, assess_campaign, set_weights

GOOD = {
    "days_late": 0, "wanted": 10, "present": 10, "gap": Decimal(0), "returns": 0, "warnings": 0, "issued": 0,
    "confirmed": 0, "overdue": 0,
}  # fmt: skip


def scores(**more):
    return [each.score for each in assess(Conduct(**{**GOOD, **more}), QualityWeights())]


def test_a_faultless_self_evaluation_has_all_points():
    assert scores() == [15, 25, 35, 15, 10]


def test_each_heading_loses_shares_of_its_own_points():
    found = scores(days_late=2, present=7, gap=Decimal("-2.5"), returns=1, warnings=3, issued=4, confirmed=3, overdue=1)
    assert found == [
        Decimal("12.00"),  # 15 × (1 − 2 × 10 %)
        Decimal("17.50"),  # 25 × 7 / 10
        Decimal("26.25"),  # 35 × (1 − 2.5 × 10 %)
        Decimal("9.75"),  # 15 × (1 − 20 % − 3 × 5 %)
        Decimal("7.50"),  # 10 × (1 − 1 / 4)
    ]


def test_no_heading_goes_below_nothing():
    assert scores(days_late=30, gap=Decimal(20), returns=9)[:4] == [0, 25, 0, 0]


def test_trace_says_how_the_points_come_about():
    late = assess(Conduct(**{**GOOD, "days_late": 2}), QualityWeights())[0]
    assert late.trace == "逾期 2 天，每天扣 10%；15 × 80.00% = 12.00"


@pytest.mark.django_db
def test_weights_are_changed_only_to_a_hundred_points(campaign, chief):
    with pytest.raises(RefusedWeights):
        set_weights(campaign, points=dict(zip(HEADINGS, (20, 25, 35, 15, 10), strict=True)), by=chief)
    set_weights(campaign, points=dict(zip(HEADINGS, (20, 20, 35, 15, 10), strict=True)), by=chief)
    assert QualityWeights.objects.get().timeliness == 20


@pytest.mark.django_db
def test_settled_units_are_assessed_with_a_constant_number_of_queries(campaign, unit, chief, django_assert_num_queries):
    unit("90")
    unit("90", "88")
    with django_assert_num_queries(4):  # weights, reports, decisions with versions, returns
        [one] = assess_campaign(campaign)
    # 35 × (1 − 2 × 10 %) = 28 of 真实准确性; nothing is attached, so no point of 完整性
    assert [each.score for each in one.headings] == [15, 0, 28, 15, 10]
    assert one.total == 68
    unit("90", "89")
    with django_assert_num_queries(4):
        assert len(assess_campaign(campaign)) == 2


@pytest.mark.django_db
def test_page_shows_points_with_their_trace(client, campaign, unit, chief):
    unit("90", "88")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get("/quality/2023/").content.decode()
    assert "相差 2.00 分" in text
    client.post("/quality/2023/weights/", dict(zip(HEADINGS, "12345", strict=True)))
    assert "合计应为 100 分" in client.get("/quality/2023/").content.decode()
