"""What a password must be like, when it must be changed, and what a change ends."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from departments.accounts.actions import change_password
from departments.enums import EventKind
from departments.models import Event, User
from departments.people import create_user
from tests.accounts.conftest import PASSWORD

NEW = "Yusuan#8906"


def signed_in(username, password=PASSWORD):
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": password}).status_code == 302
    return client


def change(client, new=NEW, present=PASSWORD, again=None):
    return client.post("/password/", {"present": present, "password": new, "again": again or new})


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Ab1-xyz", "至少要有 8 个字符"),  # seven
        ("abcdefgh1", "至少三类"),  # small letters and digits
        ("ABCDEFGH1", "至少三类"),
        ("预算绩效管理系统密码", "至少三类"),  # other signs only
        ("Liu.Jianhua1", "账号"),
        ("X1-auhnaij.uil", "账号"),  # backwards
        ("Jian-2023-Ok", "账号"),  # four characters of it
        (PASSWORD, "最近 5 次"),
        ("Password123", "太常见"),
    ],
)
def test_weak_password_is_refused_and_the_page_says_why(clerk, password, words):
    client = signed_in("liu.jianhua")
    response = change(client, new=password)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_password_of_three_classes_is_accepted(clerk):
    validate_password("yusuan-8906", clerk)  # small letters, digits, other


def test_last_five_passwords_are_not_taken_again_the_sixth_last_is(clerk):
    for number in range(1, 5):
        change_password(clerk, password=f"Yusuan#{number}{number}{number}", by=clerk)
        clerk.refresh_from_db()
    # Used so far, newest first: 444 (present), 333, 222, 111, the first one: five in all.
    with pytest.raises(ValidationError, match="最近 5 次"):
        validate_password(PASSWORD, clerk)
    change_password(clerk, password="Yusuan#555", by=clerk)
    clerk.refresh_from_db()
    validate_password(PASSWORD, clerk)


def test_wrong_present_password_and_different_repetition_are_refused(clerk):
    client = signed_in("liu.jianhua")
    assert "现在的密码不正确" in change(client, present="falsch").content.decode()
    assert "两次输入的新密码不一致" in change(client, again="Yusuan#8907").content.decode()


def test_newcomer_gets_no_page_before_the_password_is_changed(newcomer):
    client = signed_in("wang.xin")
    assert client.get("/")["Location"] == "/password/"
    assert "您使用的是初始密码" in client.get("/password/").content.decode()
    assert change(client)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_newcomer_s_script_is_told_in_json_and_the_text_is_not_lost(newcomer):
    client = signed_in("wang.xin")
    response = client.get("/token/", headers={"accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["code"] == "password"


def test_newcomer_can_sign_out_instead(newcomer):
    assert signed_in("wang.xin").post("/sign-out/")["Location"] == "/sign-in/?why=out"


def test_demo_account_need_not_change(db):
    create_user(username="demo", name="演示", password="demo", is_demo=True, must_change_password=True, by=None)
    assert signed_in("demo", "demo").get("/").status_code == 200


def test_password_expires_after_180_days_at_the_next_sign_in_only(clerk):
    client = signed_in("liu.jianhua")
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=179, hours=23))
    assert signed_in("liu.jianhua").get("/").status_code == 200
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=180))
    assert client.get("/").status_code == 200  # in the middle of work nothing is refused
    again = signed_in("liu.jianhua")
    assert again.get("/")["Location"] == "/password/"
    assert "已使用超过 180 天" in again.get("/password/").content.decode()
    change(again)
    assert again.get("/").status_code == 200


def test_change_ends_all_other_sessions_and_is_recorded(clerk):
    here, elsewhere = signed_in("liu.jianhua"), signed_in("liu.jianhua")
    change(here)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    last = Event.objects.order_by("-number").first()
    assert (last.kind, last.actor_name) == (EventKind.PASSWORD_CHANGED, "刘建华")
    assert NEW not in str(last.detail)
