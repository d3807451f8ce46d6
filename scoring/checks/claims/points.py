# ruff: noqa: E501 - a pattern is read better in one piece
"""Percentages and the points between them: 由30%上升到35%，提高5个百分点."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.quantities import PERCENT, POINTS

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .figures import shown


@check(
    "points_change", number=2, level=Level.WARNING, name=gettext_lazy("百分点的增减与前后两个百分比一致"),
    source=gettext_lazy("算术核对：百分点 = 后一百分比 − 前一百分比"), remedy=gettext_lazy("按两个百分比重新计算百分点。"),
)  # fmt: skip
def check_points(subject: Subject) -> Iterator[Observation]:
    """由30%上升到35%，提高6个百分点: the difference of the two percentages."""
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
            true = abs(second.figure.quantity.value - first.figure.quantity.value)
            if abs(third.figure.quantity.value - true) <= third.figure.quantity.step:
                continue
            yield Observation(
                first.span[0], third.figure.end, stated=shown(third), expected=f"{true.normalize():f}个百分点",
                message=_("%(first)s 与 %(second)s 相差 %(true)s 个百分点，文中写“%(stated)s”。") % {
                    "first": shown(first), "second": shown(second), "true": f"{true.normalize():f}",
                    "stated": f"{third.figure.quantity.number}个百分点",
                },
            )  # fmt: skip
