"""The department's workbook says which cell is which place of the report, behind what people see."""

import io
from decimal import Decimal

import openpyxl
import pytest

from departments import places
from departments.importing.sheets.places import FIRST_ROW, HEADS, PLACES_SHEET
from evalportal.documents.build import build_document
from evalportal.documents.excel import render_excel
from tests.office import recalculated
from tests.programs import SOFFICE

from .sample import sample_report


@pytest.fixture
def book(demo):
    return openpyxl.load_workbook(io.BytesIO(render_excel(build_document(demo))))


def listed(book):
    """Place → the cells it names and the values they were handed out with."""
    found = {}
    for place, reference, value in book[PLACES_SHEET].iter_rows(min_row=FIRST_ROW, max_col=3, values_only=True):
        sheet, _, corner = reference.removeprefix("=").rpartition("!")
        found.setdefault(place, []).append((book[sheet.strip("'")][corner.replace("$", "")], value))
    return found


def test_nobody_sees_the_sheet_and_it_names_the_report_and_what_was_handed_out(book, demo):
    sheet = book[PLACES_SHEET]
    assert sheet.sheet_state == "veryHidden"
    assert book.sheetnames[-1] == PLACES_SHEET
    first, heads = (list(row) for row in sheet.iter_rows(max_row=2, values_only=True))
    assert first == ["report", demo.pk, "version", 0, "revision", demo.revision]
    assert heads[:3] == list(HEADS)


def test_every_place_is_an_address_of_the_report_and_names_the_cell_that_shows_it(book):
    for place, cells in listed(book).items():
        assert str(places.parse(place)) == place
        for cell, value in cells:
            if isinstance(cell.value, int | float):
                assert Decimal(str(cell.value)) == Decimal(value.replace(",", "")), place
            elif cell.data_type != "f":
                assert cell.value == value, place


def test_what_was_typed_in_the_forms_can_be_found(book, demo):
    cells = listed(book)
    project = demo.projectfund_rows.first()
    # 890.33 万元 一般公共预算拨款, typed in the base data; the overall table shows what stands there
    shown = cells["expenditure/table/base/income_general/initial"]
    assert [(cell.parent.title, cell.value, value) for cell, value in shown] == [
        ("基础数据表", 890.33, "890.33"),
        (
            "整体支出绩效自评表",
            f"=IF('基础数据表'!D{shown[0][0].row}=\"\",\"—\",'基础数据表'!D{shown[0][0].row})",
            "890.33",
        ),
    ]
    assert cells["profile/table/staff/staff/staff_quota"][0][1] == "45"
    assert cells[f"special_funds/table/projects/{project.pk}/name"][0][1] == project.name
    assert {cell.parent.title[:2] for cell, _value in cells[f"special_funds/table/projects/{project.pk}/initial"]} == {
        "基础",
        "1.",
    }
    # sums are nobody's to type
    assert not [place for place in cells if "income_total" in place or "expenditure_basic" in place]


def test_a_document_that_no_report_stands_behind_has_no_such_sheet():
    assert PLACES_SHEET not in openpyxl.load_workbook(io.BytesIO(render_excel(sample_report()))).sheetnames


@pytest.mark.needs(SOFFICE)
def test_every_formula_of_a_real_report_comes_to_the_result_it_was_handed_out_with(demo, tmp_path):
    content = render_excel(build_document(demo))
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    handed = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    again = recalculated(content, tmp_path)
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(cells) > 500
    for cell in cells:
        ours, theirs = (book[cell.parent.title][cell.coordinate].value for book in (handed, again))
        if isinstance(ours, int | float):
            assert abs(ours - theirs) < 1e-9, (cell.parent.title, cell.coordinate)
        else:
            # a reference to an empty cell comes to 0
            assert (ours or 0) == (theirs or 0), (cell.parent.title, cell.coordinate)
