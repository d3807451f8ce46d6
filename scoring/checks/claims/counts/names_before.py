# ruff: noqa: E501 - a pattern is read better in one piece
"""Finds the list of names that ends right before a number: A、B、C 3个, “A”“B”“C” 三项, A、B、C，共3家."""

import re
from dataclasses import dataclass

from departments.prose.enumerations import ORGAN_ENDINGS, ItemList, is_name, read_list

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
_ENDS_AS_CLAUSE = re.compile(r"(?:培训|检查|督查|采购|安装|发放|投入|组织|新建|配备|[对为以向给])$")
QUOTED = re.compile(r"[“《][^”》]*[”》]")
# Words that bring in a full list: 内设办公室、…; 示范村是石桥、….
WHOLLY = re.compile(r"内设有?|下设有?|下辖有?|所辖|设有|包括|包含|涉及|涵盖|安排了?|分[为成]|[是为辖]|(?<![建开增新创])设(?![立施备计])|有(?![限林资机])")
# Words that may stand before the first name of any list.
_INTRODUCED = re.compile(r"分别|选[择取定]|安排|[在对从由赴获了]|围绕|抓实|聚焦|运行|推广|培育|打造|新增")
_QUOTED_RUN = re.compile(r"(?<![“《])(?:[“《][^“”《》]{1,60}[”》][^“《”》、，和及与]{0,6}(?:以及|[、和及与])?){2,40}$")
# “户报、村评、乡审、县定”五步程序
_QUOTED_LIST = re.compile(r"(?<![”》、])“(?P<list>[^”“《、]{1,10}(?:、[^”“《、]{1,10})+)”的?$")
# What is done, not names: 新建、改造、提升4个公园.
_DEEDS = re.compile(
    r"新建|改建|扩建|续建|改造|提升|升级|修订|修编|修缮|修复|废止|新增|增设|摸排|排查|整治|整改|维修|维护|加固|整合|撤销|打造|建设|制定|出台|完善|拆除|清理|关停|取缔|清退|申报|争取|实施|谋划|储备|"
    r"开工|竣工|完工|验收|审批|受理|办结|督办|督查|检查|抽查|巡查|走访|慰问|培育|扶持|引进|签约|投产|达产|入库|指导|协调|推动|组织|发布|编制|印发|起草|审核|收集|整理|采购|购置|安装|调试|更新|更换|评选|推荐|创建|承办|举办|召开|参加"
)
_FIRST = re.compile(r"[^、“《]*(?:[“《][^”》]*[”》])?(?:[^、“《和及与]*(?=、|$))?")
_MADE_UP_OF = re.compile(r"(?:组成|构成|(?<=》)的.{2,4})$")
_LONGEST_FIRST = 34


@dataclass(frozen=True)
class NamesBefore:
    """The names that end right before a number. `lead`: what stands before the first of them in its clause."""

    named: ItemList
    lead: str
    link: str
    start: int
    continued: bool  # the clause before may be the beginning of the same list


def names_before(before: str) -> NamesBefore | None:
    """The list that the words before a number end with, or None."""
    bare = before
    for _nested in range(2):
        bare = _REMARK.sub(lambda match: "·" * len(match[0]), bare)
    link = _LINK.search(bare.rstrip("“《"))
    if link is None:
        return None
    listed = bare[: link.start()]
    if listed.endswith(("和", "与", "及", "、")):
        return None  # A、B和3个C
    inner = _QUOTED_LIST.search(listed)
    if inner is not None and not link["link"]:
        return NamesBefore(read_list(inner["list"]), "", "", inner.start(), continued=False)
    start = max(listed.rfind(mark) for mark in "。；：（，") + 1
    if start == 0 and before.startswith(("、", "和")):
        return None  # behind a figure: 甲镇3家、乙镇、丙镇2家
    run = _QUOTED_RUN.search(listed, start)
    if run is not None:  # 公安、海事开展“清江”“护砂”: only what is quoted is listed
        start = run.start()
    text = listed[start:].replace("·", "")
    if link["link"].startswith("，"):
        text = _MADE_UP_OF.sub("", text)
    first = _FIRST.match(text)[0]  # type: ignore[index]  # matches anything
    lead = _lead(first)
    named = read_list(text[len(lead) :])
    if named.fewest < 2 or not ("、" in text or named.quoted > 1) or not _are_names(named, first):
        return None
    if not link["link"] and _ends_in_a_clause(named):
        return None
    opened = listed[start - 1 : start] == "："  # 项目有：A、B、C，共3项
    return NamesBefore(named, lead or ("有" if opened else ""), link["link"], start, not lead and not opened and _is_list(listed[:start]))


def _are_names(named: ItemList, first: str) -> bool:
    """Whether all but the first, which may have more before it, are names."""
    if len(first) > _LONGEST_FIRST or re.search(r"\d|的$", re.sub(r"[A-Za-z]+[\d.]+", "", QUOTED.sub("", first))):
        return False
    if any(not is_name(item) or _CLAUSE.search(QUOTED.sub("", item)) for item in named.items[1:]):
        return False
    return not _ENDS_AS_CLAUSE.search(named.items[-1])


def _ends_in_a_clause(named: ItemList) -> bool:
    """Whether the last name is so much longer than the others that it goes on: 侨商、侨眷、留学生参加2场."""
    last = re.split(r"以及|[和及与]", named.items[-1])[-1] or named.items[-1]
    others = named.items[1:-1] or named.items[:1]
    if named.quoted or last[-1] in ORGAN_ENDINGS or last[-1] in [item[-1] for item in named.items[:-1]]:
        return False
    return len(last) > max(len(item) for item in others) + 2


def are_deeds(named: ItemList) -> bool:
    """Whether it is a list of what was done: 修订、废止、新增4项制度."""
    return sum(bool(_DEEDS.fullmatch(item)) for item in named.items) * 2 > len(named.items)


def _is_list(before: str) -> bool:
    """Whether the clause that ends here could be part of a list."""
    clause = re.split(r"[。；：，]", QUOTED.sub("", before).rstrip("，"))[-1]
    return "、" in clause and all(is_name(item) and not _CLAUSE.search(item) for item in clause.split("、")[1:])


def _lead(first: str) -> str:
    """The words before the first name that bring in the list."""
    bare = QUOTED.sub(lambda match: "·" * len(match[0]), first)
    ends = [match.end() for match in WHOLLY.finditer(bare) if len(first) - match.end() >= 2]
    if ends:
        return first[: ends[-1]]
    return first[: max((match.end() for match in _INTRODUCED.finditer(bare) if len(first) - match.end() >= 2), default=0)]
