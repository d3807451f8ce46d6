"""Mails what people were told, each notice at most once: it is claimed by a conditional update before it goes out.

A mail that the server refuses gives its claim back; one that was under way when the process died is not sent again,
for a reminder that comes twice teaches people not to read them.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import ReportState
from departments.models import Mail, MailChoice, Notice, Report, User
from departments.models.notice import NoticeKind
from departments.notices import cover_of, people_of_unit, queue_notices

logger = logging.getLogger(__name__)

# What is older than this is no news any more, such as what was queued before a person had an address.
STALE = timedelta(days=14)
REMINDED_DAYS = (3, 1)
WITH_UNIT = (ReportState.DRAFT, ReportState.SIGNING, ReportState.RETURNED)


@dataclass(frozen=True)
class Sent:
    """How many mails went out, and how many the mail server did not take."""

    mails: int
    failed: int


def remind_of_closing(now: datetime | None = None) -> int:
    """Queue a reminder for each unit whose report is due in three days, and in one; each once. Returns how many."""
    now = now or timezone.now()
    horizon = now + timedelta(days=max(REMINDED_DAYS) + 1)
    reports = (
        Report.objects.with_closing_time()
        .select_related("campaign", "department")
        .filter(state__in=WITH_UNIT)
        .filter(Q(campaign__closes_at__range=(now, horizon)) | Q(extended_to__range=(now, horizon)))
    )
    before = Notice.objects.count()
    for report in reports:
        closes_at = report.closes_at()
        days = (timezone.localdate(closes_at) - timezone.localdate(now)).days
        wanted = next((each for each in sorted(REMINDED_DAYS) if days <= each), None)
        if wanted is None or closes_at < now:
            continue
        words = {
            "title": _("%(unit)s%(year)s年度自评报告") % {"unit": report.department.name, "year": report.campaign.year},
            "day": timezone.localtime(closes_at).strftime("%m月%d日%H:%M"),
        }
        queue_notices(
            NoticeKind.CLOSING_SOON,
            people_of_unit(report),
            text=_("%(title)s将于%(day)s截止报送。") % words,
            url=cover_of(report),
            report=report,
            key=f"closing:{report.pk}:{closes_at:%Y%m%d}:{wanted}",
        )
    return Notice.objects.count() - before


def send_notices(now: datetime | None = None) -> Sent:
    """Mail what waits: one mail a notice, or one a day for those who want a digest."""
    now = now or timezone.now()
    mails = failed = 0
    for user, notices in _waiting(now):
        choice = _choice(user)
        if choice == Mail.NONE:
            continue
        if choice == Mail.DIGEST:
            parcels = [notices] if _claim_digest(user, now) else []
        else:
            parcels = [[notice] for notice in notices]
        for parcel in parcels:
            done = _send(user, parcel, now)
            mails, failed = mails + (done is True), failed + (done is False)
    return Sent(mails, failed)


def _waiting(now: datetime) -> list[tuple[User, list[Notice]]]:
    """Notices that were not mailed yet, by person; oldest first. What was read meanwhile needs no mail."""
    found: dict[User, list[Notice]] = defaultdict(list)
    waiting = (
        Notice.objects.filter(mailed_at=None, read_at=None, created_at__gte=now - STALE, user__is_active=True)
        .exclude(user__email="")
        .select_related("user", "user__mail_choice")
        .order_by("created_at", "pk")
    )
    for notice in waiting:
        found[notice.user].append(notice)
    return list(found.items())


def _choice(user: User) -> str:
    try:
        return user.mail_choice.mail
    except MailChoice.DoesNotExist:
        return Mail.EACH


def _claim_digest(user: User, now: datetime) -> bool:
    """Whether this run is the one that sends today's digest."""
    today = timezone.localdate(now)
    due = Q(digest_on=None) | Q(digest_on__lt=today)
    return bool(MailChoice.objects.filter(due, user=user).update(digest_on=today))


def _send(user: User, notices: Sequence[Notice], now: datetime) -> bool | None:
    """Claim and mail; None when another run was faster, False when the mail server refused."""
    mine = [notice for notice in notices if Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=now)]
    if not mine:
        return None
    try:
        _mail(user, mine).send()
    except OSError:  # smtplib's own errors are among them
        logger.exception("a mail to %s was not taken", user.username)
        Notice.objects.filter(pk__in=[notice.pk for notice in mine], mailed_at=now).update(mailed_at=None)
        if len(notices) > 1:
            MailChoice.objects.filter(user=user).update(digest_on=None)
        return False
    return True


def _mail(user: User, notices: Sequence[Notice]) -> EmailMessage:
    if len(notices) == 1:
        subject = _("【部门整体支出绩效自评】%(kind)s") % {"kind": notices[0].get_kind_display()}
    else:
        subject = _("【部门整体支出绩效自评】%(count)s 条通知") % {"count": len(notices)}
    lines = [_("%(name)s，您好：") % {"name": user.name}, ""]
    for notice in notices:
        lines.append(notice.text)
        if notice.url and settings.SITE_URL:
            lines.append(settings.SITE_URL.rstrip("/") + notice.url)
        lines.append("")
    lines.append(_("本邮件由系统发出，请勿回复。提醒方式可以在“通知”页面修改。"))
    # A line break in a subject would be a forged header; Django refuses it, so it is taken out.
    return EmailMessage(" ".join(subject.split()), "\n".join(lines), settings.DEFAULT_FROM_EMAIL, [user.email])
