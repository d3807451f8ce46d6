import pytest

from departments.enums import EventKind, Role
from departments.models import Event, User
from departments.people import (
    RefusedAccount,
    create_user,
    deactivate_user,
    grant_role,
    reactivate_user,
    reset_password,
    save_user,
)

pytestmark = pytest.mark.django_db

NASTY = "㙍𬭚😀 =1+1 <script>\"'&"


def make(username, **more):
    return create_user(username=username, name=more.pop("name", "沈㙍"), password="Mei-2023-hua", by=None, **more)


def last_event():
    return Event.objects.filter(chain="portal").order_by("number").last()


def test_new_account_has_no_role_and_must_change_its_password():
    user = make(" shen.ye ")
    assert user.username == "shen.ye"
    assert user.check_password("Mei-2023-hua")
    assert user.must_change_password
    assert not user.memberships.exists()
    event = last_event()
    assert event.kind == EventKind.USER_SAVED
    assert event.detail["username"] == "shen.ye"
    assert "Mei-2023-hua" not in str(event.detail)


def test_account_name_is_taken_whatever_its_case():
    make("Zhou")
    with pytest.raises(RefusedAccount, match="“zhou”已有人使用"):
        make("zhou")
    assert User.objects.count() == 1


@pytest.mark.parametrize("username", ["", "a b", "x" * 41])
def test_account_name_that_cannot_be_is_refused(username):
    with pytest.raises(RefusedAccount):
        make(username)
    assert not Event.objects.exists()


def test_names_are_kept_as_typed():
    assert User.objects.get(pk=make("nasty", name=NASTY).pk).name == NASTY


def test_change_of_a_person_records_old_and_new():
    user = make("zhou", name="周慧")
    save_user(user, name="周惠", phone="0734-7221206", email="", by=None)
    assert last_event().detail["changes"] == {"name": ["周慧", "周惠"], "phone": ["", "0734-7221206"]}


def test_saving_without_a_change_records_nothing():
    user = make("zhou", name="周慧")
    save_user(user, name="周慧", phone="", email="", by=None)
    assert Event.objects.count() == 1


def test_wrong_mail_address_is_refused_by_field():
    user = make("zhou")
    with pytest.raises(RefusedAccount, match="电子邮箱："):
        save_user(user, name="周慧", phone="", email="zhou", by=None)


def test_closed_account_can_be_opened_again():
    user = make("zhou")
    assert not deactivate_user(user, by=None).is_active
    assert reactivate_user(user, by=None).is_active
    assert last_event().detail["changes"] == {"is_active": ["False", "True"]}


def test_nobody_closes_their_own_account():
    user = make("zhou")
    with pytest.raises(RefusedAccount, match="自己"):
        deactivate_user(user, by=user)


def test_the_only_security_admin_stays():
    first, second = make("first"), make("second")
    grant_role(first, Role.SECURITY_ADMIN, by=None)
    with pytest.raises(RefusedAccount, match="唯一的安全管理员"):
        deactivate_user(first, by=second)
    grant_role(second, Role.SECURITY_ADMIN, by=first)
    assert not deactivate_user(first, by=second).is_active


def test_reset_password_must_be_changed_and_the_old_one_is_remembered():
    user = make("zhou", must_change_password=False)
    old = user.password
    user = reset_password(user, password="Another-2024", by=None)
    assert user.check_password("Another-2024")
    assert user.must_change_password
    assert [former.password for former in user.former_passwords.all()] == [old]
