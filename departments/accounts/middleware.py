"""The door of every page: signed in, as the person whom the page was made for, with a password that may be used.

A view is open to everybody only where it says so with Django's `login_not_required`.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from departments.accounts.actions import PASSWORD_EXPIRED
from departments.accounts.sessions import renew
from departments.models import User

View = Callable[..., HttpResponseBase]

# Asking how long the session still lives must not prolong it.
PASSIVE = frozenset({"session_state"})
ALLOWED_WITH_OLD_PASSWORD = frozenset({"password", "sign_out", "session_state", "session_keep", "theme"})


class SignInRequired(LoginRequiredMiddleware):
    """Sends people to the sign-in page and tells scripts 401; renews the session of those who are signed in."""

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the request through (None) or answer in place of the view."""
        if not getattr(view_func, "login_required", True):
            return None
        user = request.user
        if not isinstance(user, User) or not _is_page_of(request, user):
            return self._refuse(request, view_func)
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name not in PASSIVE:
            renew(request.session)
        if name not in ALLOWED_WITH_OLD_PASSWORD and must_change_password(request, user):
            return _ask_for_password(request)
        return None

    def _refuse(self, request: HttpRequest, view_func: View) -> HttpResponseBase:
        # Scripts get a 401: their page keeps what was typed and says so.
        if wants_json(request):
            return _signed_out(_("登录已失效，请重新登录。您输入的内容仍在这个页面上。"), code="signed_out")
        if request.method not in ("GET", "HEAD"):
            # What was sent is gone, and its address shows nothing: back to the page with the form, to send it again.
            is_leaving = request.resolver_match is not None and request.resolver_match.url_name == "sign_out"
            query = urlencode({"why": "out"} if is_leaving else {"why": "unsent", "next": _page_behind(request)})
            return redirect(f"{resolve_url('sign_in')}?{query}")
        return self.handle_no_permission(request, view_func)


def _page_behind(request: HttpRequest) -> str:
    """The page of the portal that a form was sent from; empty where the browser does not tell."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page._replace(scheme="", netloc="").geturl() if page.netloc == request.get_host() else ""


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which can do nothing with a page."""
    wanted = (request.content_type or "", request.headers.get("Accept", ""))
    return any(kind.startswith("application/json") for kind in wanted)


def must_change_password(request: HttpRequest, user: User) -> bool:
    """Whether this person has to choose a new password before anything else; never for demo accounts."""
    if user.is_demo:
        return False
    return user.must_change_password or bool(request.session.get(PASSWORD_EXPIRED))


def _is_page_of(request: HttpRequest, user: User) -> bool:
    # Scripts say whose page they run in: in another tab somebody else may have signed in meanwhile, and
    # what the first person typed must not be saved in the name of the second.
    page_user = request.headers.get("X-Page-User", "")
    return not page_user or page_user == str(user.pk)


def _ask_for_password(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return _signed_out(_("请先修改密码。您输入的内容仍在这个页面上。"), code="password")
    return redirect("password")


def _signed_out(message: str, *, code: str) -> JsonResponse:
    return JsonResponse({"message": message, "code": code}, status=401)


class NothingLeftBehind:
    """Pages of signed-in people stay in no cache: office computers are shared, and Back shows what was there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Asked in this order, what is open to everybody never looks at the session.
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
