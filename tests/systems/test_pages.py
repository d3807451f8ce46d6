import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from departments.enums import Role
from departments.models import ImportProposal
from scoring.choosing import choose_system
from scoring.editing.forms import shown_indicator
from scoring.editing.rule_form import rule_form
from scoring.models import CampaignScoring, IndicatorSystem
from scoring.rules import RULES
from scoring.system_store import read_system_rows
from tests import factories
from tests.score_pages.conftest import draft  # noqa: F401  # the same report

pytestmark = pytest.mark.django_db


def spec_of(system):
    return read_system_rows(IndicatorSystem.objects.get(pk=system.pk))


def row_of(system, code):
    return next(row for row in spec_of(system).indicators if row.code == code)


def form_of(system, code, **other):
    """The form of an indicator as its page sends it back."""
    form = shown_indicator(row_of(system, code))
    data = {name: value for name, value in form.values.items() if value}
    data |= {"seen": system.digest, "rule_kind": form.rule.kind}
    for each in form.rule.inputs:
        fields = [field for row in each.rows for field in row] if hasattr(each, "rows") else [each]
        data |= {field.name: field.shown for field in fields if field.shown or field.kind != "flag"}
    return data | other


PAGES = [
    "", "new/", "facts/", "{}/", "{}/settings/", "{}/indicators/new/", "{}/indicators/staff_control/", "{}/import/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_administrators_alone(client, signed_in, county, page):
    address = f"/administration/systems/{page.format(county.pk)}"
    assert signed_in.get(address).status_code == 200
    for role in (Role.CHIEF, Role.SECURITY_ADMIN, Role.AUDITOR):
        client.force_login(factories.person("", role))
        assert client.get(address).status_code == 404, role


@pytest.mark.parametrize("code", ["staff_control", "budget_control", "management_rules", "efficiency"])
def test_form_sent_back_as_it_came_changes_nothing(signed_in, county, code):
    before = spec_of(county)
    response = signed_in.post(f"/administration/systems/{county.pk}/indicators/{code}/", form_of(county, code))
    assert response.status_code == 302
    assert spec_of(county) == before


def test_indicator_is_changed_by_its_form(signed_in, county):
    data = form_of(county, "staff_control", criterion=factories.NASTY, **{"rule-per_point": "0.3"})
    signed_in.post(f"/administration/systems/{county.pk}/indicators/staff_control/", data)
    row = row_of(county, "staff_control")
    assert (row.criterion, str(row.rule.per_point)) == (factories.NASTY, "0.3")
    page = signed_in.get(f"/administration/systems/{county.pk}/indicators/staff_control/").content.decode()
    assert "<script>alert" not in page


def test_new_indicator_stands_at_the_end_of_its_level(signed_in, county):
    data = form_of(county, "efficiency", name="新指标㙍", level_one="投入", level_two="预算配置")
    signed_in.post(f"/administration/systems/{county.pk}/indicators/new/", data)
    assert [row.name for row in spec_of(county).indicators[:3]] == ["在职人员控制率", "“三公经费”变动率", "新指标㙍"]


def test_wrong_form_keeps_what_was_typed_and_says_where(signed_in, county):
    data = form_of(county, "staff_control", formula="在职人数 ÷ 编数", points="五")
    page = signed_in.post(f"/administration/systems/{county.pk}/indicators/staff_control/", data).content.decode()
    assert "没有保存，请改正下面标出的地方。" in page
    assert "在职人数 ÷ 编数" in page
    assert 'value="五"' in page
    data = form_of(county, "staff_control", formula="在职人数 ÷ 编数")
    page = signed_in.post(f"/administration/systems/{county.pk}/indicators/staff_control/", data).content.decode()
    assert "第 8 个字" in page
    assert row_of(county, "staff_control").formula == "在职人数 ÷ 编制数"


def test_bands_are_edited_in_rows(signed_in, county):
    data = form_of(county, "budget_control", **{"rule-bands-4-limit": "40", "rule-bands-4-points": "1"})
    del data["rule-bands-4-inclusive"]
    assert signed_in.post(f"/administration/systems/{county.pk}/indicators/budget_control/", data).status_code == 302
    assert [str(band.limit) for band in row_of(county, "budget_control").rule.bands] == ["0", "10", "20", "30", "40"]
    assert [band.inclusive for band in row_of(county, "budget_control").rule.bands] == [True] * 4 + [False]


@pytest.mark.parametrize("kind", list(RULES))
def test_each_rule_shows_its_form_and_explains_itself(signed_in, kind):
    page = signed_in.get(f"/administration/systems/rules/{kind}/").content.decode()
    assert str(RULES[kind].help) in page


@pytest.mark.parametrize(
    ("kind", "values"), [("per_point_over", ["100"]), ("per_step_under", ["100", "5"]), ("per_fault", ["1"])]
)
def test_rule_that_is_newly_chosen_begins_with_what_is_usual(signed_in, kind, values):
    inputs = {each.shown for each in rule_form(kind).inputs if each.required and each.kind == "number"}
    page = signed_in.get(f"/administration/systems/rules/{kind}/").content.decode()
    assert inputs == set(values)
    assert all(f'value="{value}"' in page for value in values)


def test_trial_says_what_the_rule_still_lacks(signed_in, county, draft):  # noqa: F811
    data = form_of(county, "staff_control", rule_kind="bands", report=str(draft[0].pk), **{"rule-direction": "at_most"})
    page = signed_in.post("/administration/systems/trial/", data).content.decode()
    assert "至少要写一档" in page
    assert "还不能计分" not in page


def test_points_are_saved_all_at_once(signed_in, county):
    data = {f"points-{row.code}": str(row.points) for row in spec_of(county).indicators}
    data |= {"points-benefits": "6", "level-产出及效率/履职效益": "18", "level-/产出及效率": "26"}
    data["seen"] = county.digest
    assert signed_in.post(f"/administration/systems/{county.pk}/points/", data).status_code == 302
    assert row_of(county, "benefits").points == 6
    page = signed_in.get(f"/administration/systems/{county.pk}/").content.decode()
    assert "“总分”应为 100 分，各指标合计 99 分，相差 1 分。" in page


def test_points_that_are_none_are_kept_as_typed(signed_in, county):
    data = {f"points-{row.code}": str(row.points) for row in spec_of(county).indicators}
    data |= {"points-benefits": "七", "seen": county.digest}
    response = signed_in.post(f"/administration/systems/{county.pk}/points/", data)
    assert "“七”不是数字" in response.content.decode()
    assert row_of(county, "benefits").points == 7


def test_rows_and_levels_move_and_go(signed_in, county):
    base = f"/administration/systems/{county.pk}"
    signed_in.post(f"{base}/indicators/staff_control/move/", {"to": "down", "seen": county.digest})
    county.refresh_from_db()
    signed_in.post(f"{base}/levels/move/", {"one": "过程", "to": "up", "seen": county.digest})
    county.refresh_from_db()
    signed_in.post(f"{base}/indicators/efficiency/remove/", {"seen": county.digest})
    codes = [row.code for row in spec_of(county).indicators]
    assert codes[0] == "budget_completion"
    assert codes.index("three_public_change") < codes.index("staff_control")
    assert "efficiency" not in codes


def test_settings_of_grades_and_caps(signed_in, county):
    data = {
        "seen": county.digest, "name": "新名称", "total": "100", "not_applicable": "full",
        "grade-0-name": "优", "grade-0-at_least": "85", "grade-1-name": "其他", "grade-1-at_least": "0",
        "cap_name": "预算执行率", "cap_formula": "支出合计决算 ÷ 支出合计全年预算",
        "cap-0-below": "70", "cap-0-at_most": "79",
    }  # fmt: skip
    assert signed_in.post(f"/administration/systems/{county.pk}/settings/", data).status_code == 302
    spec = spec_of(county)
    assert [(grade.name, int(grade.at_least)) for grade in spec.grades] == [("优", 85), ("其他", 0)]
    assert (int(spec.caps.edges[0].below), int(spec.caps.edges[0].at_most)) == (70, 79)
    county.refresh_from_db()
    wrong = data | {"seen": county.digest, "grade-1-at_least": "60", "cap_formula": ""}
    page = signed_in.post(f"/administration/systems/{county.pk}/settings/", wrong).content.decode()
    assert "等次至少要有一个下限为 0 的" in page
    assert "总分上限要同时写公式和各档" in page


def test_formula_is_checked_while_it_is_typed(signed_in):
    def check(source, kind="value"):
        return json.loads(signed_in.post("/administration/systems/formula/", {"source": source, "kind": kind}).content)

    assert check("在职人数/编制数")["words"] == "在职人数 ÷ 编制数"
    wrong = check("在职人数 ÷ 编数")
    assert (wrong["start"], wrong["end"]) == (7, 9)
    assert "编制数" in wrong["message"], "the likely name is offered"
    assert check("编制数 = 0", "condition")["message"] == ""
    assert check("__import__('os')")["message"]
    assert check("1+" * 6000)["message"]


def test_indicator_is_tried_on_a_report_without_being_stored(signed_in, county, draft):  # noqa: F811
    data = form_of(county, "staff_control", report=str(draft[0].pk), **{"rule-per_point": "0.05"})
    page = signed_in.post("/administration/systems/trial/", data).content.decode()
    # 62 × 0.05 = 3.10 off 5
    assert "1.90 / 5 分" in page
    assert "73 ÷ 45" in page
    assert str(row_of(county, "staff_control").rule.per_point) == "0.5"
    data["formula"] = "编数"
    assert "先改正" in signed_in.post("/administration/systems/trial/", data).content.decode()


def test_workbook_goes_out_is_edited_previewed_and_confirmed(signed_in, county):
    out = signed_in.get(f"/administration/systems/{county.pk}/export/")
    book = load_workbook(BytesIO(out.content))
    sheet = book.worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == "评分标准")
    sheet.cell(2, at).value = "改过的标准"
    stream = BytesIO()
    book.save(stream)
    upload = SimpleUploadedFile("体系.xlsx", stream.getvalue())
    response = signed_in.post(f"/administration/systems/{county.pk}/import/", {"file": upload})
    assert response.status_code == 302
    preview = signed_in.get(response["Location"]).content.decode()
    assert "共 1 处变化" in preview
    assert "改过的标准" in preview
    assert row_of(county, "staff_control").criterion != "改过的标准"
    signed_in.post(f"{response['Location']}confirm/")
    assert row_of(county, "staff_control").criterion == "改过的标准"
    assert ImportProposal.objects.get().consumed_at


