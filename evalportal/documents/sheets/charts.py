"""The figures of a chart as a table, for files in which a drawing cannot be edited."""

from django.utils.translation import gettext as _

from evalportal.charts import BarChart, Waterfall
from evalportal.documents.grid import Grid, Row

from .cells import head, label, money, points


def bar_grid(chart: BarChart) -> Grid:
    """Give one row per group of bars, one column per series."""
    share = 70 // max(len(chart.series), 1)
    rows: list[Row] = [(head(""), *(head(name) for name in chart.series))]
    rows += [(label(bar.label), *(money(value) for value in bar.values)) for bar in chart.bars]
    widths = (100 - share * len(chart.series), *(share for _name in chart.series))
    return Grid("chart", chart.title, widths, tuple(rows), above=("", chart.unit))


def waterfall_grid(chart: Waterfall) -> Grid:
    """Give one row per loss, between the full points and the score."""
    rows: list[Row] = [(head(_("项目")), head(_("分值")))]
    rows.append((label(chart.start_label), points(chart.start)))
    rows += [(label(step.label), points(-step.loss)) for step in chart.steps]
    rows.append((label(chart.end_label), points(chart.end)))
    return Grid("chart", chart.title, (70, 30), tuple(rows))
