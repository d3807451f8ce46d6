"""Checks that a campaign switched off or moved to another level."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Campaign


class CheckLevel(models.TextChoices):
    """At which level a campaign runs a check; the values are those of `scoring.checks.Level`, or off."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("警告")
    HINT = "hint", _("提示")
    OFF = "off", _("不检查")


class CheckSetting(models.Model):
    """One check that a campaign runs at another level than the portal does; without a row it runs as always.

    A row of its own and not a field of the choice of system: a campaign may move a check long before its system is
    fixed, and a code that no check has any more is ignored.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="check_settings")
    code = models.CharField(_("检查"), max_length=60)
    level = models.CharField(_("级别"), max_length=10, choices=CheckLevel)

    class Meta:
        ordering = ("campaign_id", "code")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "code"), name="one_level_per_check"),
            models.CheckConstraint(condition=models.Q(level__in=CheckLevel.values), name="check_level_known"),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.code} {self.level}"
