"""Everything on the review page, read in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from departments.attachments.placing import section_of
from departments.models import Report, ReportVersion, User
from departments.versions import frozen_content
from scoring.findings import Explained, read_findings
from scoring.models import Comment, CommentState, Decision, Review
from scoring.review.colleagues import with_named
from scoring.review.joint import JointScore, settings_of
from scoring.review_page.judging import JudgeRow, Judging, judging, others_of, scores_of_others
from scoring.review_page.lists import next_after, step_name
from scoring.review_page.talking import CommentView, Talk, talks_of, visible_comments
from scoring.scoresheet import read_sheet, system_of_report
from scoring.sent.layout import SectionView, read_sections
from scoring.settling import Settlement, suggest_opinion
from scoring.workflow.history import Move, last_move
from scoring.workflow.moving import stamp
from scoring.workflow.standing import possible_actions, standing
from scoring.workflow.transitions import Action, Actor


@dataclass(frozen=True)
class SectionTab:
    """A section with what was found in it and how much was said there."""

    view: SectionView
    findings: tuple[Explained, ...]
    talks: int


@dataclass(frozen=True)
class ReviewPage:
    """The page of one report for one person: `own` is their begun review, `judges` says that it is theirs to review."""

    report: Report
    version: ReportVersion
    compared: ReportVersion | None
    is_comparing: bool
    tabs: tuple[SectionTab, ...]
    judging: Judging
    talks: dict[str, Talk]
    own: Review | None
    others: tuple[Review, ...]
    waiting_others: tuple[Review, ...]
    actions: frozenset[Action]
    judges: bool
    decision: Decision | None
    move: Move | None
    step: str
    next_report: int | None
    to_unit: tuple[Comment, ...]
    internal: int
    unlocks: tuple[str, ...]
    has_writing: bool
    suggestion: str
    stamp: str
    is_closed: bool

    @property
    def told(self) -> list[tuple[Talk, CommentView]]:
        """What the unit was told and nobody has done with yet, each with its answer."""
        return [
            (talk, view)
            for talk in self.talks.values()
            for view in talk.comments
            if view.comment.told_at and view.comment.state != CommentState.CLOSED
        ]

    @property
    def can_begin(self) -> bool:
        """Whether this person could begin, alone or beside others."""
        return self.own is None and (Action.BEGIN_REVIEW in self.actions or (self.judges and self.is_under_review))

    @property
    def is_under_review(self) -> bool:
        """Whether somebody has begun."""
        return Action.RETURN_TO_UNIT in self.actions

    @property
    def can_write(self) -> bool:
        """Whether comments can be written."""
        return self.own is not None and self.is_under_review

    @property
    def can_score(self) -> bool:
        """Whether scores can be changed: begun and not finished."""
        return self.can_write and self.own is not None and self.own.done_at is None

    def can(self, action: Action) -> bool:
        """Whether this step of the workflow is this person's to take, with the review begun."""
        return action in self.actions and self.own is not None


def review_page(report: Report, user: User, *, compares: bool) -> ReviewPage:
    """The page; `compares` marks what changed since the version that was reviewed before, if there is one."""
    version = ReportVersion.objects.filter(report=report).latest("number")
    reviews = list(with_named(Review.objects.filter(report=report)).select_related("reviewer"))
    compared = _reviewed_before(report, version, reviews)
    content = frozen_content(version)
    before = frozen_content(compared) if compared and compares else None
    sections = read_sections(content, before)
    findings = read_findings(version.findings)
    sheet = read_sheet(version.score)
    system = system_of_report(report)
    actors = standing(report, user)
    actions = frozenset(possible_actions(report, actors))
    judges = Actor.REVIEWER in actors
    here = [each for each in reviews if each.report_version_id == version.pk]
    own = next((each for each in here if each.step == report.step and each.reviewer_id == user.pk), None)
    settings = settings_of(report.campaign_id)
    seen = others_of(here, own, user, settings, step=report.step, judges=judges)
    comments = visible_comments(report, user)
    under_review = Action.RETURN_TO_UNIT in actions
    shown = judging(
        sheet,
        system,
        content.facts,
        list(own.scores.all()) if own else [],
        scores_of_others(seen),
        sections,
        findings,
    )
    open_to_unit = tuple(each for each in comments if not each.is_internal and each.state == CommentState.OPEN)
    held = {section_of(each.place) for each in open_to_unit}
    return ReviewPage(
        report=report,
        version=version,
        compared=compared,
        is_comparing=before is not None,
        tabs=tuple(_tab(section, findings, comments) for section in sections),
        judging=shown,
        talks=talks_of(
            report, sheet, comments, user, can_write=own is not None and under_review, judges=judges and under_review
        ),
        own=own,
        others=tuple(seen),
        waiting_others=tuple(
            each
            for each in here
            if each.step == report.step and each.reviewer_id != user.pk and not each.done_at and each.is_named
        ),
        actions=actions,
        judges=judges,
        decision=Decision.objects.filter(report=report, taken_back_at=None).select_related("decided_by").first(),
        move=last_move(report),
        step=step_name(report),
        next_report=next_after(user, report),
        to_unit=open_to_unit,
        internal=sum(each.is_internal and each.state != CommentState.WRITING for each in comments),
        unlocks=tuple(section.title for section in sections if section.key in held),
        has_writing=any(each.state == CommentState.WRITING and each.text.strip() for each in comments),
        suggestion=suggest_opinion(_so_far(shown)) if own and shown.is_complete else "",
        stamp=stamp(report),
        is_closed=timezone.now() > report.closes_at(),
    )


def _so_far(shown: Judging) -> Settlement:
    """What one's own scores would settle; the decision itself counts the others as well."""
    joint = {row.row.code: JointScore(_given(row), row.reason) for row in shown.rows}
    return Settlement(shown.sheet, shown.reviewed, joint)


def _given(row: JudgeRow) -> Decimal | None:
    return None if row.difference is None else row.difference + (row.row.score or Decimal(0))


def _reviewed_before(report: Report, version: ReportVersion, reviews: list[Review]) -> ReportVersion | None:
    """The newest earlier version on which somebody worked: the one that was returned."""
    if version.number == 1 or not reviews:
        return None
    worked_on = {each.report_version_id for each in reviews} - {version.pk}
    return (
        ReportVersion.objects.filter(report=report, pk__in=worked_on, number__lt=version.number)
        .order_by("-number")
        .first()
    )


def _tab(section: SectionView, findings: list[Explained], comments: list[Comment]) -> SectionTab:
    here = tuple(each for each in findings if each.finding.section == section.key)
    said = sum(section_of(each.place) == section.key and each.state != CommentState.CLOSED for each in comments)
    return SectionTab(section, here, said)
