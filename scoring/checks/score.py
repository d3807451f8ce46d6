# ruff: noqa: E501 - a pattern is read better in one piece
"""The claimed self-score: what known losses leave possible, and the grade it is called."""

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.characters import fold
from departments.prose.numbers import trimmed
from departments.prose.quantities import SCORE

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


_TOTAL_SCORE = re.compile(
    r"(?:总分|合计得分|得分合计|总得分|自评得分|综合得分|最终得分|合计|共计|总计|自评总分|总体得分)(?:为|是|共)?$"
)
_ROW_SCORE = re.compile(r"(?:得分?|自评|计|评)(?:为|了)?$")


@check(
    "score_parts", number=19, level=Level.WARNING, name=gettext_lazy("各部分得分之和等于自评得分"),
    source=gettext_lazy("财预〔2020〕10号：自评总分为各项指标得分之和"), remedy=gettext_lazy("逐项核对得分，改正总分或者写错的一项。"),
)  # fmt: skip
def check_parts(subject: Subject) -> Iterator[Observation]:
    """投入指标20分，得18.5分；…总分95分: the scores of one paragraph against the total behind them."""
    lines: dict[int, list[Mention]] = {}
    for sentence in subject.mentions:
        for each in sentence:
            if each.kind == SCORE:
                lines.setdefault(subject.line_of(each.figure.start)[0], []).append(each)
    for scores in lines.values():
        total = scores[-1]
        parts = [each for each in scores[:-1] if _ROW_SCORE.search(each.figure.label)]
        if not _TOTAL_SCORE.search(total.figure.label) or not 3 <= len(parts) <= 12:
            continue
        if any(
            each.figure.depth or not each.exact or (each.figure.opens and "其中" in each.figure.gap) for each in scores
        ):
            continue
        if any(_TOTAL_SCORE.search(each.figure.label) for each in scores[:-1]):
            continue
        value = total.figure.quantity.value
        actual = sum((each.figure.quantity.value for each in parts), Decimal(0))
        if abs(actual - value) > Decimal("0.01") and abs(actual - value) < 12:
            yield Observation(
                parts[0].span[0], total.figure.end, stated=shown(total), expected=f"{trimmed(actual)}分",
                message=_("%(parts)s = %(actual)s分，文中总分写“%(stated)s”。")
                % {"parts": " + ".join(shown(each) for each in parts), "actual": trimmed(actual), "stated": shown(total)},
            )  # fmt: skip


_DEDUCTED = re.compile(r"^(?:共|合计|共计|总计|累计|总)?扣(?:减|除|掉|分)?(?:了|为)?$")


@check(
    "score_deducted", number=19, level=Level.WARNING, name=gettext_lazy("扣分与得分之和等于满分"),
    source=gettext_lazy("财预〔2020〕10号：满分100分，得分 = 100 − 扣分"), remedy=gettext_lazy("核对扣分和得分，改正写错的一个。"),
)  # fmt: skip
def check_deduction(subject: Subject) -> Iterator[Observation]:
    """自评得分97分，扣4分: what was taken off and what is left make 100."""
    for sentence in subject.mentions:
        scores = [each for each in sentence if each.kind == SCORE]
        totals = [each for each in scores if each.code == "self_score" and each.certain]
        off = [each for each in scores if _DEDUCTED.match(each.figure.label) and not each.figure.tail]
        if len(totals) != 1 or len(off) != 1 or not off[0].exact or not totals[0].exact:
            continue
        stated, lost = totals[0].figure.quantity.value, off[0].figure.quantity.value
        if abs(stated + lost - 100) <= Decimal("0.01") or not 50 <= stated <= 100:
            continue
        yield Observation(
            min(totals[0].span[0], off[0].span[0]), max(totals[0].figure.end, off[0].figure.end), stated=shown(off[0]),
            expected=f"{trimmed(100 - stated)}分",
            message=_("100 − %(score)s = %(right)s分，文中写扣%(stated)s。")
            % {"score": trimmed(stated), "right": trimmed(100 - stated), "stated": shown(off[0])},
        )  # fmt: skip


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
