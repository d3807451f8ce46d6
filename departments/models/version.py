"""What was sent, as it was sent: numbered, hashed, never changed. The database refuses change and deletion."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models.people import User
from departments.models.report import Report


class ReportVersion(models.Model):
    """A frozen version of a report.

    `content`, `score`, `findings` and `files` are plain data; `digest` is the SHA-256 over them, the number and the
    digest of the version before.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版次"))
    content = models.JSONField()
    score = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    files = models.JSONField(default=list)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("report_id", "number")
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="one_version_per_number"),)

    def __str__(self) -> str:
        return _("第 %(number)s 版") % {"number": self.number}
