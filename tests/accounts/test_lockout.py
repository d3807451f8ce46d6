"""Five failures lock an account for twenty minutes, for whoever tries and from wherever."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.utils import timezone

from departments.accounts.lockout import locked_until
from departments.enums import EventKind
from departments.models import Event
from tests.accounts.conftest import PASSWORD


def try_in(client, password, username="liu.jianhua", **headers):
    return client.post("/sign-in/", {"username": username, "password": password}, **headers)


def fail(client, times, **headers):
    for _ in range(times):
        response = try_in(client, "falsch", **headers)
    return response


def age_attempts(minutes):
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))


def test_fifth_failure_locks_and_says_until_when(client, clerk):
    assert fail(client, 4).status_code == 200
    response = fail(client, 1)
    until = timezone.localtime(locked_until("liu.jianhua"))
    assert response.status_code == 429
    assert f"连续 5 次输入错误，账号已锁定，<b>{until:%H:%M}</b> 后可以再次登录" in response.content.decode()
    minutes = (until - timezone.now()).total_seconds() / 60
    assert 19.9 < minutes <= 20


def test_right_password_does_not_help_while_locked(client, clerk):
    fail(client, 5)
    assert try_in(client, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_other_spellings_browsers_and_addresses_give_no_more_attempts(clerk):
    fail(Client(), 2)
    fail(Client(), 1, username="LIU.JIANHUA")
    fail(Client(), 1, HTTP_USER_AGENT="another")
    assert fail(Client(), 1, REMOTE_ADDR="10.1.2.3").status_code == 429
    assert try_in(Client(), PASSWORD).status_code == 429


def test_somebody_else_in_the_same_office_still_gets_in(client, clerk, newcomer):
    fail(client, 5)
    assert try_in(Client(), PASSWORD, username="wang.xin").status_code == 302


def test_trying_meanwhile_does_not_move_the_end(client, clerk):
    fail(client, 5)
    end = locked_until("liu.jianhua")
    fail(client, 3)
    assert locked_until("liu.jianhua") == end


def test_after_twenty_minutes_the_right_password_opens(client, clerk):
    fail(client, 5)
    age_attempts(minutes=19)
    assert try_in(client, PASSWORD).status_code == 429
    age_attempts(minutes=1)
    assert try_in(client, PASSWORD).status_code == 302
    assert locked_until("liu.jianhua") is None


def test_success_forgets_earlier_failures(client, clerk):
    fail(client, 4)
    try_in(client, PASSWORD)
    client.post("/sign-out/")
    assert fail(client, 4).status_code == 200


def test_each_counted_failure_is_on_record_and_those_while_locked_are_not(client, clerk):
    fail(client, 8)
    failures = Event.objects.filter(kind=EventKind.SIGN_IN_FAILED).order_by("number")
    assert [event.detail["locked"] for event in failures] == [False, False, False, False, True]


@pytest.mark.parametrize("stored", ["post_data", "get_data"])
def test_no_attempted_password_is_stored(client, clerk, stored):
    try_in(client, "geheimes-Passwort")
    assert "geheimes" not in getattr(AccessAttempt.objects.get(), stored)
