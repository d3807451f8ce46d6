"""Which role may use which part of the portal, each rule once. Reports have rules of their own (`departments.access`).

For everybody else these pages do not exist: 404, not 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from departments.enums import Role
from departments.standing import Standing, standing_of

View = Callable[..., HttpResponseBase]
Rule = Callable[[Standing], bool]


def runs_campaigns(standing: Standing) -> bool:
    """Campaigns, departments, divisions: 系统管理员."""
    return standing.holds(Role.SYSTEM_ADMIN)


def keeps_systems(standing: Standing) -> bool:
    """Indicator systems, the bank of indicators, what a campaign scores with: 系统管理员."""
    return standing.holds(Role.SYSTEM_ADMIN)


def runs_accounts(standing: Standing) -> bool:
    """Accounts, roles, first passwords: 安全管理员."""
    return standing.holds(Role.SECURITY_ADMIN)


def reads_trail(standing: Standing) -> bool:
    """The trail, read-only: 审计管理员."""
    return standing.holds(Role.AUDITOR)


def fills_or_signs(standing: Standing) -> bool:
    """Has a report of the own department."""
    return standing.holds(Role.PREPARER, Role.HEAD)


def reviews(standing: Standing) -> bool:
    """Looks at reports of others."""
    return standing.holds(Role.REVIEWER, Role.CHIEF)


def leads_reviews(standing: Standing) -> bool:
    """Reminds, publishes, draws spot checks, asks for rectification: 绩效股."""
    return standing.holds(Role.CHIEF)


def takes_campaigns_away(standing: Standing) -> bool:
    """Exports whole campaigns: 绩效股, who sees every report. The management posts see no content, so not they."""
    return standing.holds(Role.CHIEF)


def only_if(rule: Rule) -> Callable[[View], View]:
    """Let people in whom a rule admits; the page does not exist for the rest."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule(standing_of(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
