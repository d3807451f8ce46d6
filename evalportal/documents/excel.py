"""The forms as a workbook: laid out as they are printed, sums and rates as live formulas.

Built of the same grids as the PDF; a formula stands only where it gives the portal's own number.
"""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from .context import ReportDocument
from .excel_formulas import Addresses
from .excel_places import PlacedCell, placed_cells, write_places
from .excel_results import Results, with_results
from .excel_sheet import write_grid
from .formulas import known_of
from .grid import Grid
from .pages import Annex, numbered_annexes
from .sheet_names import free_name
from .texts import cleaned


def render_excel(document: ReportDocument) -> bytes:
    """Give the workbook: 基础数据表, 整体支出绩效自评表, one 项目支出绩效自评表 per project, 评分表, 佐证材料目录."""
    document = cleaned(document)
    book = Workbook()
    book.remove(book.active)
    book.properties.title = f"{document.unit}{document.title}"
    book.properties.creator = document.unit
    book.properties.language = "zh-CN"
    made: list[tuple[Worksheet, Annex]] = [
        (book.create_sheet(free_name(book.sheetnames, _name(annex.grid, document))), annex)
        for annex in numbered_annexes(document)
    ]
    addresses = Addresses((sheet.title, annex.grid) for sheet, annex in made)
    known = known_of(annex.grid for _sheet, annex in made)
    cells: list[PlacedCell] = []
    results: list[Results] = []
    for sheet, annex in made:
        results.append(write_grid(sheet, annex.grid, annex.number, addresses, known, draft=document.draft))
        cells.extend(placed_cells(sheet.title, annex.grid))
    if not book.worksheets:
        book.create_sheet(_("说明")).append([_("报告中还没有表格。")])
    if document.source:
        results.append(write_places(book, document.source, cells))
    book.calculation.fullCalcOnLoad = True
    content = BytesIO()
    book.save(content)
    return with_results(content.getvalue(), results)


def _name(grid: Grid, document: ReportDocument) -> str:
    if grid.name.startswith("project"):
        number = int(grid.name.removeprefix("project"))
        return f"{number}.{document.projects[number - 1].name}"
    names = {
        "base_data": _("基础数据表"),
        "overall": _("整体支出绩效自评表"),
        "score": _("评分表"),
        "evidence": _("佐证材料目录"),
    }
    return names[grid.name]
