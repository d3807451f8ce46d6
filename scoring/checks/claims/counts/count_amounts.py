# ruff: noqa: E501 - a pattern is read better in one piece
"""Numbers of projects against the amounts listed: 5个项目共计88万元，分别是A30万元、B8万元…."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import shown
from .count_lists import SOURCE

# Behind the number: 4座，投资分别为：; 5笔付款：; 重点项目4个，即. 其中 may name some only.
_ALL_OF_THEM = re.compile(r"(?!.*(?:其中|主要|如))[^。；]{0,16}(?:分别[是为]?|依次[是为]|金额[是为]|即|具体[是为]|：)：?[^，。；：]{0,20}$")
_NEXT = re.compile(r"[、，；]|和|以及")
_NO_ITEM = re.compile(r"^[各均每共余]|每|合计|其中|比|较|增|减|不|已|结[余转存]")
_OF_EACH = re.compile(r"^[各每][次笔批期]?金额")
_THINGS = frozenset("个项座笔处条所家宗类批份件次")


@check(
    "count_amounts", number=33, level=Level.WARNING, name=gettext_lazy("项目个数与所列项目一致"), source=SOURCE,
    remedy=gettext_lazy("核对项目清单，改正个数或者补全清单。"),
)  # fmt: skip
def check_project_counts(subject: Subject) -> Iterator[Observation]:
    """5个项目共计88万元，分别是A30万元、B8万元…: as many amounts as projects, and as things of any kind."""
    told = list(_projects(subject))
    yield from told
    for sentence in subject.mentions:
        for count, items in _listed(sentence):
            number = Decimal(len(items))
            end = items[-1].figure.end
            if number != count.figure.quantity.value and not any(each.start < end and count.figure.start < each.end for each in told):
                yield _observation(count, end, number)


def _observation(count: Mention, end: int, listed: Decimal) -> Observation:
    return Observation(
        count.span[0], end, stated=shown(count), expected=f"{listed}{count.figure.quantity.unit}",
        message=_("文中写“%(stated)s”，列出金额的是 %(count)s 个。") % {"stated": shown(count), "count": listed},
    )  # fmt: skip


def _listed(sentence: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each number of things with the amounts that the words behind it give them one by one."""
    for at, count in enumerate(sentence[:-2]):
        quantity = count.figure.quantity
        if count.kind != COUNT or not count.exact or quantity.unit not in _THINGS or not 2 <= quantity.value <= 20:
            continue
        first = sentence[at + 1]
        if first.kind != MONEY or not _ALL_OF_THEM.fullmatch(first.figure.gap):
            continue
        items = _items(sentence, at + 1)
        if len(items) >= 2 and not items[-1].figure.tail.startswith(("等", "左右")):
            yield count, items


def _items(sentence: Sequence[Mention], at: int) -> list[Mention]:
    """The amounts from there on, each with a name of its own; none where one is no item of the list."""
    items: list[Mention] = []
    for each in sentence[at:]:
        if items and (each.figure.depth > items[0].figure.depth or each.kind != MONEY):
            if each.figure.depth > items[0].figure.depth:
                continue  # what stands in brackets
            break
        if items and (each.figure.totals or not _NEXT.match(each.figure.gap.lstrip("）"))):
            break
        if len(items) > 1 and each.figure.gap[:1] == "；" != items[1].figure.gap[:1]:
            break  # A78.5万元、B36.25万元；A占…: another matter
        # 金额分别为38万元、42万元; 每次金额依次为60万元、55万元
        nameless = not each.figure.label and not re.search(r"分别|依次|金额", sentence[at].figure.gap)
        if not each.exact or each.is_change or each.figure.totals or nameless or _NO_ITEM.search(_OF_EACH.sub("", each.figure.label)):
            return []
        items.append(each)
    return items


def _projects(subject: Subject) -> Iterator[Observation]:
    sentences = {sentence[0].sentence.start: sentence for sentence in subject.mentions if sentence}
    for breakdown in subject.breakdowns:
        if breakdown.total.kind != MONEY or breakdown.open_ended or len(breakdown.parts) < 2:
            continue
        first = breakdown.parts[0]
        if any(part.code for part in breakdown.parts) or breakdown.total.sentence is not first.sentence:
            continue
        counts = [
            mention for mention in sentences[first.sentence.start]
            if mention.kind == COUNT and mention.exact and mention.figure.start < first.figure.start
            and mention.figure.quantity.unit in ("个", "项")
            and (
                mention.figure.label.endswith("项目") or mention.figure.tail.startswith("项目")
                or mention.figure.end == breakdown.total.figure.start  # 专项资金7项1500万元
            )
        ]  # fmt: skip
        if len(counts) != 1:
            continue
        wanted, listed = counts[0].figure.quantity.value, Decimal(len(breakdown.parts))
        if listed == wanted or (breakdown.mainly and listed < wanted):
            continue
        yield _observation(counts[0], breakdown.span[1], listed)
