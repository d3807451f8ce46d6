"""The forms' data out of a report's content: base data, overall table, project tables, contact, evidence."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from departments import chart, places
from departments.content import ReportContent
from departments.enums import Column, QualitativeGrade, Sign
from departments.models import Attachment, ProjectFund, ProjectIndicator
from evalportal.documents.context import (
    Amounts,
    BaseData,
    Building,
    Contact,
    EvaluationTable,
    Evidence,
    Execution,
    IndicatorRow,
    Line,
    Places,
    Staff,
)
from evalportal.documents.figures import rate_of
from scoring.answers import NO_ANSWER
from scoring.results import ScoreSheet
from scoring.rules import Case
from scoring.rules.execution_rate import ExecutionRate

from .addresses import (
    FUND_COLUMNS,
    building_places,
    fund_places,
    indicator_places,
    line_places,
    project_places,
    staff_places,
)

# The execution rate's part of the 100 points of a 自评表 (财预〔2020〕10号).
EXECUTION_POINTS = Decimal(10)

# 年度资金总额 by income and by expenditure, as 整体支出绩效自评表 lists them.
INCOME_LINES = (
    "income_general",
    "income_government_fund",
    "income_state_capital",
    "income_special_account",
    "income_other",
)
EXPENDITURE_LINES = ("expenditure_basic", chart.PROJECT_LINE)


def base_data(content: ReportContent) -> BaseData:
    """Give 基础数据表; project lines stand under 项目支出, entered once with the projects.

    Lines that a unit may leave out, and did, are not printed.
    """
    lines: list[Line] = []
    for group in chart.GROUPS:
        for spec in group.lines:
            amounts = _amounts(content, spec.code)
            if spec.optional and amounts == Amounts():
                continue
            parts = tuple(f"project{at}" for at in _numbers(content)) if spec.code == chart.PROJECT_LINE else spec.parts
            lines.append(Line(spec.code, _label(spec), amounts, spec.depth, parts, line_places(content, spec.code)))
            if spec.code == chart.PROJECT_LINE:
                lines.extend(_project_lines(content, spec.depth + 1))
    return BaseData(
        staff=_staff(content),
        lines=tuple(lines),
        buildings=tuple(
            Building(
                row.name,
                row.approved_area,
                row.actual_area,
                row.approved_investment,
                row.actual_investment,
                building_places(content, row),
            )
            for row in content.buildings
        ),
        thrift=content.topic_text("expenditure", "frugality"),
    )


def _staff(content: ReportContent) -> Staff:
    row = content.staff
    where = staff_places(content)
    if row is None:
        return Staff(places=where)
    return Staff(_decimal(row.staff_quota), _decimal(row.staff_actual), _decimal(row.staff_retired), where)


def _label(spec: chart.Line) -> str:
    return _("其中：%s") % spec.name if spec.memo and spec.code == "public_office" else str(spec.name)


def _numbers(content: ReportContent) -> range:
    return range(1, len(content.projects) + 1)


def _project_lines(content: ReportContent, depth: int) -> list[Line]:
    return [
        Line(
            f"project{number}",
            f"{number}、{project.name}",
            Amounts(None, project.prior_outturn, project.initial, project.adjusted, project.outturn),
            depth,
            places=project_places(content, project, ("name", "prior_outturn", *FUND_COLUMNS)),
            project=f"project{number}",
        )
        for number, project in zip(_numbers(content), content.projects, strict=True)
    ]


def _amounts(content: ReportContent, code: str) -> Amounts:
    return Amounts(**{column.value: content.facts.get(chart.amount_code(code, column)) for column in Column})


def overall_table(content: ReportContent) -> EvaluationTable:
    """Give 部门整体支出绩效自评表; the yearly total is what was spent, basic and projects."""
    total = Line(
        "expenditure_total", _("年度资金总额"), _amounts(content, "expenditure_total"), parts=EXPENDITURE_LINES
    )
    income = [line for code in INCOME_LINES if (line := _fund_line(content, code)).amounts != Amounts()]
    spending = [_fund_line(content, code) for code in EXPENDITURE_LINES]
    funds = (
        total,
        *_headed(_("按收入性质分：%s"), income),
        *_headed(_("按支出性质分：%s"), spending),
    )
    return _evaluation(
        content,
        _("部门整体支出绩效自评表"),
        content.report.department.name,
        ((_("部门（单位）名称"), content.report.department.name),),
        funds,
        content.topic_text("performance", "goal"),
        content.topic_text("performance", "actual"),
        content.indicators(None),
    )


def _fund_line(content: ReportContent, code: str) -> Line:
    name = str(chart.LINES[code].name)
    places = line_places(content, code)
    return Line(code, name, _amounts(content, code), 1, places=places, is_from_base_data=True)


def _headed(words: str, lines: list[Line]) -> list[Line]:
    """Let the first line of a kind name the kind."""
    return [replace(line, label=words % line.label) if at == 0 else line for at, line in enumerate(lines)]


def project_tables(content: ReportContent) -> tuple[EvaluationTable, ...]:
    """Give one 项目支出绩效自评表 per project."""
    department = content.report.department
    supervisor = department.supervisor if department.supervisor_id else None
    return tuple(
        _evaluation(
            content,
            _("项目支出绩效自评表"),
            project.name,
            (
                (_("项目名称"), project.name),
                (_("主管部门"), supervisor.name if supervisor else department.name),
                (_("实施单位"), project.responsible or department.name),
            ),
            _project_funds(content, project),
            project.goal,
            project.achievement,
            content.indicators(project),
            project.deviation_reason,
            _project_texts(content, project),
        )
        for project in content.projects
    )


def _project_texts(content: ReportContent, project: ProjectFund) -> Places:
    cells = ("name", "responsible", "goal", "achievement", "deviation_reason")
    name, responsible, goal, achievement, reason = project_places(content, project, cells).values()
    return {
        _("项目名称"): name,
        _("实施单位"): responsible,
        "goal": goal,
        "completion": achievement,
        "reason": reason,
    }


def _project_funds(content: ReportContent, project: ProjectFund) -> tuple[Line, ...]:
    total = Amounts(None, None, project.initial, project.adjusted, project.outturn)
    carried = Amounts(None, None, project.initial_carried, project.adjusted_carried, project.outturn_carried)
    other = Amounts(None, None, project.initial_other, project.adjusted_other, project.outturn_other)

    def treasury(column: str) -> Decimal | None:
        whole = getattr(total, column)
        if whole is None:
            return None
        rest: Decimal = whole - (getattr(carried, column) or 0) - (getattr(other, column) or 0)
        return rest

    granted = Amounts(None, None, treasury("initial"), treasury("adjusted"), treasury("outturn"))
    return (
        Line(
            "total",
            _("年度资金总额"),
            total,
            parts=("treasury", "carried", "other"),
            places=fund_places(content, project),
        ),
        Line("treasury", _("其中：当年财政拨款"), granted, 1),
        Line("carried", _("上年结转资金"), carried, 1, places=fund_places(content, project, "carried")),
        Line("other", _("其他资金"), other, 1, places=fund_places(content, project, "other")),
    )


def _evaluation(
    content: ReportContent,
    title: str,
    name: str,
    heads: tuple[tuple[str, str], ...],
    funds: tuple[Line, ...],
    goal: str,
    completion: str,
    indicators: list[ProjectIndicator],
    deviation: str = "",
    where: Places | None = None,
) -> EvaluationTable:
    execution = _execution(funds[0].amounts, deviation)
    scores = [execution.score, *(row.score for row in indicators)]
    known = [score for score in scores if score is not None]
    points = [row.points for row in indicators if row.points is not None]
    return EvaluationTable(
        title=title,
        name=name,
        heads=heads,
        funds=funds,
        execution=execution,
        goal=goal,
        completion=completion,
        indicators=tuple(_indicator(content, row) for row in indicators),
        total_points=sum(points, EXECUTION_POINTS),
        total_score=sum(known, Decimal(0)) if len(known) == len(scores) else None,
        places=where or {},
    )


def _execution(total: Amounts, deviation: str) -> Execution:
    rate = rate_of(total.outturn, total.adjusted)
    if rate is None:
        return Execution(EXECUTION_POINTS)
    verdict = ExecutionRate().judge(Case(EXECUTION_POINTS, NO_ANSWER, rate, percent=True))
    return Execution(EXECUTION_POINTS, rate, verdict.score, deviation)


def _indicator(content: ReportContent, row: ProjectIndicator) -> IndicatorRow:
    qualitative = row.sign == Sign.QUALITATIVE
    target = row.target_text if qualitative else _with_unit(row.target, row.unit, str(Sign(row.sign).label))
    if qualitative:
        actual = str(QualitativeGrade(row.actual_grade).label) if row.actual_grade else ""
    else:
        actual = _with_unit(row.actual, row.unit)
    return IndicatorRow(
        row.get_group_display(),
        row.second,
        row.name,
        target,
        actual,
        row.points,
        row.score,
        row.reason,
        indicator_places(content, row),
    )


def _with_unit(value: Decimal | None, unit: str, sign: str = "") -> str:
    """A measured value as it was typed: it may have four decimals, where money and scores have two."""
    return "" if value is None else f"{sign}{value.normalize():f}{unit}"


def contact(content: ReportContent) -> Contact:
    """Give the foot of the forms; the head signs on paper."""
    row = content.contact
    return Contact(row.prepared_by, row.phone, row.prepared_on) if row else Contact()


def evidence(content: ReportContent, sheet: ScoreSheet) -> tuple[Evidence, ...]:
    """List the attached files with what each belongs to."""
    indicators = {row.code: row.name for row in sheet.rows}
    return tuple(Evidence(file.name, _subject(content, file, indicators), file.sha256) for file in content.attachments)


def _subject(content: ReportContent, file: Attachment, indicators: dict[str, str]) -> str:
    place = places.parse(file.place)
    if place.kind == places.SCORE:
        return indicators.get(place.name, place.name)
    if place.kind == places.STAMPED:
        return _("盖章件")
    for project in content.projects:
        if place.name == "projects" and place.row == str(project.pk):
            return project.name
    section = content.outline.section(place.section)
    return section.title if section else ""


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
