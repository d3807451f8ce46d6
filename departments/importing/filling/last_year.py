"""What last year's report in the portal gives to this year's draft: who we are, what we do, where we ended.

上年决算 and 年初 of this year are the 决算 and 年末 of the last one, so nobody types them a second time. Narrative is
not carried over, but for the duties: the rest has to be written anew each year.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from departments import chart
from departments.content import ReportContent, load_content
from departments.drafts.rows import cell_shown
from departments.enums import Column, ReportState, SectionKey
from departments.facts import (
    ASSETS_TABLE,
    BASE_TABLE,
    FACTS,
    INDICATORS_TABLE,
    PROJECTS_TABLE,
    STAFF_TABLE,
    UNITS_TABLE,
)
from departments.importing.filling.change import Change, Effect, Kind
from departments.importing.filling.figures import existing_cell, settled
from departments.importing.tables.proposing import new_row
from departments.lookup import plain
from departments.models import DraftRow, ProjectFund, Report
from departments.outline import PROFILE
from departments.tables import TABLES
from departments.versions import frozen_content

_DUTIES = "duties"
# Column of this year ← column of last year. 上年预算 is the initial one: 三公变动率 compares budget with budget.
_COLUMNS = {Column.PRIOR_OUTTURN: Column.OUTTURN, Column.PRIOR_BUDGET: Column.INITIAL}


def last_years_report(report: Report) -> Report | None:
    """The report of the same department for the year before, or None. One query."""
    return (
        Report.objects.filter(department=report.department_id, campaign__year=report.campaign.year - 1)
        .exclude(state=ReportState.WITHDRAWN)
        .select_related("campaign", "department")
        .first()
    )


def last_years_content(report: Report) -> ReportContent | None:
    """What that report holds: as last sent, else as it stands. Reads the database."""
    last = last_years_report(report)
    if last is None:
        return None
    version = last.versions.order_by("-number").first()
    return frozen_content(version) if version else load_content(last)


def last_year_changes(last: ReportContent, content: ReportContent) -> list[Change]:
    """All that last year's report would put into the draft, in the order of the outline. Stores nothing."""
    changes = [
        *_staff(last, content),
        *_units(last, content),
        *_duties(last, content),
        *_base_data(last, content),
        *_projects(last, content),
        *_assets(last, content),
    ]
    order = {str(section.key): number for number, section in enumerate(content.outline.sections)}
    return sorted((change for change in changes if change.section in order), key=lambda change: order[change.section])


def _section(content: ReportContent, table: str) -> str:
    section = content.outline.section_of_table(table)
    return str(section.key) if section else ""


def _cell(content: ReportContent, table: str, row: str, cell: str, name: str, value: str, *, certain: bool) -> Change:
    change = Change(
        Kind.CELL.value, _section(content, table), name, value, table=table, row=row, cell=cell, certain=certain
    )
    return settled(change, existing_cell(content, table, row, cell))


def _staff(last: ReportContent, content: ReportContent) -> Iterator[Change]:
    """Numbers of staff change each year: offered, not ticked."""
    spec = TABLES[STAFF_TABLE]
    for cell in spec.cells:
        value = cell_shown(last.staff, cell, spec) if last.staff else ""
        if value:
            yield _cell(content, STAFF_TABLE, STAFF_TABLE, cell, FACTS[cell].name, value, certain=False)


def _units(last: ReportContent, content: ReportContent) -> Iterator[Change]:
    known = {(unit.kind, plain(unit.name)) for unit in content.units}
    for unit in last.units:
        if unit.name.strip():
            here = (unit.kind, plain(unit.name)) in known
            yield Change(
                Kind.ROW.value, _section(content, UNITS_TABLE), unit.get_kind_display(), unit.name, table=UNITS_TABLE,
                cells=(("name", unit.name), ("kind", unit.kind)),
                effect=Effect.SAME.value if here else Effect.FILLS.value,
            )  # fmt: skip


def _duties(last: ReportContent, content: ReportContent) -> Iterator[Change]:
    text = last.topic_text(PROFILE.key, _DUTIES)
    topic = next(topic for topic in PROFILE.topics if topic.key == _DUTIES)
    if text.strip():
        change = Change(Kind.TEXT.value, str(PROFILE.key), str(topic.heading), text, cell=_DUTIES)
        yield settled(change, content.topic_text(PROFILE.key, _DUTIES))


def _base_data(last: ReportContent, content: ReportContent) -> Iterator[Change]:
    for code in chart.TYPED_LINES:
        for column, before in _COLUMNS.items():
            if column in chart.LINES[code].columns and (value := existing_cell(last, BASE_TABLE, code, before)):
                yield _line(content, code, column, value)
    if left := existing_cell(last, BASE_TABLE, "carry_over_out", Column.OUTTURN):
        yield _line(content, "carry_over_in", Column.ADJUSTED, left)


def _line(content: ReportContent, code: str, column: Column, value: str) -> Change:
    name = FACTS[chart.amount_code(code, column)].name
    return _cell(content, BASE_TABLE, code, str(column), name, value, certain=True)


def _projects(last: ReportContent, content: ReportContent) -> Iterator[Change]:
    """Known projects get their 上年决算, the others come as new rows: not every project goes on."""
    spec = TABLES[PROJECTS_TABLE]
    known = {plain(project.name): project for project in content.projects}
    for project in last.projects:
        if not project.name.strip():
            continue
        spent = cell_shown(project, "outturn", spec)
        held = known.get(plain(project.name))
        if held is None:
            yield Change(
                Kind.ROW.value, _section(content, PROJECTS_TABLE), _("项目"),
                _("%(project)s　上年决算 %(amount)s") % {"project": project.name, "amount": spent or "—"},
                table=PROJECTS_TABLE, cells=_start(project, spent),
            )  # fmt: skip
            yield from _indicators(last, project)
        elif spent:
            name = _("%(project)s：%(column)s") % {"project": project.name, "column": Column.PRIOR_OUTTURN.label}
            yield _cell(content, PROJECTS_TABLE, str(held.pk), "prior_outturn", name, spent, certain=True)


def _indicators(last: ReportContent, project: ProjectFund) -> Iterator[Change]:
    """What a project was measured by, without targets, results and scores: those are this year's own."""
    spec = TABLES[INDICATORS_TABLE]
    for row in last.indicators(project):
        if row.name.strip():
            kept = ("group", "second", "sign", "unit", "points")
            start = {cell: value for cell in kept if (value := cell_shown(row, cell, spec))}
            yield new_row(INDICATORS_TABLE, str(SectionKey.SPECIAL_FUNDS), row.name, start, project=f"={project.name}")


def _start(project: DraftRow, spent: str) -> tuple[tuple[str, str], ...]:
    spec = TABLES[PROJECTS_TABLE]
    kept = [(cell, cell_shown(project, cell, spec)) for cell in ("name", "kind", "is_key", "responsible")]
    return tuple((cell, value) for cell, value in [*kept, ("prior_outturn", spent)] if value)


def _assets(last: ReportContent, content: ReportContent) -> Iterator[Change]:
    for row in last.assets:
        if value := cell_shown(row, "closing", TABLES[ASSETS_TABLE]):
            name = _("%(asset)s：年初数") % {"asset": row.get_kind_display()}
            yield _cell(content, ASSETS_TABLE, row.kind, "opening", name, value, certain=True)
