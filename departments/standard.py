"""Standard paragraphs: prose made from the figures of the tables, so that text and table agree.

A recipe turns facts into a paragraph and remembers the figures it used. When a figure changes later, the page shows
that the paragraph no longer agrees and offers the new one; nothing changes until a person accepts it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.content import ReportContent
from departments.drafts import DraftRefused, NotYours
from departments.enums import SectionKey
from departments.facts import FACTS, rate, read_facts
from departments.models import ProjectFund, Report, TextBlock, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ZERO = Decimal(0)


class MissingFigures(DraftRefused):
    """A standard paragraph wants figures that nobody has entered yet."""


@dataclass
class Figures:
    """Facts for a paragraph; keeps what was asked for, as shown. A missing figure makes the paragraph impossible."""

    facts: dict[str, Decimal]
    used: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def money(self, code: str) -> str:
        """An amount with two decimals, 万元."""
        return self._use(code, lambda value: format(value, ".2f"))

    def number(self, code: str) -> str:
        """A count."""
        return self._use(code, lambda value: format(value, "f"))

    def share(self, part: str, whole: str) -> str:
        """Part ÷ whole as a percentage with two decimals."""
        value = rate(self.facts.get(part, ZERO), self.facts.get(whole, ZERO))
        if value is None or part not in self.facts:
            self.missing.append(part if part not in self.facts else whole)
            return ""
        self.used[f"{part}/{whole}"] = shown = f"{value}%"
        return shown

    def has(self, code: str) -> bool:
        """Whether the amount is known and not zero."""
        return bool(self.facts.get(code))

    def _use(self, code: str, show: Callable[[Decimal], str]) -> str:
        value = self.facts.get(code)
        if value is None:
            self.missing.append(code)
            return ""
        self.used[code] = shown = show(value)
        return shown


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and the figures it was made from; `missing` names facts that are not there yet."""

    text: str
    figures: dict[str, str]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """How a standard paragraph is made and where it belongs."""

    key: str
    name: StrOrPromise
    section: SectionKey
    topic: str
    write: Callable[[Figures, int, Sequence[ProjectFund]], str]


def _income_and_expenditure(figures: Figures, year: int, projects: Sequence[ProjectFund]) -> str:
    sources = [
        ("income_general", _("一般公共预算拨款")),
        ("income_government_fund", _("政府性基金预算拨款")),
        ("income_state_capital", _("国有资本经营预算拨款")),
        ("income_special_account", _("纳入专户管理的非税收入")),
        ("income_other", _("其他资金")),
    ]
    parts = [
        _("%(name)s%(amount)s万元，占收入合计的%(share)s")
        % {
            "name": name,
            "amount": figures.money(f"{code}.initial"),
            "share": figures.share(f"{code}.initial", "income_total.initial"),
        }
        for code, name in sources
        if code == "income_general" or figures.has(f"{code}.initial")
    ]
    income = _("%(year)s年年初收入预算%(total)s万元，其中：%(parts)s。") % {
        "year": year,
        "total": figures.money("income_total.initial"),
        "parts": "；".join(parts),
    }
    planned = _(
        "年初支出预算%(total)s万元，其中：基本支出%(basic)s万元，占支出合计的%(basic_share)s；"
        "项目支出%(project)s万元，占支出合计的%(project_share)s。"
    ) % {
        "total": figures.money("expenditure_total.initial"),
        "basic": figures.money("expenditure_basic.initial"),
        "basic_share": figures.share("expenditure_basic.initial", "expenditure_total.initial"),
        "project": figures.money("expenditure_project.initial"),
        "project_share": figures.share("expenditure_project.initial", "expenditure_total.initial"),
    }
    spent = _(
        "%(year)s年支出全年预算%(adjusted)s万元，支出决算%(total)s万元，其中：基本支出%(basic)s万元，"
        "项目支出%(project)s万元，预算执行率%(rate)s。"
    ) % {
        "year": year,
        "adjusted": figures.money("expenditure_total.adjusted"),
        "total": figures.money("expenditure_total.outturn"),
        "basic": figures.money("expenditure_basic.outturn"),
        "project": figures.money("expenditure_project.outturn"),
        "rate": figures.share("expenditure_total.outturn", "expenditure_total.adjusted"),
    }
    return income + planned + spent


def _basic_expenditure(figures: Figures, year: int, projects: Sequence[ProjectFund]) -> str:
    return _(
        "%(year)s年基本支出年初预算%(initial)s万元，其中：人员经费%(personnel)s万元，公用经费%(public)s万元；"
        "决算%(outturn)s万元，其中：人员经费%(personnel_outturn)s万元，公用经费%(public_outturn)s万元。"
    ) % {
        "year": year,
        "initial": figures.money("expenditure_basic.initial"),
        "personnel": figures.money("expenditure_personnel.initial"),
        "public": figures.money("expenditure_public.initial"),
        "outturn": figures.money("expenditure_basic.outturn"),
        "personnel_outturn": figures.money("expenditure_personnel.outturn"),
        "public_outturn": figures.money("expenditure_public.outturn"),
    }


def _project_expenditure(figures: Figures, year: int, projects: Sequence[ProjectFund]) -> str:
    named = [(project.name, project.initial) for project in projects if project.name and project.initial is not None]
    for project in projects:
        if project.initial is not None:
            figures.used[f"project:{project.pk}"] = f"{project.name}{project.initial:.2f}"
    return _("%(year)s年年初安排项目支出%(total)s万元，共%(count)s个项目：%(parts)s。") % {
        "year": year,
        "total": figures.money("expenditure_project.initial"),
        "count": figures.number("project_count"),
        "parts": "，".join(f"{name}{amount:.2f}{_('万元')}" for name, amount in named),
    }


