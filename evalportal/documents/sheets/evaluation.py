"""部门整体支出绩效自评表 and 项目支出绩效自评表 (财预〔2020〕10号): funds, goal, indicators, total."""

from itertools import groupby

from django.utils.translation import gettext as _

from evalportal.documents.context import EvaluationTable, Execution, IndicatorRow, Line, ReportDocument
from evalportal.documents.grid import Computed, Grid, LinkTo, RateOf, Row, SumOf

from .cells import foot_line, head, label, money, percent, points, words

FUND_COLUMNS = ("initial", "adjusted", "outturn")


def evaluation_grid(table: EvaluationTable, document: ReportDocument, *, name: str) -> Grid:
    """Lay out a self-evaluation table; the scores add up to the total where nothing was capped."""
    rows: list[Row] = [
        *(
            (head(heading, width=2), words(content, width=7, place=table.places.get(heading, "")))
            for heading, content in table.heads
        ),
        *_fund_rows(table),
        (head(_("年度总体目标"), height=2), head(_("预期目标"), width=4), head(_("实际完成情况"), width=4)),
        (
            words(table.goal, width=4, place=table.places.get("goal", "")),
            words(table.completion, width=4, place=table.places.get("completion", "")),
        ),
        *_indicator_rows(table),
        (
            head(_("总分"), width=6),
            points(table.total_points, formula=_sum_of(table, "points"), bold=True),
            points(table.total_score, formula=_sum_of(table, "score"), bold=True),
            words(""),
        ),
    ]
    return Grid(
        name=name,
        title=table.title,
        widths=(6, 8, 10, 20, 12, 12, 6, 9, 17),
        rows=tuple(rows),
        head_rows=0,
        above=(_("填报单位：%s") % document.unit, _("%s年度　单位：万元、分") % document.year),
        foot=foot_line(document.contact),
    )


def _fund_rows(table: EvaluationTable) -> list[Row]:
    if not table.funds:
        return []
    reason = table.execution.reason
    caption = head(_("年度预算申请（万元）"), height=len(table.funds) + (2 if reason else 1))
    rows: list[Row] = [
        (
            caption,
            head("", width=2),
            head(_("年初预算数")),
            head(_("全年预算数")),
            head(_("全年执行数")),
            head(_("分值")),
            head(_("执行率")),
            head(_("得分")),
        )
    ]
    for at, line in enumerate(table.funds):
        rows.append(_fund_row(line, table.execution if at == 0 else None))
    if reason:
        rows.append((label(_("执行偏差原因"), width=2), words(reason, width=6, place=table.places.get("reason", ""))))
    return rows


def _fund_row(line: Line, execution: Execution | None) -> Row:
    cells = [label(line.label, width=2, indent=line.depth)]
    for column in FUND_COLUMNS:
        key = f"{line.code}.{column}"
        formula: Computed | None = SumOf(tuple(f"{part}.{column}" for part in line.parts)) if line.parts else None
        if line.is_from_base_data:
            formula = LinkTo("base_data", key)
        place = line.places.get(column, "")
        cells.append(money(getattr(line.amounts, column), key, formula, place))
    if execution is None:
        return (*cells, *(words("-", align="center") for _column in range(3)))
    rate = RateOf(f"{line.code}.outturn", f"{line.code}.adjusted")
    return (
        *cells,
        points(execution.points, "execution.points"),
        percent(execution.rate, rate),
        points(execution.score, "execution.score"),
    )


def _indicator_rows(table: EvaluationTable) -> list[Row]:
    indicators = table.indicators
    rows: list[Row] = [
        (
            head(_("绩效指标"), height=len(indicators) + 1),
            head(_("一级指标")),
            head(_("二级指标")),
            head(_("三级指标")),
            head(_("年度指标值")),
            head(_("实际完成值")),
            head(_("分值")),
            head(_("得分")),
            head(_("偏差原因分析及改进措施")),
        )
    ]
    at = 0
    for level1, of_level1 in groupby(indicators, key=lambda row: row.level1):
        first_rows = list(of_level1)
        first = label(level1, height=len(first_rows))
        for level2, of_level2 in groupby(first_rows, key=lambda row: row.level2):
            second_rows = list(of_level2)
            second = label(level2, height=len(second_rows))
            for number, row in enumerate(second_rows):
                spans = ((first,) if row is first_rows[0] else ()) + ((second,) if number == 0 else ())
                rows.append((*spans, *_indicator_cells(row, at)))
                at += 1
    return rows


def _indicator_cells(row: IndicatorRow, at: int) -> Row:
    return (
        words(row.level3, place=row.places.get("name", "")),
        words(row.target, align="center", place=row.places.get("target", "")),
        words(row.actual, align="center", place=row.places.get("actual", "")),
        points(row.points, f"indicator{at}.points", place=row.places.get("points", "")),
        points(row.score, f"indicator{at}.score", place=row.places.get("score", "")),
        words(row.reason, place=row.places.get("reason", "")),
    )


def _sum_of(table: EvaluationTable, column: str) -> SumOf:
    return SumOf((f"execution.{column}", *(f"indicator{at}.{column}" for at in range(len(table.indicators)))))
