"""The progress rail before its marks are known: they need the whole content of the report and come behind the page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from departments.models import Report
from departments.wizard.rail import Step, steps_apart


def waiting_steps(report: Report) -> list[Step]:
    """The sections and the pages behind them, without marks."""
    steps = [
        Step(reverse("section", args=(report.pk, section.key)), section.title, "wait", _("正在读取"))
        for section in report.outline.sections
    ]
    return steps + steps_apart(report, current="score")
