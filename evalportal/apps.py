"""Registers the portal layer with Django, for its commands and finished documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvalportalConfig(AppConfig):
    """Home pages, finished documents, operations."""

    name = "evalportal"
    verbose_name = _("门户")

    def ready(self) -> None:
        """Let documents follow each version and each decision."""
        from departments.versions import on_frozen
        from evalportal.documents.store import order_settled, order_submitted
        from scoring.settling import on_settled

        on_frozen.append(order_submitted)
        on_settled.append(order_settled)
