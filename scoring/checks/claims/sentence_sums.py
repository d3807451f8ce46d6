# ruff: noqa: E501 - a pattern is read better in one piece
"""Parts in sentences of their own, their total in the last: 第一批412万元。第二批385.4万元。两批合计….

The total says how many they are, or the parts count themselves; each of the sentences before it leads with one.
"""

import re
from collections.abc import Iterator, Sequence

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT

from ..subject import Subject
from .figures import is_slip, sum_of, sum_tolerance
from .nearby import levels

_TOTAL = re.compile(r"(?:合计|共计|总计|累计|共)[^，。；\d]{0,8}$")
_MORE = re.compile(r"含|包括|加上|另")
_ORDINAL = re.compile(r"^第?[一二三四五六七八九十](?:批|期|次|季度|轮|标段)|^[上下]半年|^[一二三四]是")
_MOST = 9


def find_sentence_sums(subject: Subject) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each total with the parts of the sentences before it, where they come near it and do not fit."""
    sentences = subject.report.mentions
    for at, sentence in enumerate(sentences):
        total = next((each for each in levels(sentence[:3]) if _TOTAL.search(each.figure.label)), None)
        if total is None or any(same_measure(each, total) for each in levels(sentence[: total.index])):
            continue
        if _MORE.search(total.sentence.text[total.figure.end - total.sentence.start :]):
            continue
        parts = _leading(sentences, at, total)
        if len(parts) < 2 or abs(sum_of(parts) - total.figure.quantity.value) <= sum_tolerance(total, tuple(parts)):
            continue
        if is_slip(total.figure.quantity, sum_of(parts)):
            yield total, parts


def _leading(sentences: Sequence[Sequence[Mention]], at: int, total: Mention) -> list[Mention]:
    """The first figure of the measure in each sentence before the total: as many as it says, or all that are numbered."""
    wanted = _count_before(sentences[at], total)
    parts: list[Mention] = []
    for sentence in reversed(sentences[max(0, at - _MOST) : at]):
        if not sentence or sentence[0].sentence.line != total.sentence.line:
            break
        first = next((each for each in levels(sentence) if same_measure(each, total)), None)
        if first is None or first.label.prior or first.figure.totals:
            break
        if wanted is None and not _ORDINAL.search(first.figure.label):
            break
        parts.insert(0, first)
        if len(parts) == wanted:
            return parts
    return parts if wanted is None else []


def _count_before(sentence: Sequence[Mention], total: Mention) -> int | None:
    """The two of 两项合计, 两类车辆共查处."""
    count = sentence[total.index - 1] if total.index else None
    if count is None or count.kind != COUNT or not 2 <= count.figure.quantity.value <= _MOST or "，" in total.figure.gap:
        return None
    return int(count.figure.quantity.value)
