"""The lines of the base-data table (部门整体支出绩效评价基础数据表) and their sums, derived here and nowhere else.

Project lines are not in the chart: they are the project rows of section three, seen from two pages.
All amounts in 万元.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from departments.enums import Column

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

USUAL = (Column.PRIOR_OUTTURN, Column.INITIAL, Column.ADJUSTED, Column.OUTTURN)
WITH_PRIOR_BUDGET = (Column.PRIOR_BUDGET, *USUAL)
ADJUSTED_ONLY = (Column.ADJUSTED,)
YEAR_END = (Column.PRIOR_OUTTURN, Column.OUTTURN)

PROJECT_LINE = "expenditure_project"


@dataclass(frozen=True)
class Line:
    """One line. With `parts` it is a sum of those lines; `memo` marks 其中 lines that need not fill their parent.

    `optional` lines count as nothing when left empty and do not keep a section from being complete.
    """

    code: str
    name: StrOrPromise
    columns: tuple[Column, ...] = USUAL
    parts: tuple[str, ...] = ()
    parent: str = ""
    depth: int = 0
    memo: bool = False
    optional: bool = False
    guidance: StrOrPromise = ""

    @property
    def is_derived(self) -> bool:
        """Whether the line is a sum that nobody types."""
        return bool(self.parts) or self.code == PROJECT_LINE


@dataclass(frozen=True)
class LineGroup:
    """Lines that stand together under a heading."""

    name: StrOrPromise
    lines: tuple[Line, ...] = field(default_factory=tuple)


def _line(code: str, name: StrOrPromise, depth: int = 0, **options: object) -> Line:
    return Line(code, name, depth=depth, **options)  # type: ignore[arg-type]  # the table below is checked by tests


GROUPS: tuple[LineGroup, ...] = (
    LineGroup(
        _("收入"),
        (
            _line(
                "income_total",
                _("收入合计"),
                parts=(
                    "income_general",
                    "income_government_fund",
                    "income_state_capital",
                    "income_special_account",
                    "income_other",
                ),
            ),
            _line("income_general", _("一般公共预算拨款"), 1, parent="income_total"),
            _line("income_government_fund", _("政府性基金预算拨款"), 1, parent="income_total", optional=True),
            _line("income_state_capital", _("国有资本经营预算拨款"), 1, parent="income_total", optional=True),
            _line("income_special_account", _("纳入专户管理的非税收入"), 1, parent="income_total", optional=True),
            _line("income_other", _("其他资金"), 1, parent="income_total", parts=("income_business", "income_misc")),
            _line("income_business", _("纳入预算管理的事业收入"), 2, parent="income_other", optional=True),
            _line("income_misc", _("其他收入"), 2, parent="income_other", optional=True),
        ),
    ),
    LineGroup(
        _("支出"),
        (
            _line("expenditure_total", _("支出合计"), parts=("expenditure_basic", PROJECT_LINE)),
            _line(
                "expenditure_basic",
                _("基本支出"),
                1,
                parent="expenditure_total",
                parts=("expenditure_personnel", "expenditure_public"),
            ),
            _line("expenditure_personnel", _("人员经费"), 2, parent="expenditure_basic"),
            _line(
                "expenditure_public",
                _("公用经费"),
                2,
                parent="expenditure_basic",
                guidance=_("基本支出中的一般商品和服务支出。"),
            ),
            _line("public_office", _("办公经费"), 3, parent="expenditure_public", memo=True),
            _line("public_utilities_travel", _("水费、电费、差旅费"), 3, parent="expenditure_public", memo=True),
            _line("public_meeting_training", _("会议费、培训费"), 3, parent="expenditure_public", memo=True),
            _line(
                PROJECT_LINE,
                _("项目支出"),
                1,
                parent="expenditure_total",
                guidance=_("基本支出以外的全部支出，取自“项目”表，不必重复填写。"),
            ),
        ),
    ),
    LineGroup(
        _("“三公”经费"),
        (
            _line(
                "three_public_total",
                _("三公经费"),
                columns=WITH_PRIOR_BUDGET,
                parts=("three_public_vehicle", "three_public_abroad", "three_public_reception"),
            ),
            _line(
                "three_public_vehicle",
                _("公务用车购置和运行维护费"),
                1,
                columns=WITH_PRIOR_BUDGET,
                parent="three_public_total",
                parts=("vehicle_purchase", "vehicle_running"),
            ),
            _line("vehicle_purchase", _("公务用车购置"), 2, columns=WITH_PRIOR_BUDGET, parent="three_public_vehicle"),
            _line(
                "vehicle_running", _("公务用车运行维护"), 2, columns=WITH_PRIOR_BUDGET, parent="three_public_vehicle"
            ),
            _line(
                "three_public_abroad", _("因公出国（境）费"), 1, columns=WITH_PRIOR_BUDGET, parent="three_public_total"
            ),
            _line("three_public_reception", _("公务接待费"), 1, columns=WITH_PRIOR_BUDGET, parent="three_public_total"),
        ),
    ),
    LineGroup(
        _("政府采购与预算调整"),
        (
            _line("procurement", _("政府采购金额")),
            _line("carry_over_in", _("上年结转"), columns=ADJUSTED_ONLY, guidance=_("上年结转到本年使用的资金。")),
            _line("budget_addition", _("本年追加"), columns=ADJUSTED_ONLY, guidance=_("年度执行中追加的预算。")),
            _line(
                "budget_reduction", _("本年追减"), columns=ADJUSTED_ONLY, guidance=_("年度执行中追减的预算，填正数。")
            ),
            _line("carry_over_out", _("年末结余"), columns=YEAR_END, guidance=_("年末尚未支出、结转下年的资金。")),
        ),
    ),
)

LINES: dict[str, Line] = {line.code: line for group in GROUPS for line in group.lines}
TYPED_LINES: tuple[str, ...] = tuple(code for code, line in LINES.items() if not line.is_derived)

Amounts = Mapping[str, Decimal]


def amount_code(line: str, column: str) -> str:
    """The fact code of a cell: `income_total.initial`."""
    return f"{line}.{column}"


def _sums_bottom_up() -> Iterable[tuple[str, list[str]]]:
    """Each derived cell with the cells it adds up, innermost first."""
    for line in sorted(LINES.values(), key=lambda each: -each.depth):
        if line.parts:
            for column in line.columns:
                yield amount_code(line.code, column), [amount_code(part, column) for part in line.parts]


SUMS: tuple[tuple[str, list[str]], ...] = tuple(_sums_bottom_up())


def spread_unreadable(cells: Iterable[str]) -> set[str]:
    """The given cells and every sum that one of them enters."""
    broken = set(cells)
    for total, parts in SUMS:
        if not broken.isdisjoint(parts):
            broken.add(total)
    return broken


def derive_sums(typed: Amounts, unreadable: Iterable[str] = ()) -> dict[str, Decimal]:
    """All cells of the chart, given the typed ones and the project totals (code `line.column` → 万元).

    A sum exists as soon as one of its parts does: parts left empty count as nothing, as on the paper form. A sum over
    a part that was typed but cannot be read (`unreadable`) does not exist, since it would be wrong.
    """
    cells = dict(typed)
    broken = spread_unreadable(unreadable)
    for total, parts in SUMS:
        known = [cells[part] for part in parts if part in cells]
        if known and total not in broken:
            cells[total] = sum(known, Decimal(0))
    return cells
