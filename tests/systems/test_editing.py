from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from departments.enums import EventKind
from departments.models import Event
from scoring.choosing import choose_system
from scoring.editing.actions import RefusedEdit, StaleSystem, change_system, create_system, start_version
from scoring.editing.differences import Kind, differences
from scoring.editing.tree import (
    free_code,
    tree_of,
    with_indicator,
    with_indicator_moved,
    with_level_moved,
    with_points,
    without_indicator,
)
from scoring.models import CampaignScoring, IndicatorSystem
from scoring.moving_scores import moved_of
from scoring.scoresheet import score_report
from scoring.system_store import read_system_rows, system_of_campaign
from scoring.systems import SystemSpec
from tests import factories
from tests.score_pages.conftest import draft  # noqa: F401  # the same report

pytestmark = pytest.mark.django_db
D = Decimal


def changed(system, change, admin):
    return change_system(system, change, seen=IndicatorSystem.objects.get(pk=system.pk).digest, by=admin)


def staff(spec, **fields):
    """The system with other settings of 在职人员控制率."""
    row = next(each for each in spec.indicators if each.code == "staff_control")
    return with_indicator(spec, replace(row, **fields), instead_of="staff_control")


def test_change_is_stored_with_an_event_that_says_what(county, admin):
    changed(county, lambda spec: staff(spec, criterion=f"新标准{factories.NASTY}"), admin)
    rows = {row.code: row for row in read_system_rows(IndicatorSystem.objects.get(pk=county.pk)).indicators}
    assert rows["staff_control"].criterion == f"新标准{factories.NASTY}"
    event = Event.objects.filter(kind=EventKind.SYSTEM_SAVED).get()
    assert event.actor_id == admin.pk
    assert event.detail["system"] == "county-a 1"
    assert event.detail["changes"][0][:3] == ["changed", "staff_control", "评分标准"]


def test_change_of_nothing_leaves_no_event(county, admin):
    changed(county, lambda spec: spec, admin)
    assert not Event.objects.filter(kind=EventKind.SYSTEM_SAVED).exists()


def test_second_of_two_editors_is_told(county, admin):
    seen = county.digest
    change_system(county, lambda spec: staff(spec, criterion="甲"), seen=seen, by=admin)
    with pytest.raises(StaleSystem, match="刚刚有人修改过"):
        change_system(county, lambda spec: staff(spec, criterion="乙"), seen=seen, by=admin)


def test_frozen_version_is_changed_no_more_but_gives_a_new_one(county, admin):
    IndicatorSystem.objects.filter(pk=county.pk).update(frozen_at=timezone.now())
    with pytest.raises(RefusedEdit, match="先建立新版本"):
        changed(county, lambda spec: staff(spec, criterion="甲"), admin)
    new = start_version(county, by=admin)
    assert (new.code, new.version, new.frozen_at) == ("county-a", 2, None)
    assert replace(read_system_rows(new), version=1) == read_system_rows(county)
    changed(new, lambda spec: staff(spec, criterion="甲"), admin)


def test_second_new_version_waits_for_the_first(county, admin):
    start_version(county, by=admin)
    with pytest.raises(RefusedEdit, match="第 2 版还没有用过"):
        start_version(county, by=admin)


def test_new_version_of_the_default_does_not_take_campaigns_over(county, admin, draft):  # noqa: F811
    start_version(county, by=admin)
    assert system_of_campaign(draft[0].campaign_id).version == 1


@pytest.mark.parametrize(
    ("fields", "field", "start"),
    [
        ({"formula": "在职人数 ÷ 编数"}, "formula", 7),
        ({"formula": "在职人数 ÷"}, "formula", 6),
        ({"formula": ""}, "formula", 0),
        ({"full_if": "编制数"}, "full_if", 0),
        ({"code": "a/b"}, "code", 0),
        ({"name": " "}, "name", 0),
        ({"points": D(-1)}, "points", 0),
    ],
)
def test_indicator_that_could_not_be_scored_with_is_refused_at_its_place(county, admin, fields, field, start):
    with pytest.raises(RefusedEdit) as refused:
        changed(county, lambda spec: staff(spec, **fields), admin)
    assert (field, start) in [(each.field, each.start) for each in refused.value.problems]
    assert IndicatorSystem.objects.get(pk=county.pk).digest == county.digest


