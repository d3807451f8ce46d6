"""The right half of the page: the unit's score sheet with the reviewer's scores beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from departments import places
from departments.facts import FACTS
from departments.models import User
from scoring.findings import Explained
from scoring.models import Review, ReviewScore, ReviewSettings
from scoring.preparation import PreparedSystem
from scoring.results import Row, ScoreSheet, Subtotal
from scoring.review.reviewed import Given, difference, open_rows, reviewed_sheet, rows_without_reason
from scoring.review.scoring_rows import REASON, SCORE, read_score, score_shown
from scoring.sent.layout import FileView, SectionView
from scoring.systems import IndicatorSpec


@dataclass(frozen=True)
class OtherScore:
    """What somebody else gave."""

    name: str
    step: int
    score: Decimal | None
    reason: str


@dataclass(frozen=True)
class JudgeRow:
    """One indicator: the unit's row, one's own score and reason as typed, what others gave."""

    row: Row
    spec: IndicatorSpec | None
    score: str
    reason: str
    version: int
    error: str
    difference: Decimal | None
    others: tuple[OtherScore, ...]
    files: tuple[FileView, ...]
    findings: tuple[Explained, ...]

    @property
    def place(self) -> str:
        """The address of the row."""
        return places.score(self.row.code)

    @property
    def source(self) -> str:
        """Where in the report its figures stand: the place of the first fact behind it."""
        codes = [*(fact.code for fact in self.row.facts), *self.row.missing]
        return next((FACTS[code].place for code in codes if code in FACTS), "performance")


@dataclass(frozen=True)
class JudgeGroup:
    """A level-one indicator with its rows."""

    own: Subtotal
    reviewed: Subtotal
    rows: tuple[JudgeRow, ...]

    @property
    def difference(self) -> Decimal:
        """Points by which the reviewed rows differ so far."""
        return sum((row.difference for row in self.rows if row.difference is not None), Decimal(0))


@dataclass(frozen=True)
class Judging:
    """The whole half. `reviewed` is the sheet with one's own scores in place of the unit's."""

    sheet: ScoreSheet
    reviewed: ScoreSheet
    groups: tuple[JudgeGroup, ...]
    open_rows: tuple[Row, ...]
    silent_rows: tuple[Row, ...]

    @property
    def rows(self) -> list[JudgeRow]:
        """All rows in the order of the sheet."""
        return [row for group in self.groups for row in group.rows]

    @property
    def difference(self) -> Decimal:
        """Reviewed total less the unit's; means something once every row has a score."""
        return self.reviewed.total - self.sheet.total

    @property
    def is_complete(self) -> bool:
        """Whether every row has a score."""
        return not self.open_rows


def judging(
    sheet: ScoreSheet,
    system: PreparedSystem,
    facts: Mapping[str, Decimal],
    scores: Sequence[ReviewScore],
    others: Mapping[str, Sequence[OtherScore]],
    sections: Sequence[SectionView],
    findings: Sequence[Explained],
) -> Judging:
    """Put the half together; asks the database nothing."""
    mine = {score.indicator: score for score in scores}
    given = {code: Given(each.score, each.reason, bool(each.invalid)) for code, each in mine.items()}
    reviewed = reviewed_sheet(sheet, {code: each.score for code, each in given.items()}, system, facts)
    specs = {ready.spec.code: ready.spec for ready in system.indicators}
    files: dict[str, list[FileView]] = defaultdict(list)
    for section in sections:
        for file in section.files:
            files[file.file.place].append(file)
    found: dict[str, list[Explained]] = defaultdict(list)
    for each in findings:
        found[each.finding.place].append(each)

    def row_of(row: Row) -> JudgeRow:
        score = mine.get(row.code)
        place = places.score(row.code)
        return JudgeRow(
            row=row,
            spec=specs.get(row.code),
            score=score_shown(score, SCORE) if score else "",
            reason=score_shown(score, REASON) if score else "",
            version=score.version if score else 0,
            error=read_score(str(score.invalid[SCORE]), row).error if score and SCORE in score.invalid else "",
            difference=difference(row, given.get(row.code, Given())),
            others=tuple(others.get(row.code, ())),
            files=tuple(files.get(place, ())),
            findings=tuple(found.get(place, ())),
        )

    ones = {part.name: part for part in reviewed.subtotals if not part.parent}
    groups = tuple(
        JudgeGroup(part, ones[part.name], tuple(row_of(row) for row in sheet.rows if row.level_one == part.name))
        for part in sheet.subtotals
        if not part.parent
    )
    return Judging(sheet, reviewed, groups, tuple(open_rows(sheet, given)), tuple(rows_without_reason(sheet, given)))


def others_of(
    reviews: Sequence[Review], own: Review | None, user: User, settings: ReviewSettings, *, step: int, judges: bool
) -> list[Review]:
    """The reviews whose scores this person may see: those of other steps, and of the own one once it is finished.

    `judges`: reviews the report at this step now; whoever only looks on is not kept from anything.
    """
    free = not judges or not settings.hides_others or (own is not None and own.done_at is not None)
    return [each for each in reviews if each.reviewer_id != user.pk and (each.step != step or (free and each.done_at))]


def scores_of_others(reviews: Sequence[Review]) -> dict[str, list[OtherScore]]:
    """Indicator → what these reviews gave; one query."""
    names = {review.pk: review for review in reviews}
    found: dict[str, list[OtherScore]] = defaultdict(list)
    for score in ReviewScore.objects.filter(review__in=list(names)).order_by("review__step", "review_id"):
        review = names[score.review_id]
        if score.score is not None:
            found[score.indicator].append(OtherScore(review.reviewer.name, review.step, score.score, score.reason))
    return found
