"""What people are told: written in the transaction of the change it tells of, sent once afterwards."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.models.people import User


class NoticeKind(models.TextChoices):
    """Why somebody is told something."""

    TASK_ISSUED = "task_issued", _("任务下达")
    CLOSING_SOON = "closing_soon", _("临近截止")
    TO_SIGN = "to_sign", _("待签审")
    TO_REVIEW = "to_review", _("待审核")
    HANDED_BACK = "handed_back", _("签审退回")
    RETURNED = "returned", _("审核退回")
    COMMENTED = "commented", _("新增意见")
    ANSWERED = "answered", _("意见已答复")
    APPROVED = "approved", _("已审定")
    REOPENED = "reopened", _("取消审定")
    PUBLISHED = "published", _("已公开")
    RECTIFY = "rectify", _("整改通知")


class Mail(models.TextChoices):
    """How somebody wants to be mailed."""

    EACH = "each", _("每条通知一封邮件")
    DIGEST = "digest", _("每天一封汇总邮件")
    NONE = "none", _("不发邮件")


class MailChoice(models.Model):
    """What one person has chosen; whoever has chosen nothing gets a mail for each notice."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_choice")
    mail = models.CharField(_("邮件提醒"), max_length=10, choices=Mail, default=Mail.EACH)
    digest_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(mail__in=Mail.values), name="mail_choice_known"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_mail_display()}"


class Notice(models.Model):
    """One message to one person. `key` makes a notice unique where it must not be given twice."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("类别"), max_length=20, choices=NoticeKind)
    report_id = models.BigIntegerField(null=True, blank=True)
    text = models.CharField(_("内容"), max_length=300)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=80, null=True, blank=True, unique=True)  # many have none
    created_at = models.DateTimeField(_("时间"), default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("user", "read_at"), name="notice_unread"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=NoticeKind.values), name="notice_kind_known"),
        )

    def __str__(self) -> str:
        return self.text
