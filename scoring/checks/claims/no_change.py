# ruff: noqa: E501 - a pattern is read better in one piece
"""与上年持平 although the two figures are not the same."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .changes import is_prior
from .figures import amount_like, shown


@check(
    "no_change", number=2, level=Level.WARNING, name=gettext_lazy("“与上年持平”与两年的数一致"),
    source=gettext_lazy("算术核对：持平即两年的数相同"), remedy=gettext_lazy("改写为增加或减少多少，或者改正写错的数。"),
)  # fmt: skip
def check_no_change(subject: Subject) -> Iterator[Observation]:
    """与上年持平 although both figures are told and differ."""
    for sentence in subject.mentions:
        for mention in sentence:
            if mention.kind not in (MONEY, COUNT) or not mention.exact or mention.is_change or is_prior(mention):
                continue
            end = mention.figure.end
            match = re.match(
                r"[，,]?\s*(?:与|同|和)(?:上年|去年)[^，。；\d]{0,8}(?:持平|相同|一致|无变化)",
                subject.report.text[end : end + 30],
            )
            if match is None:
                continue
            others = [
                each for each in subject.named(mention.code) if is_prior(each) and not _other_columns(mention, each)
            ] if mention.code else []  # fmt: skip
            if others and all(each.figure.quantity.value != mention.figure.quantity.value for each in others):
                other = others[0]
                yield Observation(
                    mention.span[0], end + match.end(), stated=_("持平"),
                    expected=amount_like(abs(mention.figure.quantity.value - other.figure.quantity.value), mention),
                    message=_("上年是“%(prior)s”，本年是“%(now)s”，并不持平。")
                    % {"prior": shown(other), "now": shown(mention)},
                )  # fmt: skip


def _other_columns(now: Mention, prior: Mention) -> bool:
    """A budget beside last year's outturn, or the other way round: 与上年持平 speaks of last year's like."""
    planned = now.column in ("initial", "adjusted")
    return (planned and prior.column == "prior_outturn") or (not planned and prior.column == "prior_budget")
