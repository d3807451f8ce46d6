"""One unit over the years: budget, execution, scores, and the points of each indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from departments.enums import ReportState
from departments.facts import read_facts
from departments.models import Department, Report, ReportVersion, User
from evalportal.charts import Bar, BarChart
from scoring.models import Decision
from scoring.results import Row, ScoreSheet
from scoring.rounding import to_percent
from scoring.scoresheet import read_sheet, score_reports


@dataclass(frozen=True)
class Year:
    """One report of the unit; amounts in 万元, `rate` outturn over adjusted budget in percent, scores in points."""

    report: Report
    adjusted: Decimal | None
    outturn: Decimal | None
    rate: Decimal | None
    sheet: ScoreSheet
    is_given: bool
    decision: Decision | None

    @property
    def year(self) -> int:
        """The year that was evaluated."""
        return self.report.campaign.year


@dataclass(frozen=True)
class IndicatorYears:
    """One indicator, by name: its row in each year, and how the lost points changed in the last year."""

    name: str
    rows: list[Row | None]
    change: Decimal | None


def years_of(department: Department, *, user: User) -> list[Year]:
    """The reports of a unit that this person may see, the newest year first; a constant number of queries a system."""
    latest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number").values("score")[:1]
    reports = list(
        Report.objects.visible_to(user)
        .filter(department=department)
        .exclude(state=ReportState.WITHDRAWN)
        .select_related("campaign", "department")
        .annotate(sent_score=Subquery(latest))
        .order_by("-campaign__year")
    )
    decisions = {each.report_id: each for each in Decision.objects.filter(report__in=reports, taken_back_at=None)}
    live = score_reports([report for report in reports if not report.sent_score])
    return [_year(report, live, decisions.get(report.pk)) for report in reports]


def _year(report: Report, live: dict[int, ScoreSheet], decision: Decision | None) -> Year:
    facts = read_facts(report.facts)
    adjusted, outturn = facts.get("expenditure_total.adjusted"), facts.get("expenditure_total.outturn")
    is_given = report.pk not in live
    return Year(
        report=report,
        adjusted=adjusted,
        outturn=outturn,
        rate=to_percent(outturn / adjusted) if outturn is not None and adjusted else None,
        sheet=read_sheet(report.sent_score) if is_given else live[report.pk],  # type: ignore[attr-defined]
        is_given=is_given,
        decision=decision,
    )


def compared(years: Sequence[Year]) -> list[IndicatorYears]:
    """The indicators of all years, in the order of the newest sheet; matched by name, since codes belong to systems."""
    names = list(dict.fromkeys(row.name for year in years for row in year.sheet.rows))
    by_name = [{row.name: row for row in year.sheet.rows} for year in years]
    return [_compared(name, [rows.get(name) for rows in by_name]) for name in names]


def _compared(name: str, rows: list[Row | None]) -> IndicatorYears:
    last = rows[:2]
    scores = [row.score for row in last if row is not None and row.score is not None]
    return IndicatorYears(name, rows, scores[0] - scores[1] if len(scores) == 2 else None)


def years_chart(years: Sequence[Year]) -> BarChart:
    """Self-score and settled score by year, the oldest above."""
    bars = [
        Bar(str(each.year), (each.sheet.total, each.decision.total if each.decision else None))
        for each in reversed(years)
    ]
    return BarChart(_("各年度得分"), _("单位：分"), (_("自评分"), _("核定分")), tuple(bars))
