"""Checks that Excel makes while somebody fills a form offline: amounts and counts where nothing else is taken."""

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .excel_formulas import FIRST_ROW
from .grid import Grid, Kind, placed

# The largest amount that the portal takes: 14 digits before the point.
LARGEST = "99999999999999"


def check_inputs(sheet: Worksheet, grid: Grid) -> None:
    """Let Excel refuse what the portal would refuse. Cells that are computed are not checked."""
    amounts = _validation("decimal", LARGEST, _("请填写不小于 0 的数字，单位和表头一致，最多两位小数。"))
    counts = _validation("whole", "999999999", _("请填写不小于 0 的整数。"))
    for row, column, cell in placed(grid.rows):
        if not cell.place:
            continue
        wanted = {Kind.MONEY: amounts, Kind.AREA: amounts, Kind.POINTS: amounts, Kind.COUNT: counts}.get(cell.kind)
        if wanted is not None:
            wanted.add(f"{get_column_letter(column + 1)}{FIRST_ROW + row}")
    for each in (amounts, counts):
        if each.sqref:
            sheet.add_data_validation(each)


def _validation(kind: str, largest: str, words: str) -> DataValidation:
    made = DataValidation(type=kind, operator="between", formula1="0", formula2=largest, allow_blank=True)
    made.showErrorMessage, made.errorTitle, made.error = True, _("不能这样填"), words
    return made
