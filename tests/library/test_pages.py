import pytest

from departments.enums import Role
from departments.models import ProjectIndicator
from scoring.library.actions import propose_to_bank
from scoring.models import BankIndicator, DepartmentIndicator, IndicatorSystem, OwnRow
from tests import factories
from tests.library.conftest import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, draft):
    client.force_login(draft[1])
    return client


def typed(name, **other):
    return {key: value for key, value in fields(name, **other).items() if value is not None}


def test_library_shows_indicators_with_the_values_of_the_years(clerk, draft, keep):
    report = draft[0]
    keep(f"服务企业数{factories.NASTY}")
    response = clerk.get("/library/", follow=True)
    page = response.content.decode()
    assert response.redirect_chain[0][0] == f"/library/{report.department_id}/"
    assert "服务企业数" in page
    assert "<script>alert" not in page
    assert "还没有用过" in page


def test_indicator_is_kept_changed_switched_and_proposed(clerk, draft):
    base = f"/library/{draft[0].department_id}"
    clerk.post(f"{base}/new/", typed("甲"))
    row = DepartmentIndicator.objects.get()
    clerk.post(f"{base}/{row.pk}/", typed("乙", target="12"))
    row.refresh_from_db()
    assert (row.name, row.target) == ("乙", 12)
    clerk.post(f"{base}/{row.pk}/propose/")
    assert BankIndicator.objects.get().name == "乙"
    assert "待审" in clerk.get(f"{base}/").content.decode()
    clerk.post(f"{base}/{row.pk}/switch/")
    row.refresh_from_db()
    assert not row.is_active


def test_wrong_form_keeps_what_was_typed(clerk, draft):
    page = clerk.post(f"/library/{draft[0].department_id}/new/", typed("甲", target="")).content.decode()
    assert "定量指标请填写指标值" in page
    assert 'value="甲"' in page


def test_picked_indicators_stand_in_the_report(clerk, draft, keep):
    report = draft[0]
    row = keep("甲")
    address = f"/reports/{report.pk}/indicators/pick/"
    assert f'value="own/{row.pk}"' in clerk.get(address).content.decode()
    response = clerk.post(address, {"pick": f"own/{row.pk}", "total-output": "50"})
    assert response.status_code == 302
    assert ProjectIndicator.objects.get(report=report).points == 50
    page = clerk.post(address, {"pick": "own/99999"}).content.decode()
    assert "请先选择指标。" in page
    page = clerk.post(address, {"pick": f"own/{row.pk}", "total-output": "五十"}).content.decode()
    assert "产出指标：“五十”不是数字" in page
    assert "checked" in page, "the choice is kept"


def test_row_of_the_sheet_is_replaced_and_its_points_spread(clerk, draft, keep):
    report = draft[0]
    rows = [keep(name) for name in ("甲", "乙", "丙")]
    address = f"/reports/{report.pk}/score/own/benefits/"
    assert f'href="{address}"' in clerk.get(f"/reports/{report.pk}/score/").content.decode()
    clerk.post(address, {"pick": [f"own/{row.pk}" for row in rows]})
    # 7 over three: 3 + 2 + 2
    assert [row.points for row in OwnRow.objects.all()] == [3, 2, 2]
    page = clerk.get(f"/reports/{report.pk}/score/").content.decode()
    assert "目标：≥ 10家，按完成比例得分" in page
    first = OwnRow.objects.first()
    page = clerk.post(address, {f"points-{first.pk}": "4"}).content.decode()
    assert "多分配了 1 分。" in page
    assert 'value="4"' in page
    clerk.post(address, {f"remove-{first.pk}": "on", "even": "1"})
    # 7 over two: 4 + 3
    assert [row.points for row in OwnRow.objects.all()] == [4, 3]


def test_outsider_gets_404_for_a_library_and_for_picking(client, draft, keep):
    report = draft[0]
    row = keep("甲")
    client.force_login(factories.report()[1])
    for address in (
        f"/library/{report.department_id}/",
        f"/library/{report.department_id}/new/",
        f"/library/{report.department_id}/{row.pk}/",
        f"/reports/{report.pk}/indicators/pick/",
        f"/reports/{report.pk}/score/own/benefits/",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"/library/{report.department_id}/{row.pk}/propose/").status_code == 404


def test_head_may_look_but_not_change(client, draft, keep):
    report = draft[0]
    row = keep("甲")
    client.force_login(factories.person("", Role.HEAD, department=report.department))
    page = client.get(f"/library/{report.department_id}/").content.decode()
    assert "甲" in page
    assert "建议入共性库" not in page
    assert client.get(f"/library/{report.department_id}/{row.pk}/").status_code == 404


def test_administrator_decides_on_proposals(client, draft, keep, admin):
    report, writer = draft
    proposed = propose_to_bank(report.department, keep("甲").pk, by=writer)
    client.force_login(admin)
    assert "1 条待审" in client.get("/administration/bank/").content.decode()
    client.post(f"/administration/bank/{proposed.pk}/decide/", {"decision": "accept"})
    proposed.refresh_from_db()
    assert proposed.state == "accepted"
    client.post("/administration/bank/new/", typed("乙"))
    client.post(f"/administration/bank/{proposed.pk}/", typed("甲甲"))
    client.post(f"/administration/bank/{proposed.pk}/retire/")
    assert set(BankIndicator.objects.values_list("name", "state")) == {("甲甲", "retired"), ("乙", "accepted")}
    client.force_login(writer)
    assert client.get("/administration/bank/").status_code == 404
    assert client.post(f"/administration/bank/{proposed.pk}/decide/").status_code == 404


def test_framework_is_taken_into_a_system_without_points(client, admin):
    client.force_login(admin)
    system = IndicatorSystem.objects.get(code="county-a")
    bank = IndicatorSystem.objects.get(bank=True)
    address = f"/administration/systems/{system.pk}/pick/"
    assert "完成及时率" in client.get(address).content.decode()
    code = bank.indicators.get(name="完成及时率").code
    client.post(address, {"pick": f"{bank.pk}/{code}", "seen": system.digest})
    row = system.indicators.get(name="完成及时率")
    assert (row.points, row.code) == (0, code)


def test_library_page_stays_within_its_queries(clerk, draft, keep, django_assert_max_num_queries):
    for number in range(8):
        keep(f"指标{number}")
    with django_assert_max_num_queries(12):
        clerk.get(f"/library/{draft[0].department_id}/")
    with django_assert_max_num_queries(10):
        clerk.get(f"/reports/{draft[0].pk}/indicators/pick/")
