"""The base-data table against itself: income and expenditure, the course from 年初 to 全年预算 to 决算, parts."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import Column
from departments.facts import PROJECTS_TABLE

from ..finding import Level, Observation
from ..registry import Needs, check
from ..subject import Subject
from .reading import CENT, amount, at_line, at_table, columns_of, content_of

_FORM = gettext_lazy("部门整体支出绩效自评表：各栏收入合计 = 支出合计 = 基本支出 + 项目支出")
_BASE_FORM = gettext_lazy("部门整体支出绩效评价基础数据表填表说明")


@check(
    "income_equals_expenditure",
    number=5,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("收入合计等于支出合计"),
    source=_FORM,
    remedy=gettext_lazy("核对收入各行和支出各行；确有收支差额的，说明原因。"),
)
def check_balance(subject: Subject) -> Iterator[Observation]:
    """The budgets balance; the adjusted one with or without what was carried over, as bureaus book it either way.

    Outturns need not: what came in and was not spent is the rest of the year.
    """
    content = content_of(subject)
    carried = content.facts.get("carry_over_in.adjusted", Decimal(0))
    for column, (income, expenditure) in columns_of(content, "income_total", "expenditure_total"):
        allowed = {Column.INITIAL: (Decimal(0),), Column.ADJUSTED: (Decimal(0), carried)}.get(column)
        if allowed and all(abs(income + each - expenditure) > CENT for each in allowed):
            yield at_line(
                content,
                "income_general",
                column,
                stated=amount(income),
                expected=amount(expenditure),
                message=_("%(column)s：收入合计 %(income)s，支出合计 %(expenditure)s，相差 %(gap)s。")
                % {
                    "column": column.label,
                    "income": amount(income),
                    "expenditure": amount(expenditure),
                    "gap": amount(abs(income - expenditure)),
                },
            )


@check(
    "adjusted_follows_initial",
    number=16,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("全年预算等于年初预算加结转和调整"),
    source=_BASE_FORM,
    remedy=gettext_lazy("核对年初预算、上年结转、本年追加、本年追减和全年预算，补上漏填的一项。"),
)
def check_adjusted(subject: Subject) -> Iterator[Observation]:
    """全年预算 = 年初预算 + 上年结转 + 本年追加 − 本年追减."""
    content = content_of(subject)
    facts = content.facts
    wanted = ("carry_over_in.adjusted", "budget_addition.adjusted", "budget_reduction.adjusted")
    ends = ("expenditure_total.initial", "expenditure_total.adjusted")
    if any(code not in facts for code in (*wanted, *ends)):
        return
    carried, added, reduced = (facts[code] for code in wanted)
    initial, adjusted = (facts[code] for code in ends)
    due = initial + carried + added - reduced
    if abs(due - adjusted) > CENT:
        yield at_line(
            content,
            "budget_addition",
            Column.ADJUSTED,
            stated=amount(adjusted),
            expected=amount(due),
            message=_(
                "%(initial)s + %(carried)s + %(added)s − %(reduced)s = %(due)s，支出合计全年预算填的是 %(adjusted)s。"
            )
            % {
                "initial": amount(initial),
                "carried": amount(carried),
                "added": amount(added),
                "reduced": amount(reduced),
                "due": amount(due),
                "adjusted": amount(adjusted),
            },
        )


@check(
    "outturn_follows_adjusted",
    number=14,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("决算等于全年预算减年末结余"),
    source=_BASE_FORM,
    remedy=gettext_lazy("核对支出合计的全年预算、决算和年末结余。"),
)
def check_outturn(subject: Subject) -> Iterator[Observation]:
    """决算 + 年末结余 = 全年预算."""
    content = content_of(subject)
    facts = content.facts
    codes = ("expenditure_total.adjusted", "expenditure_total.outturn", "carry_over_out.outturn")
    if any(code not in facts for code in codes):
        return
    adjusted, outturn, left = (facts[code] for code in codes)
    if abs(adjusted - left - outturn) > CENT:
        yield at_line(
            content,
            "carry_over_out",
            Column.OUTTURN,
            stated=amount(left),
            expected=amount(adjusted - outturn),
            message=_("全年预算 %(adjusted)s − 决算 %(outturn)s = %(due)s，年末结余填的是 %(left)s。")
            % {
                "adjusted": amount(adjusted),
                "outturn": amount(outturn),
                "due": amount(adjusted - outturn),
                "left": amount(left),
            },
        )


@check(
    "outturn_is_the_budget",
    number=15,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("决算不应与年初预算分毫不差"),
    source=gettext_lazy("财预〔2020〕10号：预算执行率按全年执行数计算"),
    remedy=gettext_lazy("决算数按实际执行填写，不要照抄年初预算数。"),
)
def check_copied_outturn(subject: Subject) -> Iterator[Observation]:
    """Personnel, public and project expenditure all spent to the cent as planned."""
    content = content_of(subject)
    pairs = {
        line: (content.facts.get(f"{line}.initial"), content.facts.get(f"{line}.outturn"))
        for line in ("expenditure_personnel", "expenditure_public", "expenditure_project")
    }
    known = [pair for pair in pairs.values() if None not in pair]
    if len(known) == len(pairs) and all(initial == outturn for initial, outturn in known) and any(known[0]):
        total = content.facts["expenditure_total.outturn"]
        yield at_line(
            content,
            "expenditure_personnel",
            Column.OUTTURN,
            stated=amount(total),
            expected="",
            message=_("人员经费、公用经费、项目支出的决算都与年初预算完全相同（合计 %(total)s）。")
            % {"total": amount(total)},
        )


@check(
    "public_parts",
    number=6,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("公用经费不小于其中各项之和"),
    source=_BASE_FORM,
    remedy=gettext_lazy("核对办公经费、水费电费差旅费、会议费培训费，其中各项之和不能超过公用经费。"),
)
def check_public_parts(subject: Subject) -> Iterator[Observation]:
    """The 其中 lines of 公用经费 fit into it."""
    content = content_of(subject)
    parts = ("public_office", "public_utilities_travel", "public_meeting_training")
    for column, (whole, *amounts) in columns_of(content, "expenditure_public", *parts):
        total = sum(amounts, Decimal(0))
        if total - whole > CENT:
            yield at_line(
                content,
                "expenditure_public",
                column,
                stated=amount(whole),
                expected=_("不小于%(total)s") % {"total": amount(total)},
                message=_("%(column)s：其中各项之和 %(total)s，超过公用经费 %(whole)s。")
                % {"column": column.label, "total": amount(total), "whole": amount(whole)},
            )


@check(
    "project_sources",
    number=7,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("项目资金不小于上年结转和其他资金之和"),
    source=gettext_lazy("项目支出绩效自评表：年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金"),
    remedy=gettext_lazy("核对项目的资金来源，上年结转资金与其他资金之和不能超过年度资金总额。"),
)
def check_project_sources(subject: Subject) -> Iterator[Observation]:
    """The sources of a project's money fit into its total."""
    content = content_of(subject)
    for project in content.projects:
        for column in (Column.INITIAL, Column.ADJUSTED, Column.OUTTURN):
            total = getattr(project, column)
            carried, other = (getattr(project, f"{column}_{source}") or Decimal(0) for source in ("carried", "other"))
            known = carried + other
            if total is not None and known - total > CENT:
                yield at_table(
                    content,
                    PROJECTS_TABLE,
                    row=project.pk,
                    cell=column,
                    stated=amount(total),
                    expected=_("不小于%(sum)s") % {"sum": amount(known)},
                    message=_("%(name)s %(column)s：上年结转与其他资金之和 %(sum)s，超过资金总额 %(total)s。")
                    % {
                        "name": project.name,
                        "column": column.label,
                        "sum": amount(known),
                        "total": amount(total),
                    },
                )
