"""Places of a report in words: 部门整体支出情况 · 基本支出 · 决算. What is not a place any more stays as it is."""

from collections.abc import Mapping

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from departments import chart, places
from departments.enums import AssetKind, SectionKey
from departments.facts import ASSETS_TABLE, BASE_TABLE
from departments.tables import TABLES
from scoring.models import IndicatorScore, ReviewScore

NO_NAMES: Mapping[str, str] = {}


def place_said(address: str, names: Mapping[str, str] = NO_NAMES) -> str:
    """Section, row and cell by their names; a row of a list by the number that the trail knows it by.

    `names`: indicators by their code. Edits of a review and explanations have addresses beside those of a report.
    """
    head, _slash, rest = address.partition("/")
    if head == places.SCORE:
        return _score_said(rest, names)
    if head == "comment":
        return _("意见 · %(place)s") % {"place": place_said(rest, names)}
    if head == "answer":
        return _("答复意见")
    if head == "finding":
        return _("情况说明")
    beside = {"opinion": _("评审意见"), "check": _("检查与报送"), places.STAMPED: _("盖章件"), "review": _("审核")}
    if address in beside:
        return beside[address]
    try:
        place = places.parse(address)
    except ValueError:
        return address
    parts = [str(SectionKey(place.section).label)]
    if place.kind == "block":
        parts.append(_("正文"))
    if place.kind == "table" and place.row:
        parts.append(_row(place))
    if place.cell:
        parts.append(field_said(place.name, place.cell))
    return " · ".join(filter(None, parts))


def _score_said(rest: str, names: Mapping[str, str]) -> str:
    code, _slash, cell = rest.partition("/")
    row = names.get(code, code)
    if not cell:
        return _("评分表 · %(row)s") % {"row": row}
    return _("评分表 · %(row)s · %(cell)s") % {"row": row, "cell": _score_cell_said(cell)}


def _score_cell_said(cell: str) -> str:
    for model in (IndicatorScore, ReviewScore):
        try:
            return str(getattr(model._meta.get_field(cell), "verbose_name", cell))
        except FieldDoesNotExist:
            continue
    return cell


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
