# ruff: noqa: E501 - a pattern is read better in one piece
"""Numbers of things against the list of names behind them: 14个：A、B…; 5个，分别是A、B…; 3座（A、B…）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold
from departments.prose.enumerations import ItemList, opened_list

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from .counted import Counted, count_of, counted_things, counts_pieces, is_abstract, is_near, names_fit, shares_ending

SOURCE = gettext_lazy("算术核对：写明的个数 = 列出的个数")
# Words behind which all is named.
_ALL = r"(?:分别|依次|具体)(?:是|为|有|叫|如下|指|：)|(?:即|就是|名单|名称)(?:为|是|如下)?|它们是|他们是|由(?=[^，。；：]{2,12}、[^，。；：]{2,60}组成)"
# Words that say where each is: several may lie in one place.
_PLACES = r"(?:(?:选址|地点|点位|位置|分布)(?:分别|依次)?(?:是|为|在)|(?:分别|依次|全部|均)?(?:位于|坐落于?|(?:落户|布局|分布|安排|设|建|选|定)(?:在|于))|分别在)"
_NAMES = r"是|为|有|包括|包含|涵盖|涉及"
_BEHIND = re.compile(
    rf"(?P<noun>[^，。；：、（）\d]{{0,16}}?)(?:(?:，(?P<again>[^，。；：（）、\d]{{0,8}}?))?(?:(?P<all>{_ALL})|(?P<places>{_PLACES})|(?P<names>{_NAMES}))：?|(?P<colon>：|——?))"
)
_BRACKET = re.compile(r"(?P<noun>[^，。；：（）、\d]{0,12})（(?P<words>即|分别是|分别为|为)?：?(?P<list>[^（）]*(?:（[^（）]*）[^（）]*)*)）")
_NOT_THE_LIST = re.compile(r"^(?:含|其中|包括|原|不含|详见|见|如|均|简称|以下|含有|主要)")
# The number comes with a clause or a sentence of its own before the list: 林场4个，经营面积不大。分别是A、B、C。
_LATER = re.compile(rf"(?P<noun>[^，。；：、（）\d]{{0,16}}?)(?:(?P<all>{_ALL})|(?P<names>是|为|有|包括))：?(?=[^，。；：]*、)")
_AFTER_A_CLAUSE = re.compile(r"，(?:从[^，。：]{1,3}到[^，。：]{1,3}|按[^，。：]{2,8})?(?P<all>(?:分别|依次|具体)(?:是|为|有|：))：?(?=[^，。；：]*、)")
# 等7个股室，即上述六个: the same number told again.
_AGAIN = re.compile(r"(?:即|亦即|也就是)(?:上述|以上|前述|前列|所列|这)$")
_FARTHEST = 8  # sentences on within the paragraph


@dataclass(frozen=True)
class NamedBehind:
    """A list behind a number. `all_named`: the words say that nothing is left out; `places`: that it says where."""

    named: ItemList
    start: int
    end: int
    all_named: bool = False
    places: bool = False
    loose: bool = False  # 包括, 涉及: the names may be of something else


@check(
    "count_list", number=33, level=Level.WARNING, name=gettext_lazy("个数与所列名单一致"), source=SOURCE,
    remedy=gettext_lazy("核对名单，改正个数或者补全、删减名单。"),
)  # fmt: skip
def check_count_lists(subject: Subject) -> Iterator[Observation]:
    """A number of things against the list that names them, in the same sentence or the next ones."""
    for counted in counted_things(subject):
        if counted.in_quotes:
            continue  # “四个到位” is read with the points
        found = _behind(subject, counted) or _after_a_clause(counted) or _later(subject, counted)
        if found is not None and is_wrong(counted, found):
            count = count_of(found.named, counted)
            yield Observation(
                min(found.start, counted.label_start), max(found.end, counted.end), stated=counted.written, expected=count,
                message=_("文中写“%(stated)s”，列出的是 %(count)s：%(items)s。")
                % {"stated": counted.written, "count": count, "items": "、".join(found.named.items[:20])},
            )  # fmt: skip


    yield from _told_again(counted_things(subject))


def _told_again(things: list[Counted]) -> Iterator[Observation]:
    for first, second in pairwise(things):
        if second.sentence is not first.sentence or first.unit != second.unit or first.value == second.value:
            continue
        if _AGAIN.search(second.label):
            yield Observation(
                first.label_start, second.end, stated=first.written, expected=f"{second.value}{second.unit}",
                message=_("前面写“%(first)s”，后面写“%(second)s”，两处不一致。")
                % {"first": first.written, "second": second.written},
            )  # fmt: skip


def is_wrong(counted: Counted, found: NamedBehind) -> bool:
    """Whether a number and the names behind it certainly disagree."""
    named, value = found.named, counted.value
    if named.fewest <= value <= named.most or named.fewest < 2:
        return False
    fits = names_fit(counted.head, counted.unit, named)
    if value < named.fewest:
        return fits or (is_near(counted, named) and not found.loose)
    if named.open_ended or (found.places and not (found.all_named and len(named.items) >= 4)):
        return False
    if named.quoted == len(named.items):
        return is_near(counted, named)
    if found.loose or counts_pieces(counted.unit):
        alike = shares_ending(counted.head + counted.unit.replace("家", ""), named, wholly=True)
        firms = counted.unit == "家" and len(named.items) >= 3 and all(len(item) >= 4 for item in named.items)
        told = found.loose and len(named.items) >= 4 and (is_abstract(counted.head) or not counts_pieces(counted.unit))
        return ((fits and (alike or told)) or firms) and is_near(counted, named)
    return (fits and found.all_named) or is_near(counted, named)


def _behind(subject: Subject, counted: Counted) -> NamedBehind | None:
    line_end = subject.line_of(counted.end)[1]
    rest = fold(subject.report.text[counted.end : min(line_end, counted.end + 1500)])
    bracket = _BRACKET.match(rest)
    if bracket is not None:
        named = None if _NOT_THE_LIST.match(bracket["list"]) else opened_list(bracket["list"])
        if named is not None and len(named.items) >= 2 and named.end == len(bracket["list"]):
            start = counted.end + bracket.start("list")
            return NamedBehind(named, start, start + named.end)
    remark = re.match(r"[^，。；：（）、\d]{0,12}(（[^（）]{0,40}）)", rest)
    bare = rest if remark is None else rest[: remark.start(1)] + "·" * len(remark[1]) + rest[remark.end(1) :]
    match = _BEHIND.match(bare)
    if match is None or _other_subject(counted, match["again"] or ""):
        return None
    return _opened(rest, match, counted.end)


def _opened(rest: str, match: re.Match[str], offset: int) -> NamedBehind | None:
    words = match.groupdict()
    start = match.end()
    further = re.match(rf"(?:(?P<all>{_ALL})|(?P<places>{_PLACES})|(?P<names>{_NAMES}))：?", rest[start:])
    if further is not None and words.get("colon"):
        words.update(further.groupdict())
        start += further.end()
    named = opened_list(rest[start:])
    if named is not None and len(named.items) == 1 and "分别" in match[0]:
        named = _pair(named)  # 分别是A和B
    if named is None or named.fewest < 2:
        return None
    return NamedBehind(
        named, offset + start, offset + start + named.end,
        bool(words.get("all") or words.get("colon")) or "分别" in (words.get("places") or ""), bool(words.get("places")),
        (words.get("names") or "是") not in "是为" and not rest[:start].endswith("："),
    )  # fmt: skip


def _pair(named: ItemList) -> ItemList:
    left, _and, right = named.items[0].partition("和")
    if len(left) < 3 or len(right) < 3 or "和" in right:
        return named
    return replace(named, items=(left, right), fewest=2, most=2)


def _after_a_clause(counted: Counted) -> NamedBehind | None:
    """5家，均为财政全额拨款，分别是A、B、C: with no other figure in between."""
    offset = counted.sentence.start
    rest = counted.sentence.text[counted.end - offset : counted.until - offset]
    match = _AFTER_A_CLAUSE.search(rest)
    return None if match is None else _opened(rest, match, counted.end)


def _other_subject(counted: Counted, again: str) -> bool:
    """Whether the clause behind a number begins with something else than what was counted: …，组长是A、B."""
    return bool(again) and again.lstrip("这其") not in counted.label + counted.tail and not again.endswith(("名单", "名称"))


def _later(subject: Subject, counted: Counted) -> NamedBehind | None:
    """The list in a later sentence: 内设股室14个，…。内设股室分别是：A、B、C."""
    line_end = subject.line_of(counted.end)[1]
    first = subject.sentence_at(counted.sentence.end)
    for sentence in subject.report.sentences[first : first + _FARTHEST]:
        if sentence.start >= line_end:
            return None
        text = sentence.text.lstrip()
        match = _LATER.match(text)
        follows = bool(sentence.start == counted.sentence.end == counted.until and match and match["all"] and not match["noun"])
        if match and (follows or _same_noun(counted, match["noun"])):
            return _opened(text, match, sentence.end - len(text))
    return None


def _same_noun(counted: Counted, noun: str) -> bool:
    said = counted.head
    if len(noun) < 2 or len(said) < 2:
        return False
    return noun.endswith(said[-6:]) or said.endswith(noun)