def _three_public(figures: Figures, year: int, projects: Sequence[ProjectFund]) -> str:
    def parts(column: str) -> str:
        return _(
            "因公出国（境）费%(abroad)s万元，公务用车购置和运行维护费%(vehicle)s万元，公务接待费%(reception)s万元"
        ) % {
            "abroad": figures.money(f"three_public_abroad.{column}"),
            "vehicle": figures.money(f"three_public_vehicle.{column}"),
            "reception": figures.money(f"three_public_reception.{column}"),
        }

    return _(
        "%(year)s年“三公”经费年初预算%(initial)s万元，其中：%(initial_parts)s；决算%(outturn)s万元，其中：%(outturn_parts)s。"
    ) % {
        "year": year,
        "initial": figures.money("three_public_total.initial"),
        "initial_parts": parts("initial"),
        "outturn": figures.money("three_public_total.outturn"),
        "outturn_parts": parts("outturn"),
    }


def _assets(figures: Figures, year: int, projects: Sequence[ProjectFund]) -> str:
    return _(
        "%(year)s年年初资产%(opening)s万元，年末资产%(closing)s万元，其中在用%(in_use)s万元，资产使用率%(rate)s，"
        "闲置%(idle)s万元。本年处置资产%(disposed)s万元。"
    ) % {
        "year": year,
        "opening": figures.money("assets_opening"),
        "closing": figures.money("assets_closing"),
        "in_use": figures.money("assets_in_use"),
        "rate": figures.share("assets_in_use", "assets_closing"),
        "idle": figures.money("assets_idle"),
        "disposed": figures.money("assets_disposed"),
    }


RECIPES: dict[str, Recipe] = {
    recipe.key: recipe
    for recipe in (
        Recipe(
            "income_expenditure",
            gettext_lazy("收支总体情况"),
            SectionKey.EXPENDITURE,
            "overview",
            _income_and_expenditure,
        ),
        Recipe("basic", gettext_lazy("基本支出"), SectionKey.EXPENDITURE, "basic", _basic_expenditure),
        Recipe("projects", gettext_lazy("项目支出"), SectionKey.EXPENDITURE, "overview", _project_expenditure),
        Recipe("three_public", gettext_lazy("“三公”经费"), SectionKey.EXPENDITURE, "three_public", _three_public),
        Recipe("assets", gettext_lazy("资产情况"), SectionKey.ASSETS, "management", _assets),
    )
}


def recipes_for(section: str, topic: str) -> list[Recipe]:
    """The standard paragraphs that belong to a topic."""
    return [recipe for recipe in RECIPES.values() if recipe.section == section and recipe.topic == topic]


def write_paragraph(
    recipe: Recipe, *, year: int, facts: dict[str, Decimal], projects: Sequence[ProjectFund]
) -> Paragraph:
    """Make the paragraph from facts; with missing facts its text is not to be used."""
    figures = Figures(facts)
    text = recipe.write(figures, year, projects)
    return Paragraph(text, figures.used, tuple(dict.fromkeys(figures.missing)))


@dataclass(frozen=True)
class Offer:
    """A standard block that no longer agrees with the tables: the text that would, and which figures differ."""

    text: str
    changes: tuple[tuple[str, str], ...]


def offer_for(block: TextBlock, content: ReportContent) -> Offer | None:
    """What to offer for a standard block, or None while the figures it was made from still stand in the tables."""
    recipe = RECIPES.get(block.recipe)
    if recipe is None:
        return None
    new = write_paragraph(
        recipe, year=content.report.campaign.year, facts=content.facts, projects=list(content.projects)
    )
    if new.missing or new.figures == block.figures:
        return None
    changes = tuple(
        (block.figures.get(code, "—"), new.figures.get(code, "—"))
        for code in dict.fromkeys([*block.figures, *new.figures])
        if block.figures.get(code) != new.figures.get(code)
    )
    return Offer(new.text, changes)


def _paragraph(report: Report, recipe: Recipe) -> Paragraph:
    """The paragraph of a recipe for a report; raises MissingFigures naming what is not entered yet."""
    projects = list(ProjectFund.objects.filter(report=report))
    facts = read_facts(report.facts)
    paragraph = write_paragraph(recipe, year=report.campaign.year, facts=facts, projects=projects)
    if paragraph.missing:
        names = "、".join(FACTS[code].name for code in paragraph.missing[:6] if code in FACTS)
        raise MissingFigures(_("表中还缺：%(names)s。填好后再插入标准段落。") % {"names": names})
    return paragraph


def make_paragraph(report_id: int, recipe_key: str, *, by: User) -> Paragraph:
    """The paragraph of a recipe for a report that this person fills in.

    Raises NotYours for another's report or an unknown recipe, and MissingFigures naming what is not entered yet.
    """
    recipe = RECIPES.get(recipe_key)
    report = Report.objects.editable_by(by).select_related("campaign").filter(pk=report_id).first()
    if recipe is None or report is None:
        raise NotYours(_("没有找到这份报告。"))
    return _paragraph(report, recipe)


def renewed_paragraph(report_id: int, block_id: int, *, by: User) -> Paragraph:
    """The paragraph that a standard block would be, made from the figures as they stand now."""
    recipe = TextBlock.objects.filter(pk=block_id, report_id=report_id).values_list("recipe", flat=True).first()
    return make_paragraph(report_id, recipe or "", by=by)
