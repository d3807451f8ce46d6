"""Rows of the self-evaluation tables against the rules of scoring (财预〔2020〕10号)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.content import ReportContent
from departments.enums import IndicatorGroup, SectionKey, Sign
from departments.facts import INDICATORS_TABLE
from departments.models import ProjectFund, ProjectIndicator
from departments.values import show_amount, show_cell

from ..finding import Level, Observation
from ..registry import Needs, check
from ..subject import Subject
from .reading import CENT, at_table, content_of

_RULE = gettext_lazy("财预〔2020〕10号：定量指标完成的得满分，未完成的按完成比例计分，超额较多的说明原因")
# 预算执行率 has 10 of the 100 points of a self-evaluation table, its indicators the rest.
INDICATOR_POINTS = Decimal(90)
FULL_POINTS = Decimal(100)
CONCENTRATION = Decimal(30)
DEVIATION = Decimal("1.3")
REASON = 10
_NO_REASON = re.compile(r"[无略\-—/*_\s。.]*")
_VAGUE = re.compile(r"有效|明显|显著|进一步|不断|加强|提升|提高|改善")


def _tables(content: ReportContent) -> Iterator[tuple[ProjectFund | None, list[ProjectIndicator]]]:
    yield None, content.indicators(None)
    for project in content.projects:
        yield project, content.indicators(project)


def _rows(content: ReportContent) -> Iterator[tuple[ProjectFund | None, ProjectIndicator]]:
    for project, rows in _tables(content):
        for row in rows:
            yield project, row


def _at(
    content: ReportContent, project: ProjectFund | None, row: ProjectIndicator | None, message: str, **found: str
) -> Observation:
    """An observation at a row (or at the whole table) of the overall table or of a project's."""
    section = SectionKey.PERFORMANCE if project is None else ""
    if project is not None:
        message = f"{project.name}：{message}"
    return at_table(
        content,
        INDICATORS_TABLE,
        row=row.pk if row else "",
        message=message,
        section=section,
        stated=found.get("stated", ""),
        expected=found.get("expected", ""),
    )


def completion(row: ProjectIndicator) -> Decimal | None:
    """How far a quantitative indicator was reached, 1 = to the point; None where that cannot be said.

    For 反向 indicators (≤) less is better; against a target or an actual value of zero nothing is computed.
    """
    if row.sign == Sign.QUALITATIVE or row.target is None or row.actual is None:
        return None
    if row.sign == Sign.AT_MOST:
        return row.target / row.actual if row.actual else None
    return row.actual / row.target if row.target else None


@check(
    "indicator_points_sum",
    number=21,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("自评表分值合计为100分"),
    source=gettext_lazy("财预〔2020〕10号：项目支出绩效自评满分100分，其中预算执行率10分"),
    remedy=gettext_lazy("调整各行分值，使指标分值合计为90分（另有预算执行率10分）。"),
)
def check_points_sum(subject: Subject) -> Iterator[Observation]:
    """The rows of each table add up to 90 beside the 10 points of 预算执行率, or to 100 without it."""
    content = content_of(subject)
    for project, rows in _tables(content):
        if not rows or any(row.points is None for row in rows):
            continue
        total = sum((row.points or Decimal(0) for row in rows), Decimal(0))
        if total not in (INDICATOR_POINTS, FULL_POINTS):
            yield _at(
                content,
                project,
                None,
                _("指标分值合计 %(total)s 分，应为 90 分。") % {"total": show_amount(total)},
                stated=show_amount(total),
                expected="90",
            )


@check(
    "indicator_score_bounds",
    number=21,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("得分在0与分值之间"),
    source=_RULE,
    remedy=gettext_lazy("得分不能超过分值。"),
)
def check_score_bounds(subject: Subject) -> Iterator[Observation]:
    """No row scores more than its points."""
    content = content_of(subject)
    for project, row in _rows(content):
        if row.points is not None and row.score is not None and row.score > row.points:
            yield _at(
                content,
                project,
                row,
                _("“%(name)s”得分 %(score)s，超过分值 %(points)s。")
                % {"name": row.name, "score": show_amount(row.score), "points": show_amount(row.points)},
                stated=show_amount(row.score),
                expected=show_amount(row.points),
            )


