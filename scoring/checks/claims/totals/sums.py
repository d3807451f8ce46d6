"""Totals and the parts named for them, by the lines of the chart and for everything else."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import Breakdown
from departments.prose.quantities import COUNT, MONEY, SCORE

from ...finding import Level, Observation
from ...registry import check
from ...score.rows import is_claimed, rows_of
from ...subject import Subject
from ..figures import amount_like, shown
from .mismatches import find_mismatches, outermost
from .near_sums import near_mismatches

_SOURCE = gettext_lazy("算术核对：总额 = 各部分之和")
_REMEDY = gettext_lazy("核对总额和各部分，改正写错的数；列得不全的，写全或者注明“等”。")


def _observations(
    subject: Subject, *codes: str, kind: str = MONEY, bracket: bool | None = None
) -> Iterator[Observation]:
    # What only nearness ties together is never more than a warning: it shall not keep anybody from sending.
    by_words = ((None, mismatch) for mismatch in find_mismatches(subject))
    by_nearness = ((Level.WARNING, mismatch) for mismatch in near_mismatches(subject))
    for level, mismatch in (*by_words, *by_nearness):
        breakdown = mismatch.breakdown
        total = breakdown.total
        if total.kind == SCORE and is_claimed(total) and len(breakdown.parts) > 2:
            continue  # the parts of the whole score have a check of their own
        if total.kind == SCORE and any(rows_of(breakdown.parts)):
            continue  # 产出50分，得48.6分 are what there is to get and what was got
        if mismatch.unit_slip is not None or total.kind != kind or _family(breakdown) not in codes:
            continue
        if bracket is not None and (breakdown.relation == "bracket") != bracket:
            continue
        parts = outermost(breakdown.parts)
        expected = amount_like(mismatch.expected, total)
        yield Observation(
            *breakdown.span, stated=shown(total), expected=expected, level=level,
            message=_("%(parts)s = %(expected)s，文中总数写“%(stated)s”，相差 %(gap)s。") % {
                "parts": " + ".join(shown(part) for part in parts), "expected": expected, "stated": shown(total),
                "gap": amount_like(abs(mismatch.expected - total.figure.quantity.value), total),
            },
        )  # fmt: skip


def _family(breakdown: Breakdown) -> str:
    """Which line of the unit's accounts a total is; 一般公共预算收入 with 税收 and 非税 below it is a county's."""
    if breakdown.total.code == "income_general" and not any(part.code for part in breakdown.parts):
        return ""
    code = breakdown.total.code if breakdown.total.kind == MONEY else ""
    if code.startswith(("income", "three_public")):
        return "income" if code.startswith("income") else "three_public"
    return code if code.startswith(("expenditure", "vehicle")) else ""


@check(
    "income_parts",
    number=1,
    level=Level.ERROR,
    name=gettext_lazy("收入各项之和等于收入合计"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_income(subject: Subject) -> Iterator[Observation]:
    """一般公共预算拨款 + … = 收入合计."""
    yield from _observations(subject, "income")


@check(
    "expenditure_parts",
    number=4,
    level=Level.ERROR,
    name=gettext_lazy("支出各项之和等于支出合计"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_expenditure(subject: Subject) -> Iterator[Observation]:
    """基本支出 + 项目支出 = 支出合计, within the section (checks 4 and 5)."""
    yield from _observations(subject, "expenditure_total")


@check(
    "basic_parts",
    number=6,
    level=Level.ERROR,
    name=gettext_lazy("人员经费加公用经费等于基本支出"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_basic(subject: Subject) -> Iterator[Observation]:
    """人员经费 + 公用经费 = 基本支出, and the parts of each."""
    yield from _observations(subject, "expenditure_basic", "expenditure_personnel", "expenditure_public")


@check(
    "project_items",
    number=7,
    level=Level.ERROR,
    name=gettext_lazy("各项目金额之和等于项目支出"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_projects(subject: Subject) -> Iterator[Observation]:
    """The projects named below 项目支出 add up to it."""
    yield from _observations(subject, "expenditure_project")


@check(
    "three_public_parts",
    number=59,
    level=Level.ERROR,
    name=gettext_lazy("“三公”经费各项之和等于总额"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_three_public(subject: Subject) -> Iterator[Observation]:
    """出国 + 公车 + 接待 = 三公经费; 购置 + 运行维护 = 公车."""
    yield from _observations(subject, "three_public")


@check(
    "bracket_sum",
    number=35,
    level=Level.WARNING,
    name=gettext_lazy("括号内各项之和等于括号前的数"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_brackets(subject: Subject) -> Iterator[Observation]:
    """225个（其中132个，93个): the figures in brackets add up to the one before."""
    for kind in (COUNT, MONEY, SCORE):
        yield from _observations(subject, "", kind=kind, bracket=True)


@check(
    "list_sum",
    number=35,
    level=Level.WARNING,
    name=gettext_lazy("列出的各项之和等于总数"),
    source=_SOURCE,
    remedy=_REMEDY,
)
def check_lists(subject: Subject) -> Iterator[Observation]:
    """Any other total with its parts: counts, amounts outside of the chart, points of the score."""
    for kind in (COUNT, MONEY, SCORE):
        yield from _observations(subject, "", kind=kind, bracket=False)
