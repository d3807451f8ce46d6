"""Everything on the cover page of one report: next step, sections, deadline, path. Costs the reading of its content."""

from dataclasses import dataclass

from departments.completeness import report_progress
from departments.content import load_content
from departments.enums import EDITABLE_STATES, ReportState, Role
from departments.importing.filling.last_year import last_years_report
from departments.models import Report
from departments.permissions import leads_reviews, reviews
from departments.standing import Standing
from evalportal.home.deadline import Deadline, deadline_of
from evalportal.home.next_step import NextStep, next_step
from evalportal.home.sections import SectionRow, section_rows
from evalportal.home.stages import Stage, stages
from scoring.comments import told_comments
from scoring.rectifying import Standing as Rectifying
from scoring.rectifying import rectifying_of


@dataclass(frozen=True)
class Cover:
    """The page; `next` is missing for those who only look at the report."""

    report: Report
    rows: list[SectionRow]
    deadline: Deadline
    stages: list[Stage]
    next: NextStep | None
    fills: bool
    is_own: bool
    leads: bool
    reviews: bool
    rectifying: Rectifying
    last_year: int | None = None

    @property
    def can_import(self) -> bool:
        """Whether this person may bring a report that is written already."""
        return self.fills and self.report.state in EDITABLE_STATES

    @property
    def was_sent(self) -> bool:
        """Whether there is something to review."""
        return self.report.step > 0

    @property
    def done(self) -> int:
        """How many sections lack nothing."""
        return sum(row.mark == "done" for row in self.rows)


def cover_of(report: Report, standing: Standing) -> Cover:
    """Build the page of a report read through `with_closing_time`."""
    roles = standing.roles_in(report.department_id)
    fills, signs = Role.PREPARER in roles, Role.HEAD in roles
    content = load_content(report)
    rows = section_rows(content, report_progress(content))
    deadline = deadline_of(report)
    is_own = fills or signs
    comments = told_comments(report) if is_own and report.state == ReportState.RETURNED else []
    return Cover(
        report=report,
        rows=rows,
        deadline=deadline,
        stages=stages(report),
        next=next_step(report, rows, deadline, comments, fills=fills, signs=signs) if is_own else None,
        fills=fills,
        is_own=is_own,
        leads=leads_reviews(standing),
        reviews=not is_own and reviews(standing),
        rectifying=rectifying_of(report),
        last_year=_to_carry_over(report) if fills else None,
    )


def _to_carry_over(report: Report) -> int | None:
    """The year before, where nothing is written yet and the portal has its report."""
    if report.edited_at is not None or report.state not in EDITABLE_STATES:
        return None
    last = last_years_report(report)
    return last.campaign.year if last else None
