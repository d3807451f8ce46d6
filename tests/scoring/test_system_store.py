from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from departments.enums import ReportState
from departments.models import Event, Report
from scoring.choosing import RefusedSystem, choose_system
from scoring.loading import load_shipped_systems, shipped_systems
from scoring.models import DepartmentIndicator, Indicator, IndicatorScore, IndicatorSystem
from scoring.system_store import FrozenSystem, prepared, read_system_rows, system_of_campaign, write_system_rows
from tests import factories
from tests.scoring.shared_systems import SHIPPED, shipped_spec

pytestmark = pytest.mark.django_db
D = Decimal


def test_the_shipped_systems_are_there_after_migrating():
    assert sorted(IndicatorSystem.objects.values_list("code", flat=True)) == SHIPPED


def test_loading_again_changes_nothing_and_keeps_what_a_bureau_changed():
    Indicator.objects.filter(system__code="county-a", code="staff_control").update(name="在编人员控制率")
    before = list(Indicator.objects.values())
    assert load_shipped_systems() == 0
    assert list(Indicator.objects.values()) == before


def test_loading_brings_back_a_version_that_is_missing():
    IndicatorSystem.objects.filter(code="county-b").delete()
    assert load_shipped_systems() == 1
    assert read_system_rows(IndicatorSystem.objects.get(code="county-b")) == shipped_spec("county-b")


@pytest.mark.parametrize("code", SHIPPED)
def test_system_survives_the_way_through_the_database(code):
    assert read_system_rows(IndicatorSystem.objects.get(code=code)) == shipped_spec(code)


def test_a_new_version_stands_beside_the_old_one_and_becomes_the_default():
    write_system_rows(replace(shipped_spec("county-a"), version=2))
    held = factories.campaign()
    assert system_of_campaign(held.pk).version == 2
    assert IndicatorSystem.objects.filter(code="county-a").count() == 2


def stored(code):
    return IndicatorSystem.objects.get(code=code)


def test_campaign_scores_with_the_system_chosen_for_it():
    held, other = factories.campaign(2023), factories.campaign(2022)
    choose_system(held, stored("county-b"), by=None)
    assert system_of_campaign(held.pk).code == "county-b"
    assert system_of_campaign(other.pk).code == "county-a"
    event = Event.objects.filter(kind="campaign_saved").latest("number")
    assert event.detail == {"year": 2023, "system": ["", "county-b 1"]}


def test_choosing_the_same_system_again_leaves_no_event():
    held = factories.campaign()
    choose_system(held, stored("county-b"), by=None)
    events = Event.objects.count()
    choose_system(held, stored("county-b"), by=None)
    assert Event.objects.count() == events


def test_a_system_cannot_be_changed_once_a_report_was_sent():
    report, _clerk = factories.report()
    Report.objects.update(state=ReportState.SUBMITTED, step=1)
    with pytest.raises(RefusedSystem, match="已有单位报送"):
        choose_system(report.campaign, stored("county-b"), by=None)


def test_a_bank_without_weights_cannot_be_chosen():
    with pytest.raises(RefusedSystem, match="指标库"):
        choose_system(factories.campaign(), stored("framework-2013"), by=None)


def test_a_system_whose_points_do_not_add_up_cannot_be_chosen():
    Indicator.objects.filter(system__code="county-b", code="benefits").update(points=D(5))
    with pytest.raises(RefusedSystem, match="相差 1 分"):
        choose_system(factories.campaign(), stored("county-b"), by=None)


def test_a_changed_version_is_compiled_anew():
    spec = shipped_spec("county-a")
    old = prepared(write_system_rows(spec))
    assert prepared(IndicatorSystem.objects.get(code="county-a")) is old
    changed = replace(spec, indicators=(replace(spec.indicators[0], name="改名"), *spec.indicators[1:]))
    assert prepared(write_system_rows(changed)).indicators[0].spec.name == "改名"


def test_a_frozen_version_is_not_written_over():
    IndicatorSystem.objects.filter(code="county-a").update(frozen_at=timezone.now())
    with pytest.raises(FrozenSystem):
        write_system_rows(shipped_spec("county-a"))


def test_reading_a_stored_system_costs_one_query(django_assert_num_queries):
    system = IndicatorSystem.objects.get(code="county-c")
    with django_assert_num_queries(1):
        read_system_rows(system)


@pytest.mark.parametrize(
    "broken",
    [
        {"points": D("-1")},
        {"rule_kind": "magic"},
        {"value_kind": "magic"},
        {"when_zero": "magic"},
        {"code": "budget_control"},
    ],
    ids=str,
)
def test_database_refuses_an_indicator_that_cannot_be(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(system__code="county-a", code="staff_control").update(**broken)


@pytest.mark.parametrize(
    "broken", [{"attainment": "magic"}, {"judged": D("-1")}, {"outside": D("-1")}, {"outside_max": D("-1")}], ids=str
)
def test_database_refuses_an_answer_that_cannot_be(broken):
    report, _clerk = factories.report()
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorScore.objects.create(report=report, indicator="benefits", **broken)


def test_database_refuses_a_second_answer_to_an_indicator():
    report, _clerk = factories.report()
    IndicatorScore.objects.create(report=report, indicator="benefits")
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorScore.objects.create(report=report, indicator="benefits")


@pytest.mark.parametrize("broken", [{"group": "magic"}, {"sign": "magic"}], ids=str)
def test_database_refuses_an_own_indicator_that_cannot_be(broken):
    values = {"department": factories.department(), "group": "output", "name": "新增规上企业㙍", **broken}
    with pytest.raises(IntegrityError), transaction.atomic():
        DepartmentIndicator.objects.create(**values)


def test_shipped_files_carry_the_codes_of_their_names():
    assert [spec.code for spec in shipped_systems()] == SHIPPED
