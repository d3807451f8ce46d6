"""The score sheet as its page shows it: levels, rows, traces, the facts behind each with where they are entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from departments import places
from departments.attachments.listing import FileList, list_files
from departments.facts import FACTS, read_facts
from departments.models import Report, ReportVersion
from scoring.addresses import url_of_fact
from scoring.engine import score
from scoring.models import IndicatorScore
from scoring.own_rows import replaced_code
from scoring.preparation import PreparedSystem
from scoring.results import Row, ScoreSheet, Subtotal
from scoring.rounding import plain
from scoring.rules.per_fault import PerFault
from scoring.rules.scaled import Scaled
from scoring.scoresheet import answer_of, read_sheet, system_of_report
from scoring.sheet.fields import RowFields, fields_of
from scoring.systems import IndicatorSpec

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class FactLink:
    """A fact behind a row: its name, its value ("" while it is missing), and the page on which it is entered."""

    code: str
    name: str
    shown: str
    unit: StrOrPromise
    where: str
    url: str


@dataclass(frozen=True)
class RowView:
    """One indicator of the page. `spec` and `fields` are missing where only the frozen sheet is left to show."""

    row: Row
    place: str
    spec: IndicatorSpec | None
    facts: list[FactLink]
    missing: list[FactLink]
    fields: RowFields | None
    version: int
    files: FileList | None

    @property
    def own_of(self) -> str:
        """The row of the system that may be replaced, or was, by own indicators; "" for all others."""
        if self.is_own:
            return replaced_code(self.row.code)
        return self.row.code if self.spec and self.spec.own else ""

    @property
    def is_own(self) -> bool:
        """Whether the row is one of the department's own."""
        return replaced_code(self.row.code) != self.row.code

    @property
    def basis(self) -> str:
        """What the score rests on, in a word or two."""
        row = self.row
        if row.not_applicable:
            return _("不适用")
        if row.computed:
            return _("有异议") if row.disputed else _("基础数据")
        if row.evidence_present:
            return _("佐证 %(count)s 份") % {"count": row.evidence_present}
        rule = self.spec.rule if self.spec else None
        if isinstance(rule, Scaled):
            return rule.given_by or _("外部评分")
        return _("自查") if isinstance(rule, PerFault) else _("自评")


@dataclass(frozen=True)
class LevelTwo:
    """A level-two indicator and its rows."""

    subtotal: Subtotal
    rows: list[RowView]


@dataclass(frozen=True)
class LevelOne:
    """A level-one indicator and its parts."""

    subtotal: Subtotal
    parts: list[LevelTwo]


@dataclass(frozen=True)
class SheetPage:
    """The whole sheet; `frozen` is the version whose sheet is shown, where the report was sent."""

    sheet: ScoreSheet
    levels: list[LevelOne]
    frozen: ReportVersion | None

    @property
    def rows(self) -> list[RowView]:
        """All rows in the order of the sheet."""
        return [row for one in self.levels for two in one.parts for row in two.rows]

    @property
    def pending(self) -> list[RowView]:
        """The rows that have no score yet."""
        return [view for view in self.rows if view.row.is_pending]

    @property
    def wanting(self) -> list[RowView]:
        """The rows whose score still needs a reason."""
        return [view for view in self.rows if view.row.wants_reason]


def sheet_page(report: Report, *, can_edit: bool, frozen: ReportVersion | None) -> SheetPage:
    """The page of a report's score sheet: of its present state, or of the version that was sent."""
    system = system_of_report(report)
    stored = {row.indicator: row for row in IndicatorScore.objects.filter(report=report)}
    addresses = [places.score(ready.spec.code) for ready in system.indicators]
    files = list_files(report, addresses, can_change=can_edit)
    sheet = read_sheet(frozen.score) if frozen is not None else score_with_answers(report, system, stored, files)
    specs = {ready.spec.code: ready.spec for ready in system.indicators}
    views = [_row_view(report, row, specs.get(row.code), stored.get(row.code), files) for row in sheet.rows]
    return SheetPage(sheet, _levels(sheet, views), frozen)


def score_with_answers(
    report: Report, system: PreparedSystem, stored: Mapping[str, IndicatorScore], files: Mapping[str, FileList]
) -> ScoreSheet:
    """The sheet of a report whose answers and files are at hand."""
    answers = {code: answer_of(row) for code, row in stored.items()}
    evidence = {places.parse(place).name: len(listed.rows) for place, listed in files.items()}
    return score(read_facts(report.facts), system, answers, evidence)


def _row_view(
    report: Report, row: Row, spec: IndicatorSpec | None, stored: IndicatorScore | None, files: Mapping[str, FileList]
) -> RowView:
    place = places.score(row.code)
    return RowView(
        row=row,
        place=place,
        spec=spec,
        facts=[fact_link(report, fact.code, fact.name, plain(fact.value)) for fact in row.facts],
        missing=[fact_link(report, code) for code in row.missing],
        fields=fields_of(spec, row=row, answer=stored) if spec else None,
        version=stored.version if stored else 0,
        files=files.get(place),
    )


def fact_link(report: Report, code: str, name: str = "", shown: str = "") -> FactLink:
    """A fact with the page on which it is entered; a frozen sheet may name one that no longer exists."""
    fact = FACTS.get(code)
    if fact is None:
        return FactLink(code, name or code, shown, "", "", "")
    url = url_of_fact(report, code)
    table = places.parse(fact.place).name
    section = report.outline.section_of_table(table)
    return FactLink(code, fact.name, shown, fact.unit, str(section.title) if section else "", url)


def _levels(sheet: ScoreSheet, views: Iterable[RowView]) -> list[LevelOne]:
    rows: dict[tuple[str, str], list[RowView]] = {}
    for view in views:
        rows.setdefault((view.row.level_one, view.row.level_two), []).append(view)
    ones = [subtotal for subtotal in sheet.subtotals if not subtotal.parent]
    return [
        LevelOne(
            one,
            [
                LevelTwo(two, rows[one.name, two.name])
                for two in sheet.subtotals
                if two.parent == one.name and (one.name, two.name) in rows
            ],
        )
        for one in ones
    ]
