# ruff: noqa: E501 - a pattern is read better in one piece
"""A report against last year's and against those of other units: growth, copies, scores."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.quantities import MONEY_UNITS, PERCENT

from .claims.changes.changes import find_changes
from .claims.changes.judged_changes import Change
from .claims.figures import amount_like, shown
from .finding import Level, Observation
from .history import LastYear
from .registry import Needs, check
from .subject import Subject

# A rate is rounded, and so are both amounts: a base may be off by this share before it is called implausible.
_SLACK = Decimal("0.02")
HIGH = Decimal(98)


@check(
    "growth_against_last_year", number=37, level=Level.HINT, needs=Needs.HISTORY,
    name=gettext_lazy("增长率与上年报告中的数相符"), source=gettext_lazy("数据一致性：本年数 ÷（1 + 增长率）= 上年报告中的数"),
    remedy=gettext_lazy("核对上年报告中的数；统计口径有调整的，写明。"),
)  # fmt: skip
def check_growth(subject: Subject) -> Iterator[Observation]:
    """税收11.3亿元，增长14.02%: the base that follows from it against the figure in last year's report."""
    last = subject.history.last if subject.history is not None else None
    if last is None:
        return
    for change in find_changes(subject):
        found = _against(change, last)
        if found is not None:
            yield found


def _against(change: Change, last: LastYear) -> Observation | None:
    now, rate = change.now.figure, change.rate
    known = last.figures.get(now.label)
    if rate is None or rate.kind != PERCENT or change.rising is None or known is None or not rate.exact:
        return None
    kind, value, _unit, number = known
    if kind != change.now.kind or value <= 0 or change.base is not None:
        return None
    step = rate.figure.quantity.value / 100
    factor = 1 + step if change.rising else 1 - step
    if factor <= 0:
        return None
    base = now.quantity.value / factor
    if abs(base - value) <= abs(value) * _SLACK:
        return None
    unit = MONEY_UNITS.get(now.quantity.unit, Decimal(1))
    shown_base = amount_like((base / unit).quantize(Decimal("0.01")) * unit, change.now)
    return Observation(
        change.now.span[0], rate.figure.end, stated=shown(rate), expected=f"{number}{_unit}",
        message=_("%(now)s、变动%(rate)s，推算上年为%(base)s；%(year)s年度报告中写的是%(last)s。") % {
            "now": shown(change.now), "rate": shown(rate), "base": shown_base, "year": last.year,
            "last": f"{number}{_unit}",
        },
    )  # fmt: skip


@check(
    "copied_paragraph", number=41, level=Level.WARNING, needs=Needs.HISTORY,
    name=gettext_lazy("没有照搬上年或其他单位的段落"), source=gettext_lazy("报告写作规范：内容不重复（相似度超过 0.8）"),
    remedy=gettext_lazy("按本年的实际情况改写；确属固定内容的，写明情况。"),
)  # fmt: skip
def check_copies(subject: Subject) -> Iterator[Observation]:
    """A typed paragraph that is more than 0.8 like one that this unit sent last year, or that another unit sent."""
    text = subject.report.text
    for copy in subject.history.copies if subject.history is not None else ():
        start = text.find(copy.text)
        whose = _("本单位") if copy.is_own else _("其他单位")
        yield Observation(
            start, start + len(copy.text) if start >= 0 else -1, stated=f"{copy.similarity:.0%}", expected="", place=copy.place,
            section=copy.place.split("/")[0],
            message=_("这一段与%(whose)s%(year)s年度报告中的一段基本相同（相似度%(share)s）。")
            % {"whose": whose, "year": copy.year, "share": f"{copy.similarity:.0%}"},
        )  # fmt: skip


@check(
    "score_against_last_year", number=61, level=Level.HINT, needs=Needs.HISTORY,
    name=gettext_lazy("得分变化与预算执行相符"), source=gettext_lazy("自评质量要求：如实评价，得分与预算执行情况相称"),
    remedy=gettext_lazy("核对自评得分；确实提高的，写明依据。"),
)  # fmt: skip
def check_scores(subject: Subject) -> Iterator[Observation]:
    """The score rose while the execution rate fell, or lies above 98 two years running."""
    last = subject.history.last if subject.history is not None else None
    total, execution = subject.total, subject.execution
    if last is None or last.total is None or total is None:
        return
    if total > HIGH and last.total > HIGH:
        yield Observation(
            -1, -1, stated=f"{total}", expected="", section="performance",
            message=_("自评得分连续两年超过98分（%(year)s年度 %(last)s 分，本年 %(now)s 分）。")
            % {"year": last.year, "last": last.total, "now": total},
        )  # fmt: skip
    fell = last.execution is not None and execution is not None and execution < last.execution
    if fell and total > last.total:
        yield Observation(
            -1, -1, stated=f"{total}", expected="", section="performance",
            message=_("预算执行率由 %(before)s%% 降到 %(after)s%%，自评得分却由 %(last)s 分升到 %(now)s 分。")
            % {"before": last.execution, "after": execution, "last": last.total, "now": total},
        )  # fmt: skip


@check(
    "sent_late", number=62, level=Level.HINT, needs=Needs.DRAFT, name=gettext_lazy("在截止时间前报送"),
    source=gettext_lazy("自评工作通知规定的报送时间"), remedy=gettext_lazy("尽快报送；延期的原因可在报送时写明。"),
)  # fmt: skip
def check_late(subject: Subject) -> Iterator[Observation]:
    """The general window is over, though an extension may still allow sending."""
    content = subject.content
    if content is None or subject.now is None:
        return
    closes_at = content.report.campaign.closes_at
    if subject.now > closes_at:
        days = (subject.now - closes_at).days
        yield Observation(
            -1, -1, section="", stated="", expected="",
            message=_("已过本次自评统一的截止时间 %(days)s 天。") % {"days": days} if days else _("已过本次自评统一的截止时间。"),
        )  # fmt: skip


@check(
    "score_against_sheet", number=19, level=Level.ERROR, needs=Needs.DRAFT, name=gettext_lazy("文中的自评得分与评分表一致"),
    source=gettext_lazy("财预〔2020〕10号：自评得分由各项指标得分汇总"), remedy=gettext_lazy("把文字中的得分改成评分表的合计，或者补全评分表。"),
)  # fmt: skip
def check_sheet(subject: Subject) -> Iterator[Observation]:
    """自评得分95分 in the text, and another sum on the score sheet."""
    if subject.content is None or subject.total is None:
        return
    for each in subject.named("self_score"):
        stated = each.figure.quantity
        if each.certain and abs(stated.value - subject.total) > max(Decimal("0.01"), stated.step):
            yield Observation(
                *each.span, stated=shown(each), expected=f"{subject.total}分",
                message=_("文中写自评得分%(stated)s，评分表合计是 %(total)s 分。")
                % {"stated": shown(each), "total": subject.total},
            )  # fmt: skip
