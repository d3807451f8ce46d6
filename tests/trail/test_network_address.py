"""From where somebody acted, as the trail has it; nobody can forge it by a header."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from departments.enums import EventKind
from departments.events import record_event
from departments.models import Event
from departments.network_address import NetworkAddressMiddleware, network_address


def seen(settings, proxies, peer, forwarded=None):
    settings.PROXIES = proxies
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return network_address(RequestFactory().get("/", REMOTE_ADDR=peer, **more))


def test_without_a_trusted_proxy_the_header_is_ignored(settings):
    assert seen(settings, 0, "10.1.2.3", "1.1.1.1") == "10.1.2.3"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "10.9.9.9", "10.9.9.9"),
        (1, "1.1.1.1, 10.9.9.9", "10.9.9.9"),  # the first was sent by the client
        (2, "1.1.1.1, 10.9.9.9, 10.0.0.1", "10.9.9.9"),
        (2, "10.9.9.9", "127.0.0.1"),  # came past the outer proxy: the peer is all we know
        (1, "unknown", "127.0.0.1"),
        (1, "10.9.9.9:51312", "10.9.9.9"),
        (1, "[2001:DB8:0::1]:443", "2001:db8::1"),
        (1, "::ffff:10.9.9.9", "10.9.9.9"),
        (1, "<script>", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_what_trusted_proxies_appended_is_believed(settings, proxies, forwarded, address):
    assert seen(settings, proxies, "127.0.0.1", forwarded) == address


def test_unix_socket_has_no_peer(settings):
    assert seen(settings, 0, "") == ""


def test_events_of_a_request_carry_its_address(db):
    def view(request):
        record_event(EventKind.SIGN_IN, by=None, actor_name="周㙍")
        return HttpResponse()

    NetworkAddressMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR="10.1.2.3"))
    record_event(EventKind.SIGN_OUT, by=None, actor_name="周㙍")
    assert list(Event.objects.order_by("number").values_list("address", flat=True)) == ["10.1.2.3", ""]


def test_middleware_stands_before_everything_that_records(settings):
    middleware = settings.MIDDLEWARE
    name = "departments.network_address.NetworkAddressMiddleware"
    assert middleware.index(name) < middleware.index("django.contrib.auth.middleware.AuthenticationMiddleware")
