"""评分表 out of a score sheet: each row with its standard and its working; settled, with the bureau's scores."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from evalportal.documents.context import ScoreRow, ScoreTable
from scoring.models import Decision
from scoring.results import Row, ScoreSheet
from scoring.system_store import prepared, system_of_campaign


def score_table(sheet: ScoreSheet, campaign_id: int) -> ScoreTable:
    """Give the score sheet as it is printed; steps that changed the sum (caps, spread points) are remarks."""
    standards = {spec.code: spec.criterion for spec in prepared(system_of_campaign(campaign_id)).spec.indicators}
    return ScoreTable(
        title=sheet.system_name if sheet.system_name.endswith("表") else _("部门整体支出绩效评价指标评分表"),
        rows=tuple(_row(row, standards.get(row.code, "")) for row in sheet.rows),
        total_points=sheet.points,
        total=sheet.total if sheet.is_complete else None,
        grade=sheet.grade,
        remarks=tuple(f"{step.text}，{step.result}" if step.result else step.text for step in sheet.total_steps),
    )


def settled_table(table: ScoreTable, decision: Decision, *, reasons: bool) -> ScoreTable:
    """The same table with what the bureau settled: scores, total, grade; with `reasons` also why, and its opinion."""
    opinion = (_("评审意见：%s") % decision.opinion,) if decision.opinion and reasons else ()
    return replace(
        table,
        rows=tuple(_settled_row(row, decision.rows.get(row.code, {}), reasons=reasons) for row in table.rows),
        review_total=decision.total,
        grade=decision.grade,
        remarks=(*table.remarks, *opinion),
        reviewed=True,
    )


def _settled_row(row: ScoreRow, decided: dict[str, str | None], *, reasons: bool) -> ScoreRow:
    score, reason = decided.get("score"), decided.get("reason") if reasons else ""
    notes = [row.note, reason and _("核定：%s") % reason]
    return replace(
        row,
        review_score=None if score is None else Decimal(score),
        note="；".join(note for note in notes if note),
    )


def _row(row: Row, standard: str) -> ScoreRow:
    notes = [row.not_applicable and _("不适用：%s") % row.not_applicable, row.disputed and _("异议：%s") % row.disputed]
    return ScoreRow(
        code=row.code,
        level1=row.level_one,
        level2=row.level_two,
        name=row.name,
        points=row.points,
        standard=standard,
        score=row.score,
        trace=row.trace,
        note="；".join(note for note in notes if note),
    )
