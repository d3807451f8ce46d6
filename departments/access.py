"""How views let people in: signed in, and only to reports that are theirs to see.

What a person may see is decided by `Report.objects.visible_to`; somebody else's report does not exist for them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from departments.enums import Role
from departments.models import Membership, Report, User

View = Callable[..., HttpResponse]

signed_in = login_required


def signed_in_json(view: View) -> View:
    """Answer 401 in JSON, not a redirect, to a page whose session has ended."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"message": _("登录已失效，请重新登录。您输入的内容仍在这个页面上。")}, status=401)
        return view(request, *args, **kwargs)

    return guarded


def the_user(request: HttpRequest) -> User:
    """The signed-in person of a request that passed `signed_in` or `signed_in_json`."""
    return cast(User, request.user)


def visible_report(request: HttpRequest, report_id: int) -> Report:
    """The report with campaign and department, or a 404 when it is not this person's to see."""
    report = (
        Report.objects.visible_to(the_user(request))
        .with_closing_time()
        .select_related("campaign", "department", "department__division", "edited_by")
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise Http404
    return report


def own_report(request: HttpRequest, report_id: int) -> Report:
    """A visible report of a department in which this person fills in or signs; else a 404."""
    report = visible_report(request, report_id)
    mine = Membership.objects.filter(
        user=the_user(request), role__in=(Role.PREPARER, Role.HEAD), department=report.department_id
    )
    roles = set(mine.values_list("role", flat=True))
    if not roles:
        raise Http404
    report.fills = Role.PREPARER in roles
    return report
