import pytest

from departments.enums import EventKind
from departments.models import Event
from scoring.models import SpotCheck, SpotDraw
from scoring.spot_checks import RefusedDraw, choose_spot_check, draw_spot_checks, drawn_codes, note_result
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def divisions(unit):
    mine, other = factories.division("经建股"), factories.division("社保股")
    for _each in range(4):
        unit("90", division=mine)
    unit("90", division=other)
    unit(division=other)
    return mine, other


def drawn(draw):
    return sorted(draw.checks.values_list("report__department__code", flat=True))


def test_the_same_seed_draws_the_same_codes_whatever_their_order():
    codes = [f"30{number:04}" for number in range(50)]
    assert drawn_codes("20240601", codes, 5) == drawn_codes("20240601", codes[::-1], 5)
    assert drawn_codes("20240601", codes, 5) != drawn_codes("20240602", codes, 5)
    # The five smallest SHA-256 of "20240601:30…" among fifty; a longer draw only adds to a shorter one.
    assert set(drawn_codes("20240601", codes, 5)) < set(drawn_codes("20240601", codes, 9))


def test_each_division_gives_as_many_as_its_quota_from_what_was_sent(campaign, divisions, chief):
    mine, other = divisions
    draw = draw_spot_checks(campaign, seed="7", quotas={mine.pk: 2, other.pk: 2}, by=chief)
    by_division = list(draw.checks.values_list("report__department__division", flat=True))
    # The second unit of the other division has not sent, so there is only one to draw.
    assert sorted(by_division) == sorted([mine.pk, mine.pk, other.pk])
    event = Event.objects.get(kind=EventKind.SPOT_CHECKED)
    assert event.detail["seed"] == "7"
    assert sorted(event.detail["units"]) == drawn(draw)


def test_a_second_draw_takes_others(campaign, divisions, chief):
    mine, _other = divisions
    first = draw_spot_checks(campaign, seed="7", quotas={mine.pk: 2}, by=chief)
    second = draw_spot_checks(campaign, seed="7", quotas={mine.pk: 9}, by=chief)
    assert len(drawn(second)) == 2
    assert not set(drawn(first)) & set(drawn(second))
    with pytest.raises(RefusedDraw):
        draw_spot_checks(campaign, seed="8", quotas={mine.pk: 1}, by=chief)
    assert SpotDraw.objects.count() == 2


def test_a_report_is_chosen_by_hand_once_and_only_when_sent(unit, chief):
    report = unit("90")
    check = choose_spot_check(report, by=chief)
    assert check.draw is None
    with pytest.raises(RefusedDraw):
        choose_spot_check(report, by=chief)
    with pytest.raises(RefusedDraw):
        choose_spot_check(unit(), by=chief)
    assert note_result(check, result="  账实相符㙍  ", by=chief).result == "账实相符㙍"
    assert SpotCheck.objects.get().noted_by == chief


def test_page_draws_and_notes(client, campaign, divisions, chief):
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    mine, _other = divisions
    client.post("/spot-checks/2023/draw/", {"seed": "9", f"quota-{mine.pk}": "1", "quota-x": "3"})
    [check] = SpotCheck.objects.all()
    client.post("/spot-checks/2023/note/", {"check": check.pk, "result": "<script>已核对"})
    text = client.get("/spot-checks/2023/").content.decode()
    assert "&lt;script&gt;已核对" in text
    assert "种子 9" in text
