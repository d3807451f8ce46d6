"""Where a request comes from, for the trail: the peer, or what trusted proxies say of it."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from departments.events import acting_from


def network_address(request: HttpRequest) -> str:
    """The client's address, or empty where none is known (a Unix socket without proxy).

    `settings.PROXIES` says how many proxies stand in front. Each appends to X-Forwarded-For whom it saw, so only that
    many entries, from the right, were written by somebody we trust; whatever stands before them the client can forge.
    """
    peer = _readable(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return peer
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(forwarded) < settings.PROXIES:
        return peer
    return _readable(forwarded[-settings.PROXIES]) or peer


def _readable(text: str) -> str:
    """An address in its shortest form without port, or empty when it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


class NetworkAddressMiddleware:
    """Lets everything that a request records in the trail say where the request came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_from(network_address(request)):
            return self.get_response(request)
