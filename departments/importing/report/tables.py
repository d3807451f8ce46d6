"""Word tables whose heads say what they are: base data, label and value side by side, project lists."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from departments.prose.characters import fold
from departments.prose.numbers import ARABIC, read_arabic
from departments.prose.quantities import COUNT, MONEY, SCORE
from departments.prose.sentences import squeeze

from .document import Document, Line
from .facts import SectionAt
from .parsed import FoundFact, FoundProject
from .vocabulary import kind_of, read_label

_NUMBER = re.compile(rf"({ARABIC})\s*(万元|元|人|名|个|分)?")


def read_tables(
    document: Document, section_at: SectionAt, year: int | None = None
) -> tuple[list[FoundFact], list[FoundProject]]:
    """The facts and projects of all tables; a table of unknown head gives none."""
    facts: list[FoundFact] = []
    projects: list[FoundProject] = []
    position = 0
    placed: list[tuple[int, Line]] = []
    for line in document.lines:
        placed.append((position, line))
        position += len(line.text) + 1
    unit = Decimal(1)
    for number, group in groupby(placed, key=lambda each: each[1].table):
        rows = list(group)
        if not number:
            unit = _unit(rows[-1][1].text + rows[max(0, len(rows) - 2)][1].text)
            continue
        if any("单位：元" in squeeze(fold(row.text)) for _, row in rows[:3]):
            unit = Decimal("0.0001")
        found = list(_project_rows(rows, unit))
        projects.extend(found)
        if not found:
            facts.extend(_table_facts(rows, unit, section_at, year))
    return facts, projects


def _unit(text: str) -> Decimal:
    return Decimal("0.0001") if re.search(r"单位：(?:人民币)?元", squeeze(fold(text))) else Decimal(1)


def columns_of(cells: Sequence[str], year: int | None) -> dict[int, str]:
    """The columns of the chart that the heads of a table name, by position; a head of an earlier year is 上年."""
    labels = {index: read_label(cell) for index, cell in enumerate(cells)}
    labels = {i: label for i, label in labels.items() if not label.residue and (label.column or label.prior)}
    undated = {label.column for label in labels.values() if label.year is None and not label.prior}
    columns = {}
    for index, label in labels.items():
        earlier = label.year is not None and (label.column in undated or (year is not None and label.year < year))
        prior = label.prior or earlier
        budget = label.column in ("initial", "adjusted")
        columns[index] = ("prior_budget" if budget else "prior_outturn") if prior else label.column
    return columns


def _table_facts(
    rows: Sequence[tuple[int, Line]], unit: Decimal, section_at: SectionAt, year: int | None
) -> Iterator[FoundFact]:
    columns: dict[int, str] = {}
    for start, row in rows:
        heads = columns_of(row.cells, year)
        if len(heads) >= 2 and not any(_NUMBER.fullmatch(fold(cell).strip()) for cell in row.cells):
            columns = heads
            continue
        for index, cell in enumerate(row.cells):
            label = read_label(re.sub(r"^[\d一二三四五六七八九十]+[、.．]", "", squeeze(fold(cell))))
            if not label.code or label.residue or label.scope or label.prior:
                continue
            targets = columns or {index + 1: label.column}
            for at, column in targets.items():
                fact = _cell_fact(row, start, index, at, label.code, column, unit, section_at)
                if fact:
                    yield fact
            if columns:
                break


def _cell_fact(
    row: Line, start: int, label_at: int, at: int, code: str, column: str, unit: Decimal, section_at: SectionAt
) -> FoundFact | None:
    if at >= len(row.cells) or at <= label_at:
        return None
    match = _NUMBER.fullmatch(fold(row.cells[at]).strip())
    if match is None:
        return None
    kind, shown = kind_of(code), match[2]
    value = read_arabic(match[1])
    if kind == MONEY:
        if shown not in (None, "元", "万元"):
            return None
        value *= Decimal("0.0001") if shown == "元" else Decimal(1) if shown == "万元" else unit
    elif (kind == COUNT and shown not in (None, "人", "名", "个")) or (kind == SCORE and shown not in (None, "分")):
        return None
    name = f"{code}.{column}" if column and kind == MONEY else code
    return FoundFact(name, value, start, start + len(row.text), section_at(start), certain=True)


def _project_rows(rows: Sequence[tuple[int, Line]], unit: Decimal) -> Iterator[FoundProject]:
    head = next((i for i, (_, row) in enumerate(rows[:3]) if any("项目名称" in squeeze(c) for c in row.cells)), None)
    if head is None:
        return
    cells = [squeeze(fold(cell)) for cell in rows[head][1].cells]
    name_at = next(i for i, cell in enumerate(cells) if "项目名称" in cell)
    amounts = [i for i, cell in enumerate(cells) if re.search(r"金额|预算|支出|执行数|资金|万元", cell) and i > name_at]
    if not amounts:
        return
    in_yuan = "（元）" in cells[amounts[0]]
    for start, row in rows[head + 1 :]:
        if max(name_at, amounts[0]) >= len(row.cells):
            continue
        name = row.cells[name_at].strip()
        match = _NUMBER.fullmatch(fold(row.cells[amounts[0]]).strip())
        if not name or match is None or re.search(r"合\s*计|总\s*计|小\s*计", name):
            continue
        scale = Decimal("0.0001") if in_yuan or match[2] == "元" else unit
        yield FoundProject(name, read_arabic(match[1]) * scale, start, start + len(row.text))
