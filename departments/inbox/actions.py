"""Marking notices as read, and choosing how to be mailed. One's own affair: nothing of it stands in the trail."""

from django.utils import timezone

from departments.models import Mail, MailChoice, Notice, User


def read_notice(notice: Notice) -> None:
    """Mark one notice as read; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def read_all_notices(user: User) -> int:
    """Mark everything as read; returns how many were not."""
    return Notice.objects.filter(user=user, read_at=None).update(read_at=timezone.now())


def choose_mail(user: User, mail: Mail) -> None:
    """Keep how this person wants to be mailed."""
    MailChoice.objects.update_or_create(user=user, defaults={"mail": mail})
