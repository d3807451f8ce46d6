"""What the checks on tables share: an observation at a place of the report, amounts as people read them."""

from collections.abc import Iterator
from decimal import Decimal

from departments import places
from departments.content import ReportContent
from departments.enums import Column, SectionKey
from departments.facts import BASE_TABLE
from departments.values import show_amount

from ..finding import Level, Observation
from ..subject import Subject

# Amounts agree within this, 万元.
CENT = Decimal("0.01")


def content_of(subject: Subject) -> ReportContent:
    """The tables; the registry calls these checks only where they are there."""
    if subject.content is None:
        raise ValueError("a check on tables was run without tables")
    return subject.content


def at_table(
    content: ReportContent,
    table: str,
    *,
    row: str | int = "",
    cell: str = "",
    message: str,
    stated: str = "",
    expected: str = "",
    section: str = "",
    level: Level | None = None,
) -> Observation:
    """An observation at a row or cell of a table, in the section in which the outline has the table."""
    home = content.outline.section_of_table(table)
    key = section or (home.key if home else SectionKey.EXPENDITURE)
    return Observation(
        -1,
        -1,
        message,
        stated=stated,
        expected=expected,
        level=level,
        section=str(key),
        place=places.table(key, table, row, cell),
    )


def at_line(
    content: ReportContent, line: str, column: Column, *, message: str, stated: str, expected: str
) -> Observation:
    """An observation at a cell of the base-data table."""
    return at_table(content, BASE_TABLE, row=line, cell=column, message=message, stated=stated, expected=expected)


def amount(value: Decimal) -> str:
    """An amount for a sentence: 907.60万元."""
    return f"{show_amount(value)}万元"


def columns_of(content: ReportContent, *lines: str) -> Iterator[tuple[Column, list[Decimal]]]:
    """The columns in which all of these lines have an amount, with the amounts."""
    for column in (Column.PRIOR_OUTTURN, Column.INITIAL, Column.ADJUSTED, Column.OUTTURN):
        codes = [f"{line}.{column}" for line in lines]
        if all(code in content.facts for code in codes):
            yield column, [content.facts[code] for code in codes]
