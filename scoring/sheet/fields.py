"""Which inputs a row of the score sheet has, by its rule: what a clerk can say about an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from departments import places
from departments.enums import QualitativeGrade
from scoring.answering import answer_shown, read_answer
from scoring.models import IndicatorScore
from scoring.results import Row
from scoring.rounding import HUNDREDTH, plain
from scoring.rules import Rule
from scoring.rules.checklist import Checklist
from scoring.rules.execution_rate import ExecutionRate
from scoring.rules.judged import Judged
from scoring.rules.per_fault import PerFault
from scoring.rules.proportional import Proportional
from scoring.rules.scaled import Scaled
from scoring.rules.three_grades import ThreeGrades
from scoring.systems import IndicatorSpec

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Options = Sequence[tuple[str, str]]
TYPED = frozenset({"figure", "count", "number"})


@dataclass(frozen=True)
class Field:
    """One input. `kind` is figure, count, number, choice, checks or text; `place` its id on the page.

    `error`: what stands here cannot be read; `misfit`: it can, but the rule gives no score for it.
    """

    cell: str
    kind: str
    label: StrOrPromise
    place: str = ""
    shown: str = ""
    hint: str = ""
    options: Options = ()
    error: str = ""
    suggestion: str = ""
    misfit: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether a number is typed here, which may lie outside what the rule allows."""
        return self.kind in TYPED

    @property
    def chosen(self) -> list[str]:
        """The numbers that are ticked."""
        return self.shown.split(",") if self.shown else []

    @property
    def shown_label(self) -> str:
        """What a reader sees of a choice."""
        return next((label for value, label in self.options if value == self.shown), self.shown)


@dataclass(frozen=True)
class RowFields:
    """The inputs of one row: what the rule asks, what may be said beside it, and what is rarely needed."""

    asked: list[Field]
    beside: list[Field]
    seldom: list[Field]

    @property
    def are_any_filled(self) -> bool:
        """Whether something stands in the inputs that are rarely needed."""
        return any(field.shown for field in self.seldom)


def fields_of(spec: IndicatorSpec, *, row: Row, answer: IndicatorScore | None) -> RowFields:
    """The inputs of an indicator with what stands in them; `row` is its line on the sheet."""
    computed = row.computed
    stored = answer or IndicatorScore(indicator=spec.code)

    def filled(field: Field) -> Field:
        raw = stored.invalid.get(field.cell, "")
        parsed = read_answer(field.cell, str(raw)) if raw else None
        return replace(
            field,
            place=f"{places.score(spec.code)}/{field.cell}",
            shown=answer_shown(stored, field.cell),
            error=parsed.error if parsed else "",
            suggestion=parsed.suggestion if parsed else "",
        )

    asked = [] if computed else _marked(_asked(spec.rule, spec.points), row, stored)
    beside = []
    if not computed or isinstance(spec.rule, ExecutionRate):
        beside.append(Field("reason", "text", _reason_label(spec.rule)))
    hint = _("填写后本指标不参与评分，审核人会核对。")
    seldom = [Field("not_applicable", "text", _("本指标不适用，理由"), hint=hint)]
    if computed:
        hint = _("得分由数据算出，不能直接改；有异议请写明，审核人会看到。")
        seldom.insert(0, Field("dispute", "text", _("对得分有异议，理由"), hint=hint))
    return RowFields(*([filled(field) for field in group] for group in (asked, beside, seldom)))


def _marked(asked: list[Field], row: Row, stored: IndicatorScore) -> list[Field]:
    """The inputs; the first typed one marked where all are answered and there is no score: it is out of bounds."""
    typed = next((field for field in asked if field.is_typed), None)
    if typed is None or not row.is_pending or row.missing or not all(_is_given(stored, field.cell) for field in asked):
        return asked
    return [replace(field, misfit=row.problem) if field is typed else field for field in asked]


def _is_given(stored: IndicatorScore, cell: str) -> bool:
    return cell not in stored.invalid and answer_shown(stored, cell) != ""


def _reason_label(rule: Rule) -> str:
    if isinstance(rule, Judged | ThreeGrades):
        return _("评分理由")
    return _("未达标的原因") if isinstance(rule, ExecutionRate) else _("说明")


def _asked(rule: Rule, points: Decimal) -> list[Field]:
    if isinstance(rule, Checklist):
        items = [(str(number), item) for number, item in enumerate(rule.items, start=1)]
        return [Field("checked", "checks", _("具备的考核要点"), options=[*items, ("0", _("以上都不具备"))])]
    if isinstance(rule, PerFault):
        hint = _("每例扣 %(points)s 分；没有发现填 0。") % {"points": plain(rule.per_fault)}
        return [Field("faults", "count", _("发现的例数"), hint=hint)]
    if isinstance(rule, Proportional):
        return [Field("actual", "number", _("实际完成值"), hint=_("目标值：%(target)s") % {"target": rule.target})]
    if isinstance(rule, Scaled):
        given = Field("outside", "figure", _("%(who)s评分") % {"who": rule.given_by or _("外部")})
        if rule.out_of is not None:
            return [replace(given, hint=_("满分 %(points)s 分") % {"points": plain(rule.out_of)})]
        return [given, Field("outside_max", "figure", _("该评分的满分"))]
    if isinstance(rule, ThreeGrades):
        grades = [(grade.value, str(grade.label)) for grade in QualitativeGrade]
        hint = _("达成 %(upper)s%% 以上，部分达成 %(lower)s%% 以上，未达成在其下；满分 %(points)s 分。") % {
            "upper": plain(rule.upper_cut), "lower": plain(rule.lower_cut), "points": plain(points),
        }  # fmt: skip
        return [
            Field("attainment", "choice", _("达成情况"), options=grades),
            Field("judged", "figure", _("自评得分"), hint=hint),
        ]
    if isinstance(rule, Judged) and rule.options:
        options = [
            (str(option.points.quantize(HUNDREDTH)), f"{option.label}　{plain(option.points)} 分")
            for option in rule.options
        ]
        return [Field("judged", "choice", _("等级"), options=options)]
    if isinstance(rule, Judged):
        bounds = {"least": plain(rule.least), "most": plain(points)}
        return [Field("judged", "figure", _("自评得分"), hint=_("%(least)s 至 %(most)s 分") % bounds)]
    return []
