"""全部数据: every fact of every unit in tidy form, one a row, for pivot tables; 数据目录: what each fact is."""

from django.utils.translation import gettext as _
from openpyxl import Workbook

from departments.facts import FACTS, PERSONS, PIECES
from evalportal.exports.workbook.table import Column, Kind, Table
from evalportal.exports.workbook.units import Unit
from scoring.addresses import where_entered


class AllFacts:
    """One row a fact, in the order of the registry; what a unit has not entered has no row."""

    def __init__(self, book: Workbook) -> None:
        self._known = [
            (code, fact.name, str(fact.unit), fact.unit in (PERSONS, PIECES)) for code, fact in FACTS.items()
        ]
        self._table = Table(
            book,
            _("全部数据"),
            _("全部数据（一行一个数）"),
            (
                Column(_("预算单位编码"), 13, Kind.CODE),
                Column(_("单位"), 34),
                Column(_("数据代码"), 34),
                Column(_("数据名称"), 34),
                Column(_("计量单位"), 9, Kind.CENTRE),
                Column(_("数值"), 16, Kind.NUMBER),
            ),
            note=_("未填报的数据不列；各数据的含义和填报位置见“数据目录”。"),
            frozen=2,
            framed=False,
        )

    def add(self, unit: Unit) -> None:
        """Add the facts of a unit."""
        for code, name, measure, is_count in self._known:
            value = unit.facts.get(code)
            if value is not None:
                self._table.add(
                    (unit.line.code, unit.line.name, code, name, measure, int(value) if is_count else value)
                )

    def close(self) -> None:
        """Set the filter."""
        self._table.close()


def write_dictionary(book: Workbook) -> None:
    """Add the sheet that says what each fact is and where it is entered."""
    table = Table(
        book,
        _("数据目录"),
        _("数据目录"),
        (
            Column(_("数据代码"), 34),
            Column(_("数据名称"), 34, Kind.LONG),
            Column(_("计量单位"), 9, Kind.CENTRE),
            Column(_("填报位置"), 40, Kind.LONG),
        ),
        note=_("合计数由系统根据各组成部分计算。"),
        frozen=1,
    )
    for code, fact in FACTS.items():
        table.add((code, fact.name, str(fact.unit), where_entered(code)))
    table.close()
