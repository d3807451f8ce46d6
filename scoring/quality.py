"""自评质量考核: how good the self-evaluation itself was, from its dates, completeness, findings and the two scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import EventKind, ReportState
from departments.events import record_event, report_chain
from departments.models import Campaign, Event, Report, ReportVersion, User
from departments.refusal import Refused, check_fields, set_fields
from scoring.checks import Level
from scoring.models import Decision, QualityWeights
from scoring.rounding import fixed, round_half_up
from scoring.workflow.transitions import Action

HEADINGS = ("timeliness", "completeness", "accuracy", "regularity", "follow_up")
# Shares of a heading's points that are taken away, in percent.
A_DAY_LATE, A_POINT_APART, A_RETURN, A_WARNING = 10, 10, 20, 5
HUNDRED = Decimal(100)


class RefusedWeights(Refused):
    """Weights that do not make 100 points."""


@dataclass(frozen=True)
class Conduct:
    """What is known of how a unit evaluated itself; `gap` in points, settled less self-score."""

    days_late: int
    wanted: int
    present: int
    gap: Decimal
    returns: int
    warnings: int
    issued: int
    confirmed: int
    overdue: int


@dataclass(frozen=True)
class Heading:
    """One heading with its points and how they come about, in words."""

    name: str
    points: int
    score: Decimal
    trace: str


@dataclass(frozen=True)
class Quality:
    """The assessment of one unit."""

    report: Report
    headings: list[Heading]

    @property
    def total(self) -> Decimal:
        """Out of 100."""
        return sum((each.score for each in self.headings), Decimal(0))


def assess(conduct: Conduct, weights: QualityWeights) -> list[Heading]:
    """The five headings; each loses shares of its own points, never below 0. Pure."""
    shares = {
        "timeliness": (
            Decimal(conduct.days_late * A_DAY_LATE),
            _("逾期 %(days)s 天，每天扣 %(share)s%%") % {"days": conduct.days_late, "share": A_DAY_LATE}
            if conduct.days_late
            else _("按期报送"),
        ),
        "completeness": (
            HUNDRED * (conduct.wanted - conduct.present) / conduct.wanted if conduct.wanted else Decimal(0),
            _("应附佐证材料的指标 %(wanted)s 项，已附 %(present)s 项")
            % {"wanted": conduct.wanted, "present": conduct.present},
        ),
        "accuracy": (
            abs(conduct.gap) * A_POINT_APART,
            _("核定分与自评分相差 %(gap)s 分，每分扣 %(share)s%%")
            % {"gap": fixed(abs(conduct.gap)), "share": A_POINT_APART},
        ),
        "regularity": (
            Decimal(conduct.returns * A_RETURN + conduct.warnings * A_WARNING),
            _("退回 %(returns)s 次，每次扣 %(a)s%%；报送时警告 %(warnings)s 条，每条扣 %(b)s%%")
            % {"returns": conduct.returns, "a": A_RETURN, "warnings": conduct.warnings, "b": A_WARNING},
        ),
        "follow_up": _follow_up(conduct),
    }
    return [_heading(name, getattr(weights, name), *shares[name]) for name in HEADINGS]


def _follow_up(conduct: Conduct) -> tuple[Decimal, str]:
    """What is overdue counts; what still has time does not."""
    if not conduct.issued:
        return Decimal(0), _("没有需要整改的问题")
    said = {"issued": conduct.issued, "confirmed": conduct.confirmed, "overdue": conduct.overdue}
    words = _("下达整改 %(issued)s 项，已确认 %(confirmed)s 项，逾期未完成 %(overdue)s 项") % said
    return HUNDRED * conduct.overdue / conduct.issued, words


def _heading(name: str, points: int, lost: Decimal, trace: str) -> Heading:
    share = max(Decimal(0), HUNDRED - lost)
    score = round_half_up(points * share / HUNDRED)
    label = str(QualityWeights._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # plain field
    return Heading(label, points, score, f"{trace}；{points} × {fixed(share)}% = {fixed(score)}")


def weights_of(campaign: Campaign) -> QualityWeights:
    """The weights of a campaign, or the usual ones; one query."""
    return QualityWeights.objects.filter(campaign=campaign).first() or QualityWeights(campaign=campaign)


def set_weights(campaign: Campaign, *, points: dict[str, int], by: User) -> QualityWeights:
    """Change the weights of a campaign. Raises RefusedWeights unless they make 100 points."""
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        weights = weights_of(campaign)
        changes = set_fields(weights, {name: points[name] for name in HEADINGS})
        check_fields(weights, RefusedWeights)
        if changes:
            weights.save()
            record_event(EventKind.QUALITY_WEIGHED, by=by, detail={"year": campaign.year, "changes": changes})
        return weights


def assess_campaign(campaign: Campaign) -> list[Quality]:
    """All settled units of a campaign, the best first; a constant number of queries."""
    weights = weights_of(campaign)
    standing = Decision.objects.filter(report=OuterRef("pk"), taken_back_at=None)
    first = ReportVersion.objects.filter(report=OuterRef("pk"), number=1).values("created_at")[:1]
    today = timezone.localdate()
    reports = list(
        Report.objects.filter(campaign=campaign, state__in=(ReportState.APPROVED, ReportState.PUBLISHED))
        .filter(Exists(standing))
        .select_related("campaign", "department")
        .annotate(
            sent_at=Subquery(first),
            issued=Count("rectifications"),
            confirmed=Count("rectifications", filter=Q(rectifications__confirmed_at__isnull=False)),
            overdue=Count(
                "rectifications",
                filter=Q(rectifications__confirmed_at__isnull=True, rectifications__due__lt=today),
            ),
        )
        .order_by("department__code")
    )
    decisions = {
        each.report_id: each
        for each in Decision.objects.filter(report__in=reports, taken_back_at=None)
        .select_related("report_version")
        # the reports themselves are large, and there are many
        .defer("rows", "opinion", "report_version__content", "report_version__files")
    }
    returns = _returns(reports)
    found = [
        Quality(report, assess(_conduct(report, decisions[report.pk], returns.get(report.pk, 0)), weights))
        for report in reports
    ]
    return sorted(found, key=lambda each: (-each.total, each.report.department.code))


def _returns(reports: Iterable[Report]) -> dict[int, int]:
    """How often each report was returned to the unit; one query."""
    chains = {report_chain(report.pk): report.pk for report in reports}
    moves = Event.objects.filter(
        chain__in=chains, kind=EventKind.TRANSITION, detail__action=Action.RETURN_TO_UNIT.value
    )
    counts = moves.order_by().values("chain").annotate(times=Count("pk")).values_list("chain", "times")
    return {chains[chain]: times for chain, times in counts}


def _conduct(report: Any, decision: Decision, returns: int) -> Conduct:
    version = decision.report_version
    # As plain data: reading 1,500 sheets with all their traces would take seconds.
    wanted = [row for row in version.score["rows"] if row["evidence_wanted"] and not row["not_applicable"]]
    return Conduct(
        days_late=_days_late(report.campaign.closes_at, report.sent_at),
        wanted=len(wanted),
        present=sum(row["evidence_present"] > 0 for row in wanted),
        gap=decision.total - Decimal(version.score["total"]),
        returns=returns,
        warnings=sum(finding.get("level") == Level.WARNING for finding in version.findings),
        issued=report.issued,
        confirmed=report.confirmed,
        overdue=report.overdue,
    )


def _days_late(closes_at: datetime, sent_at: datetime | None) -> int:
    """Days of the calendar after the general closing day, also for those who were given an extension."""
    if sent_at is None or sent_at <= closes_at:
        return 0
    return max(1, (timezone.localdate(sent_at) - timezone.localdate(closes_at)).days)
