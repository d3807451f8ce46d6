"""部门整体支出绩效评价基础数据表: staff, amounts, buildings, thrift."""

from decimal import Decimal

from django.utils.translation import gettext as _

from evalportal.documents.context import BaseData, Building, Line, Places, ReportDocument
from evalportal.documents.figures import rate_of
from evalportal.documents.grid import Cell, Computed, Grid, Kind, LinkTo, RateOf, Row, SumOf

from .cells import foot_line, head, label, money, percent, words

FUND_COLUMNS = ("initial", "adjusted", "outturn")
COLUMNS = ("prior_budget", "prior_outturn", "initial", "adjusted", "outturn")


def base_data_grid(document: ReportDocument) -> Grid:
    """Lay the base data out as the form is; amounts in 万元."""
    data = document.base_data
    assert data is not None
    year = document.year
    rows: list[Row] = [
        (
            head(_("财政供养人员情况（人）"), height=2),
            head(_("编制数"), width=2),
            head(_("%s年实际在职人数") % year, width=2),
            head(_("控制率"), width=2),
        ),
        (
            _count(data.staff.quota, "quota", data.staff.places),
            _count(data.staff.actual, "actual", data.staff.places),
            Cell(
                rate_of(data.staff.actual, data.staff.quota),
                Kind.PERCENT,
                2,
                formula=RateOf("actual", "quota"),
                align="center",
            ),
        ),
        (
            head(_("经费控制情况（万元）")),
            head(_("上年预算数")),
            head(_("上年决算数")),
            head(_("年初预算数")),
            head(_("全年预算数")),
            head(_("决算数")),
            head(_("执行率")),
        ),
        *(_line_row(line) for line in data.lines),
        *_building_rows(data, year),
        (label(_("厉行节约保障措施")), words(data.thrift or "", width=6)),
    ]
    return Grid(
        name="base_data",
        title=_("部门整体支出绩效评价基础数据表"),
        widths=(28, 12, 12, 12, 12, 12, 12),
        rows=tuple(rows),
        head_rows=0,
        above=(_("填报单位：%s") % document.unit, _("单位：万元")),
        notes=(
            _(
                "说明：“项目支出”需要填报基本支出以外的所有项目支出情况；“公用经费”填报基本支出中的一般商品和服务支出。"
                "执行率为决算数占全年预算数的比例，“—”表示该项无此数。"
            ),
        ),
        foot=foot_line(document.contact),
    )


def _count(value: Decimal | None, key: str, places: Places) -> Cell:
    return Cell(value, Kind.COUNT, 2, key=key, align="center", place=places.get(key, ""))


def _line_row(line: Line) -> Row:
    amounts = line.amounts
    cells = [label(line.label, indent=line.depth)]
    for column in COLUMNS:
        formula: Computed | None = SumOf(tuple(f"{part}.{column}" for part in line.parts)) if line.parts else None
        if line.project and column in FUND_COLUMNS:
            formula = LinkTo(line.project, f"total.{column}")
        place = line.places.get(column, "")
        cells.append(money(getattr(amounts, column), f"{line.code}.{column}", formula, place))
    rate = rate_of(amounts.outturn, amounts.adjusted)
    cells.append(percent(rate, RateOf(f"{line.code}.outturn", f"{line.code}.adjusted")))
    return tuple(cells)


def _building_rows(data: BaseData, year: int) -> list[Row]:
    rows: list[Row] = [
        (
            head(_("楼堂馆所控制情况（%s年完工项目）") % year),
            head(_("批复规模（㎡）")),
            head(_("实际规模（㎡）")),
            head(_("规模控制率")),
            head(_("预算投资（万元）")),
            head(_("实际投资（万元）")),
            head(_("投资概算控制率")),
        )
    ]
    for number, building in enumerate(data.buildings, start=1):
        rows.append(_building_row(building, f"building{number}"))
    if not data.buildings:
        rows.append((label(_("本年无完工项目")), *(words(_("无"), align="center") for _column in range(6))))
    return rows


def _building_row(building: Building, key: str) -> Row:
    def cell(field: str, kind: Kind) -> Cell:
        return Cell(getattr(building, field), kind, key=f"{key}.{field}", place=building.places.get(field, ""))

    def rate(actual: str, approved: str) -> Cell:
        value = rate_of(getattr(building, actual), getattr(building, approved))
        return percent(value, RateOf(f"{key}.{actual}", f"{key}.{approved}"))

    return (
        label(building.name, place=building.places.get("name", "")),
        cell("approved_area", Kind.AREA),
        cell("actual_area", Kind.AREA),
        rate("actual_area", "approved_area"),
        cell("approved_investment", Kind.MONEY),
        cell("actual_investment", Kind.MONEY),
        rate("actual_investment", "approved_investment"),
    )
