"""Evidence that a unit uploads. Files lie outside the static tree under random names."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models.people import User
from departments.models.report import Report


class Attachment(models.Model):
    """One checked file at a place of a report. A removed one keeps its row (the trail names it), not its link."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="attachments")
    place = models.CharField(_("位置"), max_length=120)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(_("格式"), max_length=10)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("place", "id")
        indexes = (models.Index(fields=("report", "place"), name="attachment_by_place"),)

    def __str__(self) -> str:
        return self.name
