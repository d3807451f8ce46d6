"""Idle sessions end; work keeps them without writing them at each save; scripts are answered in JSON."""

import json
import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from departments.accounts.sessions import RENEWED_AT, seconds_left

JSON = {"accept": "application/json"}


@pytest.fixture
def at_work(client, clerk):
    client.force_login(clerk)
    client.get("/")
    return client


def idle_since(client, seconds):
    """Set the session back as if its last renewal had been that long ago."""
    store = SessionStore(client.session.session_key)
    store[RENEWED_AT] = int(time.time()) - seconds
    store.save()


def test_session_lives_thirty_minutes_and_the_minute_of_its_renewal(at_work):
    expires = Session.objects.get().expire_date
    assert 1855 <= (expires - timezone.now()).total_seconds() <= 1860  # 30 × 60 + 60


def test_expired_session_is_signed_out_on_the_server(at_work):
    Session.objects.update(expire_date=timezone.now())
    assert at_work.get("/")["Location"].startswith("/sign-in/")


def test_requests_within_a_minute_do_not_write_the_session(at_work, django_assert_num_queries):
    idle_since(at_work, 59)
    with django_assert_num_queries(2):  # session, user
        at_work.get("/token/", headers=JSON)


def test_request_after_a_minute_renews_it(at_work):
    idle_since(at_work, 60)
    at_work.get("/token/", headers=JSON)
    assert seconds_left(at_work.session) >= 1859


def test_asking_how_long_it_lives_does_not_prolong_it(at_work):
    idle_since(at_work, 1760)
    assert at_work.get("/session/", headers=JSON).json()["seconds"] in {99, 100}  # 1860 - 1760
    assert seconds_left(at_work.session) <= 100


def test_keeping_prolongs_it(at_work):
    idle_since(at_work, 1760)
    assert at_work.get("/session/keep/", headers=JSON).json()["seconds"] in {1859, 1860}


@pytest.mark.parametrize("address", ["/token/", "/session/", "/session/keep/"])
def test_script_of_a_signed_out_page_gets_401_in_json(client, db, address):
    response = client.get(address, headers=JSON)
    assert response.status_code == 401
    assert response.json()["code"] == "signed_out"


def test_page_of_somebody_else_is_treated_as_signed_out(at_work, clerk, newcomer):
    assert at_work.get("/token/", headers={**JSON, "x-page-user": str(clerk.pk)}).status_code == 200
    assert at_work.get("/token/", headers={**JSON, "x-page-user": str(newcomer.pk)}).status_code == 401


def test_stale_token_is_refused_in_json_and_a_fresh_one_works(clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    body = json.dumps({"next": "/"})
    post = {"path": "/theme/", "data": body, "content_type": "application/json"}
    stale = client.post(**post, headers={"x-csrftoken": "x" * 64})
    assert stale.status_code == 403
    assert stale.json() == {"message": "页面已过期，请刷新后重试。", "code": "token"}
    answer = client.get("/token/", headers=JSON).json()
    assert answer["user"] == clerk.pk
    assert client.post(**post, headers={"x-csrftoken": answer["token"]}).status_code == 302
