"""A workbook → everything in it that has a place in a report. Knows no draft and stores nothing."""

from departments.importing.sheets.workbook import Sheet
from departments.importing.tables.base_data import read_base_data
from departments.importing.tables.found import Found
from departments.importing.tables.grid import Grid
from departments.importing.tables.projects import read_project_form, read_project_list
from departments.importing.tables.staff_assets import read_assets, read_staff


def read_sheets(sheets: list[Sheet], *, year: int) -> Found:
    """Read every sheet by its heads. `year` is that of the report: columns of earlier years are 上年."""
    found = Found()
    for sheet in sheets:
        grid = Grid(sheet)
        if not any(text for _row, _column, text in grid.walk()):
            continue
        known = read_sheet(grid, found, year=year)
        (found.read if known else found.unread).append(sheet.name)
    return found


def read_sheet(grid: Grid, found: Found, *, year: int) -> bool:
    """Take the tables of one sheet; returns whether there were any."""
    if read_project_form(grid, found, year=year):
        return True
    if read_assets(grid, found) or read_project_list(grid, found, year=year):
        return True
    noted = len(found.faults)
    base = read_base_data(grid, found, year=year)
    if not base:
        del found.faults[noted:]
    staff = read_staff(grid, found)
    return base or staff
