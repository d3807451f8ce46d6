# ruff: noqa: E501 - a pattern is read better in one piece
"""Percentages and the points between them: 由30%上升到35%，提高5个百分点."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.quantities import PERCENT, POINTS

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import shown
from ..nearby import is_reported, words_of
from .change_slips import is_slip_of_points
from .near_changes import near_steps, topic_of
from .stated_changes import is_subject, subject_of


@check(
    "points_change", number=2, level=Level.WARNING, name=gettext_lazy("百分点的增减与前后两个百分比一致"),
    source=gettext_lazy("算术核对：百分点 = 后一百分比 − 前一百分比"), remedy=gettext_lazy("按两个百分比重新计算百分点。"),
)  # fmt: skip
def check_points(subject: Subject) -> Iterator[Observation]:
    """由30%上升到35%，提高6个百分点: the difference of the two percentages."""
    told = list(_by_words(subject))
    yield from told
    for step in near_steps(subject):
        points = step.stated.of_kind(POINTS)
        if points is not None and not is_reported(points, told) and is_slip_of_points(step):
            yield _observed(step.base, step.now, points, rising=step.stated.rising)


def _by_words(subject: Subject) -> Iterator[Observation]:
    for sentence in subject.mentions:
        for first, second, third in zip(sentence, sentence[1:], sentence[2:], strict=False):
            if (first.kind, second.kind, third.kind) != (PERCENT, PERCENT, POINTS):
                continue
            moved = re.search(r"由|从", first.figure.gap) and re.search(r"(?:到|至|为)$", second.figure.label)
            if not moved and not re.fullmatch(
                r"，?[比较](?:上年|去年|20\d\d年)度?同?期?的?", second.figure.gap.strip()
            ):
                continue
            if third.figure.group != second.figure.group or len(third.figure.gap) > 10 or not third.exact:
                continue
            if not is_subject(subject_of(third), topic_of(first) + words_of(second)):
                continue  # 漏损率由16%下降到12%，产销差率下降3.2个百分点
            true = abs(second.figure.quantity.value - first.figure.quantity.value)
            if abs(third.figure.quantity.value - true) <= third.figure.quantity.step:
                continue
            yield _observed(first, second, third, rising=None)


def _observed(base: Mention, now: Mention, points: Mention, *, rising: bool | None) -> Observation:
    moved = now.figure.quantity.value - base.figure.quantity.value
    unit = points.figure.quantity.unit
    true = _("%(number)s个%(unit)s") % {"number": f"{abs(moved).normalize():f}", "unit": unit}
    stated = _("%(number)s个%(unit)s") % {"number": points.figure.quantity.number, "unit": unit}
    span = (min(each.span[0] for each in (base, now, points)), max(each.figure.end for each in (base, now, points)))
    if points.figure.quantity.value == abs(moved) and rising is not None:
        right = _("提高") if moved > 0 else _("降低")
        wrong = _("提高") if rising else _("降低")
        return Observation(
            *span, stated=wrong, expected=f"{right}{true}",
            message=_("由 %(base)s 到 %(now)s 是%(right)s，文中写“%(stated)s”。")
            % {"base": shown(base), "now": shown(now), "right": right, "stated": wrong},
        )  # fmt: skip
    return Observation(
        *span, stated=shown(points), expected=true,
        message=_("%(first)s 与 %(second)s 相差 %(true)s，文中写“%(stated)s”。")
        % {"first": shown(base), "second": shown(now), "true": true, "stated": stated},
    )  # fmt: skip
