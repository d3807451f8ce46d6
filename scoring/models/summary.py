"""What the overview needs of a report's self-score: one derived row, so that no list scores 1,500 reports."""

from django.db import models

from departments.models import Report


class ScoreSummary(models.Model):
    """The self-score of a report at one `revision` of its draft, scored with the system of one `digest`.

    Derived like the facts: `scoring.summaries` writes it anew when either no longer fits. `losses` holds one number an
    indicator in the order of the system: per mille of its points that were lost, null while it has no score.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="summary")
    revision = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    total = models.DecimalField(max_digits=6, decimal_places=2)
    grade = models.CharField(max_length=20, blank=True)
    is_complete = models.BooleanField()
    losses = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.report_id} {self.total}"
