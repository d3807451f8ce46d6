"""Exports that somebody ordered: what is in them, how far they are, and where the file lies until it is swept."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models import Campaign, User


class ExportState(models.TextChoices):
    """How far an export is."""

    WAITING = "waiting", _("排队中")
    MAKING = "making", _("正在生成")
    READY = "ready", _("已生成")
    FAILED = "failed", _("未能生成")


UNDER_WAY = (ExportState.WAITING, ExportState.MAKING)


class CampaignExport(models.Model):
    """A package that a background job makes of a campaign.

    `units` are the codes of the departments, empty for all; `formats` those of documents and "workbook". `done` of
    `total` steps tell how far it is. `missing` counts the files that are named in its index and could not be made.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="exports")
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="exports")
    units = models.JSONField(default=list, blank=True)
    formats = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=32, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("ordered_by",), condition=models.Q(state__in=UNDER_WAY), name="one_export_under_way"
            ),
            models.CheckConstraint(condition=models.Q(state__in=ExportState.values), name="export_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=ExportState.READY) | ~models.Q(key="") & ~models.Q(sha256=""),
                name="ready_exports_have_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.state}"

    @property
    def is_under_way(self) -> bool:
        """Whether somebody waits for it."""
        return self.state in UNDER_WAY
