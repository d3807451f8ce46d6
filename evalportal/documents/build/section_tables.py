"""The small tables and charts that stand within the text: projects, assets, surveys, budget, lost points."""

from decimal import Decimal

from django.utils.translation import gettext as _

from departments.content import ReportContent
from departments.enums import AssetKind
from evalportal.charts import Bar, BarChart
from evalportal.documents.figures import long_date, rate_of
from evalportal.documents.grid import Cell, Grid, Kind, RateOf, Row, SumOf
from evalportal.documents.sheets.cells import head, label, money, percent, words


def project_table(content: ReportContent) -> Grid:
    """Give the projects with kind, budget, outturn and execution rate, and their sum."""
    columns = ("initial", "adjusted", "outturn")
    rows: list[Row] = [
        tuple(
            head(text)
            for text in (
                _("项目名称"),
                _("项目类别"),
                _("年初预算"),
                _("全年预算"),
                _("决算"),
                _("执行率"),
            )
        )
    ]
    for number, project in enumerate(content.projects):
        rows.append(
            (
                label(project.name),
                words(project.get_kind_display(), align="center"),
                *(money(getattr(project, column), f"p{number}.{column}") for column in columns),
                percent(
                    rate_of(project.outturn, project.adjusted), RateOf(f"p{number}.outturn", f"p{number}.adjusted")
                ),
            )
        )
    totals = {column: content.facts.get(f"expenditure_project.{column}") for column in columns}
    numbers = range(len(content.projects))
    rows.append(
        (
            head(_("合计"), width=2),
            *(
                money(totals[column], f"sum.{column}", SumOf(tuple(f"p{number}.{column}" for number in numbers)))
                for column in columns
            ),
            percent(rate_of(totals["outturn"], totals["adjusted"]), RateOf("sum.outturn", "sum.adjusted")),
        )
    )
    return Grid("projects-in-text", _("项目支出情况"), (28, 20, 13, 13, 13, 13), tuple(rows), above=_in_money())


def asset_table(content: ReportContent) -> Grid:
    """Give the assets by kind, and their sums, 万元."""
    columns = ("opening", "closing", "in_use", "idle", "disposed", "income")
    titles = (_("年初数"), _("年末数"), _("在用"), _("闲置"), _("本年处置"), _("处置和出租收益"))
    rows: list[Row] = [(head(_("资产类别")), *(head(title) for title in titles))]
    for asset in content.assets:
        cells = (money(getattr(asset, column), f"{asset.kind}.{column}") for column in columns)
        rows.append((label(str(AssetKind(asset.kind).label)), *cells))
    sums = (
        money(
            content.facts.get(f"assets_{column}"),
            formula=SumOf(tuple(f"{asset.kind}.{column}" for asset in content.assets)),
        )
        for column in columns
    )
    rows.append((head(_("合计")), *sums))
    return Grid("assets-in-text", _("资产情况"), (22, 13, 13, 13, 13, 13, 13), tuple(rows), above=_in_money())


def survey_table(content: ReportContent) -> Grid:
    """Give the surveys of those served: whom, how, when, how many answered, how many were satisfied."""
    titles = (_("调查对象"), _("调查方式"), _("调查日期"), _("有效样本数"), _("满意数"), _("满意度"))
    rows: list[Row] = [tuple(head(title) for title in titles)]
    for survey in content.surveys:
        rate = rate_of(_decimal(survey.satisfied), _decimal(survey.answered))
        rows.append(
            (
                label(survey.target_group),
                words(survey.method, align="center"),
                words(long_date(survey.surveyed_on) if survey.surveyed_on else "", align="center"),
                Cell(_decimal(survey.answered), Kind.COUNT, align="center"),
                Cell(_decimal(survey.satisfied), Kind.COUNT, align="center"),
                percent(rate),
            )
        )
    return Grid("surveys-in-text", _("满意度调查情况"), (24, 20, 20, 12, 12, 12), tuple(rows))


def expenditure_chart(content: ReportContent) -> BarChart:
    """Draw what was planned, adjusted and spent; a bar only where something is known."""
    lines = (
        ("expenditure_personnel", _("人员经费")),
        ("expenditure_public", _("公用经费")),
        ("expenditure_project", _("项目支出")),
    )
    bars = []
    for code, name in lines:
        values = tuple(content.facts.get(f"{code}.{column}") for column in ("initial", "adjusted", "outturn"))
        if any(value is not None for value in values):
            bars.append(Bar(name, values))
    series = (_("年初预算"), _("全年预算"), _("决算"))
    return BarChart(_("预算执行情况"), _("单位：万元"), series, tuple(bars))


def _in_money() -> tuple[str, str]:
    return "", _("单位：万元")


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
