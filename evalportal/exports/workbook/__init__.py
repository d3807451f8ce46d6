"""The workbook of a campaign: overview, one sheet a level-one indicator, differences, findings, and all facts.

Written row by row, so that memory does not grow with the number of units; its numbers are those of the overview page
and of the frozen versions, none is worked out here.
"""

from collections.abc import Callable
from typing import IO, Protocol

from openpyxl import Workbook

from departments.models import Campaign
from departments.models.visibility import ReportQuerySet
from evalportal.exports.workbook.differences import Differences
from evalportal.exports.workbook.facts import AllFacts, write_dictionary
from evalportal.exports.workbook.findings import AllFindings
from evalportal.exports.workbook.indicators import level_sheets
from evalportal.exports.workbook.overview import write_overview
from evalportal.exports.workbook.units import Unit, read_units, standing_lines
from scoring.system_store import prepared, system_of_campaign

Tell = Callable[[int, int], None]


class UnitSheet(Protocol):
    """A sheet that is given one unit after the other."""

    def add(self, unit: Unit) -> None:
        """Add what the sheet tells of a unit."""

    def close(self) -> None:
        """Set what can only be set behind the last row."""


def write_campaign_workbook(
    campaign: Campaign, reports: ReportQuerySet, target: IO[bytes], *, tell: Tell = lambda _done, _all: None
) -> None:
    """Write the workbook of some reports of a campaign into an open file; `tell` hears how many units are done.

    A constant number of queries, and some more where scores of drafts are out of date.
    """
    system = system_of_campaign(campaign.pk)
    spec = prepared(system).spec
    lines = standing_lines(campaign, system, reports)
    book = Workbook(write_only=True)
    book.properties.title = campaign.title
    book.properties.language = "zh-CN"
    write_overview(book, campaign, spec, lines)
    sheets: list[UnitSheet] = [
        *level_sheets(book, spec, len(lines)),
        Differences(book),
        AllFindings(book, campaign),
        AllFacts(book),
    ]
    for done, unit in enumerate(read_units(lines, reports, system), start=1):
        for sheet in sheets:
            sheet.add(unit)
        tell(done, len(lines))
    for sheet in sheets:
        sheet.close()
    write_dictionary(book)
    # The averages are formulas without results: the program that opens the file works them out.
    book.calculation.fullCalcOnLoad = True
    book.save(target)
