"""When too many failures lock an account, and what the person in front of the screen is told.

Counting is django-axes' work; an account that does not exist is locked just the same, so nobody learns which do.
"""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from departments.accounts.forms import SignInForm
from departments.network_address import network_address


def plain_account_name(name: str) -> str:
    """The account name as failures are counted by: other spellings of it do not give more attempts."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def counted_account(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """For django-axes: whose failure this is."""
    given = credentials if credentials and "username" in credentials else request.POST
    return plain_account_name(str(given.get("username") or ""))


def counted_address(request: HttpRequest) -> str | None:
    """For django-axes: where the failure came from."""
    return network_address(request) or None


def attempts_left(request: HttpRequest) -> int | None:
    """How many failures more lock the account, after this one; None where it was locked already, so nobody counted."""
    counted = getattr(request, "axes_failures_since_start", None)
    return None if counted is None else max(0, settings.AXES_FAILURE_LIMIT - int(counted))


def locked_until(username: str) -> datetime | None:
    """When the account can be tried again; None where it is not locked.

    Failures are kept per computer and browser. Those of one forget together, a cool-off after the last of them, so the
    lock ends with the row, newest first, that fills the limit.
    """
    counted = 0
    cool_off = settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(
        username=plain_account_name(username), attempt_time__gt=timezone.now() - cool_off
    )
    for attempt in recent.order_by("-attempt_time"):
        counted += attempt.failures_since_start
        if counted >= settings.AXES_FAILURE_LIMIT:
            return attempt.attempt_time + cool_off
    return None


def answer_locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """For django-axes: the sign-in page with the end of the lock."""
    username = str(request.POST.get("username", ""))
    context = {
        "form": SignInForm(initial={"username": username, "next": request.POST.get("next", "")}),
        "locked_until": locked_until(username),
        "failures": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "accounts/sign_in.html", context, status=settings.AXES_HTTP_RESPONSE_CODE)
