# ruff: noqa: E501 - a pattern is read better in one piece
"""The claimed self-score: what known losses leave possible, and the grade it is called."""

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold

from .claims.figures import percent, shown, shown_percent
from .finding import Level, Observation
from .registry import check
from .subject import Subject

# 在职人员控制率 of the standard table: 5 points, 0.5 points for each full percentage point over 100 %.
_STAFF_POINTS, _STAFF_STEP = Decimal(5), Decimal("0.5")
# “三公经费”变动率 of the standard table: 8 points, 0.8 points for each full percentage point above 0.
_THREE_PUBLIC_POINTS, _THREE_PUBLIC_STEP = Decimal(8), Decimal("0.8")

_GRADES = (("优", Decimal(90), Decimal(100)), ("良", Decimal(80), Decimal(90)), ("中", Decimal(60), Decimal(80)), ("差", Decimal(0), Decimal(60)))  # fmt: skip
_GRADE = re.compile(
    r"(?:等级|等次|档次|级别|结果|评价|评定|评级)[^，。；]{0,6}?(?:为|是|：|属于|评为|定为)?[“\"]?(优秀|优|良好|良|中等|中|较差|差)[”\"]?(?=[，。；！）级等\s]|$)"
)


@check(
    "score_ceiling", number=13, level=Level.WARNING, name=gettext_lazy("自评得分不高于已知扣分后的上限"),
    source=gettext_lazy("部门整体支出绩效评价指标评分表（投入类指标）"),
    remedy=gettext_lazy("对照评分表逐项核对自评得分，确实应扣的分扣除。"),
)  # fmt: skip
def check_ceiling(subject: Subject) -> Iterator[Observation]:
    """100 minus the losses that facts of the text force, against the claimed score."""
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


@check(
    "grade_fits_score", number=20, level=Level.ERROR, name=gettext_lazy("等级与得分相符"),
    source=gettext_lazy("财预〔2020〕10号：90分及以上为优，80至90分为良，60至80分为中，60分以下为差"),
    remedy=gettext_lazy("按得分改正等级。"),
)  # fmt: skip
def check_grade(subject: Subject) -> Iterator[Observation]:
    """A grade named in the sentence of the score against the bands."""
    for score in subject.named("self_score"):
        if not score.certain or len([each for each in score.sentence.figures if each.quantity.kind == "score"]) > 1:
            continue
        rest = fold(subject.report.text[score.figure.end : score.sentence.end])
        match = _GRADE.search(rest)
        if match is None or match.start() > 30:
            continue
        value = score.figure.quantity.value
        right = next((name for name, low, high in _GRADES if low <= value < high or value == high == 100), "")
        if right and not match[1].replace("较", "").startswith(right):
            start = score.figure.end + match.start()
            yield Observation(
                score.span[0], start + len(match[0]), stated=match[1], expected=right,
                message=_("%(score)s 属于“%(right)s”，文中写“%(stated)s”。")
                % {"score": shown(score), "right": right, "stated": match[1]},
            )  # fmt: skip
