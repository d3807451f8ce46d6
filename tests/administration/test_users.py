import html
import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse

from departments.accounts.first_password import make_first_password
from departments.enums import EventKind, Role
from departments.models import Event, Membership, User
from tests import factories
from tests.administration.conftest import told
from tests.factories import NASTY

pytestmark = pytest.mark.django_db


def shown_password(response):
    return re.search(r'<code class="secret">(.+?)</code>', response.content.decode()).group(1)


def opens(username, password):
    return authenticate(RequestFactory().post("/"), username=username, password=password)


def test_a_new_account_shows_its_first_password_once(security_admin):
    fields = {"username": "shen", "name": NASTY[:40], "phone": "0734-7221234", "email": ""}
    response = security_admin.post(reverse("new_user"), fields)
    user = User.objects.get(username="shen")
    assert opens("shen", shown_password(response)) == user
    assert user.must_change_password
    assert html.escape(NASTY[:40]) in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "secret" not in security_admin.get(reverse("user", args=(user.pk,))).content.decode()


def test_the_first_password_must_be_changed_at_the_first_sign_in(security_admin):
    password = shown_password(security_admin.post(reverse("new_user"), {"username": "shen", "name": "沈㙍"}))
    newcomer = Client()
    newcomer.post(reverse("sign_in"), {"username": "shen", "password": password})
    assert newcomer.get(reverse("home")).headers["Location"] == reverse("password")


def test_an_account_name_that_is_taken_is_told_in_the_form(security_admin):
    response = security_admin.post(reverse("new_user"), {"username": "CLERK", "name": "沈㙍"})
    assert "账号“CLERK”已有人使用，请换一个。" in response.content.decode()


def test_first_passwords_fit_the_rules_and_differ():
    user = User(username="kp7m")
    made = {make_first_password(user).plain for _turn in range(50)}
    assert len(made) == 50
    # three groups of four, without the signs that look alike on paper
    assert all(re.fullmatch(r"[a-km-np-zA-HJ-NP-Z2-9]{4}(-[a-km-np-zA-HJ-NP-Z2-9]{4}){2}", each) for each in made)


def test_a_forgotten_password_is_made_anew_and_the_lock_falls(county, security_admin):
    person = county.people["clerk"]
    AccessAttempt.objects.create(username="clerk", failures_since_start=5)
    page = security_admin.get(reverse("user", args=(person.pk,)))
    assert "连续输错密码，账号已锁定" in page.content.decode()
    password = shown_password(security_admin.post(reverse("new_password", args=(person.pk,))))
    assert opens("clerk", password) == person
    assert not AccessAttempt.objects.exists()


def test_nobody_resets_the_own_password_here(county, security_admin):
    response = security_admin.post(reverse("new_password", args=(county.people["security_admin"].pk,)), follow=True)
    assert told(response) == ["自己的密码请在“修改密码”页修改。"]


def test_unlocking_is_on_record(county, security_admin):
    AccessAttempt.objects.create(username="clerk", failures_since_start=5)
    address = reverse("unlock_user", args=(county.people["clerk"].pk,))
    assert told(security_admin.post(address, follow=True)) == ["已解除锁定，可以再次登录。"]
    event = Event.objects.filter(kind=EventKind.USER_SAVED).order_by("-number").first()
    assert event.detail == {"username": "clerk", "unlocked": True}
    assert told(security_admin.post(address, follow=True)) == ["这个账号没有被锁定。"]


def test_a_closed_account_is_signed_out_and_can_be_opened_again(county, security_admin, as_person):
    clerk, browser = county.people["clerk"], as_person("clerk")
    security_admin.post(reverse("deactivate_user", args=(clerk.pk,)))
    assert browser.get(reverse("home")).headers["Location"].startswith(reverse("sign_in"))
    security_admin.post(reverse("reactivate_user", args=(clerk.pk,)))
    assert User.objects.get(pk=clerk.pk).is_active


def test_the_only_security_admin_cannot_be_closed(county, security_admin):
    address = reverse("deactivate_user", args=(county.people["security_admin"].pk,))
    assert told(security_admin.post(address, follow=True)) == ["不能停用自己的账号，请由另一名安全管理员办理。"]


def test_a_role_is_given_by_code_or_name_of_the_department(county, security_admin):
    nobody = county.people["nobody"]
    address = reverse("grant_role", args=(nobody.pk,))
    for words in ("300002", "常宁市第一中学", "３００００２"):
        security_admin.post(address, {"role": Role.PREPARER, "department": words})
        assert nobody.memberships.get().department == county.department
        security_admin.post(reverse("revoke_role", args=(nobody.pk, nobody.memberships.get().pk)))
    assert not nobody.memberships.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"role": Role.PREPARER}, "“填报人”须指定所在单位，不指定股室。"),
        ({"role": Role.PREPARER, "department": "无此局"}, "没有编码或名称为“无此局”的单位"),
        ({"role": Role.AUDITOR}, "“审计管理员”不能兼任其他角色，“沈㙍”已是填报人，请先撤销。"),
        ({"role": "king"}, "选择一个有效的选项"),
    ],
)
def test_a_role_that_does_not_fit_is_told_in_the_form(county, security_admin, fields, said):
    response = security_admin.post(reverse("grant_role", args=(county.people["clerk"].pk,)), fields)
    assert said in response.content.decode()
    assert Membership.objects.filter(user=county.people["clerk"]).count() == 1


def test_nobody_takes_the_role_of_another_account_by_its_number(county, security_admin):
    foreign = county.people["head"].memberships.get()
    address = reverse("revoke_role", args=(county.people["clerk"].pk, foreign.pk))
    assert security_admin.post(address).status_code == 404
    assert Membership.objects.filter(pk=foreign.pk).exists()


def test_people_are_found_by_account_name_department_and_role(county, security_admin):
    def found(**asked):
        return [person.username for person in security_admin.get(reverse("users"), asked).context["page"]]

    assert found(words="第一中学") == ["clerk", "head"]
    assert found(words="AUDIT") == ["auditor"]
    assert found(role=Role.CHIEF) == ["chief"]
    assert found(role="none") == ["nobody"]
    assert found(words="%' OR 1=1 --") == []


def test_the_list_of_users_costs_the_same_however_long(county, security_admin, django_assert_num_queries):
    # session, user, standing; count, page, memberships, their departments, their divisions
    with django_assert_num_queries(8):
        security_admin.get(reverse("users"))
    for _number in range(3):
        factories.person("", Role.PREPARER, department=county.department)
    with django_assert_num_queries(8):
        security_admin.get(reverse("users"))


def test_the_page_of_an_account_costs_a_fixed_number_of_queries(county, security_admin, django_assert_num_queries):
    # session, user, standing; the person, departments to suggest, divisions, the roles, failed sign-ins
    with django_assert_num_queries(8):
        security_admin.get(reverse("user", args=(county.people["clerk"].pk,)))
