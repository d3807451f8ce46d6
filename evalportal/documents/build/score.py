"""评分表 out of a score sheet: each row with its printed standard and its working."""

from django.utils.translation import gettext as _

from evalportal.documents.context import ScoreRow, ScoreTable
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
