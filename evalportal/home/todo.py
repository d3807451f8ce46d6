"""What a reviewer and the performance division have to do: reports that wait for them, and counts that lead further."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import ReportState
from departments.models import Campaign, Report, User
from evalportal.home.deadline import SOON, WITH_THE_UNIT
from scoring.models import Rectification, SpotCheck
from scoring.review_page.lists import Line, lines_of, waiting_for

SHOWN = 10


@dataclass(frozen=True)
class Errand:
    """Something that waits, with where it is done; `is_urgent` where a term has passed."""

    text: str
    url: str
    is_urgent: bool = False


@dataclass(frozen=True)
class ToDo:
    """The reports to review, the longest waiting first, how many there are, and the other errands."""

    lines: list[Line]
    total: int
    errands: list[Errand]


def to_do(user: User, *, leads: bool) -> ToDo:
    """Two queries, four for whoever leads the reviews."""
    waiting = waiting_for(user)
    errands = sorted(_errands(), key=lambda each: not each.is_urgent) if leads else []
    return ToDo(lines_of(waiting[:SHOWN]), waiting.count(), errands)


def _errands() -> Iterator[Errand]:
    """The errands of 绩效股: units and spot checks of the newest campaign, the rest of all years."""
    campaign = Campaign.objects.order_by("-year").first()
    if campaign is None:
        return
    items = Rectification.objects.filter(report=OuterRef("pk"), confirmed_at=None)
    overdue = items.filter(answered_at=None, due__lt=timezone.localdate())
    unchecked = SpotCheck.objects.filter(report=OuterRef("pk"), noted_at=None)
    this_year = Q(campaign=campaign)
    count = Report.objects.aggregate(
        unsent=Count("pk", filter=this_year & Q(state__in=sorted(WITH_THE_UNIT))),
        settled=Count("pk", filter=Q(state=ReportState.APPROVED)),
        answered=Count("pk", filter=Q(Exists(items.filter(answered_at__isnull=False)))),
        overdue=Count("pk", filter=Q(Exists(overdue))),
        unchecked=Count("pk", filter=this_year & Q(Exists(unchecked))),
    )
    days = (timezone.localdate(campaign.closes_at) - timezone.localdate()).days
    overview, rectifications = reverse("overview"), reverse("rectifications")
    if count["unsent"] and timezone.now() > campaign.closes_at:
        yield Errand(_("报送已截止，%(unsent)s 家单位未报送") % count, f"{overview}?due=unsent", is_urgent=True)
    elif count["unsent"]:
        words = _("还有 %(days)s 天截止，%(unsent)s 家单位未报送")
        yield Errand(words % {**count, "days": days}, f"{overview}?due=unsent", is_urgent=days <= SOON)
    if count["overdue"]:
        yield Errand(_("%(overdue)s 家单位的整改已过期限") % count, f"{rectifications}?state=late", is_urgent=True)
    if count["answered"]:
        yield Errand(_("%(answered)s 家单位的整改情况待确认") % count, f"{rectifications}?state=answered")
    if count["settled"]:
        yield Errand(_("%(settled)s 份报告已审定，待公开") % count, reverse("publication"))
    if count["unchecked"]:
        address = reverse("spot_checks", args=(campaign.year,))
        yield Errand(_("%(unchecked)s 家抽查单位还没有结果") % count, address)
