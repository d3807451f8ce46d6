"""The registry of named facts: code, Chinese name, unit, and the place where each is entered.

A report's facts are kept as one derived row (`Report.facts`) that is rewritten with each save, so that score, checks
and overview read one row. Formulas use the Chinese names, JSON and code the codes. A fact that is not known is
absent: never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from departments import chart, places
from departments.enums import SectionKey

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Facts = Mapping[str, Decimal]

MONEY = _("万元")
PERSONS = _("人")
PIECES = _("个")
AREA = _("㎡")
PERCENT = _("%")


@dataclass(frozen=True)
class Fact:
    """One named fact. `name` is what formulas call it, `place` where the clerk enters it (or its parts)."""

    code: str
    name: str
    unit: StrOrPromise
    place: str
    meaning: StrOrPromise = ""


STAFF_TABLE = "staff"
UNITS_TABLE = "units"
BASE_TABLE = "base"
PROJECTS_TABLE = "projects"
INDICATORS_TABLE = "indicators"
ASSETS_TABLE = "assets"
BUILDINGS_TABLE = "buildings"
SURVEYS_TABLE = "surveys"
WORK_TABLE = "work"
CONTACT_TABLE = "contact"
PROBLEMS_TABLE = "problems"
MEASURES_TABLE = "measures"


def _formula_name(text: StrOrPromise) -> str:
    return re.sub(r"[（）()、，“”\s]", "", str(text))


def _in(section: SectionKey, table: str, row: str = "", cell: str = "") -> str:
    return places.table(section, table, row, cell)


def _budget_facts() -> Iterable[Fact]:
    for line in chart.LINES.values():
        for column in line.columns:
            code = chart.amount_code(line.code, column)
            name = SINGLE_NAMES.get(code) or _formula_name(line.name) + str(column.label)
            if line.code == chart.PROJECT_LINE:
                place = _in(SectionKey.SPECIAL_FUNDS, PROJECTS_TABLE)
            else:
                place = _in(SectionKey.EXPENDITURE, BASE_TABLE, line.code, column)
            yield Fact(code, name, MONEY, place)


# Lines with one column are called by their plain name in formulas.
SINGLE_NAMES = {
    "carry_over_in.adjusted": "上年结转",
    "budget_addition.adjusted": "本年追加",
    "budget_reduction.adjusted": "本年追减",
    "carry_over_out.outturn": "年末结余",
    "carry_over_out.prior_outturn": "上年年末结余",
}


def _other_facts() -> Iterable[Fact]:
    profile, performance = SectionKey.PROFILE, SectionKey.PERFORMANCE
    assets, expenditure, funds = SectionKey.ASSETS, SectionKey.EXPENDITURE, SectionKey.SPECIAL_FUNDS
    for code, name in (
        ("staff_quota", "编制数"),
        ("staff_actual", "在职人数"),
        ("staff_retired", "离退休人数"),
    ):
        yield Fact(code, name, PERSONS, _in(profile, STAFF_TABLE, STAFF_TABLE, code))
    yield Fact("internal_units", "内设股室数", PIECES, _in(profile, UNITS_TABLE))
    yield Fact("subordinate_units", "所属单位数", PIECES, _in(profile, UNITS_TABLE))
    yield Fact("project_count", "项目数", PIECES, _in(funds, PROJECTS_TABLE))
    yield Fact("key_project_outturn", "重点项目支出决算", MONEY, _in(funds, PROJECTS_TABLE))
    yield Fact("building_count", "完工楼堂馆所数", PIECES, _in(expenditure, BUILDINGS_TABLE))
    for code, name, unit in (
        ("building_approved_area", "批准建设面积", AREA),
        ("building_actual_area", "实际建设面积", AREA),
        ("building_approved_investment", "批准投资金额", MONEY),
        ("building_actual_investment", "实际投资金额", MONEY),
    ):
        yield Fact(code, name, unit, _in(expenditure, BUILDINGS_TABLE))
    for code, name in (
        ("assets_opening", "资产年初数"),
        ("assets_closing", "资产年末数"),
        ("assets_in_use", "在用资产"),
        ("assets_idle", "闲置资产"),
        ("assets_disposed", "处置资产"),
        ("assets_income", "资产收益"),
    ):
        yield Fact(code, name, MONEY, _in(assets, ASSETS_TABLE))
    yield Fact("satisfaction_rate", "满意度", PERCENT, _in(performance, SURVEYS_TABLE))
    yield Fact("survey_sample", "调查样本数", PERSONS, _in(performance, SURVEYS_TABLE))
    for code, name in (
        ("tasks_planned", "计划工作数"),
        ("tasks_done", "完成工作数"),
        ("tasks_on_time", "及时完成工作数"),
        ("tasks_up_to_standard", "质量达标工作数"),
        ("key_tasks_assigned", "重点工作交办数"),
        ("key_tasks_done", "重点工作完成数"),
    ):
        yield Fact(code, name, PIECES, _in(performance, WORK_TABLE, WORK_TABLE, code))


FACTS: dict[str, Fact] = {fact.code: fact for fact in (*_other_facts(), *_budget_facts())}


@cache
def codes_by_name() -> dict[str, str]:
    """What formulas may say: Chinese name → fact code."""
    return {fact.name: fact.code for fact in FACTS.values()}


# Behind this mark `Report.facts` remembers cells that were typed but are no numbers: sums over them stay open.
UNREADABLE = "!"


def read_facts(stored: Mapping[str, str]) -> dict[str, Decimal]:
    """The facts of `Report.facts` as numbers."""
    return {code: Decimal(value) for code, value in stored.items() if not code.startswith(UNREADABLE)}


def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """Part ÷ whole in percent, rounded half up to two decimals; None when the whole is zero."""
    if not whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
