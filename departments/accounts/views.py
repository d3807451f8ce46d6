"""The pages of one's own account, and the small answers that scripts ask for: token, remaining time."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from departments.access import the_user
from departments.accounts.actions import (
    PASSWORD_EXPIRED,
    change_password,
    change_theme,
    end_session,
    note_failed_sign_in,
    start_session,
)
from departments.accounts.forms import ChangePasswordForm, SignInForm
from departments.accounts.lockout import attempts_left
from departments.accounts.middleware import must_change_password
from departments.accounts.sessions import renew, seconds_left
from departments.models import Theme, User


def safe_next(request: HttpRequest, address: str) -> str:
    """Where to go on to: an address of this portal, else the home page."""
    allowed = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; `why` says what led here (idle, out, stale, unsent)."""
    address = request.POST.get("next") or request.GET.get("next", "")
    if request.user.is_authenticated and request.method == "GET":
        return redirect(safe_next(request, address))
    form = SignInForm(request.POST if request.method == "POST" else None, initial={"next": address})
    if form.is_valid():
        username = form.cleaned_data["username"]
        user = authenticate(request, username=username, password=form.cleaned_data["password"])
        if isinstance(user, User):
            start_session(request, by=user)
            return redirect(safe_next(request, address))
        left = attempts_left(request)
        if left is not None:
            note_failed_sign_in(username, locked=left == 0)
        # Where the account is locked, django-axes shows its own answer (lockout.py) in place of this one.
        form.add_error(
            None,
            _("账号或者密码不正确。再错 %(left)d 次，账号将锁定 %(minutes)d 分钟。")
            % {"left": left or 0, "minutes": settings.AXES_COOLOFF_TIME.total_seconds() // 60},
        )
    context = {"form": form, "why": request.GET.get("why", ""), "idle_minutes": settings.IDLE_MINUTES}
    return render(request, "accounts/sign_in.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, here and on the server."""
    end_session(request, by=the_user(request))
    return redirect(f"{resolve_url('sign_in')}?why=out")


@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the only page there is while that has to be done first."""
    user = the_user(request)
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        changed = change_password(user, password=form.cleaned_data["password"], by=user)
        request.session.pop(PASSWORD_EXPIRED, None)
        update_session_auth_hash(request, changed)
        messages.success(request, _("密码已修改。您在其他电脑上的登录已全部退出。"))
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "form": form,
        "must": must_change_password(request, user),
        "expired": bool(request.session.get(PASSWORD_EXPIRED)),
        "days": settings.PASSWORD_DAYS,
    }
    return render(request, "accounts/password.html", context)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """From light to dark and back."""
    user = the_user(request)
    change_theme(user, theme=Theme.LIGHT if user.theme == Theme.DARK else Theme.DARK, by=user)
    return redirect(safe_next(request, request.POST.get("next", "")))


@require_GET
@never_cache
def token(request: HttpRequest) -> JsonResponse:
    """A fresh CSRF token for a page that is older than the session: it changes at each sign-in."""
    return JsonResponse({"user": the_user(request).pk, "token": get_token(request)})


@require_GET
@never_cache
def session_state(request: HttpRequest) -> JsonResponse:
    """How many seconds the session still lives; asking does not prolong it."""
    return JsonResponse({"seconds": seconds_left(request.session)})


@require_GET
@never_cache
def session_keep(request: HttpRequest) -> JsonResponse:
    """The person is there: count the idle time anew."""
    renew(request.session, at_once=True)
    return JsonResponse({"seconds": seconds_left(request.session)})
