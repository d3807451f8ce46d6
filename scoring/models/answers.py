"""What the clerk enters on the score sheet, one row an indicator."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.enums import QualitativeGrade
from departments.models import Report, User


class IndicatorScore(models.Model):
    """The clerk's answer to one indicator, by the indicator's code.

    As in the tables of a report, a cell that was typed but is no valid value stands in `invalid` as typed and
    its column is empty; `version` counts the saves. `checked` is null while nobody has answered, and an empty
    list when none of the points is met.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="indicator_scores")
    indicator = models.CharField(max_length=60)
    checked = models.JSONField(_("具备的考核要点"), null=True, blank=True)
    faults = models.PositiveIntegerField(_("发现的例数"), null=True, blank=True)
    judged = models.DecimalField(_("自评得分"), max_digits=7, decimal_places=2, null=True, blank=True)
    attainment = models.CharField(_("达成情况"), max_length=10, choices=QualitativeGrade, blank=True)
    actual = models.DecimalField(_("实际完成值"), max_digits=18, decimal_places=4, null=True, blank=True)
    outside = models.DecimalField(_("外部评分"), max_digits=9, decimal_places=2, null=True, blank=True)
    outside_max = models.DecimalField(_("外部评分的满分"), max_digits=9, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    not_applicable = models.TextField(_("不适用的理由"), blank=True)
    dispute = models.TextField(_("对得分的异议"), blank=True)
    version = models.PositiveIntegerField(default=1)
    invalid = models.JSONField(default=dict, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("report", "indicator"), name="one_answer_per_indicator"),
            models.CheckConstraint(
                condition=models.Q(attainment="") | models.Q(attainment__in=QualitativeGrade.values),
                name="answer_attainment_known",
            ),
            models.CheckConstraint(
                condition=(models.Q(judged__isnull=True) | models.Q(judged__gte=0))
                & (models.Q(outside__isnull=True) | models.Q(outside__gte=0))
                & (models.Q(outside_max__isnull=True) | models.Q(outside_max__gte=0)),
                name="answer_figures_from_zero",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.indicator}"
