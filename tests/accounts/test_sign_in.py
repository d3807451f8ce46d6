"""Signing in and out, and what is put on record."""

import pytest
from django.contrib.sessions.models import Session

from departments.enums import EventKind
from departments.models import Event
from tests.accounts.conftest import PASSWORD


def sign_in(client, username="liu.jianhua", password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def recorded():
    return list(Event.objects.order_by("number").values_list("kind", "actor_name", "succeeded"))[1:]


def test_right_password_leads_home_and_is_recorded_with_the_address(client, clerk):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert recorded() == [(EventKind.SIGN_IN, "刘建华", True)]
    assert Event.objects.order_by("-number").first().address == "127.0.0.1"
    assert client.get("/").status_code == 200


def test_account_name_is_taken_without_regard_to_case(client, clerk):
    assert sign_in(client, username="Liu.Jianhua").status_code == 302


def test_wrong_password_says_how_many_attempts_are_left(client, clerk):
    response = sign_in(client, password="falsch")
    assert "再错 4 次，账号将锁定 20 分钟" in response.content.decode()  # 5 - 1
    assert recorded() == [(EventKind.SIGN_IN_FAILED, "liu.jianhua", False)]
    assert "_auth_user_id" not in client.session


def test_unknown_account_gets_the_same_answer(client, clerk):
    known = sign_in(client, password="falsch").content.decode()
    unknown = sign_in(client, username="liu.nobody", password="falsch").content.decode()
    assert "账号或者密码不正确。再错 4 次" in known
    assert "账号或者密码不正确。再错 4 次" in unknown


def test_closed_account_cannot_sign_in_and_is_signed_out(client, clerk):
    sign_in(client)
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.get("/").status_code == 302
    assert "账号或者密码不正确" in sign_in(client).content.decode()


@pytest.mark.parametrize(
    ("address", "goes_to"),
    [
        ("/password/?a=1", "/password/?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_goes_on_only_to_addresses_of_the_portal(client, clerk, address, goes_to):
    assert sign_in(client, next=address)["Location"] == goes_to


def test_signed_out_person_is_led_back_to_the_page_after_signing_in(client, clerk):
    response = client.get("/password/?year=2023&x=1")
    assert response["Location"] == "/sign-in/?next=/password/%3Fyear%3D2023%26x%3D1"
    page = client.get(response["Location"]).content.decode()
    assert 'value="/password/?year=2023&amp;x=1"' in page


def test_form_sent_after_the_session_ended_leads_back_to_its_page_and_says_so(client, clerk):
    sent = {"headers": {"referer": "http://testserver/notices/?page=2"}}
    response = client.post("/notices/read/", **sent)
    assert response["Location"] == "/sign-in/?why=unsent&next=%2Fnotices%2F%3Fpage%3D2"
    page = client.get(response["Location"]).content.decode()
    assert "刚才的操作没有办理" in page
    assert 'value="/notices/?page=2"' in page
    elsewhere = client.post("/notices/read/", headers={"referer": "http://elsewhere.cn/notices/"})
    assert elsewhere["Location"] == "/sign-in/?why=unsent&next="
    assert client.post("/sign-out/")["Location"] == "/sign-in/?why=out"


def test_signing_out_removes_the_session_from_the_server(client, clerk):
    sign_in(client)
    response = client.post("/sign-out/")
    assert response["Location"] == "/sign-in/?why=out"
    assert not Session.objects.exists()
    assert recorded()[-1] == (EventKind.SIGN_OUT, "刘建华", True)
    assert "您已退出" in client.get("/sign-in/?why=out").content.decode()


def test_signing_out_by_a_link_does_nothing(client, clerk):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/").status_code == 200


def test_pages_of_signed_in_people_stay_in_no_cache(client, clerk):
    sign_in(client)
    assert client.get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("username", ["a\x00b", "x" * 100_000, "<script>alert(1)</script>", "=1+1 🙂 𬭚", "  "])
def test_nasty_account_names_are_refused_politely(client, db, username):
    response = sign_in(client, username=username)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_sign_in_page_older_than_the_session_is_shown_anew(clerk):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    response = sign_in(client)
    assert response["Location"] == "/sign-in/?why=stale"
    assert "登录页面已过期" in client.get(response["Location"]).content.decode()


def test_theme_changes_and_stays(client, clerk):
    sign_in(client)
    assert 'data-bs-theme="light"' in client.get("/").content.decode()
    assert client.post("/theme/", {"next": "/password/"})["Location"] == "/password/"
    assert 'data-bs-theme="dark"' in client.get("/").content.decode()
    client.post("/theme/")
    assert 'data-bs-theme="light"' in client.get("/").content.decode()


def test_sign_in_page_says_what_the_portal_is_for_whom_to_ask_and_what_is_open_to_all(client, db):
    page = client.get("/sign-in/").content.decode()
    for words in ("填报部门整体支出绩效自评", "忘记密码", "安全管理员", 'href="/public/"', 'href="/verify/"'):
        assert words in page
    for address in ("/public/", "/verify/"):
        shown = client.get(address).content.decode()
        assert 'href="/public/"' in shown
        assert 'href="/verify/"' in shown
