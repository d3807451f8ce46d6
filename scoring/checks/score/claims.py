# ruff: noqa: E501 - a pattern is read better in one piece
"""The claimed self-score against its own words: the scores of the parts, and what was taken off."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import SCORE

from ..claims.figures import HUNDRED, is_mistyped, shown
from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .rows import claimed_totals, deductions, is_claimed, is_full, is_taken, lines_of_scores, rows_of, taken_off

_CENT = Decimal("0.01")
_MOST_APART = 12  # points; more is another table's total
_TOTAL = re.compile(r"(?:总分|合计得分|得分合计|总得分|自评得分|综合得分|最终得分|合计|共计|总计|自评总分|总体得分)(?:为|是|共)?$")
_ROW = re.compile(r"(?:得分?|自评|计|评)(?:为|了)?$")
_LISTED = re.compile(r"其中|各部分|各项|分别|包括|具体|依次|即|由|[：:（(]")
_GOES_ON = re.compile(r"其中|具体|分别|各项|各部分")
_NOT_PART = re.compile(r"加分|附加|奖励|上年|去年|复核|比|较|提高|降低|增加|下降|分值|权重|满分")
_LEAST_ROW = Decimal("3.5")  # points; a whole row has more
_NO_ROW = re.compile(r"满分|分值|权重|指标值|标准分|扣|占|复核|上年|提高|降低|增加|下降")


@check(
    "score_parts", number=19, level=Level.WARNING, name=gettext_lazy("各部分得分之和等于自评得分"),
    source=gettext_lazy("财预〔2020〕10号：自评总分为各项指标得分之和"), remedy=gettext_lazy("逐项核对得分，改正总分或者写错的一项。"),
)  # fmt: skip
def check_parts(subject: Subject) -> Iterator[Observation]:
    """投入指标20分，得18.5分；…总分95分: the scores of one paragraph against the total behind them."""
    for scores in lines_of_scores(subject):
        yield from _parts_behind(subject, scores)
        total, before = scores[-1], scores[:-1]
        if not _TOTAL.search(total.figure.label) or any(_TOTAL.search(each.figure.label) for each in before):
            continue
        if any(
            each.figure.depth or not each.exact or (each.figure.opens and "其中" in each.figure.gap) for each in scores
        ):
            continue
        parts = [
            each for at, each in enumerate(before)
            if _ROW.search(each.figure.label) or (is_claimed(total) and not each.figure.label and _ROW.search(_lead(before, at)))
        ] or _bare_rows(before)  # fmt: skip
        if not 3 <= len(parts) <= 12:
            continue
        value = total.figure.quantity.value
        actual = sum((each.figure.quantity.value for each in parts), Decimal(0))
        if _CENT < abs(actual - value) < _MOST_APART and actual <= HUNDRED:
            yield _wrong_total(total, parts, actual)


def _lead(scores: Sequence[Mention], at: int) -> str:
    """The words that figures without words of their own share: 分别得14分、36分、26分."""
    while at and not scores[at].figure.label and scores[at].figure.gap.strip() in ("、", "，", "和"):
        at -= 1
    return scores[at].figure.label if "分别" in scores[at].figure.label else ""


def _wrong_total(total: Mention, parts: Sequence[Mention], actual: Decimal) -> Observation:
    return Observation(
        min(total.span[0], parts[0].span[0]), max(total.figure.end, parts[-1].figure.end), stated=shown(total),
        expected=f"{trimmed(actual)}分", message=_("%(parts)s = %(actual)s分，文中总分写“%(stated)s”。")
        % {"parts": " + ".join(shown(each) for each in parts), "actual": trimmed(actual), "stated": shown(total)},
    )  # fmt: skip


def _parts_behind(subject: Subject, scores: Sequence[Mention]) -> Iterator[Observation]:
    """自评得分96.5分，其中投入14分、过程36.5分、产出26分、效果18分: the parts behind their total."""
    for total in claimed_totals(scores):
        behind = [each for each in scores if each.figure.start > total.figure.start]
        behind = [each for each in behind if each.sentence is total.sentence or _GOES_ON.match(each.sentence.text)]
        points = {id(points) for points, _got in rows_of(behind)}
        rows = [each for each in behind if id(each) not in points and not is_full(each)]
        if not rows or not _LISTED.search(subject.quote(total.figure.end, rows[0].figure.start)):
            continue
        parts: list[Mention] = []
        for each in rows:
            if is_taken(each) or _TOTAL.search(each.figure.label) or _NOT_PART.search(each.figure.label):
                break
            if each.figure.depth == rows[0].figure.depth:
                parts.append(each)
        rest = [each for each in rows if each not in parts]
        if not 3 <= len(parts) <= 12 or not all(each.exact for each in parts) or any("其中" in each.figure.gap for each in parts[1:]):
            continue
        actual = sum((each.figure.quantity.value for each in parts), Decimal(0))
        gap = total.figure.quantity.value - actual
        if abs(gap) <= _CENT or actual >= HUNDRED or gap <= -_MOST_APART or any(each.figure.quantity.value == abs(gap) for each in rest):
            continue
        # Of what is too little, a part not named may be the reason.
        if gap < 0 or gap <= _LEAST_ROW or is_mistyped(total.figure.quantity, actual):
            yield _wrong_total(total, parts, actual)


def _bare_rows(before: Sequence[Mention]) -> list[Mention]:
    """决策18分、过程19.5分、产出28.2分、效益27.8分: scores without 得, but not the points there are to get."""
    if any(_NO_ROW.search(each.figure.label) or not each.figure.label for each in before):
        return []
    return [] if sum((each.figure.quantity.value for each in before), Decimal(0)) == HUNDRED else list(before)


_NONE_OFF = re.compile(r"[未不]扣|没有扣|得?满分(?!\d)")


@check(
    "score_deducted", number=19, level=Level.WARNING, name=gettext_lazy("扣分与得分之和等于满分"),
    source=gettext_lazy("财预〔2020〕10号：满分100分，得分 = 100 − 扣分"), remedy=gettext_lazy("核对扣分和得分，改正写错的一个。"),
)  # fmt: skip
def check_deduction(subject: Subject) -> Iterator[Observation]:
    """自评得分97分，扣4分: what was taken off, at once or part by part, and what is left make 100."""
    for sentence in subject.mentions:
        scores = [each for each in sentence if each.kind == SCORE]
        totals = claimed_totals(scores)
        full = [each for each in scores if "满分" in each.figure.label]
        off = deductions(scores)
        if len(totals) != 1 or not off or any(each.figure.quantity.value != HUNDRED for each in full):
            continue
        total, lost = totals[0], sum((taken_off(each) for each in off), Decimal(0))
        stated = total.figure.quantity.value
        gap = stated + lost - HUNDRED
        if abs(gap) <= _CENT or not 50 <= stated <= HUNDRED:
            continue
        if len(off) > 1 and gap < 0 and not _NONE_OFF.search(sentence[0].sentence.text):
            continue  # perhaps not all that was taken off is named
        first, last = min(total.span[0], off[0].span[0]), max(total.figure.end, off[-1].figure.end)
        words = " − ".join(["100", *(trimmed(taken_off(each)) for each in off)])
        if total.figure.start > off[-1].figure.start or len(off) > 1:
            yield Observation(
                first, last, stated=shown(total), expected=f"{trimmed(HUNDRED - lost)}分",
                message=_("%(terms)s = %(right)s分，文中写得%(stated)s。")
                % {"terms": words, "right": trimmed(HUNDRED - lost), "stated": shown(total)},
            )  # fmt: skip
        else:
            yield Observation(
                first, last, stated=shown(off[0]), expected=f"{trimmed(HUNDRED - stated)}分",
                message=_("100 − %(score)s = %(right)s分，文中写扣%(stated)s。")
                % {"score": trimmed(stated), "right": trimmed(HUNDRED - stated), "stated": shown(off[0])},
            )  # fmt: skip
