# ruff: noqa: E501 - a pattern is read better in one piece
"""Numbers of things behind the names: A、B、C3个股室; A、B等2家; 内设A、B、C，共4个; A、B、C这四个村."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.enumerations import ItemList

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from .count_lists import SOURCE
from .counted import (
    Counted,
    are_organs,
    count_of,
    counted_things,
    counts_pieces,
    head_of,
    is_abstract,
    is_near,
    names_fit,
    shares_ending,
)
from .names_before import QUOTED, WHOLLY, NamesBefore, are_deeds, names_before

_OWN_HEAD = re.compile(r"(?:方面|领域|环节|建设|管理|系统|专业|学科|岗位|教师|人员|干部|专家|项目|工程|地区|行业|类别?|等)$")
# 扩容、培训、建设: what is done, each with its own word.
_DOING = re.compile(r"(?:建设|改造|扩容|培训|治理|维修|管理|服务|整治|提升|升级|监测|检测|防治|保护|开发|推广|补贴|救助|帮扶|维护|加固|硬化|绿化|亮化|清淤|扩建|新建)$")
_LEAD = re.compile(
    r"[在对为向进和及与的了是有把将到从由赴]|开展|推进|实施|打造|完成|培育|发展|建设|组织|新增|新建|创建|评为|获"
)
_LONGEST = 400  # characters of a list
_PREDICATE = re.compile(r"^(?:[为是均都已被获]|属于|列入|入选)")
# Several of these may be of one kind: 水稻、油菜、茶叶4个项目.
_MANY_OF_A_KIND = re.compile(r"项目|工程|企业|公司|基地|培训班|合作社|大户|场地|案件|产品|课题|标段|活动|展览|比赛|会议|设施|合同|班")


@check(
    "count_named", number=33, level=Level.WARNING, name=gettext_lazy("“等N家”与前面列出的名称一致"), source=SOURCE,
    remedy=gettext_lazy("核对列出的名称，改正个数。"),
)  # fmt: skip
def check_named_before(subject: Subject) -> Iterator[Observation]:
    """A、B、C等2家, A、B、C共4个股室: names before the number that says how many."""
    for counted in counted_things(subject):
        offset = counted.sentence.start
        since = max(counted.since, counted.start - _LONGEST)
        found = names_before(counted.sentence.text[since - offset : counted.start - offset])
        if found is not None and _is_wrong(counted, found):
            named = found.named
            yield Observation(
                since + found.start, counted.end, stated=counted.written, expected=count_of(named, counted),
                message=_("“%(word)s%(stated)s”之前列出 %(count)s 个名称：%(items)s。")
                % {
                    "word": found.link.lstrip("，"), "stated": counted.written, "count": named.fewest,
                    "items": "、".join(named.items),
                },
            )  # fmt: skip


def _is_wrong(counted: Counted, found: NamesBefore) -> bool:
    named, link, value, unit = found.named, found.link, counted.value, counted.unit
    if named.fewest <= value <= named.most or unit in "人名位":
        return False
    if named.open_ended and (value > named.most or not link):
        return False
    head = head_of(counted.tail)
    if _has_head_of_its_own(named, link, head) or not is_near(counted, named):
        return False
    if are_deeds(named) and not is_abstract(head):
        return False
    kinds_alone = unit in "种类" and not head  # 宣传册、折页、海报4种 may be meant of one of them
    fits = (names_fit(head, unit, named) and not kinds_alone) or (not link and _in_apposition(counted, named, head))
    wholly = (not head or link.startswith("，共")) and bool(WHOLLY.search(found.lead))
    if value < named.fewest:
        if _begins_later(named, value) or link == "，":
            return False
        return fits or unit in "家所座" or (not counts_pieces(unit) and (wholly or bool(link)))
    if link.startswith("等") or found.continued:
        return False
    if link == "，":  # 文秘组、财务组、业务组，四个小组各司其职
        return not counted.label and shares_ending(head, named, wholly=True) and len(named.items) >= 3
    if named.fewest < 3 and not named.quoted and not shares_ending(head, named, wholly=True):
        return False
    if not head and not link and named.quoted and not named.items[-1].endswith(("”", "》")):
        return False  # “甲”“乙”品牌3个 may name two of them
    if counts_pieces(unit):
        told = counted.chinese and is_abstract(head)
        return told or named.quoted > 1 or shares_ending(head, named, wholly=True)
    return fits or wholly or (unit in "家个所" and bool(_PREDICATE.match(counted.tail)) and are_organs(named))


def _in_apposition(counted: Counted, named: ItemList, head: str) -> bool:
    """翠湖苑、金桂园、阳光城3个小区: with the noun behind the number, the names are what is counted."""
    if not head or counts_pieces(counted.unit) or (counted.unit == "家" and any(len(item) < 3 for item in named.items)):
        return False
    if counted.value < named.fewest:
        return counted.value > 2  # 低保金、特困金、残疾人两项补贴: the last name may hold the number
    return counted.chinese or not _MANY_OF_A_KIND.search(head)


def _has_head_of_its_own(named: ItemList, link: str, head: str) -> bool:
    """水利、交通、教育部门3个项目: the list is of 部门, what is counted are 项目."""
    last = named.items[-1]
    own = _OWN_HEAD.search(last)
    if own is None or link.startswith("，"):
        return False
    if _DOING.search(last) and any(_DOING.search(item) for item in named.items[:-1]):
        return False
    return not head.endswith(own[0]) and sum(item.endswith(own[0]) for item in named.items) * 2 <= len(named.items)


def _begins_later(named: ItemList, value: int) -> bool:
    """Whether the names may begin further on: 法律、政策宣传进机关、进学校、进企业3项 lists three."""
    if value >= len(named.items):
        return False
    first, *others = named.items[-value:]
    return bool(_LEAD.search(QUOTED.sub("", first))) and len(first) > max(len(item) for item in others)
