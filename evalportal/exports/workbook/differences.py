"""核定差异: each indicator that the bureau scored otherwise than the unit, with the reason it gave."""

from django.utils.translation import gettext as _
from openpyxl import Workbook

from evalportal.exports.workbook.table import Column, Kind, Table
from evalportal.exports.workbook.units import Unit


class Differences:
    """One row a difference."""

    def __init__(self, book: Workbook) -> None:
        self._table = Table(
            book,
            _("核定差异"),
            _("核定分与自评分不一致的指标"),
            (
                Column(_("预算单位编码"), 13, Kind.CODE),
                Column(_("单位"), 30, Kind.LONG),
                Column(_("指标"), 30, Kind.LONG),
                Column(_("自评"), 9, Kind.SCORE),
                Column(_("核定"), 9, Kind.SCORE),
                Column(_("差异"), 9, Kind.GAP),
                Column(_("理由"), 60, Kind.LONG),
            ),
            note=_("只列已审定的报告。"),
            frozen=2,
        )

    def add(self, unit: Unit) -> None:
        """Add the differences of a unit."""
        for each in unit.differences:
            gap = None if each.settled is None or each.own is None else each.settled - each.own
            self._table.add((unit.line.code, unit.line.name, each.name, each.own, each.settled, gap, each.reason))

    def close(self) -> None:
        """Set the filter."""
        self._table.close()
