"""Places of a report in words: 部门整体支出情况 · 基本支出 · 决算. What is not a place any more stays as it is."""

from django.utils.translation import gettext as _

from departments import chart, places
from departments.enums import AssetKind, SectionKey
from departments.facts import ASSETS_TABLE, BASE_TABLE
from departments.tables import TABLES


def place_said(address: str) -> str:
    """Section, row and cell by their names; a row of a list by the number that the trail knows it by."""
    try:
        place = places.parse(address)
    except ValueError:
        return address
    if place.kind == places.SCORE:
        return _("评分表 · %(row)s") % {"row": place.name}
    parts = [str(SectionKey(place.section).label)]
    if place.kind == "block":
        parts.append(_("正文"))
    if place.kind == "table" and place.row:
        parts.append(_row(place))
    if place.cell:
        parts.append(field_said(place.name, place.cell))
    return " · ".join(filter(None, parts))


def _row(place: places.Place) -> str:
    if place.name == BASE_TABLE and place.row in chart.LINES:
        return str(chart.LINES[place.row].name)
    if place.name == ASSETS_TABLE and place.row in AssetKind.values:
        return str(AssetKind(place.row).label)
    return _("第 %(id)s 号行") % {"id": place.row} if place.row.isdecimal() else ""


def field_said(table: str, cell: str) -> str:
    """The name of a cell of a table."""
    spec = TABLES.get(table)
    return str(spec.field(cell).verbose_name) if spec and cell in spec.cells else cell


def value_said(table: str, cell: str, value: object) -> str:
    """What stands in a cell, a choice by its label."""
    spec = TABLES.get(table)
    choices = dict(spec.field(cell).flatchoices) if spec and cell in spec.cells else {}
    return str(choices.get(str(value), "" if value is None else value))


def cell_rank(table: str, cell: str) -> int:
    """Where a cell stands in its row."""
    spec = TABLES.get(table)
    return spec.cells.index(cell) if spec and cell in spec.cells else -1
