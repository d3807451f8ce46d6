# ruff: noqa: E501 - a pattern is read better in one piece
"""Parts in sentences of their own, their total in the last: 第一批412万元。第二批385.4万元。两批合计….

The total says how many they are, or the parts count themselves; each of the sentences before it leads with one.
"""

import re
from collections.abc import Iterator, Sequence

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT

from ...subject import Subject
from ..figures import is_slip, sum_of, sum_tolerance
from ..nearby import levels

_TOTAL = re.compile(r"(?:合计|共计|总计|累计|总额|总量|共)[^，。；\d]{0,8}$")
_MORE = re.compile(r"含|包括|加上|另")
_ORDINAL = re.compile(r"^第?[一二三四五六七八九十](?:批|期|次|季度|轮|标段)|^[上下]半年|^[春夏秋冬]季|(?<!\d)\d{1,2}月(?!\d)|^[一二三四]是")
_SAID_BEFORE = re.compile(r"^(?:上文|前文|前面|上述|以上|前述|.*用于|.*投向)?(?:所列|所述|提到)?的?|的$")
_ALL_OF_IT = re.compile(r"全部|全额|分为|分成|构成|组成")
_MOST, _NEAR = 9, 10


def find_sentence_sums(subject: Subject) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each total with the parts of the sentences before it, where they come near it and do not fit."""
    sentences = subject.report.mentions
    for at, sentence in enumerate(sentences):
        total = next((each for each in levels(sentence[:3]) if _TOTAL.search(each.figure.label)), None)
        if (whole := _divided_below(sentences, at)) is not None:
            yield whole
        if total is None or any(same_measure(each, total) for each in levels(sentence[: total.index])):
            continue
        if _MORE.search(total.sentence.text[total.figure.end - total.sentence.start :]):
            continue
        parts = _named(subject, sentence, total) or _leading(sentences, at, total)
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
        leading = _numbered(sentence, total)
        if wanted is not None or not leading:
            leading = [each for each in levels(sentence) if same_measure(each, total)][:1]
        if not leading or any(each.label.prior or each.figure.totals for each in leading):
            break
        opening = sentence[0].sentence.text.lstrip()
        if wanted is None and not (_ORDINAL.search(leading[0].figure.label) or _ORDINAL.match(opening)):
            break
        parts[:0] = leading
        if len(parts) == wanted:
            return parts
    return parts if wanted is None else []


def _divided_below(sentences: Sequence[Sequence[Mention]], at: int) -> tuple[Mention, list[Mention]] | None:
    """项目资金1,550.66万元全部投向…。大气方面安排428.5万元，…。水方面安排…: the sentences behind lead with its parts."""
    own = levels(sentences[at])
    if len(own) != 1 or not _ALL_OF_IT.search(own[0].figure.tail) or own[0].figure.totals:
        return None
    total, parts, verb = own[0], list[Mention](), ""
    for sentence in sentences[at + 1 : at + 1 + _MOST]:
        first = next(iter(levels(sentence)), None)
        if first is None or first.sentence.line != total.sentence.line or not same_measure(first, total):
            break
        verb = verb or first.figure.label[-2:]
        if first.index or first.figure.label[-2:] != verb or len(first.figure.label) <= 2:
            break
        parts.append(first)
    if len(parts) < 2 or abs(sum_of(parts) - total.figure.quantity.value) <= sum_tolerance(total, tuple(parts)):
        return None
    return (total, parts) if is_slip(total.figure.quantity, sum_of(parts)) else None


def _named(subject: Subject, sentence: Sequence[Mention], total: Mention) -> list[Mention]:
    """上文所列社区运转、环卫保洁两项支出共计…: the figures that the text gave these names before."""
    wanted = _count_before(sentence, total)
    if wanted is None:
        return []
    clause = re.split(r"[，；：]", sentence[total.index - 1].figure.gap)[-1]
    names = [name for name in re.split(r"[、和及与]", _SAID_BEFORE.sub("", clause)) if len(name) >= 2]
    found = [_under(subject, name, total) for name in names] if len(names) == wanted else []
    return [each for each in found if each is not None] if found and all(found) else []


def _under(subject: Subject, name: str, total: Mention) -> Mention | None:
    """The one figure before the total whose label ends with a name; None where there are more values."""
    before = [
        each for sentence in subject.mentions for each in levels(sentence)
        if each.figure.end < total.sentence.start and same_measure(each, total) and not each.label.prior
        and re.search(f"{re.escape(name)}(?:支出|资金|经费)?$", each.figure.label)
    ]  # fmt: skip
    return before[-1] if len({each.figure.quantity.value for each in before}) == 1 else None


def _numbered(sentence: Sequence[Mention], total: Mention) -> list[Mention]:
    """上半年1124亩，下半年1542亩: all figures of the measure, where each is numbered."""
    found = [each for each in levels(sentence) if same_measure(each, total)]
    return found if all(_ORDINAL.search(each.figure.label) for each in found) else []


def _count_before(sentence: Sequence[Mention], total: Mention) -> int | None:
    """The two of 两项合计, 两类车辆共查处."""
    count = sentence[total.index - 1] if total.index else None
    apart = "，" in total.figure.gap and len(total.figure.gap) > _NEAR  # 三项资金，全年累计…
    if count is None or count.kind != COUNT or not 2 <= count.figure.quantity.value <= _MOST or apart:
        return None
    return int(count.figure.quantity.value)
