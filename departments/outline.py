"""The outlines of a report as data: which sections in which order, with heading, guidance, narrative and tables.

Sections are named by meaning (`SectionKey`); a number belongs to the outline. Two forms are shipped: the county form
of seven sections and the provincial form of ten (湘财绩〔2020〕7号).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from departments.enums import SectionKey
from departments.facts import (
    ASSETS_TABLE,
    BASE_TABLE,
    BUILDINGS_TABLE,
    CONTACT_TABLE,
    INDICATORS_TABLE,
    MEASURES_TABLE,
    PROBLEMS_TABLE,
    PROJECTS_TABLE,
    STAFF_TABLE,
    SURVEYS_TABLE,
    UNITS_TABLE,
    WORK_TABLE,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Topic:
    """A piece of narrative within a section. `heading` is empty where the text stands directly under the section."""

    key: str
    heading: StrOrPromise
    guidance: StrOrPromise
    required: bool = True


@dataclass(frozen=True)
class Section:
    """One section of an outline; `number` counts from 1 in its outline."""

    key: SectionKey
    heading: StrOrPromise
    guidance: StrOrPromise
    topics: tuple[Topic, ...] = ()
    tables: tuple[str, ...] = ()
    number: int = 0

    @property
    def numeral(self) -> str:
        """一 for the first section, and so on."""
        return NUMERALS[self.number - 1]

    @property
    def title(self) -> str:
        """The heading with its numeral, as the form prints it."""
        return f"{self.numeral}、{self.heading}"

    def topic(self, key: str) -> Topic | None:
        """The topic of this key, or None when the section has none."""
        return next((topic for topic in self.topics if topic.key == key), None)


@dataclass(frozen=True)
class Outline:
    """An ordered list of sections."""

    key: str
    name: StrOrPromise
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """The section of this meaning, or None when this outline has none."""
        return next((section for section in self.sections if section.key == key), None)

    def section_of_table(self, table: str) -> Section | None:
        """Where a table is filled in."""
        return next((section for section in self.sections if table in section.tables), None)

    def neighbours(self, key: str) -> tuple[Section | None, Section | None]:
        """The sections before and after this one."""
        keys = [section.key for section in self.sections]
        at = keys.index(SectionKey(key))
        return (
            self.sections[at - 1] if at else None,
            self.sections[at + 1] if at + 1 < len(keys) else None,
        )


def _numbered(*sections: Section) -> tuple[Section, ...]:
    return tuple(replace(section, number=number) for number, section in enumerate(sections, start=1))


PROFILE = Section(
    SectionKey.PROFILE,
    _("部门基本概况"),
    _("写明机构设置、人员编制、主要职责和本年重点工作。股室和单位的个数由名单自动得出。"),
    topics=(
        Topic("duties", _("职能职责"), _("按“三定”规定分条写，一条一段。")),
        Topic("key_work", _("年度重点工作"), _("本年的重点工作和目标，尽量写出可以衡量的数字。")),
    ),
    tables=(STAFF_TABLE, UNITS_TABLE, CONTACT_TABLE),
)
EXPENDITURE = Section(
    SectionKey.EXPENDITURE,
    _("部门整体支出情况"),
    _("先填基础数据表，再写收支规模、使用方向和主要内容。金额单位为万元，保留两位小数。"),
    topics=(
        Topic("overview", _("收支总体情况"), _("收入、支出的规模和构成。可以用“插入标准段落”由表中数字生成。")),
        Topic("basic", _("基本支出"), _("人员经费、公用经费的用途和管理。"), required=False),
        Topic("three_public", _("“三公”经费"), _("“三公”经费的预算、决算和增减原因。没有的项目写明为0。")),
        Topic("frugality", _("厉行节约保障措施"), _("控制公用经费和“三公”经费的制度和做法。"), required=False),
    ),
    tables=(BASE_TABLE, BUILDINGS_TABLE),
)
SPECIAL_FUNDS = Section(
    SectionKey.SPECIAL_FUNDS,
    _("部门专项组织实施情况"),
    _("逐个登记项目，填写项目支出绩效自评表，并写明项目的组织和管理情况。"),
    topics=(
        Topic("organisation", _("专项组织情况分析"), _("申报、论证、批复、招投标、调整、验收等情况。")),
        Topic("management", _("专项管理情况分析"), _("制度建设、日常检查监督等情况。")),
    ),
    tables=(PROJECTS_TABLE, INDICATORS_TABLE),
)
ASSETS = Section(
    SectionKey.ASSETS,
    _("资产管理情况"),
    _("填写资产的年初、年末、在用、闲置和处置，并写明管理制度的执行情况。"),
    topics=(Topic("management", "", _("资产的配置、使用、处置、盘点和收益上缴情况。")),),
    tables=(ASSETS_TABLE,),
)
PERFORMANCE = Section(
    SectionKey.PERFORMANCE,
    _("部门整体支出绩效情况"),
    _("对照年初目标写实际完成情况和取得的成效，并在评分表中逐项自评。"),
    topics=(
        Topic("goal", _("年度总体目标"), _("年初设定的总体目标。")),
        Topic("actual", _("目标完成情况"), _("逐条对照目标写实际完成情况。")),
        Topic("achievements", _("主要成效"), _("履职产出、社会效益和满意度，写出数字和依据。")),
    ),
    tables=(INDICATORS_TABLE, SURVEYS_TABLE, WORK_TABLE),
)
PROBLEMS = Section(
    SectionKey.PROBLEMS,
    _("存在的问题"),
    _("写预算编制、预算执行、资金和绩效管理中的问题，一个问题一条。"),
    tables=(PROBLEMS_TABLE,),
)
MEASURES = Section(
    SectionKey.MEASURES,
    _("改进措施和建议"),
    _("逐条对应问题，写明谁来做、何时完成。"),
    tables=(MEASURES_TABLE,),
)

COUNTY = Outline(
    "county",
    _("七部分（县级）"),
    _numbered(PROFILE, EXPENDITURE, SPECIAL_FUNDS, ASSETS, PERFORMANCE, PROBLEMS, MEASURES),
)


def _account(key: SectionKey, heading: StrOrPromise, name: StrOrPromise) -> Section:
    guidance = _("有此项收支的写明规模、用途和绩效；没有的，勾选“本年无此项”。")
    return Section(key, heading, guidance, topics=(Topic("overview", "", name),))


PROVINCE = Outline(
    "province",
    _("十部分（省级，湘财绩〔2020〕7号）"),
    _numbered(
        replace(PROFILE, heading=_("部门（单位）基本情况")),
        replace(
            EXPENDITURE,
            heading=_("一般公共预算支出情况"),
            topics=(*EXPENDITURE.topics, *SPECIAL_FUNDS.topics),
            tables=(BASE_TABLE, BUILDINGS_TABLE, PROJECTS_TABLE, INDICATORS_TABLE, ASSETS_TABLE),
        ),
        _account(SectionKey.GOVERNMENT_FUND, _("政府性基金预算支出情况"), _("政府性基金预算的收支和绩效。")),
        _account(SectionKey.STATE_CAPITAL, _("国有资本经营预算支出情况"), _("国有资本经营预算的收支和绩效。")),
        _account(SectionKey.SOCIAL_INSURANCE, _("社会保险基金预算支出情况"), _("社会保险基金预算的收支和绩效。")),
        PERFORMANCE,
        replace(PROBLEMS, heading=_("存在的问题及原因分析")),
        replace(MEASURES, heading=_("下一步改进措施")),
        Section(
            SectionKey.RESULT_USE,
            _("绩效自评结果拟应用和公开情况"),
            _("写明自评结果如何用于下年预算和管理，何时在何处公开。"),
            topics=(Topic("overview", "", _("结果应用和公开的打算。")),),
        ),
        Section(
            SectionKey.OTHER,
            _("其他需要说明的情况"),
            _("没有需要说明的，勾选“本年无此项”。"),
            topics=(Topic("overview", "", _("其他情况。")),),
        ),
    ),
)

OUTLINES: dict[str, Outline] = {outline.key: outline for outline in (COUNTY, PROVINCE)}
OUTLINE_CHOICES = [(outline.key, outline.name) for outline in OUTLINES.values()]
DEFAULT_OUTLINE = COUNTY.key
