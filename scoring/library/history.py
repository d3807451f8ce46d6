"""The values that a department's indicators had over the years: from the indicator rows of its reports."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from departments.models import Department, ProjectIndicator

Key = tuple[str, str]


@dataclass(frozen=True)
class YearValue:
    """What an indicator was to reach in a year and what it reached; words where it is a qualitative one."""

    year: int
    target: Decimal | None
    actual: Decimal | None
    words: str
    unit: str


def values_by_name(department: Department) -> dict[Key, list[YearValue]]:
    """Values by group and name, the latest year first; one query."""
    found: dict[Key, list[YearValue]] = defaultdict(list)
    rows = (
        ProjectIndicator.objects.filter(report__department=department)
        .exclude(name="")
        .select_related("report__campaign")
        .order_by("-report__campaign__year", "position", "id")
    )
    for row in rows:
        words = row.target_text if row.target is None else ""
        if row.actual_grade:
            words = f"{words}（{row.get_actual_grade_display()}）"
        value = YearValue(row.report.campaign.year, row.target, row.actual, words, row.unit)
        found[row.group, row.name].append(value)
    return found
