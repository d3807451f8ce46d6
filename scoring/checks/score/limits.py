"""Scores that cannot be: a row above its points, the whole above what the losses that the text tells leave."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed

from ..claims.figures import HUNDRED, is_mistyped, shown
from ..finding import Observation
from ..subject import Subject
from .rows import claimed_totals, deductions, has_extra, is_full, lines_of_scores, lost_of, rows_of

_FARTHEST = Decimal("1.5")  # what is more is another thing's score
_OTHER_FULL = re.compile(r"(?:满分|总分值?)为?1[1-9]\d分|加分|附加分|奖励分")
_LEAST = Decimal(50)  # a lower one is no whole score


def rows_over_points(subject: Subject) -> Iterator[Observation]:
    """过程指标（满分25分）得26分: more than there is to get."""
    for scores in lines_of_scores(subject):
        for points, got in rows_of(scores):
            most, value = points.figure.quantity.value, got.figure.quantity.value
            if 0 < most < value and (value <= most * _FARTHEST or is_mistyped(got.figure.quantity, most)):
                yield Observation(
                    min(points.span[0], got.span[0]), max(points.figure.end, got.figure.end), stated=shown(got),
                    expected=_("最多%(ceiling)s分") % {"ceiling": trimmed(most)},
                    message=_("满分%(points)s，文中写得%(stated)s。") % {"points": shown(points), "stated": shown(got)},
                )  # fmt: skip


def totals_over_losses(subject: Subject) -> Iterator[Observation]:
    """两项各扣2分，自评得分97.5分; 分值5分，按规定不得分，自评得分97分."""
    for scores in lines_of_scores(subject):
        totals = claimed_totals(scores)
        full = [each for each in scores if is_full(each) and each.figure.quantity.value > HUNDRED]
        if len(totals) != 1 or full:
            continue
        total, lost = totals[0], lost_of(scores)
        stated = total.figure.quantity.value
        above = HUNDRED < stated < HUNDRED + _LEAST and not has_extra(scores)
        if above and not _OTHER_FULL.search(subject.report.text):
            yield _observed(*total.span, total, HUNDRED, _("满分100分"))
            continue
        of_sentence = [each for each in scores if each.sentence is total.sentence]
        if not lost or not max(_LEAST, HUNDRED - lost) < stated <= HUNDRED or deductions(of_sentence):
            continue
        others = [each for each in of_sentence if each is not total]
        start, end = min(each.span[0] for each in (*others, total)), max(each.figure.end for each in (*others, total))
        yield _observed(start, end, total, HUNDRED - lost, _("文中已说明至少扣%(lost)s分") % {"lost": trimmed(lost)})


def _observed(start: int, end: int, total: Mention, most: Decimal, why: str) -> Observation:
    ceiling = trimmed(most)
    return Observation(
        start, end, stated=shown(total), expected=_("最多%(ceiling)s分") % {"ceiling": ceiling},
        message=_("%(why)s，自评得分最多 %(ceiling)s 分；文中写“%(stated)s”。")
        % {"why": why, "ceiling": ceiling, "stated": shown(total)},
    )  # fmt: skip
