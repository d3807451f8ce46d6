"""Beginning a review by an explicit act, with what was scored before carried along where it still holds."""

from django.db import transaction
from django.utils.translation import gettext as _

from departments.enums import EventKind, ReportState
from departments.events import record_event
from departments.models import Report, ReportVersion, User
from scoring.models import Review, ReviewScore
from scoring.results import Row
from scoring.review.joint import joint_scores, settings_of
from scoring.review.locking import latest_version, lock_report, own_review
from scoring.scoresheet import read_sheet
from scoring.workflow.moving import MoveRefused, carry_out
from scoring.workflow.standing import standing
from scoring.workflow.transitions import Action, Actor


def begin_review(report_id: int, *, by: User, seen: str = "") -> Report:
    """Take a sent report into review; from now on the unit cannot recall it. Raises as every step."""

    def after(report: Report) -> None:
        _open(report, by)

    return carry_out(report_id, Action.BEGIN_REVIEW, by=by, seen=seen, after=after)


def join_review(report_id: int, *, by: User) -> Review:
    """Begin one's own work on a report that somebody else, or an earlier step, has taken into review.

    Moves nothing, so that the pages of others stay valid. Begun twice is begun once. Raises MoveRefused.
    """
    with transaction.atomic():
        report = lock_report(report_id)
        if Actor.REVIEWER not in standing(report, by):
            raise MoveRefused(_("您不是这一步的审核人。"))
        if report.state != ReportState.IN_REVIEW:
            raise MoveRefused(_("报告现在是“%(state)s”，不能开始审核。") % {"state": report.get_state_display()})
        known = own_review(report, by)
        if known:
            return known
        review = _open(report, by)
        record_event(EventKind.REVIEW_SCORED, by=by, report=report, detail={"begun": True, "step": report.step})
        return review


def _open(report: Report, by: User) -> Review:
    """The review of this person at the present step, with the scores that hold from before."""
    version = latest_version(report)
    review, created = Review.objects.get_or_create(report=report, report_version=version, step=report.step, reviewer=by)
    if created:
        ReviewScore.objects.bulk_create(_carried_over(review, version))
    return review


def _carried_over(review: Review, version: ReportVersion) -> list[ReviewScore]:
    """One's own scores of an earlier version, for rows that are the same; else what the step before came to."""
    found: dict[str, ReviewScore] = {}
    if review.step > 1:
        settings = settings_of(review.report.campaign_id)
        for code, joint in joint_scores(version, review.step - 1, settings).items():
            if joint.score is not None:
                found[code] = ReviewScore(review=review, indicator=code, score=joint.score, reason=joint.reason)
    before = (
        Review.objects.filter(
            report=review.report_id,
            step=review.step,
            reviewer=review.reviewer_id,
            report_version__number__lt=version.number,
        )
        .select_related("report_version")
        .order_by("-report_version__number")
        .first()
    )
    if before:
        old = {row.code: _substance(row) for row in read_sheet(before.report_version.score).rows}
        same = {row.code for row in read_sheet(version.score).rows if old.get(row.code) == _substance(row)}
        for score in before.scores.all():
            if score.indicator in same:
                found[score.indicator] = ReviewScore(
                    review=review, indicator=score.indicator, score=score.score, reason=score.reason,
                    invalid=score.invalid,
                )  # fmt: skip
    return list(found.values())


def _substance(row: Row) -> tuple[object, ...]:
    """What a reviewer judged: if this is the same, so is the judgement."""
    return (row.score, row.points, row.steps, row.reason, row.not_applicable, row.disputed, row.evidence_present)
