# ruff: noqa: E501 - a pattern is read better in one piece
"""与上年持平 although the two figures are not the same."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import amount_like, scale_of, shown
from ..nearby import is_reported, levels
from .changes import are_other_columns, is_prior
from .figure_times import is_earlier
from .near_changes import are_tied
from .stated_changes import is_stated_change, is_subject, own_words

_ALIKE = r"(?:持平|相同|一致|一样|(?:没有|无|未发生)变化|未变)"
_AS_LAST_YEAR = re.compile(rf"(?:与|同|和|较|比)(?:上一?年|去年)[^，。；\d]{{0,8}}{_ALIKE}")
_AS_THEN = re.compile(rf"，(?P<subject>[^，。；\d]{{0,12}}?)(?:与|同|和|较|比)(?:上一?年|去年|20\d\d年)[^，。；\d]{{0,8}}{_ALIKE}")
# 签约户数与上年的1423户持平, 26名，与上年30名相同
_AS_FIGURE = re.compile(rf"^(?:的水平|的数|相比)?{_ALIKE}")
_BESIDE_PRIOR = re.compile(r"(?P<subject>[^，。；]*)(?:与|同|和|较|比)(?:上一?年|去年|20\d\d年)[^，。；]{0,8}$")
_ROUGHLY = re.compile(r"基本|大致|大体|总体|约|大约|左右")


@check(
    "no_change", number=2, level=Level.WARNING, name=gettext_lazy("“与上年持平”与两年的数一致"),
    source=gettext_lazy("算术核对：持平即两年的数相同"), remedy=gettext_lazy("改写为增加或减少多少，或者改正写错的数。"),
)  # fmt: skip
def check_no_change(subject: Subject) -> Iterator[Observation]:
    """与上年持平 although both figures are told and differ."""
    told = list(_across_the_text(subject))
    yield from told
    for sentence in subject.mentions:
        if sentence and re.search(_ALIKE, sentence[0].sentence.text):
            for now, base, end in _side_by_side(subject, sentence):
                if not is_reported(now, told):
                    yield _observed(now, base, end)


def _across_the_text(subject: Subject) -> Iterator[Observation]:
    for sentence in subject.mentions:
        for mention in sentence:
            if mention.kind not in (MONEY, COUNT) or not mention.exact or mention.is_change or is_prior(mention):
                continue
            end = mention.figure.end
            match = re.match(rf"[，,]?\s*{_AS_LAST_YEAR.pattern}", subject.report.text[end : end + 30])
            if match is None or _ROUGHLY.search(match[0]):
                continue
            others = [
                each for each in subject.named(mention.code) if is_prior(each) and not are_other_columns(mention, each)
            ] if mention.code else []  # fmt: skip
            if others and all(each.figure.quantity.value != mention.figure.quantity.value for each in others):
                yield _observed(mention, others[0], end + match.end())


def _side_by_side(subject: Subject, sentence: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, int]]:
    """Both figures of one sentence and where the claim that they are alike ends."""
    start, words, year = sentence[0].sentence.start, sentence[0].sentence.text, subject.report.year
    for last, before in zip(sentence[1:], sentence, strict=False):
        behind = words[last.figure.end - start :][:30]
        pair: tuple[Mention, Mention] | None = None
        if (match := _AS_FIGURE.match(behind)) and (beside := _BESIDE_PRIOR.search(last.figure.gap)):
            pair, of = (before, last), own_words(beside["subject"])
        elif (match := _AS_THEN.match(behind)) is not None:
            of = own_words(match["subject"])
            pair = next((each for each in ((before, last), (last, before)) if is_earlier(*each[::-1], year)), None)
        if match is None or pair is None or _ROUGHLY.search(match[0]):
            continue
        now, base = pair
        topic = words[: last.figure.end - start] + now.figure.tail + now.figure.quantity.unit
        if any(each.figure.quantity.value == base.figure.quantity.value for each in levels(sentence) if each is not base and each.kind == base.kind):
            continue  # 决算2.36万元，其中…；上年决算2.36万元，与上年持平: the figure it agrees with
        if is_earlier(base, now, year) and is_subject(of, topic) and _differ(now, base) and are_tied(subject, now, base):
            yield now, base, last.figure.end + match.end()


def _differ(now: Mention, base: Mention) -> bool:
    """Whether two plain figures of one measure differ by more than their rounding."""
    if now.kind not in (MONEY, COUNT) or not same_measure(now, base) or not (now.exact and base.exact):
        return False
    if any(is_stated_change(each) or each.is_change for each in (now, base)):
        return False
    quantities = [each.figure.quantity for each in (now, base)]
    rounded = max(scale_of(each).scaleb(-each.decimals) for each in quantities)
    coarse = any(each.unit == "亿元" or (each.kind == COUNT and scale_of(each) > 1) for each in quantities)
    return abs(quantities[0].value - quantities[1].value) > (rounded if coarse else 0)


def _observed(now: Mention, base: Mention, end: int) -> Observation:
    return Observation(
        min(now.span[0], base.span[0]) if base.sentence is now.sentence else now.span[0], end, stated=_("持平"),
        expected=amount_like(abs(now.figure.quantity.value - base.figure.quantity.value), now),
        message=_("上年是“%(prior)s”，本年是“%(now)s”，并不持平。") % {"prior": shown(base), "now": shown(now)},
    )  # fmt: skip
