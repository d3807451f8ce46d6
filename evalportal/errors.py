"""What people see when something cannot be shown; scripts get the same as JSON.

The pages stand on their own: they use neither the session nor the database, which may be what failed. Two of them lie
rendered in static/errors/ for the proxy, which has to say the same where the portal does not answer at all.
"""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from departments.accounts.middleware import wants_json

RETRY_AFTER = "60"  # seconds


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood; 413: it holds more than a form may."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _answer(request, 413, "errors/413.html", _("一次提交的内容过大，请分几次提交。"))
    return _answer(request, 400, "errors/400.html", _("请求的内容无法识别，请返回上一页重试。"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed to do this."""
    return _answer(request, 403, "errors/403.html", _("您没有办理此事项的权限。"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page is older than the session; a script fetches a new token and tries once more.

    The sign-in page stands open over night or in two tabs: it is simply shown anew.
    """
    if request.path == reverse("sign_in"):
        return redirect(f"{reverse('sign_in')}?why=stale")
    return _answer(request, 403, "errors/403_csrf.html", _("页面已过期，请刷新后重试。"), code="token")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing that this person may see."""
    return _answer(request, 404, "errors/404.html", _("没有找到您要的内容。"))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503: the database does not answer, which passes."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = _answer(request, 503, "errors/503.html", _("系统暂时不能使用，请过几分钟再试。"))
        answer["Retry-After"] = RETRY_AFTER
        return answer
    return _answer(request, 500, "errors/500.html", _("系统出现故障，请稍后重试。"))


def _answer(request: HttpRequest, status: int, template: str, message: str, *, code: str = "") -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": message, "code": code}, status=status)
    return HttpResponse(render_to_string(template), status=status)

