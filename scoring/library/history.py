"""The values that a department's indicators had over the years: from the indicator rows of its reports."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from departments.models import Department, ProjectIndicator
from departments.values import show_cell

Key = tuple[str, str]


@dataclass(frozen=True)
class YearValue:
    """What an indicator was to reach in a year and what it reached; words where it is a qualitative one."""

    year: int
    target: Decimal | None
    actual: Decimal | None
    words: str
    unit: str
    has_outcome: bool

    @property
    def target_shown(self) -> str:
        """The target without idle zeros; "" where it is none in figures."""
        return show_cell(self.target)

    @property
    def actual_shown(self) -> str:
        """The same of what was reached."""
        return show_cell(self.actual)


def values_by_name(department: Department) -> dict[Key, list[YearValue]]:
    """Values by group and name, the latest year first: what was reached, else what was last aimed at. One query."""
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
        has_outcome = row.actual is not None or bool(row.actual_grade)
        value = YearValue(row.report.campaign.year, row.target, row.actual, words, row.unit, has_outcome)
        told = found[row.group, row.name]
        if value not in told:  # the report as a whole often repeats an indicator of one of its projects
            told.append(value)
    return {key: [each for each in values if each.has_outcome] or values[:1] for key, values in found.items()}
