"""Lists of people and departments: what is promised, what is carried out, and that nothing is stored before."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from django.utils import timezone

from departments.enums import EventKind, Role
from departments.importing.lists.importing import KINDS, confirm_list, propose_list, proposed
from departments.importing.proposal import find_proposal
from departments.importing.refusal import RefusedImport
from departments.models import Department, Event, ImportProposal, Membership, User
from departments.organisation import save_department
from departments.people import deactivate_user
from tests import factories
from tests.factories import NASTY
from tests.importing.books import book

pytestmark = pytest.mark.django_db

USERS, DEPARTMENTS = KINDS["users"], KINDS["departments"]
PEOPLE_HEADS = ("账号", "姓名", "角色", "单位", "财政业务股室", "联系电话")


@pytest.fixture
def county():
    return factories.county()


@pytest.fixture
def admin(county):
    return county.people["security_admin"]


def people(*rows, by):
    return propose_list(USERS, content=book(PEOPLE_HEADS, *rows), name="用户㙍.xlsx", by=by)


def departments(*rows, by):
    heads = ("预算单位编码", "单位全称", "单位简称", "级别", "主管部门", "财政业务股室")
    return propose_list(DEPARTMENTS, content=book(heads, *rows), name="单位.xlsx", by=by)


def said(proposal):
    return [(each.number, each.label, each.said, each.errors) for each in proposed(proposal)]


def test_a_proposal_tells_each_row_and_stores_nothing(county, admin):
    before = (User.objects.count(), Membership.objects.count(), Event.objects.count())
    proposal = people(
        ("shen", "沈㙍", "填报人", "300002", "", "0734-7221234"),
        ("clerk", "沈㙍", "", "", "", "13800000000"),
        ("head", "沈㙍", "单位负责人", "常宁市第一中学"),
        by=admin,
    )
    assert said(proposal) == [
        (2, "新建", ["新建账号", "授予角色：填报人 常宁市第一中学"], []),
        (3, "修改", ["联系电话：空 → 13800000000"], []),
        (4, "不变", [], []),
    ]
    assert (User.objects.count(), Membership.objects.count(), Event.objects.count()) == before


def test_every_error_of_a_row_is_told_at_once(county, admin):
    proposal = people(
        ("", "甲", "局长", "399999", "无此股"),
        ("clerk", "别人"),
        ("auditor", "沈㙍", "填报人", "300002"),
        ("yi", "乙", "填报人"),
        ("bing x", "丙", "绩效股"),
        ("ding", "丁", "", "300002"),
        by=admin,
    )
    errors = {number: errors for number, _label, _said, errors in said(proposal)}
    assert errors[2] == [
        "没有填账号。 没有“局长”这个角色，"
        "可以填：填报人、单位负责人、审核人、绩效股、系统管理员、安全管理员、审计管理员。 "
        "没有编码或名称为“399999”的单位。 没有编码或名称为“无此股”的股室。"
    ]
    assert errors[3] == ["账号“clerk”已是“沈㙍”的，与表中的姓名“别人”不符。"]
    assert errors[4] == ["“沈㙍”是审计管理员，不能兼任“填报人”：管理岗位既不填报也不审核。"]
    assert errors[5] == ["“填报人”须指定所在单位，不指定股室。"]
    assert errors[6] == ["账号“bing x”中有空格，请去掉。"]
    assert errors[7] == ["填了单位或股室，没有填角色。"]


def test_confirming_gives_accounts_with_roles_and_passwords_that_open_once(county, admin):
    proposal = people(
        ("shen", NASTY[:40], "填报人", "300002"), ("shen", NASTY[:40], "审核人", "", "社保股𬭚"), by=admin
    )
    confirmed = confirm_list(USERS, proposal.key, by=admin)
    ((user, password),) = confirmed.passwords
    assert (user.username, user.must_change_password) == ("shen", True)
    assert {(each.role, str(each.department or each.division)) for each in user.memberships.all()} == {
        (Role.PREPARER, "常宁市第一中学"),
        (Role.REVIEWER, "社保股𬭚"),
    }
    assert authenticate(RequestFactory().post("/"), username="shen", password=password) == user
    event = Event.objects.get(kind=EventKind.IMPORTED)
    assert (event.detail["file"], event.detail["rows"], event.actor_id) == ("用户㙍.xlsx", 2, admin.pk)
    assert password not in str(list(Event.objects.values_list("detail")))
    assert ImportProposal.objects.get().payload == {}


def test_a_list_with_an_error_is_not_carried_out(county, admin):
    proposal = people(("shen", "沈㙍", "绩效股"), ("clerk", "别人"), by=admin)
    with pytest.raises(RefusedImport, match="表中还有错误，请改正后重新上传"):
        confirm_list(USERS, proposal.key, by=admin)
    assert not User.objects.filter(username="shen").exists()


def test_the_second_click_finds_the_proposal_gone(county, admin):
    proposal = people(("shen", "沈㙍"), by=admin)
    confirm_list(USERS, proposal.key, by=admin)
    with pytest.raises(RefusedImport, match="已经办理过，或者已经过期"):
        confirm_list(USERS, proposal.key, by=admin)


def test_somebody_elses_proposal_and_an_old_one_do_not_exist(county, admin):
    other = factories.person("other.security", Role.SECURITY_ADMIN)
    proposal = people(("shen", "沈㙍"), by=admin)
    assert find_proposal("users", proposal.key, by=other) is None
    assert find_proposal("departments", proposal.key, by=admin) is None
    ImportProposal.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert find_proposal("users", proposal.key, by=admin) is None


def test_what_changed_since_the_upload_stops_the_whole_list(county, admin):
    proposal = people(("shen", "沈㙍"), ("clerk", "沈㙍", "单位负责人", "300002"), by=admin)
    deactivate_user(county.people["clerk"], by=None)
    with pytest.raises(RefusedImport, match="上传以后资料有变化"):
        confirm_list(USERS, proposal.key, by=admin)
    assert not User.objects.filter(username="shen").exists()
    # Not even the proposal was used up: the refusal took everything back.
    assert find_proposal("users", proposal.key, by=admin) is not None


def test_a_new_upload_replaces_the_one_before(county, admin):
    first, second = people(("a", "甲"), by=admin), people(("b", "乙"), by=admin)
    assert find_proposal("users", first.key, by=admin) is None
    assert find_proposal("users", second.key, by=admin) == second


def test_departments_may_come_before_their_supervisor_in_the_list(county):
    admin = county.people["system_admin"]
    proposal = departments(
        ("400002", "常宁市𬭚中心", "", "股级", "400001", "经建股㙍"),
        ("400001", "常宁市㙍局", "㙍局", "正科级"),
        by=admin,
    )
    assert said(proposal) == [(2, "新建", ["新建单位"], []), (3, "新建", ["新建单位"], [])]
    confirm_list(DEPARTMENTS, proposal.key, by=admin)
    made = Department.objects.get(code="400002")
    assert (made.supervisor.code, made.division, made.level, made.short_name) == (
        "400001",
        county.division,
        "staff",
        "常宁市𬭚中心",
    )


def test_departments_that_are_there_are_changed_where_the_list_says_so(county):
    admin = county.people["system_admin"]
    proposal = departments(("300002", "常宁市第一中学㙍", "", "股级", "", "社保股𬭚"), by=admin)
    assert said(proposal) == [
        (
            2,
            "修改",
            [
                "单位全称：常宁市第一中学 → 常宁市第一中学㙍",
                "级别：正科级 → 股级",
                "财政业务股室：经建股㙍 → 社保股𬭚",
            ],
            [],
        )
    ]


def test_departments_twice_in_a_list_and_circles_are_errors(county):
    admin = county.people["system_admin"]
    proposal = departments(
        ("400001", "甲局"),
        ("400001", "乙局"),
        ("300001", "常宁市教育局", "", "", "300002"),
        ("400003", "常宁市教育局"),
        by=admin,
    )
    errors = {number: errors for number, _label, _said, errors in said(proposal)}
    assert errors[3] == ["与第 2 行的编码重复。"]
    assert errors[4] == ["主管部门不能是本单位自己或者它的下级单位。"]
    assert errors[5] == ["“常宁市教育局”已有，编码是300001。"]


def test_a_list_of_500_people_is_taken_and_of_501_refused(county, admin):
    rows = [(f"u{at}", "甲") for at in range(501)]
    assert len(proposed(people(*rows[:500], by=admin))) == 500
    with pytest.raises(RefusedImport, match="表中有 501 行，一次最多导入 500 行"):
        people(*rows, by=admin)


def test_a_list_without_rows_is_refused(county, admin):
    with pytest.raises(RefusedImport, match="表头下面没有内容"):
        people(by=admin)


def test_a_renamed_department_is_still_found_by_its_code(county, admin):
    unit = county.department
    fields = ("level", "supervisor", "division", "is_finance_bureau", "is_active")
    held = {field: getattr(unit, field) for field in fields}
    save_department(unit, code="300009", name="新名", short_name="新", **held, by=None)
    proposal = people(("shen", "沈㙍", "填报人", "300009"), by=admin)
    assert said(proposal)[0][2] == ["新建账号", "授予角色：填报人 新名"]
