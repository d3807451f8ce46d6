"""What an uploaded file would change, kept on the server between the preview and the person's word."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models.people import User


class ImportProposal(models.Model):
    """One upload of one person. `payload` belongs to the importer of that `kind`; it is carried out at most once."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=30)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("文件名"), max_length=200)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    consumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("owner", "kind"), name="proposal_by_owner"),)

    def __str__(self) -> str:
        return self.file_name
