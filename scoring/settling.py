"""Settling a score: the last step's scores by the same totals, caps and grades, with the opinion and the reasons.

Upper layers hang what must follow a decision (documents, for one) into `on_settled`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.models import Report, User
from departments.models.notice import NoticeKind
from departments.versions import frozen_content
from scoring.models import Decision, Review
from scoring.notifying import tell_reviewers, tell_unit, title_of_report
from scoring.results import ScoreSheet
from scoring.review.beginning import join_review
from scoring.review.ending import Unfinished, check_scores, finish_step, reopen_step
from scoring.review.joint import JointScore, joint_scores, settings_of
from scoring.review.locking import latest_version
from scoring.review.reviewed import NOTHING, Given, difference, reviewed_sheet
from scoring.rounding import fixed
from scoring.saved_text import fitting
from scoring.scoresheet import read_sheet, system_of_report
from scoring.workflow.moving import carry_out
from scoring.workflow.transitions import Action

LARGEST = 5

on_settled: list[Callable[[Decision], None]] = []


@dataclass(frozen=True)
class Settlement:
    """What a decision will say: the unit's sheet, the settled one, and what the last step came to."""

    self_sheet: ScoreSheet
    settled: ScoreSheet
    joint: dict[str, JointScore]

    @property
    def difference(self) -> Decimal:
        """Settled total less the unit's, in points."""
        return self.settled.total - self.self_sheet.total


def settlement(report: Report, review: Review) -> Settlement:
    """What settling would come to now, with this review as the decider's; four queries."""
    version = review.report_version
    joint = joint_scores(version, review.step, settings_of(report.campaign_id), decider=review)
    sheet = read_sheet(version.score)
    scores = {code: each.score for code, each in joint.items()}
    settled = reviewed_sheet(sheet, scores, system_of_report(report), frozen_content(version).facts)
    return Settlement(sheet, settled, joint)


def approve_report(report_id: int, *, opinion: str, by: User, seen: str = "") -> Report:
    """Settle the score and grade of a report at its last step.

    Raises Unfinished for rows without a score or a reason and for an empty opinion, or as every step.
    """
    text = fitting(opinion).strip()

    def before(report: Report) -> None:
        if not text:
            raise Unfinished(_("请写明评审意见。"))
        finish_step(report, by=by)

    def after(report: Report) -> dict[str, Any]:
        version = latest_version(report)
        review = Review.objects.select_related("report_version").get(
            report_version=version, step=report.step, reviewer=by
        )
        result = settlement(report, review)
        given = {code: Given(each.score, each.reason) for code, each in result.joint.items()}
        check_scores(result.self_sheet, given)
        decision = Decision.objects.create(
            report=report, report_version=version, rows=_rows(result), total=result.settled.total,
            grade=result.settled.grade, opinion=text, decided_by=by,
        )  # fmt: skip
        for follow in on_settled:
            follow(decision)
        words = {"title": title_of_report(report), "total": fixed(decision.total), "grade": decision.grade}
        tell_unit(report, NoticeKind.APPROVED, _("%(title)s已审定，核定 %(total)s 分，等次“%(grade)s”。") % words)
        return {"total": str(decision.total), "grade": decision.grade, "version": version.number}

    return carry_out(report_id, Action.APPROVE, by=by, seen=seen, before=before, after=after)


def _rows(result: Settlement) -> dict[str, dict[str, str | None]]:
    """Row by row: the unit's score, the settled one, the reason; as decimal strings."""
    settled = {row.code: row for row in result.settled.rows}
    return {
        row.code: {
            "self": None if row.score is None else str(row.score),
            "score": None if settled[row.code].score is None else str(settled[row.code].score),
            "reason": result.joint[row.code].reason if row.code in result.joint else "",
        }
        for row in result.self_sheet.rows
    }


def reopen_report(report_id: int, *, reason: str, by: User, seen: str = "") -> Report:
    """Take an approval back; the decision stays on record as taken back, the last step works on."""

    def after(report: Report) -> None:
        Decision.objects.filter(report=report, taken_back_at=None).update(
            taken_back_at=timezone.now(), taken_back_reason=reason.strip()
        )
        reopen_step(latest_version(report), report.step)
        words = {"title": title_of_report(report), "reason": reason.strip()}
        text = _("%(title)s取消审定：%(reason)s") % words
        tell_unit(report, NoticeKind.REOPENED, text)
        tell_reviewers(report, NoticeKind.REOPENED, text)

    return carry_out(report_id, Action.REOPEN, by=by, seen=seen, reason=reason, after=after)


def suggest_opinion(result: Settlement) -> str:
    """An opinion drawn from the differences, for the reviewer to change: totals, then the largest differences."""
    settled = {row.code: row for row in result.settled.rows}
    moved = []
    for row in result.self_sheet.rows:
        now = settled[row.code].score
        if now is not None and now != (row.score or 0):
            moved.append((now - (row.score or Decimal(0)), row, now))
    moved.sort(key=lambda each: -abs(each[0]))
    total = {
        "self": fixed(result.self_sheet.total),
        "settled": fixed(result.settled.total),
        "grade": result.settled.grade,
    }
    if not moved:
        return _("经审核，自评得分 %(self)s 分与核定得分一致，等次“%(grade)s”。") % total
    lines = [
        _("经审核，自评得分 %(self)s 分，核定得分 %(settled)s 分，等次“%(grade)s”。主要差异：") % total,
    ]
    for number, (_change, row, now) in enumerate(moved[:LARGEST], start=1):
        reason = result.joint[row.code].reason.strip().rstrip("。")
        words = {
            "number": number,
            "name": row.name,
            "self": _("未评分") if row.score is None else _(" %(score)s 分") % {"score": fixed(row.score)},
            "now": fixed(now),
            "why": f"，{reason}" if reason else "",
        }
        lines.append(_("%(number)s. %(name)s自评%(self)s，核定 %(now)s 分%(why)s。") % words)
    if len(moved) > LARGEST:
        lines.append(_("其余 %(count)s 项差异见评分表。") % {"count": len(moved) - LARGEST})
    return "\n".join(lines)


def approve_unchanged(report_id: int, *, by: User) -> Report:
    """Settle in one go a report in which nothing differs from the unit's scores, with the suggested opinion.

    Begins one's own work if it is not begun; all or nothing. Raises Unfinished where there is anything to decide,
    or as every step.
    """
    with transaction.atomic():
        review = join_review(report_id, by=by)
        review = Review.objects.select_related("report_version", "report__campaign").get(pk=review.pk)
        result = settlement(review.report, review)
        given = {code: Given(each.score, each.reason) for code, each in result.joint.items()}
        check_scores(result.self_sheet, given)
        if any(difference(row, given.get(row.code, NOTHING)) for row in result.self_sheet.rows):
            raise Unfinished(_("核定分与自评分有差异，请打开报告审定。"))
        return approve_report(report_id, opinion=suggest_opinion(result), by=by)
