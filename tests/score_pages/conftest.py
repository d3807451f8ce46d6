import pytest

from departments.drafts import RowEdit, add_row, save_rows
from scoring.answering import save_answer
from tests import factories


@pytest.fixture
def draft(db):
    """A bureau with 73 people on 45 posts and some answers: (report, clerk)."""
    report, clerk = factories.report()
    edit = RowEdit("staff", 0, {"staff_quota": "45", "staff_actual": "73"})
    save_rows(report.pk, "profile", "staff", [edit], by=clerk)
    for indicator, values in (
        ("management_rules", {"checked": "1,2,4"}),
        ("fund_compliance", {"faults": "0"}),
        ("benefits", {"judged": "6.5", "reason": f"一项效益未达到预期{factories.NASTY}"}),
        ("key_work", {"outside": "96", "outside_max": "100"}),
    ):
        save_answer(report.pk, indicator=indicator, values=values, version=0, by=clerk)
    report.refresh_from_db()
    return report, clerk


@pytest.fixture
def signed_in(client, draft):
    client.force_login(draft[1])
    return client


@pytest.fixture
def with_project(draft):
    report, clerk = draft
    add_row(report.pk, "special_funds", "projects", after=None, start={"name": "项目㙍"}, by=clerk)
    return report