def test_points_need_not_add_up_while_one_edits(county, admin):
    changed(county, lambda spec: with_points(spec, {"staff_control": D(6)}, {}), admin)
    spec = read_system_rows(IndicatorSystem.objects.get(pk=county.pk))
    one = tree_of(spec)[0]
    # 6 + 8 = 14 stand against the 13 declared
    assert (one.sum, one.declared, one.rest) == (D(14), D(13), D(-1))


def test_new_system_needs_a_code_of_its_own(county, admin):
    made = create_system(SystemSpec("changning-2024", "常宁㙍", ()), by=admin)
    assert (made.version, made.indicators.count()) == (1, 0)
    with pytest.raises(RefusedEdit, match="已经有一个指标体系在用"):
        create_system(SystemSpec("changning-2024", "又一个", ()), by=admin)


def test_tree_keeps_levels_together_and_moves_them(county):
    spec = read_system_rows(county)
    added = replace(spec.indicators[-1], code=free_code(spec), level_one="投入", level_two="预算配置", name="新指标")
    tree = tree_of(with_indicator(spec, added))
    assert [row.name for row in tree[0].parts[0].indicators] == ["在职人员控制率", "“三公经费”变动率", "新指标"]
    assert [one.name for one in tree_of(with_level_moved(spec, "过程", "", up=True))] == ["过程", "投入", "产出及效率"]
    parts = tree_of(with_level_moved(spec, "过程", "预算管理", up=True))[1].parts
    assert [two.name for two in parts] == ["预算管理", "预算执行"]
    moved = with_indicator_moved(spec, "three_public_change", up=True)
    assert [row.code for row in moved.indicators[:2]] == ["three_public_change", "staff_control"]
    assert with_indicator_moved(spec, "staff_control", up=True) == spec, "the first stays"
    assert len(without_indicator(spec, "staff_control").indicators) == 15


def test_differences_name_fields_in_the_words_of_the_form(county):
    old = read_system_rows(county)
    new = without_indicator(with_points(staff(old, formula="编制数 ÷ 在职人数"), {"benefits": D(8)}, {}), "efficiency")
    found = [(each.kind, each.name, str(each.field), each.old, each.new) for each in differences(old, new)]
    assert (Kind.CHANGED, "在职人员控制率", "公式", "在职人数 ÷ 编制数", "编制数 ÷ 在职人数") in found
    assert (Kind.CHANGED, "经济效益、社会效益、生态效益", "分值", "7", "8") in found
    assert [each[:2] for each in found if each[0] == Kind.REMOVED] == [(Kind.REMOVED, "行政效能")]
    assert differences(old, old) == []


def test_change_of_rules_shows_what_it_moved_in_a_draft(county, admin, draft):  # noqa: F811
    report = draft[0]
    assert moved_of(report) is None
    rule = read_system_rows(county).indicators[0].rule
    changed(county, lambda spec: staff(spec, rule=replace(rule, per_point=D("0.05"))), admin)
    moved = moved_of(report)
    # 62 full points over: 62 × 0.5 = 31 took all 5 points, 62 × 0.05 = 3.10 leave 1.90
    assert [(row.code, row.before, row.after) for row in moved.rows] == [("staff_control", D(0), D("1.90"))]
    assert moved.difference == D("1.90")
    changed(county, lambda spec: staff(spec, rule=replace(rule, per_point=D("0.04"))), admin)
    # 62 × 0.04 = 2.48; still against what stood there before the first change of the day
    assert [(row.before, row.after) for row in moved_of(report).rows] == [(D(0), D("2.52"))]
    assert score_report(report).row("staff_control").score == D("2.52")


def test_choice_of_another_system_shows_what_it_moves(county, admin, draft):  # noqa: F811
    report = draft[0]
    other = IndicatorSystem.objects.get(code="county-b")
    choose_system(report.campaign, other, by=admin)
    rows = {row.code: (row.before, row.after) for row in moved_of(report).rows}
    assert CampaignScoring.objects.get().before["code"] == "county-a"
    assert "staff_control" not in rows, "0.00 by both"
    assert rows["benefits"] == (D("6.50"), score_report(report).row("benefits").score)
