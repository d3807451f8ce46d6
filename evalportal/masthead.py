"""The head of every page: whose portal this is, who is signed in as what, and the menu of these roles."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from departments.enums import Role
from departments.permissions import (
    Rule,
    fills_or_signs,
    keeps_systems,
    leads_reviews,
    reads_trail,
    reviews,
    runs_accounts,
    runs_campaigns,
    takes_campaigns_away,
)
from departments.standing import Standing, standing_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Entry:
    """A possible entry of the menu: its address, who sees it, and the pages that lie under it."""

    label: "StrOrPromise"
    url_name: str
    rule: Rule
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MenuItem:
    """An entry as the page shows it."""

    label: "StrOrPromise"
    url: str
    is_current: bool


ENTRIES = (
    Entry(_("我的任务"), "home", fills_or_signs, frozenset({"report"})),
    Entry(_("首页"), "home", lambda standing: not fills_or_signs(standing)),
    Entry(_("填报"), "current_report", fills_or_signs, frozenset({"section", "project"})),
    Entry(_("评分表"), "current_score", fills_or_signs, frozenset({"score"})),
    Entry(_("待我审核"), "reviews", reviews, frozenset({"review", "review_file"})),
    Entry(_("总览"), "overview", reviews, frozenset({"unit_years", "spot_checks", "quality"})),
    Entry(_("导出"), "exports", takes_campaigns_away),
    Entry(_("公开"), "publication", leads_reviews, frozenset({"publication_check"})),
    Entry(
        _("指标库"), "my_library", fills_or_signs, frozenset({"library", "own_indicator", "new_own_indicator"})
    ),
    Entry(_("全部报告"), "reports", lambda standing: fills_or_signs(standing) or reviews(standing)),
    Entry(
        _("报告体检"),
        "checkup",
        lambda standing: fills_or_signs(standing) or reviews(standing),
        frozenset({"checks"}),
    ),
    Entry(
        _("自评任务"),
        "campaigns",
        runs_campaigns,
        frozenset({"new_campaign", "campaign", "campaign_reports", "campaign_reviewers", "campaign_extensions"}),
    ),
    Entry(_("单位"), "departments", runs_campaigns, frozenset({"new_department", "department"})),
    Entry(_("财政股室"), "divisions", runs_campaigns, frozenset({"new_division", "division"})),
    Entry(
        _("指标体系"),
        "systems",
        keeps_systems,
        frozenset({"new_system", "system", "system_settings", "indicator", "new_indicator", "facts", "system_import"}),
    ),
    Entry(_("用户和角色"), "users", runs_accounts, frozenset({"new_user", "user"})),
    Entry(_("操作记录"), "trail", reads_trail),
)


class Masthead:
    """Computed when a page shows it: fragments and answers to scripts do without."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _standing(self) -> Standing:
        return standing_of(self._request)

    @property
    def bureau(self) -> str:
        """Whose portal this is: as set, else the finance bureau among the departments."""
        return settings.BUREAU or self._standing.bureau

    @property
    def unread(self) -> int:
        """How many notices are not read yet."""
        return self._standing.unread

    @property
    def role(self) -> str:
        """The roles in words."""
        return "、".join(str(role.label) for role in Role if role in self._standing.roles)

    @cached_property
    def menu(self) -> list[MenuItem]:
        """What these roles can go to; the present page is marked."""
        here = self._request.resolver_match.url_name if self._request.resolver_match else ""
        return [
            MenuItem(entry.label, reverse(entry.url_name), here == entry.url_name or here in entry.pages)
            for entry in ENTRIES
            if entry.rule(self._standing)
        ]


def masthead(request: HttpRequest) -> dict[str, Masthead]:
    """For all templates: `masthead`."""
    return {"masthead": Masthead(request)}
