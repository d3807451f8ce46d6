"""What stands between a report and its sending: what is missing, what is wrong, what must be explained or answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from departments import places
from departments.completeness import Lack, report_progress
from departments.content import ReportContent, load_content
from departments.enums import ReportState, SectionKey
from departments.models import Report
from scoring.checks import Level
from scoring.findings import Explained, report_findings
from scoring.models import Comment, CommentState, FindingResponse, IndicatorScore
from scoring.results import ScoreSheet
from scoring.scoresheet import score_report

MIN_EXPLANATION = 4


@dataclass(frozen=True)
class Point(Explained):
    """A finding on the page before sending. `version` is that of the stored explanation, 0 while there is none.

    `is_locked`: it lies in a section that the return left closed, where nothing can be mended; an error there is
    explained like a warning.
    """

    version: int = 0
    is_locked: bool = False

    @property
    def blocks(self) -> bool:
        """Whether nothing but mending helps."""
        return self.finding.level == Level.ERROR and not self.is_locked

    @property
    def wants_explanation(self) -> bool:
        """Whether the unit has to say something to it before sending."""
        return not self.blocks and self.finding.level != Level.HINT

    @property
    def is_settled(self) -> bool:
        """Whether it no longer stands in the way."""
        return not self.blocks and (not self.wants_explanation or len(self.explanation.strip()) >= MIN_EXPLANATION)


@dataclass(frozen=True)
class Preflight:
    """The whole examination of a report as it stands at one `revision`."""

    content: ReportContent
    sheet: ScoreSheet
    lacks: tuple[Lack, ...]
    points: tuple[Point, ...]
    unanswered: tuple[Comment, ...]

    @property
    def revision(self) -> int:
        """The revision of the draft that was examined."""
        return self.content.report.revision

    @cached_property
    def errors(self) -> list[Point]:
        """Findings that have to be mended."""
        return [point for point in self.points if point.blocks]

    @cached_property
    def warnings(self) -> list[Point]:
        """Findings that have to be explained."""
        return [point for point in self.points if point.wants_explanation]

    @cached_property
    def hints(self) -> list[Point]:
        """Findings that are only said."""
        return [point for point in self.points if not point.blocks and not point.wants_explanation]

    @cached_property
    def unexplained(self) -> list[Point]:
        """Warnings without a sufficient explanation."""
        return [point for point in self.warnings if not point.is_settled]

    @property
    def is_clear(self) -> bool:
        """Whether the report may be signed and sent as far as its content goes."""
        return not (self.lacks or self.errors or self.unexplained or self.unanswered)

    @property
    def summary(self) -> str:
        """What is in the way, as one sentence; empty when nothing is."""
        counts = (
            (len(self.lacks), _("%(count)s 处没有填好")),
            (len(self.errors), _("%(count)s 处错误")),
            (len(self.unexplained), _("%(count)s 条警告没有说明")),
            (len(self.unanswered), _("%(count)s 条退回意见没有答复")),
        )
        return "，".join(words % {"count": count} for count, words in counts if count)


def run_preflight(report: Report) -> Preflight:
    """Examine a report as it stands; a constant number of queries, no lock."""
    content = load_content(report)
    sheet = score_report(report)
    responses = {row.key: row for row in FindingResponse.objects.filter(report=report)}
    points = []
    for finding in report_findings(content, sheet):
        explained = Explained(finding)
        response = responses.get(explained.key)
        points.append(
            Point(
                finding,
                response.text if response else "",
                response.version if response else 0,
                is_locked=_is_closed(report, finding.section),
            )
        )
    return Preflight(content, sheet, tuple(_lacks(content, sheet)), tuple(points), tuple(open_comments(report)))


def open_comments(report: Report) -> list[Comment]:
    """The comments that the unit was told and has not answered yet; one query."""
    told = Comment.objects.filter(report=report, is_internal=False, state=CommentState.OPEN, told_at__isnull=False)
    return list(told.select_related("author"))


def _is_closed(report: Report, section: str) -> bool:
    """Whether a return left this section as it was sent."""
    returned = report.state == ReportState.RETURNED or report.came_from == ReportState.RETURNED
    return returned and bool(report.unlocked) and bool(section) and section not in report.unlocked


def _lacks(content: ReportContent, sheet: ScoreSheet) -> Iterator[Lack]:
    """What is missing in the sections that are open, then on the score sheet."""
    report = content.report
    found = [lack for each in report_progress(content) for lack in each.lacks]
    yield from (lack for lack in found if not _is_closed(report, lack.section))
    if not _is_closed(report, SectionKey.PERFORMANCE):
        yield from _score_lacks(report, sheet, is_filled=not found)


def _score_lacks(report: Report, sheet: ScoreSheet, *, is_filled: bool) -> Iterator[Lack]:
    """Rows without an answer or a reason; rows that wait for a fact only where no section says so already."""
    section = SectionKey.PERFORMANCE
    unreadable = set(
        IndicatorScore.objects.filter(report=report).exclude(invalid={}).values_list("indicator", flat=True)
    )
    for row in sheet.rows:
        place = places.score(row.code)
        if row.code in unreadable:
            message = _("评分表“%(name)s”：有内容不能识别，请更正。") % {"name": row.name}
            yield Lack(section, place, message, unreadable=True)
        elif row.is_pending and (not row.computed or (row.missing and is_filled)):
            message = _("评分表“%(name)s”：%(problem)s。") % {"name": row.name, "problem": row.problem}
            yield Lack(section, place, message)
        elif row.wants_reason and not row.reason:
            yield Lack(section, place, _("评分表“%(name)s”：%(what)s") % {"name": row.name, "what": row.wants_reason})
