"""What was read out of a workbook, as changes to the tables of a draft, each with the cell it comes from."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from departments import chart
from departments.content import ReportContent
from departments.enums import SectionKey
from departments.facts import BASE_TABLE, FACTS, INDICATORS_TABLE, PROJECTS_TABLE
from departments.importing.filling.change import Change, Kind
from departments.importing.filling.figures import PROJECT_COLUMNS, existing_cell, settled
from departments.importing.tables.found import Found, FoundCell, FoundRow
from departments.lookup import plain
from departments.tables import TABLES
from departments.values import parse_cell, show_cell


def table_changes(found: Found, content: ReportContent) -> list[Change]:
    """All changes in the order of the outline; what the draft holds already is among them. Stores nothing."""
    changes = []
    for cell in found.cells:
        change = _cell_change(cell, content)
        if change is None:
            found.fault(cell.source, _("所在的行已在系统中删除，没有读入。"))
        else:
            changes.append(change)
    for row in _joined(found, content):
        changes.extend(_row_changes(row, content))
    once = {(change.target, change.value): change for change in reversed(changes)}  # forms repeat each other
    order = {str(section.key): number for number, section in enumerate(content.outline.sections)}
    kept = [change for change in changes if once[change.target, change.value] is change]
    return sorted(kept, key=lambda change: order[change.section])


def _joined(found: Found, content: ReportContent) -> list[FoundRow]:
    """One row for what several sheets say of one project; where they disagree the first counts, and that is noted.

    What the draft holds already keeps all values: a person decides between them.
    """
    known = {plain(project.name) for project in content.projects}
    rows: dict[tuple[str, str, str], FoundRow] = {}
    again: list[FoundRow] = []
    for row in found.rows:
        key = (row.table, plain(row.project), plain(row.name))
        first = rows.setdefault(key, row)
        if first is row:
            continue
        if plain(row.project or row.name) in known:
            again.append(row)
            continue
        for cell, other in row.cells.items():
            mine = first.cells.get(cell)
            if mine is not None and mine.value != other.value:
                message = _("与 %(at)s 的“%(value)s”不同，没有读入。") % {"at": mine.source, "value": mine.value[:40]}
                found.fault(other.source, message)
        cells = {**row.cells, **first.cells}
        money = any(cell in PROJECT_COLUMNS for cell in cells)
        rows[key] = replace(first, cells=cells, pending="" if money else first.pending or row.pending)
    return [*rows.values(), *again]


def _section(content: ReportContent, table: str) -> str:
    section = content.outline.section_of_table(table)
    return str(section.key) if section else ""


def _cell_change(cell: FoundCell, content: ReportContent) -> Change | None:
    section = cell.section or _section(content, cell.table)
    known = content.outline.section(section)
    if known is None or cell.table not in known.tables:
        return None
    if TABLES[cell.table].is_list and not any(str(row.pk) == cell.row for row in content.rows[cell.table]):
        return None
    return settled(
        Change(
            Kind.CELL.value, section, cell_name(content, cell.table, cell.row, cell.cell),
            _as_stored(cell), table=cell.table, row=cell.row, cell=cell.cell, quote=cell.source.text,
            source=str(cell.source), handed=_handed(cell), certain=bool(cell.value),
        ),
        existing_cell(content, cell.table, cell.row, cell.cell),
    )  # fmt: skip


def _as_stored(cell: FoundCell) -> str:
    """The value as the cell will show it once it is stored; what is no value stays as it is."""
    return _stored(cell.table, cell.cell, cell.value)


def _handed(cell: FoundCell) -> str | None:
    return None if cell.handed is None else _stored(cell.table, cell.cell, cell.handed)


def _stored(table: str, cell: str, value: str) -> str:
    parsed = parse_cell(TABLES[table].field(cell), value)
    return value if parsed.error else show_cell(parsed.value)


def cell_name(content: ReportContent, table: str, row: str, cell: str) -> str:
    """What a cell is called: 公用经费年初预算, or name of the row and head of the column."""
    if table == BASE_TABLE:
        return FACTS[chart.amount_code(row, cell)].name
    spec = TABLES[table]
    label = str(spec.field(cell).verbose_name)
    held: Any = next((each for each in content.rows[table] if spec.row_key(each) == row), None)
    if table in (PROJECTS_TABLE, INDICATORS_TABLE):
        return _("%(row)s：%(column)s") % {"row": held.name if held else "", "column": label}
    if spec.key == "kind":
        kinds = dict(spec.field("kind").flatchoices)
        return _("%(row)s：%(column)s") % {"row": kinds[row], "column": label}
    return label


def _row_changes(row: FoundRow, content: ReportContent) -> Iterator[Change]:
    """Cells of the row that has this name already, or the new row."""
    projects = {plain(project.name): project for project in content.projects}
    if row.table == PROJECTS_TABLE:
        held: Any = projects.get(plain(row.name))
        section = _section(content, PROJECTS_TABLE)
        pointer: tuple[tuple[str, str], ...] = ()
    else:
        project = projects.get(plain(row.project)) if row.project else None
        section = str(SectionKey.PERFORMANCE) if not row.project else _section(content, INDICATORS_TABLE)
        rows = content.indicators(project) if project or not row.project else []
        held = next((each for each in rows if plain(each.name) == plain(row.name)), None)
        # A project that is to be added itself is known by its name only.
        pointer = (("project", str(project.pk) if project else f"={row.project}"),) if row.project else ()
    known = content.outline.section(section)
    if known is None or row.table not in known.tables:
        return
    if held is not None:
        for found in row.cells.values():
            change = _cell_change(
                FoundCell(found.table, str(held.pk), found.cell, found.value, found.source, section), content
            )
            if change is not None:
                yield change
        return
    cells = {cell: found.value for cell, found in row.cells.items()}
    sources = {cell: _address(found, row) for cell, found in row.cells.items()}
    change = new_row(row.table, section, row.name, cells, project=dict(pointer).get("project", ""), sources=sources)
    if row.pending:
        change = replace(
            change, columns=PROJECT_COLUMNS, amount=row.pending,
            value=change.value + "\n" + _("金额：%(amount)s万元") % {"amount": row.pending},
        )  # fmt: skip
    yield replace(change, quote=row.source.text, source=str(row.source))


def _address(cell: FoundCell, row: FoundRow) -> str:
    return cell.source.address if cell.source.sheet == row.source.sheet else str(cell.source)


def new_row(
    table: str,
    section: str,
    name: str,
    cells: dict[str, str],
    *,
    project: str = "",
    sources: dict[str, str] | None = None,
) -> Change:
    """A project or an indicator that is to be added; `project` is its id, or "=" and its name when it is new too."""
    lines = [name[:120]]
    for cell, value in cells.items():
        at = f"（{sources[cell]}）" if sources else ""
        lines.append(f"{TABLES[table].field(cell).verbose_name}：{shown_value(table, cell, value)}{at}")
    pointer = (("project", project),) if project else ()
    label = _("新项目") if table == PROJECTS_TABLE else _("新指标")
    if project.startswith("="):
        label = _("“%(project)s”的新指标") % {"project": project[1:]}
    return Change(
        Kind.ROW.value, section, label, "\n".join(lines), table=table,
        cells=(("name", name[:120]), *pointer, *cells.items()), certain=len(name) <= 120,
    )  # fmt: skip


def shown_value(table: str, cell: str, value: str) -> str:
    """A value in the words of the form: 省（市）级专项资金 instead of higher_level, 是 instead of true."""
    if value in ("true", "false"):
        return str(_("是") if value == "true" else _("否"))
    choices = dict(TABLES[table].field(cell).flatchoices) if TABLES[table].field(cell).choices else {}
    return str(choices.get(value, value))
