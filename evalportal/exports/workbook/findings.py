"""检查结果: what the checks found in the version that was sent last, with what the unit said to it."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule

from departments.models import Campaign
from departments.outline import OUTLINES
from evalportal.audit.places import place_said
from evalportal.exports.workbook.colours import BAD, FAIR
from evalportal.exports.workbook.table import A3, Column, Kind, Table
from evalportal.exports.workbook.units import Unit
from scoring.checks import Level
from scoring.checks.registry import all_checks

LEVEL = 4


class AllFindings:
    """One row a finding."""

    def __init__(self, book: Workbook, campaign: Campaign) -> None:
        self._sections = {str(each.key): each.title for each in OUTLINES[campaign.outline].sections}
        self._checks = {each.code: str(each.name) for each in all_checks()}
        self._levels = {Level.ERROR: _("错误"), Level.WARNING: _("警告"), Level.HINT: _("提示")}
        self._table = Table(
            book,
            _("检查结果"),
            _("检查结果"),
            (
                Column(_("预算单位编码"), 13, Kind.CODE),
                Column(_("单位"), 26, Kind.LONG),
                Column(_("版次"), 6, Kind.COUNT),
                Column(_("级别"), 7, Kind.CENTRE),
                Column(_("检查项目"), 18, Kind.LONG),
                Column(_("部分"), 20, Kind.LONG),
                Column(_("位置"), 26, Kind.LONG),
                Column(_("问题"), 46, Kind.LONG),
                Column(_("原文"), 30, Kind.LONG),
                Column(_("填写"), 14, Kind.LONG),
                Column(_("应为"), 14, Kind.LONG),
                Column(_("单位说明"), 36, Kind.LONG),
            ),
            note=_("取自各单位最近一次报送的版本；未报送的单位不列。"),
            frozen=2,
            paper=A3,
        )

    def add(self, unit: Unit) -> None:
        """Add the findings of a unit."""
        for each in unit.findings:
            found = each.finding
            self._table.add(
                (
                    unit.line.code, unit.line.name, unit.version, self._levels[found.level],
                    self._checks.get(found.code, found.code), self._sections.get(found.section, found.section),
                    place_said(found.place) if found.place else "", found.message, found.quote, found.stated,
                    found.expected, each.explanation,
                )
            )  # fmt: skip

    def close(self) -> None:
        """Filter and colours."""
        self._table.close()
        area = self._table.area(LEVEL, LEVEL)
        for level, fill in ((Level.ERROR, BAD), (Level.WARNING, FAIR)):
            rule = CellIsRule(operator="equal", formula=[f'"{self._levels[level]}"'], fill=fill)
            self._table.sheet.conditional_formatting.add(area, rule)
