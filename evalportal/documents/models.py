"""What was made of a report for good: one row for each version, kind and format, with the hash of the file."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models import ReportVersion
from scoring.models import Decision


class DocumentKind(models.TextChoices):
    """As the unit sent it, as the bureau settled it, and as the public may read it."""

    SUBMITTED = "submitted", _("报送稿")
    SETTLED = "settled", _("核定稿")
    PUBLIC = "public", _("公开稿")


class DocumentFormat(models.TextChoices):
    """Kinds of files; the value is also the ending of the name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"


class DocumentState(models.TextChoices):
    """How far the making is."""

    WAITING = "waiting", _("排队中")
    MAKING = "making", _("正在生成")
    READY = "ready", _("已生成")
    FAILED = "failed", _("未能生成")


class StoredDocument(models.Model):
    """A file made once by a background job, and then only handed out.

    `decision` is set for what was settled: settled again after a reopening, a version gets new documents.
    `key` names the content in the storage, `sha256` and `size` (bytes) say what it is. `earlier` keeps the hashes of
    files that were made before, lost, and made again: whoever took one of them away still holds a genuine one.
    `failure` is a sentence for the reader of the page.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="documents")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    format = models.CharField(max_length=4, choices=DocumentFormat)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.WAITING)
    key = models.CharField(max_length=32, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    earlier = models.JSONField(default=list, blank=True)
    failure = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # What was sent comes before what was settled of it, on every database.
        ordering = ("version_id", models.F("decision_id").asc(nulls_first=True), "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("version", "kind", "format"),
                condition=models.Q(decision__isnull=True),
                name="one_document_per_version",
            ),
            models.UniqueConstraint(
                fields=("decision", "kind", "format"),
                condition=models.Q(decision__isnull=False),
                name="one_document_per_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=DocumentKind.SUBMITTED, decision__isnull=True)
                | models.Q(kind__in=(DocumentKind.SETTLED, DocumentKind.PUBLIC), decision__isnull=False),
                name="settled_documents_have_a_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DocumentState.READY) | ~models.Q(key="") & ~models.Q(sha256=""),
                name="ready_documents_have_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind}.{self.format}"

    @property
    def is_under_way(self) -> bool:
        """Whether somebody waits for it."""
        return self.state in (DocumentState.WAITING, DocumentState.MAKING)
