"""Registers the judgement layer with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    """Indicator systems, scores, checks, submission and review."""

    name = "scoring"
    verbose_name = _("评分与审核")

    def ready(self) -> None:
        """Have the shipped indicator systems loaded whenever the database was migrated."""
        from scoring.loading import load_after_migrate

        post_migrate.connect(load_after_migrate, sender=self)