def test_wrong_workbook_lists_its_rows(signed_in, county):
    book = load_workbook(BytesIO(signed_in.get(f"/administration/systems/{county.pk}/export/").content))
    sheet = book.worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == "分值*")
    sheet.cell(3, at).value = "八"
    stream = BytesIO()
    book.save(stream)
    upload = SimpleUploadedFile("体系.xlsx", stream.getvalue())
    page = signed_in.post(f"/administration/systems/{county.pk}/import/", {"file": upload}).content.decode()
    assert "第 3 行““三公经费”变动率”：" in page


def test_frozen_version_shows_no_way_to_change_it(signed_in, county):
    IndicatorSystem.objects.filter(pk=county.pk).update(frozen_at=timezone.now())
    page = signed_in.get(f"/administration/systems/{county.pk}/").content.decode()
    assert "不再改动" in page
    assert "保存分值" not in page
    response = signed_in.post(f"/administration/systems/{county.pk}/version/")
    new = IndicatorSystem.objects.get(code="county-a", version=2)
    assert response["Location"] == f"/administration/systems/{new.pk}/"
    page = signed_in.get(f"/administration/systems/{new.pk}/against/{county.pk}/").content.decode()
    assert "没有变化。" in page


def test_new_system_is_a_copy_under_its_own_code(signed_in, county):
    signed_in.post("/administration/systems/new/", {"code": "cn-2024", "name": "常宁", "copied": str(county.pk)})
    assert IndicatorSystem.objects.get(code="cn-2024").indicators.count() == 16
    page = signed_in.post("/administration/systems/new/", {"code": "常宁", "name": "常宁"}).content.decode()
    assert "代码由字母、数字和横线组成" in page


