"""Makes the workbook that people fill in: the heads on the first sheet, what they mean on the second."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from departments.importing.sheets.table import Column
from departments.safe_cells import safe_cell

PREPARED_ROWS = 500
_HEAD = PatternFill("solid", fgColor="EDF1F3")


def make_template(title: str, columns: Sequence[Column]) -> bytes:
    """The .xlsx file. Cells are text, so that Excel keeps leading zeros and long numbers as they are typed."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for at, column in enumerate(columns, start=1):
        cell = sheet.cell(1, at, safe_cell(f"{column.head}{'*' if column.required else ''}"))
        cell.font, cell.fill = Font(bold=True), _HEAD
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 24
        for number in range(2, PREPARED_ROWS + 2):
            sheet.cell(number, at).number_format = "@"
        if column.choices:
            choice = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{PREPARED_ROWS + 1}")
    sheet.freeze_panes = "A2"
    _explain(book, columns)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _explain(book: Workbook, columns: Sequence[Column]) -> None:
    sheet = book.create_sheet(_("填写说明"))
    sheet.append([_("列"), _("是否必填"), _("说明")])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for column in columns:
        sheet.append([safe_cell(str(column.head)), _("必填") if column.required else "", safe_cell(str(column.note))])
    for letter, width in (("A", 18), ("B", 10), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        row[2].alignment = Alignment(wrap_text=True, vertical="top")
