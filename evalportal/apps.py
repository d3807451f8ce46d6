"""Registers the portal layer with Django, for its commands and finished documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvalportalConfig(AppConfig):
    """Home pages, finished documents, operations."""

    name = "evalportal"
    verbose_name = _("门户")
