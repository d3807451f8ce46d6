"""What reviewers do with a sent version: their work at a step, their scores, their comments, the decision."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models import Campaign, Report, ReportVersion, User


class Joint(models.TextChoices):
    """What counts where several reviewers scored the same step."""

    MEAN = "mean", _("取平均分")
    DECIDER = "decider", _("以办理本步的审核人为准")


class ReviewSettings(models.Model):
    """How a campaign is reviewed, beside its steps."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="review_settings")
    hides_others = models.BooleanField(_("完成本人评分后才能看到同一步骤其他人的评分"), default=True)
    joint = models.CharField(_("同一步骤多人评分"), max_length=10, choices=Joint, default=Joint.MEAN)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(joint__in=Joint.values), name="joint_known"),)

    def __str__(self) -> str:
        return f"{self.campaign}: {self.get_joint_display()}"


class Review(models.Model):
    """The work of one reviewer on one version at one step; begun by an explicit act."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reviews")
    report_version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="reviews")
    step = models.PositiveSmallIntegerField(_("审核步骤"))
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    begun_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(_("审核意见"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("report_id", "step", "id")
        constraints = (
            models.UniqueConstraint(fields=("report_version", "step", "reviewer"), name="one_review_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.step} {self.reviewer_id}"


class ReviewScore(models.Model):
    """A reviewer's score of one indicator, with the reason where it differs from the unit's; kept as typed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    indicator = models.CharField(max_length=60)
    score = models.DecimalField(_("核定分"), max_digits=7, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    invalid = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("review_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("review", "indicator"), name="one_review_score_per_indicator"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0), name="review_score_from_zero"
            ),
        )

    def __str__(self) -> str:
        return f"{self.review_id} {self.indicator}"


class CommentState(models.TextChoices):
    """A comment is being written, then open until the unit answers it, and closed by a reviewer."""

    WRITING = "writing", _("未记下")
    OPEN = "open", _("待答复")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")


class Comment(models.Model):
    """A remark at a place of a report: internal, or to the unit, which sees it from `told_at` on.

    While it is being written only its author sees it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    report_version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="comments")
    place = models.CharField(_("位置"), max_length=120)
    quote = models.TextField(_("原文"), blank=True)
    text = models.TextField(_("意见"), blank=True)
    is_internal = models.BooleanField(_("仅内部"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=CommentState, default=CommentState.OPEN)
    step = models.PositiveSmallIntegerField(_("审核步骤"))
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("report_id", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=CommentState.values), name="comment_state_known"),
            models.UniqueConstraint(
                fields=("report_version", "author", "place"),
                condition=models.Q(state=CommentState.WRITING),
                name="one_comment_being_written",
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]


class FindingResponse(models.Model):
    """The unit's explanation of a warning. `key` names the finding: code, place and quote."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="finding_responses")
    key = models.CharField(max_length=64)
    text = models.TextField(_("情况说明"), blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report_id", "id")
        constraints = (models.UniqueConstraint(fields=("report", "key"), name="one_response_per_finding"),)

    def __str__(self) -> str:
        return self.text[:40]


class Decision(models.Model):
    """The settled score of a version, row by row, with opinion and grade; a later one may take its place.

    `rows` maps indicator code → {"self", "score", "reason"}; a decision that was taken back keeps when and why.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="decisions")
    report_version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="decisions")
    rows = models.JSONField(default=dict)
    total = models.DecimalField(_("核定分"), max_digits=6, decimal_places=2)
    grade = models.CharField(_("等次"), max_length=20)
    opinion = models.TextField(_("评审意见"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions")
    decided_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("report_id", "-decided_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("report",), condition=models.Q(taken_back_at__isnull=True), name="one_standing_decision"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.total}"
