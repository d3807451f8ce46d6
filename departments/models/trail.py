"""The append-only trail. Rows hold no foreign key that could take them away; triggers refuse change and deletion."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.enums import EventKind, SectionKey


class Event(models.Model):
    """One link of a chain. `chain` is `report:<id>` or `portal`; `digest` covers the row and the link before it."""

    chain = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(_("时间"))
    kind = models.CharField(_("事项"), max_length=30, choices=EventKind)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(_("操作人"), max_length=80, blank=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    place = models.CharField(_("位置"), max_length=120, blank=True)
    succeeded = models.BooleanField(_("成功"), default=True)
    detail = models.JSONField(_("内容"), default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "number")
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="one_event_per_link"),)
        indexes = (models.Index(fields=("at",), name="event_by_time"),)


class OpenEdit(models.Model):
    """Edits of one person in one section, gathered for ten minutes and then sealed into one event.

    Written in the transaction of each save, so an edit is on record at once; `changes` maps a place to [old, new].
    """

    report_id = models.BigIntegerField()
    section = models.CharField(max_length=20, choices=SectionKey)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=80)
    address = models.CharField(max_length=45, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    changes = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report_id", "section", "actor_id"), name="one_open_edit"),)


class Anchor(models.Model):
    """A day's digest over the heads of all chains: what was there that evening cannot be cut off unseen."""

    day = models.DateField(unique=True)
    heads = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("day",)
