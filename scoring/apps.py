"""Registers the judgement layer with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    """Indicator systems, scores, checks, submission and review."""

    name = "scoring"
    verbose_name = _("评分与审核")
