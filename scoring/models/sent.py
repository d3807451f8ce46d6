"""What later reports are compared with: the narrative of a report as it was sent, in short."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department, Report


class SentNarrative(models.Model):
    """What the latest sent version of a report said, as far as later checks ask for it.

    `figures` maps the words before a figure to [kind, value as a string, unit, number as written]; only words that
    stand before one value are kept. `total` is the self-score, `execution` the 预算执行率 in percent, where it could
    be computed.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="sent_narrative")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("评价年度"))
    figures = models.JSONField(default=dict)
    total = models.DecimalField(_("自评得分"), max_digits=7, decimal_places=2, null=True)
    execution = models.DecimalField(_("预算执行率"), max_digits=9, decimal_places=2, null=True)

    class Meta:
        indexes = (models.Index(fields=("department", "year"), name="sent_narrative_by_year"),)

    def __str__(self) -> str:
        return f"{self.department_id} {self.year}"


class ParagraphPrint(models.Model):
    """A typed paragraph of a sent report, so that a copy of it is found without reading any text.

    `sketch` holds the smallest hashes of its shingles, four bytes each in order; `first` to `fourth` are the four
    smallest, by which similar paragraphs find each other: at a similarity of 0.8 they share one of them in 99 of 100
    cases.
    """

    narrative = models.ForeignKey(SentNarrative, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.CharField(max_length=20)
    sketch = models.BinaryField()
    first = models.BigIntegerField(db_index=True)
    second = models.BigIntegerField(db_index=True)
    third = models.BigIntegerField(db_index=True)
    fourth = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.narrative_id} {self.section}"
