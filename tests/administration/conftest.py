import pytest
from django.test import Client
from django.urls import reverse

from tests import factories


@pytest.fixture
def county(db):
    return factories.county()


@pytest.fixture
def as_person(county):
    """A browser in which one of the county's people has signed in."""

    def sign_in(name):
        client = Client()
        client.force_login(county.people[name], backend="django.contrib.auth.backends.ModelBackend")
        client.get(reverse("session_keep"))  # the first request of a minute renews the session, which costs queries
        return client

    return sign_in


@pytest.fixture
def system_admin(as_person):
    return as_person("system_admin")


@pytest.fixture
def security_admin(as_person):
    return as_person("security_admin")


def told(response):
    """The messages that the next page shows."""
    return [str(message) for message in response.context["messages"]]
