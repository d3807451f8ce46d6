"""总览: one line a unit as on the overview page, with the key figures above it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.utils import get_column_letter

from departments.enums import ReportState
from departments.models import Campaign
from departments.values import show_amount
from evalportal.exports.workbook.colours import BAD, FAIR, GOOD
from evalportal.exports.workbook.table import Column, Kind, Table
from evalportal.overview.asking import MUCH
from evalportal.overview.figures import figures_of
from evalportal.overview.lines import Line
from evalportal.overview.scores import ranking
from scoring.systems import SystemSpec

STATE, LATE, GAP, SELF_GRADE, GRADE = 5, 6, 12, 13, 14


def write_overview(book: Workbook, campaign: Campaign, spec: SystemSpec, lines: Sequence[Line]) -> None:
    """Add the first sheet."""
    columns = (
        Column(_("序号"), 6, Kind.COUNT),
        Column(_("预算单位编码"), 13, Kind.CODE),
        Column(_("单位"), 30, Kind.LONG),
        Column(_("财政业务股室"), 13, Kind.CENTRE),
        Column(_("状态"), 10, Kind.CENTRE),
        Column(_("逾期"), 6, Kind.CENTRE),
        Column(_("截止时间"), 15.5, Kind.MOMENT),
        Column(_("首次报送"), 15.5, Kind.MOMENT),
        Column(_("审定时间"), 15.5, Kind.MOMENT),
        Column(_("自评分"), 9, Kind.SCORE),
        Column(_("核定分"), 9, Kind.SCORE),
        Column(_("差异"), 9, Kind.GAP),
        Column(_("自评等次"), 9, Kind.CENTRE),
        Column(_("核定等次"), 9, Kind.CENTRE),
        Column(_("名次"), 7, Kind.COUNT),
    )
    table = Table(
        book, _("总览"), _("%(title)s：总览") % {"title": campaign.title}, columns, note=_summary(lines), frozen=3,
    )  # fmt: skip
    places = {ranked.line.report_id: ranked.place for ranked in ranking(lines)}
    for number, line in enumerate(lines, start=1):
        table.add(
            (
                number, line.code, line.name, line.division, str(line.state.label), _("是") if line.is_late else None,
                line.closes_at, line.sent_at, line.settled_at, line.self_score, line.settled, line.gap,
                line.self_grade, line.grade, places.get(line.report_id),
            )
        )  # fmt: skip
    table.close()
    _colour(table, spec)


def _summary(lines: Sequence[Line]) -> str:
    figures = figures_of(lines)
    return _(
        "导出时间：%(now)s　应报 %(units)s 家，已报送 %(sent)s 家，已审定 %(settled)s 家，逾期 %(late)s 家；"
        "平均自评 %(self)s 分，平均核定 %(given)s 分。未报送单位的自评分为按现有数据试算。"
    ) % {
        "now": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
        "units": figures.units,
        "sent": figures.sent,
        "settled": figures.settled,
        "late": figures.late,
        "self": show_amount(figures.mean_self),
        "given": show_amount(figures.mean_settled),
    }


def _colour(table: Table, spec: SystemSpec) -> None:
    """Colour cuts, those of 3 points and more darker, the best and the worst grade, what came back and what is late."""
    rules = table.sheet.conditional_formatting
    gap = get_column_letter(GAP) + str(table.first_row)
    area = table.area(GAP, GAP)
    rules.add(area, FormulaRule([f"AND(ISNUMBER({gap}),{gap}<={-MUCH})"], fill=BAD))
    rules.add(area, FormulaRule([f"AND(ISNUMBER({gap}),{gap}<0)"], fill=FAIR))
    ranked = sorted(spec.grades, key=lambda grade: -grade.at_least)
    for column in (SELF_GRADE, GRADE):
        if len(ranked) > 1:
            rules.add(table.area(column, column), _equals(ranked[0].name, GOOD))
            rules.add(table.area(column, column), _equals(ranked[-1].name, BAD))
    rules.add(table.area(STATE, STATE), _equals(str(ReportState.RETURNED.label), FAIR))
    rules.add(table.area(LATE, LATE), _equals(_("是"), BAD))


def _equals(text: str, fill: object) -> object:
    quoted = text.replace('"', '""')
    return CellIsRule(operator="equal", formula=[f'"{quoted}"'], fill=fill)
