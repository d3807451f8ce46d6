"""What the bureau does beside the review: spot checks, the assessment of self-evaluations, problems to put right."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models import Campaign, Report, User


class SpotDraw(models.Model):
    """One random draw: from `seed` and `quotas` (division id → how many) it can be drawn again."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="spot_draws")
    seed = models.CharField(_("随机种子"), max_length=40)
    quotas = models.JSONField(_("各股室抽取数"), default=dict)
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-drawn_at", "-id")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.seed}"


class SpotCheck(models.Model):
    """A report that was drawn, or chosen by hand (`draw` is null), and what came out of checking it."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="spot_check")
    draw = models.ForeignKey(SpotDraw, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    result = models.TextField(_("抽查结果"), blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report__department__code",)

    def __str__(self) -> str:
        return f"{self.report_id}"


POINTS = (MinValueValidator(0), MaxValueValidator(100))


class QualityWeights(models.Model):
    """The points of the five headings by which a campaign's self-evaluations are assessed; together 100."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="quality_weights")
    timeliness = models.PositiveSmallIntegerField(_("及时性"), default=15, validators=POINTS)
    completeness = models.PositiveSmallIntegerField(_("完整性"), default=25, validators=POINTS)
    accuracy = models.PositiveSmallIntegerField(_("真实准确性"), default=35, validators=POINTS)
    regularity = models.PositiveSmallIntegerField(_("规范性"), default=15, validators=POINTS)
    follow_up = models.PositiveSmallIntegerField(_("整改与应用"), default=10, validators=POINTS)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    timeliness=100
                    - models.F("completeness")
                    - models.F("accuracy")
                    - models.F("regularity")
                    - models.F("follow_up")
                ),
                name="quality_weights_make_100",
                violation_error_message=_("五项分值合计应为 100 分。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}"


class Rectification(models.Model):
    """A problem that the unit has to put right after the approval: issued, answered, confirmed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rectifications")
    problem = models.TextField(_("需整改的问题"))
    due = models.DateField(_("整改期限"))
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(_("整改情况"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(_("退回说明"), blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("report_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(answered_at__isnull=False),
                name="rectification_answered_before_confirmed",
            ),
        )

    def __str__(self) -> str:
        return self.problem[:40]
