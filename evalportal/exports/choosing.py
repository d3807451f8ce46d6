"""Which units of a year an export is offered for: found by words, division and state."""

from django.db.models import Q
from django.http import QueryDict

from departments.enums import ReportState
from departments.models import Campaign, Report, User
from departments.models.visibility import ReportQuerySet

LONGEST = 60


class Choice:
    """The filter of one request; what it does not know is ignored."""

    def __init__(self, data: QueryDict) -> None:
        self.words = data.get("words", "").strip()[:LONGEST]
        self.state = data.get("state", "") if data.get("state") in ReportState.values else ""
        division = data.get("division", "")
        self.division = int(division) if division.isdecimal() and len(division) < 10 else None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.words or self.state or self.division)

    def among(self, campaign: Campaign, user: User) -> ReportQuerySet:
        """The reports of the campaign that this person may take away, by code."""
        found = Report.objects.visible_to(user).filter(campaign=campaign).exclude(state=ReportState.WITHDRAWN)
        if self.words:
            found = found.filter(
                Q(department__name__icontains=self.words)
                | Q(department__short_name__icontains=self.words)
                | Q(department__code__startswith=self.words)
            )
        if self.state:
            found = found.filter(state=self.state)
        if self.division:
            found = found.filter(department__division=self.division)
        return found.order_by("department__code")
