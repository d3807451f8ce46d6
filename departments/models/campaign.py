"""One year's round of self-evaluation: windows, outline, steps, and who reviews what."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models.organisation import Department, Division
from departments.models.people import User
from departments.outline import DEFAULT_OUTLINE, OUTLINE_CHOICES

MAX_STEPS = 4


def default_steps() -> list[str]:
    """The usual two steps of a county: business division, then the performance division."""
    return ["财政业务股室", "财政局绩效股"]


class Campaign(models.Model):
    """The self-evaluation of one budget year. `steps` names the 1 to 4 review steps in order."""

    year = models.PositiveSmallIntegerField(
        _("评价年度"), unique=True, validators=(MinValueValidator(2000), MaxValueValidator(2100))
    )
    title = models.CharField(_("任务名称"), max_length=120)
    opens_at = models.DateTimeField(_("开始时间"))
    closes_at = models.DateTimeField(_("截止时间"))
    outline = models.CharField(_("报告提纲"), max_length=30, choices=OUTLINE_CHOICES, default=DEFAULT_OUTLINE)
    steps = models.JSONField(_("审核步骤"), default=default_steps)
    head_signs = models.BooleanField(_("须单位负责人签审"), default=True)
    stamped_copy = models.BooleanField(_("须上传盖章件"), default=False)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="campaign_closes_after_opening",
                violation_error_message=_("截止时间应晚于开始时间。"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether the general window is open; extensions are the report's affair."""
        now = now or timezone.now()
        return self.opens_at <= now <= self.closes_at


class Extension(models.Model):
    """A later closing time for one department."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="extensions")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="extensions")
    closes_at = models.DateTimeField(_("延长至"))
    reason = models.CharField(_("理由"), max_length=200)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("department_id",)
        constraints = (models.UniqueConstraint(fields=("campaign", "department"), name="one_extension_per_department"),)


class ReviewAssignment(models.Model):
    """A reviewer takes a step of a campaign for one department or for all of a division."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="assignments")
    step = models.PositiveSmallIntegerField(
        _("审核步骤"), validators=(MinValueValidator(1), MaxValueValidator(MAX_STEPS))
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        ordering = ("step", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(department__isnull=False, division__isnull=True)
                | models.Q(department__isnull=True, division__isnull=False),
                name="assignment_department_or_division",
            ),
            models.CheckConstraint(
                condition=models.Q(step__gte=1, step__lte=MAX_STEPS), name="assignment_step_in_range"
            ),
            models.UniqueConstraint(
                fields=("campaign", "step", "user", "department"),
                condition=models.Q(department__isnull=False),
                name="assignment_once_for_department",
            ),
            models.UniqueConstraint(
                fields=("campaign", "step", "user", "division"),
                condition=models.Q(division__isnull=False),
                name="assignment_once_for_division",
            ),
        )
