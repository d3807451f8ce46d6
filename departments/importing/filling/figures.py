"""Figures and projects of a report that was read, as changes to the tables of a draft.

Sums that the portal derives are not offered: their parts are. For an amount whose column the text does not tell a
person chooses it.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict

from django.utils.translation import gettext as _

from departments import chart
from departments.content import ReportContent
from departments.drafts.rows import cell_shown
from departments.enums import Column
from departments.facts import BASE_TABLE, FACTS, PROJECTS_TABLE, STAFF_TABLE
from departments.importing.filling.change import Change, Effect, Kind
from departments.importing.report.parsed import FoundFact, FoundProject, ParsedReport
from departments.lookup import plain
from departments.tables import TABLES
from departments.values import show_cell

CENT = Decimal("0.01")
PROJECT_COLUMNS = ("prior_outturn", "initial", "adjusted", "outturn")
_STAFF = ("staff_quota", "staff_actual", "staff_retired")
# A derived line without its parts in the text: all of it stands in one part, or nothing in each.
_WHOLE_IN_ONE = {"income_other": "income_misc"}
_NOTHING_IN_EACH = {"three_public_vehicle": ("vehicle_purchase", "vehicle_running")}


def figure_changes(report: ParsedReport, content: ReportContent) -> list[Change]:
    """The cells that the figures of the text would fill, each value of each cell once, certain ones first."""
    best: dict[tuple[str, str, str, str], Change] = {}
    for fact in _typed_facts(report.facts):
        change = _cell_change(report, content, fact)
        if change is None:
            continue
        key = (change.table, change.row, change.cell, change.value)
        if key not in best or (change.certain and not best[key].certain):
            best[key] = change
    return _without_doubtful(list(best.values()))


def _without_doubtful(changes: list[Change]) -> list[Change]:
    """Doubtful values of a cell that a certain one fills are no conflict and are left out."""
    sure = {change.target for change in changes if change.certain}
    # The text says the same amount once with and once without its column: nothing to choose.
    told = {(change.row, change.value) for change in changes if change.cell}
    return [
        change
        for change in changes
        if (change.certain or change.target not in sure) and (change.cell or (change.row, change.value) not in told)
    ]


def _typed_facts(facts: tuple[FoundFact, ...]) -> Iterator[FoundFact]:
    """The facts by the lines that a person types."""
    named = {fact.name for fact in facts}
    for fact in facts:
        line, _dot, column = fact.name.partition(".")
        if line in _WHOLE_IN_ONE and not {f"income_business.{column}", f"income_misc.{column}"} & named:
            yield replace(fact, name=f"{_WHOLE_IN_ONE[line]}.{column}")
        elif line in _NOTHING_IN_EACH and fact.value == 0:
            for part in _NOTHING_IN_EACH[line]:
                if f"{part}.{column}" not in named:
                    yield replace(fact, name=f"{part}.{column}")
        else:
            yield fact


def _cell_change(report: ParsedReport, content: ReportContent, fact: FoundFact) -> Change | None:
    name, _dot, column = fact.name.partition(".")
    if name in _STAFF:
        table, row, cell, code = STAFF_TABLE, STAFF_TABLE, name, name
    else:
        line = chart.LINES.get(name)
        if line is not None and not column and len(line.columns) == 1:
            column = line.columns[0]
        if line is None or line.is_derived or (column and column not in line.columns):
            return None
        if not column:
            return _without_column(report, content, fact, line)
        table, row, cell, code = BASE_TABLE, name, column, chart.amount_code(name, column)
    section = content.outline.section_of_table(table)
    if section is None or fact.value < 0:
        return None
    value = fact.value if name in _STAFF else fact.value.quantize(CENT, ROUND_HALF_UP)
    if name in _STAFF and value != value.to_integral_value():
        return None
    shown = str(int(value)) if name in _STAFF else show_cell(value)
    return settled(
        Change(
            Kind.CELL.value, str(section.key), FACTS[code].name, shown, table=table, row=row, cell=cell,
            certain=fact.certain, quote=report.text[fact.start : fact.end].strip(), start=fact.start, end=fact.end,
        ),
        existing_cell(content, table, row, cell),
    )  # fmt: skip


def _without_column(report: ParsedReport, content: ReportContent, fact: FoundFact, line: chart.Line) -> Change | None:
    """An amount of a line for which a person chooses the column."""
    section = content.outline.section_of_table(BASE_TABLE)
    if section is None or fact.value < 0:
        return None
    amount = show_cell(fact.value.quantize(CENT, ROUND_HALF_UP))
    return Change(
        Kind.CELL.value, str(section.key), str(line.name), amount, table=BASE_TABLE, row=line.code, certain=False,
        columns=tuple(str(column) for column in line.columns), amount=amount,
        quote=report.text[fact.start : fact.end].strip(), start=fact.start, end=fact.end,
    )  # fmt: skip


def existing_cell(content: ReportContent, table: str, row: str, cell: str) -> str:
    """What stands in a cell of the draft, also when it is no valid value; empty where there is no such row."""
    spec = TABLES[table]
    held = next((each for each in content.rows[table] if spec.row_key(each) == row), None)
    return cell_shown(held, cell, spec) if held else ""


def settled(change: Change, existing: str) -> Change:
    """The change with how it stands to what is there."""
    same = plain(existing) == plain(change.value)
    effect = Effect.SAME if same else Effect.DIFFERS if existing.strip() else Effect.FILLS
    return replace(change, existing=existing, effect=effect.value)


class _Where(TypedDict):
    """Where in the text a project was found."""

    quote: str
    start: int
    end: int


def project_changes(report: ParsedReport, content: ReportContent) -> list[Change]:
    """New rows for projects that the draft does not have, and amounts for those that it has."""
    section = content.outline.section_of_table(PROJECTS_TABLE)
    if section is None:
        return []
    known = {plain(project.name): project for project in content.projects}
    column = _column_of(report)
    changes = []
    for project in report.projects:
        amount = show_cell(project.amount.quantize(CENT, ROUND_HALF_UP))
        where = _Where(quote=report.text[project.start : project.end].strip(), start=project.start, end=project.end)
        held = known.get(plain(project.name))
        label = Column(column or Column.INITIAL).label
        if held is None:
            changes.append(_new_project(str(section.key), project, column, amount, where))
        else:
            change = Change(
                Kind.CELL.value, str(section.key), _("%(project)s：%(column)s")
                % {"project": project.name, "column": label} if column else project.name, amount, table=PROJECTS_TABLE,
                row=str(held.pk), cell=column, columns=() if column else PROJECT_COLUMNS, amount=amount, **where,
            )  # fmt: skip
            if column:
                change = settled(change, existing_cell(content, PROJECTS_TABLE, str(held.pk), column))
            changes.append(change)
    return changes


def _new_project(section: str, project: FoundProject, column: str, amount: str, where: "_Where") -> Change:
    return Change(
        Kind.ROW.value,
        section,
        _("项目（%(column)s）") % {"column": Column(column).label} if column else _("项目"),
        f"{project.name}　{amount}万元",
        table=PROJECTS_TABLE,
        cells=(("name", project.name[:120]), *(((column, amount),) if column else ())),
        certain=len(project.name) <= 120,
        columns=() if column else PROJECT_COLUMNS,
        amount=amount,
        **where,
    )


def _column_of(report: ParsedReport) -> str:
    """The column that the amounts of the project list belong to; empty where the text does not tell.

    It is the column of the project expenditure that the list adds up to, else that of the sentence.
    """
    total = sum((project.amount for project in report.projects), Decimal(0))
    totals = [fact for fact in report.facts if fact.name.startswith("expenditure_project.") and fact.value == total]
    if totals:
        columns = [fact.name.partition(".")[2] for fact in totals]
        return next((column for column in Column.values if column in columns and column != Column.PRIOR_BUDGET), "")
    starts = {project.start for project in report.projects}
    told = {mention.column for sentence in report.mentions for mention in sentence if mention.span[0] in starts}
    return told.pop() if len(told) == 1 and told <= set(PROJECT_COLUMNS) else ""
