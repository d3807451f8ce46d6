"""How commands find the report that they are asked for."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from departments.models import Report


def find_report(department: str, year: int) -> Report:
    """The report of a department (by code) for a year; raises CommandError with a sentence where there is none."""
    report = (
        Report.objects.select_related("department", "campaign")
        .filter(department__code=department, campaign__year=year)
        .first()
    )
    if report is None:
        raise CommandError(
            _("没有找到预算单位编码为 %(code)s 的部门 %(year)s 年度的报告。") % {"code": department, "year": year}
        )
    return report
