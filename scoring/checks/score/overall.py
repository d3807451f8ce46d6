# ruff: noqa: E501 - a pattern is read better in one piece
"""The claimed self-score: what known losses and the execution rate leave possible, and the table that shows it."""

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.numbers import trimmed
from departments.prose.quantities import SCORE

from ..claims.figures import percent, shown, shown_percent
from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .limits import rows_over_points, totals_over_losses

# 在职人员控制率 of the standard table: 5 points, 0.5 points for each full percentage point over 100 %.
_STAFF_POINTS, _STAFF_STEP = Decimal(5), Decimal("0.5")
# “三公经费”变动率 of the standard table: 8 points, 0.8 points for each full percentage point above 0.
_THREE_PUBLIC_POINTS, _THREE_PUBLIC_STEP = Decimal(8), Decimal("0.8")


@check(
    "score_ceiling", number=13, level=Level.WARNING, name=gettext_lazy("得分不高于满分和已知扣分后的上限"),
    source=gettext_lazy("部门整体支出绩效评价指标评分表（投入类指标）"),
    remedy=gettext_lazy("对照评分表逐项核对自评得分，确实应扣的分扣除。"),
)  # fmt: skip
def check_ceiling(subject: Subject) -> Iterator[Observation]:
    """100 minus the losses that facts of the text force or that it tells, against the claimed score; 满分25分，得26分."""
    yield from rows_over_points(subject)
    yield from totals_over_losses(subject)
    scores = [each for each in subject.named("self_score") if each.certain]
    if not scores:
        return
    losses: list[tuple[Decimal, str]] = [loss for loss in (_staff_loss(subject), _three_public_loss(subject)) if loss]
    lost = sum((points for points, _words in losses), Decimal(0))
    ceiling = 100 - lost
    if not lost or scores[0].figure.quantity.value < ceiling:
        return
    yield Observation(
        *scores[0].span, stated=shown(scores[0]), expected=_("最多%(ceiling)s分") % {"ceiling": f"{ceiling.normalize():f}"},
        message=_("%(losses)s，自评得分最多 %(ceiling)s 分；文中写“%(stated)s”，等于其余指标全部满分。")
        % {
            "losses": "；".join(words for _points, words in losses), "ceiling": f"{ceiling.normalize():f}",
            "stated": shown(scores[0]),
        },
    )  # fmt: skip


def _loss(over: Decimal, points: Decimal, step: Decimal) -> Decimal:
    return min(points, over.to_integral_value(ROUND_FLOOR) * step) if over >= 1 else Decimal(0)


def _staff_loss(subject: Subject) -> tuple[Decimal, str] | None:
    quotas = {each.figure.quantity.value for each in subject.named("staff_quota") if each.certain}
    actuals = {each.figure.quantity.value for each in subject.named("staff_actual") if each.certain}
    if len(quotas) != 1 or len(actuals) != 1:
        return None
    quota, actual = quotas.pop(), actuals.pop()
    if quota <= 0:
        return None
    rate = percent(actual, quota)
    lost = _loss(rate - 100, _STAFF_POINTS, _STAFF_STEP)
    words = _("在职人员控制率 %(actual)s ÷ %(quota)s = %(rate)s，扣 %(lost)s 分") % {
        "actual": actual, "quota": quota, "rate": shown_percent(rate), "lost": lost.normalize(),
    }  # fmt: skip
    return (lost, words) if lost else None


def _three_public_loss(subject: Subject) -> tuple[Decimal, str] | None:
    now = {each.figure.quantity.value for each in subject.named("three_public_total", "initial") if each.certain}
    prior = {each.figure.quantity.value for each in subject.named("three_public_total", "prior_budget") if each.certain}
    if len(now) != 1 or len(prior) != 1:
        return None
    this, last = now.pop(), prior.pop()
    if last <= 0:
        return None
    rate = percent(this - last, last)
    lost = _loss(rate, _THREE_PUBLIC_POINTS, _THREE_PUBLIC_STEP)
    words = _("“三公”经费变动率（%(now)s − %(prior)s）÷ %(prior)s = %(rate)s，扣 %(lost)s 分") % {
        "now": this, "prior": last, "rate": shown_percent(rate), "lost": lost.normalize(),
    }  # fmt: skip
    return (lost, words) if lost else None


_TABLE_WORDS = re.compile(r"评分表|自评表|打分表|计分表|指标表|指标体系|附表|附件|评价表|评分标准|逐项(?:打分|评分|自评)")


@check(
    "score_table", number=19, level=Level.HINT, name=gettext_lazy("自评得分附有评分表"),
    source=gettext_lazy("财预〔2020〕10号：自评得分由各项指标得分汇总"), remedy=gettext_lazy("附上整体支出绩效自评表，写明各项得分和扣分原因。"),
)  # fmt: skip
def check_table(subject: Subject) -> Iterator[Observation]:
    """A self-score with no table, no scores of parts and no word of a table; one may lie beside the file, so a hint."""
    scores = [each for each in subject.named("self_score") if each.certain]
    if not scores or subject.content is not None:
        return
    others = [each for sentence in subject.mentions for each in sentence if each.kind == SCORE and each not in scores]
    if len(others) >= 3 or any(line.cells for line in subject.report.document.lines) or _TABLE_WORDS.search(subject.report.text):
        return
    yield Observation(
        *scores[0].span, stated=shown(scores[0]), expected="",
        message=_("自评得分%(score)s没有评分表，各项得了多少、扣在哪里无从核对。") % {"score": shown(scores[0])},
    )  # fmt: skip


# 总分上限 by execution rate, as one platform cuts (rate below, at most).
_CAPS = ((Decimal(50), Decimal(59)), (Decimal(60), Decimal(69)), (Decimal(70), Decimal(79)), (Decimal(80), Decimal(89)))


@check(
    "score_cap", number=26, level=Level.WARNING, name=gettext_lazy("执行率偏低的，得分不超过上限"),
    source=gettext_lazy("自评平台规则：执行率70%至80%的总分不超过89分，60%至70%的不超过79分，50%至60%的不超过69分，低于50%的不超过59分"),
    remedy=gettext_lazy("核对执行率；执行率确实偏低的，按上限调整自评得分并说明原因。"),
)  # fmt: skip
def check_cap(subject: Subject) -> Iterator[Observation]:
    """A score that the execution rate of the whole budget does not allow."""
    scores = [each for each in subject.named("self_score") if each.certain]
    budgets = {each.figure.quantity.value for each in subject.named("expenditure_total", "adjusted") if each.certain}
    outturns = {each.figure.quantity.value for each in subject.named("expenditure_total", "outturn") if each.certain}
    if not scores or len(budgets) != 1 or len(outturns) != 1 or subject.content is not None:
        return
    budget, outturn = budgets.pop(), outturns.pop()
    if budget <= 0:
        return
    rate = percent(outturn, budget).quantize(Decimal("0.01"), ROUND_HALF_UP)
    most = next((most for below, most in _CAPS if rate < below), None)
    if most is not None and scores[0].figure.quantity.value > most:
        yield Observation(
            *scores[0].span, stated=shown(scores[0]), expected=_("最多%(most)s分") % {"most": most},
            message=_("预算执行率 %(outturn)s ÷ %(budget)s = %(rate)s，总分不超过 %(most)s 分，文中写“%(stated)s”。") % {
                "outturn": trimmed(outturn), "budget": trimmed(budget), "rate": shown_percent(rate), "most": most,
                "stated": shown(scores[0]),
            },
        )  # fmt: skip
