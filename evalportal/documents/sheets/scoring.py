"""部门整体支出绩效评价指标评分表: every indicator with its standard, its working and its points."""

from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from evalportal.documents.context import ReportDocument, ScoreRow, ScoreTable
from evalportal.documents.figures import plain
from evalportal.documents.grid import Cell, Grid, Row, SumOf

from .cells import foot_line, head, label, points, words


def score_grid(table: ScoreTable, document: ReportDocument) -> Grid:
    """Lay out the score sheet on landscape paper; 核定得分 stands beside 自评得分 once it exists."""
    rows: list[Row] = [_head(table)]
    for _level1, of_level1 in groupby(table.rows, key=lambda row: row.level1):
        first_rows = list(of_level1)
        for _level2, of_level2 in groupby(first_rows, key=lambda row: row.level2):
            second_rows = list(of_level2)
            for row in second_rows:
                spans: list[Cell] = []
                if row is first_rows[0]:
                    spans.append(_level(row.level1, first_rows))
                if row is second_rows[0]:
                    spans.append(_level(row.level2, second_rows))
                rows.append((*spans, *_cells(row, reviewed=table.reviewed)))
    rows.append(_total(table))
    remarks = (_("等级：%s") % table.grade,) if table.grade else ()
    return Grid(
        name="score",
        title=table.title,
        widths=(7, 7, 12, 5, 24, 27, 6, 6, 6) if table.reviewed else (7, 7, 12, 5, 26, 29, 7, 7),
        rows=tuple(rows),
        above=(_("填报单位：%s") % document.unit, _("%s年度　单位：分") % document.year),
        notes=(*remarks, *table.remarks),
        foot=foot_line(document.contact),
        landscape=True,
    )


def _head(table: ScoreTable) -> Row:
    reviewed = (head(_("核定得分")),) if table.reviewed else ()
    return (
        head(_("一级指标")),
        head(_("二级指标")),
        head(_("三级指标")),
        head(_("分值")),
        head(_("评分标准")),
        head(_("计算过程")),
        head(_("自评得分")),
        *reviewed,
        head(_("说明")),
    )


def _level(name: str, rows: list[ScoreRow]) -> Cell:
    total = sum((row.points for row in rows[1:]), rows[0].points)
    return label(f"{name}\n（{plain(total)}）", height=len(rows))


def _cells(row: ScoreRow, *, reviewed: bool) -> Row:
    review = (points(row.review_score, f"{row.code}.review"),) if reviewed else ()
    return (
        words(row.name),
        points(row.points, f"{row.code}.points"),
        words(row.standard),
        words(row.trace),
        points(row.score, f"{row.code}.score"),
        *review,
        words(row.note),
    )


def _total(table: ScoreTable) -> Row:
    def sum_of(column: str) -> SumOf:
        return SumOf(tuple(f"{row.code}.{column}" for row in table.rows))

    def total(value: Decimal | None, column: str) -> Cell:
        return points(value, formula=sum_of(column), bold=True)

    review = (total(table.review_total, "review"),) if table.reviewed else ()
    return (
        head(_("合计"), width=3),
        total(table.total_points, "points"),
        words("", width=2),
        total(table.total, "score"),
        *review,
        words(""),
    )
