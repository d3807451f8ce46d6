"""Registers the facts layer with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentsConfig(AppConfig):
    """People, departments, campaigns, reports and the trail."""

    name = "departments"
    verbose_name = _("部门与报告")
