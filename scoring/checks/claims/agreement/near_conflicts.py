# ruff: noqa: E501 - a pattern is read better in one piece
"""One stock told twice: 公路通车总里程2864公里 here, 公路通车总里程达到2684公里 there.

No line of the chart, so that only the same words, the same measure and two figures that look like one with a slip say
that it is the same thing. What happens in a year (新增, 完成, 培训) may happen twice; what is there is there once.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...subject import Subject
from ..figures import is_slip
from ..nearby import shared_word, words_of

_STOCK = re.compile(r"[共现]有|[辖设拥]有?$|总[数量里面人户]|[住籍总]人口|年末|年底|里程|面积|在[册校岗籍]|登记|建有")
_EVENT = re.compile(
    r"新|增|减|完成|实施|组织|开展|培训|检查|办|发(?!展)|受理|查处|投入|建成|改造|修|争取|安排|计划|任务|目标|应(?!急)|实[际有种缴]|累计|每|均|其中|另|占|比|较|达标|合格|不|未|已|拟"
)
_ANOTHER_DAY = re.compile(r"上年|去年|年初|期初|原有|[1-9]月|季度|上半年|\d年前")
_NO_NAME = re.compile(r"截至|目前|现有|共有|拥有|达到?|[年月][末底]|20\d\d年|[0-9]+[月日]|年|[共为有是计约的，]|全系统|本年|当年|[全我][局县镇乡市区]|^[\u4e00-\u9fff]{2}[县镇乡区市](?=[共现下有辖])|[下所]")
# 将6个二级单位全部纳入: what follows is said of all there are.
_ALL_OF_THEM = re.compile(r"^(?P<noun>[^\d全均都已的]{2,8}?)(?:全部|全覆盖|均|都)")
_NOTHING_ELSE = re.compile(r"^(?:将|对|把|上述|以上|本[局镇乡街校院]|我[局镇乡街校院]|全[局县市区镇乡街校院]|辖区|所属|[\u4e00-\u9fff]{2}[县市区镇乡])*$")
_A_RATE = re.compile(r"均|每|单价|标准|/")
_MOST_ALIKE = 12  # a figure told more often is no evidence
_DIGITS = 3  # of an amount, so that two of the same are no chance
# Of what, stands a clause before: 龙潭片区…，建设面积2600亩 and 石门片区…，建设面积1800亩.
_ATTRIBUTE = re.compile(r"^(?:总|建设|占地|建筑|实施|规划|种植|覆盖|经营|管护|总建筑)*(?:面积|里程|长度|户数|人数|数量|规模)")
_BEFORE = 12  # characters of a clause without a figure that may still name the thing


def find_told_twice(subject: Subject) -> Iterator[tuple[Mention, Mention]]:
    """Each stock with a later figure of the same words that looks like it with a slip."""
    first: dict[tuple[str, str], Mention] = {}
    for sentence in subject.mentions:
        for mention in sentence:
            name = _name(mention)
            if not name or mention.year not in (None, subject.report.year):
                continue
            unit = mention.figure.quantity.unit
            known = first.setdefault((name, "人" if unit in "人名位" else unit), mention)
            if known.sentence is mention.sentence or known.figure.quantity.value == mention.figure.quantity.value:
                continue
            if _may_be_one(known, mention):
                yield known, mention


def _may_be_one(known: Mention, later: Mention) -> bool:
    """Not one twice the other: so far apart they are of two things, unless a digit or the unit slipped."""
    one, other = known.figure.quantity.value, later.figure.quantity.value
    return max(one, other) < 2 * min(one, other) or is_slip(later.figure.quantity, one)


def _name(mention: Mention) -> str:
    """What a stock is called, empty where the figure is none, or no name of its own stands before it."""
    figure = mention.figure
    if mention.kind != COUNT or not mention.exact or mention.is_change or mention.code or figure.depth or figure.opens:
        return ""
    words = figure.label + figure.tail
    if _EVENT.search(words) or _ANOTHER_DAY.search(figure.gap[-_BEFORE:] + words) or not _STOCK.search(figure.label):
        return ""
    name = _NO_NAME.sub("", figure.label)
    # 救援队48名队员全部通过考核: of the words behind only the first says what is counted.
    name += _NO_NAME.sub("", figure.tail[:2] if len(name) >= 4 else figure.tail)
    if _ATTRIBUTE.fullmatch(name):
        return ""
    return name if len(name) >= (2 if "辖" in name else 3) else ""


def find_wholes(subject: Subject) -> Iterator[tuple[Mention, Mention]]:
    """下属二级单位5个 and later 将6个二级单位全部纳入: all of them, and not as many as there are."""
    known: dict[str, dict[tuple[str, str, Decimal], Mention]] = {}  # by unit, then one of each words and value
    for sentence in subject.mentions:
        counts = [each for each in sentence if each.kind == COUNT and each.exact and not each.is_change]
        for later in counts:
            whole = _whole_of(later, known.get(later.figure.quantity.unit, {}).values())
            if whole is not None:
                yield whole, later
        for each in counts:
            of_unit = known.setdefault(each.figure.quantity.unit, {})
            of_unit.setdefault((each.figure.label, each.figure.tail, each.figure.quantity.value), each)


def _whole_of(later: Mention, known: Iterable[Mention]) -> Mention | None:
    said = _ALL_OF_THEM.match(later.figure.tail)
    if said is None or not _NOTHING_ELSE.match(later.figure.label):
        return None
    noun = said["noun"]
    ending = re.compile(rf"{re.escape(noun)}[共计有为达]*$")
    same = [each for each in known if ending.search(each.figure.label) or each.figure.tail.startswith(noun)]
    value = later.figure.quantity.value
    if not same or any(each.figure.quantity.value == value for each in same):
        return None
    return same[0] if is_slip(later.figure.quantity, same[0].figure.quantity.value) else None


def find_units_twice(subject: Subject) -> Iterator[tuple[Mention, Mention]]:
    """农村饮水工程资金2680万元 and later 农村饮水工程资金2680元: the same digits of the same thing."""
    known: dict[str, list[Mention]] = {}
    for sentence in subject.mentions:
        for mention in sentence:
            digits = mention.figure.quantity.number
            if mention.kind != MONEY or mention.code or not mention.exact or _A_RATE.search(words_of(mention)):
                continue
            if len(digits.replace(".", "").replace(",", "").strip("0")) < _DIGITS:
                continue
            for earlier in known.setdefault(digits, []):
                units = {earlier.figure.quantity.unit, mention.figure.quantity.unit}
                if units not in ({"元", "万元"}, {"万元", "亿元"}):
                    continue
                if len(shared_word(words_of(earlier), words_of(mention))) >= _DIGITS:
                    yield earlier, mention
                    break
            if len(known[digits]) < _MOST_ALIKE:
                known[digits].append(mention)