def test_choice_for_a_campaign_shows_beforehand_what_moves(signed_in, county, draft):  # noqa: F811
    report = draft[0]
    other = IndicatorSystem.objects.get(code="county-b")
    address = f"/administration/campaigns/{report.campaign_id}/system/"
    page = signed_in.get(f"{address}?system={other.pk}").content.decode()
    assert "现在还没有改" in page
    assert report.department.short_name in page
    assert not CampaignScoring.objects.exists()
    signed_in.post(address, {"system": str(other.pk)})
    assert CampaignScoring.objects.get().system == other
    assert "最近一次调整后的变化" in signed_in.get(address).content.decode()


def test_clerk_sees_what_a_change_moved(client, county, admin, draft):  # noqa: F811
    report, clerk = draft
    choose_system(report.campaign, IndicatorSystem.objects.get(code="county-b"), by=admin)
    client.force_login(clerk)
    assert "评分规则有调整" in client.get(f"/reports/{report.pk}/score/").content.decode()
    page = client.get(f"/reports/{report.pk}/score/moved/").content.decode()
    assert "按原来的规则" in page
    client.force_login(factories.report()[1])
    assert client.get(f"/reports/{report.pk}/score/moved/").status_code == 404


@pytest.mark.parametrize(("page", "most"), [("", 7), ("{}/", 10), ("{}/indicators/staff_control/", 10), ("facts/", 6)])
def test_pages_stay_within_their_queries(signed_in, county, page, most, django_assert_max_num_queries):
    address = f"/administration/systems/{page.format(county.pk)}"
    with django_assert_max_num_queries(most):
        signed_in.get(address)
