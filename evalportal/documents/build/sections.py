"""The sections of the printed report out of its content: headings numbered by the outline, narrative, small tables.

What the clerk typed is printed as typed; numbers are only given to what has none.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from departments.content import ReportContent
from departments.enums import SectionKey, UnitKind
from departments.facts import PROJECTS_TABLE
from departments.outline import NUMERALS, Section
from evalportal.documents.context import Block, Paragraph
from evalportal.documents.context import Section as PrintedSection
from evalportal.documents.headings import paragraphs
from evalportal.score_charts import loss_chart
from scoring.results import ScoreSheet
from scoring.rounding import fixed

from .section_tables import asset_table, expenditure_chart, project_table, survey_table

NUMBERED = re.compile(r"[0-9０-９]{1,2}[.．、]|[（(]")


def sections(content: ReportContent, sheet: ScoreSheet) -> tuple[PrintedSection, ...]:
    """Give all sections of the outline, empty ones with their sentence."""
    return tuple(
        PrintedSection(section.key, section.title, tuple(_blocks(section, content, sheet)))
        for section in content.outline.sections
    )


def _blocks(section: Section, content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    parts = _parts(section, content)
    for at, (heading, blocks) in enumerate(parts):
        if heading:
            yield Paragraph(f"（{NUMERALS[at]}）{heading}", level=2)
        yield from blocks
    tail = _TAILS.get(section.key)
    more = list(tail(content, sheet)) if tail else []
    yield from more
    if not parts and not more and section.key in content.report.declared_empty:
        yield Paragraph(_("本部门无此项收支。") if section.key in _ACCOUNTS else _("无。"))


def _parts(section: Section, content: ReportContent) -> list[tuple[str, list[Block]]]:
    """Give the parts under headings of level two, those that hold something: facts first, then topics."""
    parts: list[tuple[str, list[Block]]] = []
    if section.key == SectionKey.PROFILE:
        parts.append((_("基本情况"), [Paragraph(_profile(content))]))
    for topic in section.topics:
        blocks: list[Block] = list(paragraphs(content.topic_text(section.key, topic.key)))
        if PROJECTS_TABLE in section.tables and topic.key in ("organisation", "management"):
            blocks += _of_projects(content, topic.key)
        if blocks:
            parts.append((str(topic.heading), blocks))
    return parts


def _profile(content: ReportContent) -> str:
    """Say what the lists and counts of section one hold."""
    department = content.report.department
    text = _("%(unit)s是%(level)s预算单位") % {"unit": department.name, "level": department.get_level_display()}
    for kind, words in (
        (UnitKind.INTERNAL, _("，内设股室%(count)s个：%(names)s")),
        (UnitKind.SUBORDINATE, _("；所属单位%(count)s个：%(names)s")),
    ):
        names = [unit.name for unit in content.units if unit.kind == kind and unit.name]
        if names:
            text += words % {"count": len(names), "names": "、".join(names)}
    staff = content.staff
    counts = [
        _("%(name)s%(count)s人") % {"name": name, "count": count}
        for name, count in (
            (_("编制数"), staff and staff.staff_quota),
            (_("在职人数"), staff and staff.staff_actual),
            (_("离退休人数"), staff and staff.staff_retired),
        )
        if count is not None
    ]
    return text + "。" + ("，".join(counts) + "。" if counts else "")


def _of_projects(content: ReportContent, field: str) -> list[Block]:
    return [
        Paragraph(f"{project.name}：{text}")
        for project in content.projects
        if (text := getattr(project, field).strip())
    ]


def _special_funds(content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    if content.projects:
        yield project_table(content)


def _assets(content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    if content.assets:
        yield asset_table(content)


def _expenditure(content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    chart = expenditure_chart(content)
    if chart.bars:
        yield chart
    section = content.outline.section(SectionKey.EXPENDITURE)
    if section and PROJECTS_TABLE in section.tables:
        yield from _special_funds(content, sheet)
        yield from _assets(content, sheet)


def _performance(content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    if content.surveys:
        yield survey_table(content)
    if not sheet.is_complete:
        return
    yield Paragraph(
        _("对照评分标准逐项自评，%(year)s年度部门整体支出绩效自评得分%(score)s分，等级为“%(grade)s”。")
        % {"year": content.report.campaign.year, "score": fixed(sheet.total), "grade": sheet.grade}
    )
    if sheet.losses and sheet.sum == sheet.total:
        yield loss_chart(sheet)


def _problems(content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    for number, problem in enumerate(content.problems, start=1):
        yield from paragraphs(_numbered(number, problem.text))
        if problem.cause.strip():
            yield from paragraphs(_("原因分析：%s") % problem.cause.strip())


def _measures(content: ReportContent, sheet: ScoreSheet) -> Iterator[Block]:
    numbers = {problem.pk: number for number, problem in enumerate(content.problems, start=1)}
    for number, measure in enumerate(content.measures, start=1):
        answered = sorted(numbers[problem.pk] for problem in measure.problems.all() if problem.pk in numbers)
        details = [
            _("对应问题：第%s条") % "、".join(map(str, answered)) if answered else "",
            _("责任人：%s") % measure.responsible if measure.responsible else "",
            _("时限：%s") % measure.due if measure.due else "",
        ]
        said = "；".join(filter(None, details))
        text = _numbered(number, measure.text).rstrip()
        yield from paragraphs(f"{text}（{said}）" if said else text)


def _numbered(number: int, text: str) -> str:
    """Number an entry that the clerk has not numbered."""
    text = text.strip()
    return text if NUMBERED.match(text) else f"{number}.{text}"


_ACCOUNTS = frozenset({SectionKey.GOVERNMENT_FUND, SectionKey.STATE_CAPITAL, SectionKey.SOCIAL_INSURANCE})
_TAILS: dict[str, Callable[[ReportContent, ScoreSheet], Iterator[Block]]] = {
    SectionKey.EXPENDITURE: _expenditure,
    SectionKey.SPECIAL_FUNDS: _special_funds,
    SectionKey.ASSETS: _assets,
    SectionKey.PERFORMANCE: _performance,
    SectionKey.PROBLEMS: _problems,
    SectionKey.MEASURES: _measures,
}
