"""What several reviewers' scores of one step come to, by the setting of the campaign. Reads, no writes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from departments.models import ReportVersion
from scoring.models import Joint, Review, ReviewScore, ReviewSettings
from scoring.rounding import round_half_up


@dataclass(frozen=True)
class JointScore:
    """One row of a step: the score in points, None while nobody gave one, and the reasons that were given."""

    score: Decimal | None
    reason: str


def settings_of(campaign_id: int) -> ReviewSettings:
    """How the campaign is reviewed; the defaults where nobody has set anything. One query."""
    return ReviewSettings.objects.filter(campaign=campaign_id).first() or ReviewSettings(campaign_id=campaign_id)


def joint_scores(
    version: ReportVersion, step: int, settings: ReviewSettings, *, decider: Review | None = None
) -> dict[str, JointScore]:
    """Indicator → what the step came to, of the reviews that are done; two queries.

    `decider` is the review of the person who is about to pass on or settle: it counts as done, and alone where the
    campaign leaves it to them. Once a step is over the last one done is its decider.
    """
    reviews = list(
        Review.objects.filter(report_version=version, step=step).select_related("reviewer").order_by("done_at")
    )
    counting = [each for each in reviews if each.done_at or (decider and each.pk == decider.pk)]
    if settings.joint == Joint.DECIDER and counting:
        counting = [decider or counting[-1]]
    scores: dict[str, list[ReviewScore]] = defaultdict(list)
    for score in ReviewScore.objects.filter(review__in=[each.pk for each in counting]).select_related(
        "review__reviewer"
    ):
        scores[score.indicator].append(score)
    return {code: _joined(rows) for code, rows in scores.items()}


def _joined(rows: Iterable[ReviewScore]) -> JointScore:
    given = [row for row in rows if row.score is not None]
    if not given:
        return JointScore(None, "")
    mean = round_half_up(sum((row.score for row in given if row.score is not None), Decimal(0)) / len(given))
    reasons = [(row.review.reviewer.name, row.reason.strip()) for row in given if row.reason.strip()]
    if len({reason for _name, reason in reasons}) <= 1:
        return JointScore(mean, reasons[0][1] if reasons else "")
    return JointScore(mean, "；".join(f"{name}：{reason}" for name, reason in reasons))
