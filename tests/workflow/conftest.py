import pytest

from departments.campaigns import assign_reviewer
from departments.models import Report
from tests import factories


@pytest.fixture
def county(db):
    """The county of the factories with reviewers named: "reviewer" for step 1, "chief" for step 2, of the division."""
    made = factories.county()
    campaign = made.report.campaign
    for step, name in ((1, "reviewer"), (2, "chief")):
        assign_reviewer(campaign, step=step, user=made.people[name], division=made.division, by=None)
    return made


@pytest.fixture
def at(county):
    """Puts the county's report into a state without going there."""

    def put(state, *, step=0, came_from="draft", unlocked=()):
        Report.objects.filter(pk=county.report.pk).update(
            state=state, step=step, came_from=came_from, unlocked=list(unlocked)
        )
        return Report.objects.select_related("campaign", "department").get(pk=county.report.pk)

    return put