@check(
    "indicator_score_rule",
    number=22,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("定量指标得分符合计分规则"),
    source=_RULE,
    remedy=gettext_lazy("按“分值 × 完成比例”计分，完成或超额完成的最多得满分。"),
)
def check_score_rule(subject: Subject) -> Iterator[Observation]:
    """A target that was missed cannot score more than its share."""
    content = content_of(subject)
    for project, row in _rows(content):
        reached = completion(row)
        if reached is None or row.points is None or row.score is None or reached >= 1:
            continue
        due = row.points * reached
        if row.score - due > CENT and row.score <= row.points:
            yield _at(
                content,
                project,
                row,
                _("“%(name)s”指标值 %(target)s，完成 %(actual)s，最多得 %(due)s 分，填了 %(score)s 分。")
                % {
                    "name": row.name,
                    "target": show_cell(row.target),
                    "actual": show_cell(row.actual),
                    "due": show_amount(due),
                    "score": show_amount(row.score),
                },
                stated=show_amount(row.score),
                expected=show_amount(due),
            )


@check(
    "target_exceeded",
    number=23,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("完成值达到指标值130%的说明原因"),
    source=_RULE,
    remedy=gettext_lazy("写明超额完成的原因；指标值定得明显偏低的，按规定调减2分。"),
)
def check_exceeded(subject: Subject) -> Iterator[Observation]:
    """130 % and more without a reason: the target was probably too low. Less of what should be little is no excess."""
    content = content_of(subject)
    for project, row in _rows(content):
        reached = completion(row) if row.sign != Sign.AT_MOST else None
        if reached is not None and reached >= DEVIATION and not _has_reason(row.reason):
            percent = show_amount(reached * 100)
            yield _at(
                content,
                project,
                row,
                _("“%(name)s”完成值是指标值的 %(percent)s%%，没有说明原因。") % {"name": row.name, "percent": percent},
                stated=f"{percent}%",
            )


@check(
    "target_missed",
    number=24,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("未完成的指标写明原因"),
    source=_RULE,
    remedy=gettext_lazy("写明未完成的原因和改进措施，不少于10个字。"),
)
def check_missed(subject: Subject) -> Iterator[Observation]:
    """A missed target needs at least ten characters of reason."""
    content = content_of(subject)
    for project, row in _rows(content):
        reached = completion(row)
        missed = (reached is not None and reached < 1) or row.actual_grade in ("partly", "missed")
        if missed and not _has_reason(row.reason):
            yield _at(content, project, row, _("“%(name)s”没有完成，也没有写明原因。") % {"name": row.name})


def _has_reason(text: str) -> bool:
    return not _NO_REASON.fullmatch(text) and len(text.strip()) >= REASON


@check(
    "all_full_marks",
    number=25,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("自评表不应全部满分"),
    source=gettext_lazy("自评质量要求：如实评价，客观反映未完成和偏差"),
    remedy=gettext_lazy("逐项核对得分；确实全部完成的，写明依据。"),
)
def check_full_marks(subject: Subject) -> Iterator[Observation]:
    """Every row of a table full, none lost."""
    content = content_of(subject)
    for project, rows in _tables(content):
        if len(rows) > 3 and all(row.points and row.score == row.points for row in rows):
            yield _at(content, project, None, _("%(count)s 项指标全部满分。") % {"count": len(rows)})


@check(
    "target_wording",
    number=27,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("数量指标有数字和单位"),
    source=gettext_lazy("财预〔2020〕10号：绩效指标应细化、量化，可衡量"),
    remedy=gettext_lazy("数量指标填指标值和计量单位，不用“有效提升”“加强”一类的词。"),
)
def check_target_wording(subject: Subject) -> Iterator[Observation]:
    """An output in numbers has a number, a sign and a unit."""
    content = content_of(subject)
    for project, row in _rows(content):
        if row.group != IndicatorGroup.OUTPUT or "数量" not in row.second:
            continue
        if row.sign == Sign.QUALITATIVE or _VAGUE.search(row.target_text) or not row.unit.strip():
            yield _at(
                content, project, row, _("数量指标“%(name)s”没有可以衡量的指标值或计量单位。") % {"name": row.name}
            )


@check(
    "points_concentrated",
    number=29,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("单项分值不超过30分"),
    source=gettext_lazy("自评质量要求：分值按重要程度合理分配"),
    remedy=gettext_lazy("把分值分到更多的三级指标。"),
)
def check_concentration(subject: Subject) -> Iterator[Observation]:
    """One row that carries a third of the table."""
    content = content_of(subject)
    for project, row in _rows(content):
        if row.points is not None and row.points > CONCENTRATION:
            yield _at(
                content,
                project,
                row,
                _("“%(name)s”一项占 %(points)s 分，分值过于集中。")
                % {"name": row.name, "points": show_amount(row.points)},
                stated=show_amount(row.points),
                expected=_("不超过30"),
            )
