"""Walks over every text of a report document: to take out what cannot be printed, and to name places."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .context import Paragraph, ReportDocument
from .grid import Grid
from .headings import printable
from .sheets import annexes


def cleaned(document: ReportDocument) -> ReportDocument:
    """Give the same document without control, zero-width and direction characters in any of its texts."""
    result: ReportDocument = _cleaned(document)
    return result


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _cleaned(getattr(value, part.name)) for part in fields(value)})
    return value


def placed_texts(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """Give each text with the place at which a reader would look for it."""
    yield _("封面"), f"{document.unit}{document.unit_code}{document.title}{document.issuer}"
    yield _("封面"), f"{document.method}{document.evaluator}"
    for section in document.sections:
        yield section.heading, section.heading
        number = 0
        for block in section.blocks:
            if isinstance(block, Paragraph):
                number += 1
                yield (
                    _("“%(heading)s”第 %(number)s 段")
                    % {
                        "heading": section.heading,
                        "number": number,
                    },
                    block.text,
                )
            elif isinstance(block, Grid):
                yield from _grid_texts(block)
            else:
                yield block.title, "".join(_strings(block))
    for grid in annexes(document):
        yield from _grid_texts(grid)


def _grid_texts(grid: Grid) -> Iterator[tuple[str, str]]:
    around = (grid.title, *grid.above, *grid.notes, *grid.foot)
    yield grid.title, "".join(around)
    for number, row in enumerate(grid.rows, start=1):
        texts = [cell.value for cell in row if isinstance(cell.value, str)]
        yield _("“%(table)s”第 %(row)s 行") % {"table": grid.title, "row": number}, "".join(texts)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value) and not isinstance(value, (type, Decimal)):
        for part in fields(value):
            yield from _strings(getattr(value, part.name))
