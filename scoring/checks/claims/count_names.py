# ruff: noqa: E501 - a pattern is read better in one piece
"""Numbers of things behind the names: A、B、C3个股室; A、B等2家; 内设A、B、C，共4个; A、B、C这四个村."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.enumerations import ItemList, is_name, read_list

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
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

# What may stand between the last name and the number.
_LINK = re.compile(
    r"(?P<link>，(?:内设|下设|以上|上述|这)?(?:机构|股室|科室|处室|单位|部门)?(?:共计?|合计|总计|一共|总共|计|这|以上|上述)(?:有|为|是)?|，|等(?:共计?|合计|一共)?|这|共计?|合计|总计|一共|总共|计|)$"
)
_REMARK = re.compile(r"（[^（）]{0,60}）")
# Clauses, not names: what the number counts is then not what was listed.
_CLAUSE = re.compile(
    r"开展|推进|推动|支持|围绕|聚焦|通过|成功|引进|完成|组成|抽调|成立|组建|设立|建立|建成|召开|举办|印发|制定|修订|出台|走访|慰问|购置|争取|选派|派出(?!所)|"
    r"共同|分别|同比|[了着将被把]|[的在]$"
)
_ENDS_AS_CLAUSE = re.compile(r"(?:培训|检查|督查|采购|安装|发放|投入|组织|新建|配备|联合|[对为以向给])$")
_QUOTED = re.compile(r"[“《][^”》]*[”》]")
_OWN_HEAD = re.compile(r"(?:方面|领域|环节|建设|管理|系统|专业|学科|岗位|教师|人员|干部|专家|项目|工程|地区|行业|类别?|等)$")
# 扩容、培训、建设: what is done, each with its own word.
_DOING = re.compile(r"(?:建设|改造|扩容|培训|治理|维修|管理|服务|整治|提升|升级|监测|检测|防治|保护|开发|推广|补贴|救助|帮扶|维护|加固|硬化|绿化|亮化|清淤|扩建|新建)$")
# Words that bring in a full list: 内设办公室、…; 示范村是石桥、….
_WHOLLY = re.compile(r"内设有?|下设有?|下辖有?|所辖|设有|包括|包含|涉及|涵盖|安排了?|分[为成]|[是为辖]|(?<![建开增新创])设(?![立施备计])|有(?![限林资机])")
# Words that may stand before the first name of any list.
_INTRODUCED = re.compile(r"分别|选[择取定]|安排|[在对从由赴获了]|围绕|抓实|聚焦|运行|推广|培育|打造|新增")
_LEAD = re.compile(
    r"[在对为向进和及与的了是有把将到从由赴]|开展|推进|实施|打造|完成|培育|发展|建设|组织|新增|新建|创建|评为|获"
)
_FIRST = re.compile(r"[^、“《]*(?:[“《][^”》]*[”》])?(?:[^、“《和及与]*(?=、|$))?")
_MADE_UP_OF = re.compile(r"(?:组成|构成|(?<=》)的.{2,4})$")
_PREDICATE = re.compile(r"^(?:[为是均都已被获]|属于|列入|入选)")
_LONGEST_FIRST = 34


@dataclass(frozen=True)
class NamesBefore:
    """The names that end right before a number. `lead`: what stands before the first of them in its clause."""

    named: ItemList
    lead: str
    link: str
    start: int
    continued: bool  # the clause before may be the beginning of the same list


@check(
    "count_named", number=33, level=Level.WARNING, name=gettext_lazy("“等N家”与前面列出的名称一致"), source=SOURCE,
    remedy=gettext_lazy("核对列出的名称，改正个数。"),
)  # fmt: skip
def check_named_before(subject: Subject) -> Iterator[Observation]:
    """A、B、C等2家, A、B、C共4个股室: names before the number that says how many."""
    for counted in counted_things(subject):
        offset = counted.sentence.start
        found = _names_before(counted.sentence.text[counted.since - offset : counted.start - offset])
        if found is not None and _is_wrong(counted, found):
            named = found.named
            yield Observation(
                counted.since + found.start, counted.end, stated=counted.written, expected=count_of(named, counted),
                message=_("“%(word)s%(stated)s”之前列出 %(count)s 个名称：%(items)s。")
                % {
                    "word": found.link.lstrip("，"), "stated": counted.written, "count": named.fewest,
                    "items": "、".join(named.items),
                },
            )  # fmt: skip


def _names_before(before: str) -> NamesBefore | None:
    bare = before
    for _nested in range(2):
        bare = _REMARK.sub(lambda match: "·" * len(match[0]), bare)
    link = _LINK.search(bare.rstrip("“《"))
    if link is None:
        return None
    listed = bare[: link.start()]
    start = max(listed.rfind(mark) for mark in "。；：（，") + 1
    if start == 0 and before.startswith(("、", "和")):
        return None  # behind a figure: 甲镇3家、乙镇、丙镇2家
    text = listed[start:].replace("·", "")
    if link["link"].startswith("，"):
        text = _MADE_UP_OF.sub("", text)
    first = _FIRST.match(text)[0]  # type: ignore[index]  # matches anything
    lead = _lead(first)
    named = read_list(text[len(lead) :])
    if named.fewest < 2 or not ("、" in text or named.quoted > 1) or not _are_names(named, first):
        return None
    opened = listed[start - 1 : start] == "："  # 项目有：A、B、C，共3项
    return NamesBefore(named, lead or ("有" if opened else ""), link["link"], start, not lead and not opened and _is_list(listed[:start]))


def _are_names(named: ItemList, first: str) -> bool:
    """Whether all but the first, which may have more before it, are names."""
    if len(first) > _LONGEST_FIRST or re.search(r"\d|的$", re.sub(r"[A-Za-z]+[\d.]+", "", _QUOTED.sub("", first))):
        return False
    if any(not is_name(item) or _CLAUSE.search(_QUOTED.sub("", item)) for item in named.items[1:]):
        return False
    return not _ENDS_AS_CLAUSE.search(named.items[-1])


def _is_list(before: str) -> bool:
    """Whether the clause that ends here could be part of a list."""
    clause = re.split(r"[。；：，]", _QUOTED.sub("", before).rstrip("，"))[-1]
    return "、" in clause and all(is_name(item) and not _CLAUSE.search(item) for item in clause.split("、")[1:])


def _lead(first: str) -> str:
    """The words before the first name that bring in the list."""
    bare = _QUOTED.sub(lambda match: "·" * len(match[0]), first)
    ends = [match.end() for match in _WHOLLY.finditer(bare) if len(first) - match.end() >= 2]
    if ends:
        return first[: ends[-1]]
    return first[: max((match.end() for match in _INTRODUCED.finditer(bare) if len(first) - match.end() >= 2), default=0)]


def _is_wrong(counted: Counted, found: NamesBefore) -> bool:
    named, link, value, unit = found.named, found.link, counted.value, counted.unit
    if named.fewest <= value <= named.most or unit in "人名位":
        return False
    if named.open_ended and (value > named.most or not link):
        return False
    head = head_of(counted.tail)
    if _has_head_of_its_own(named, link, head) or not is_near(counted, named):
        return False
    fits = names_fit(head, unit, named)
    wholly = not head and bool(_WHOLLY.search(found.lead))
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
    return bool(_LEAD.search(_QUOTED.sub("", first))) and len(first) > max(len(item) for item in others)
