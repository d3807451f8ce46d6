"""Whether the parts of a count exclude each other: 行政 and 事业 do, 党员 and 女职工 do not."""

import re
from collections.abc import Sequence

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT

_DIMENSIONS = tuple(
    re.compile(words)
    for words in (
        r"行政|事业|工勤|机关工人|参公|参照公务员|公务员|后勤|聘用|临聘|编外|合同制|公益性岗位|政府购买|购买服务|派遣",
        r"在职|在编|在岗|离休|退休|遗属|抚恤",
        r"男|女",
        r"特大型|大型|中型|小（?[一二12]）?型|小型|微型",
        r"博士|硕士|研究生|本科|大学|大专|专科|中专|高中|初中",
        r"第[一二三四五六七八九十\d]+[期批次轮]|[一二三四五]期|[一二三四]季度|[上下]半年|[初高][一二三]|[一二三四五六七八九]年级",
        r"正高|副高|高级|中级|初级|助理级|员级",
        r"城市|城镇|城区|县城|农村|乡村|乡镇",
        r"中央|国家级|省级|市级|县级|区级|乡镇|乡级|镇级|村级",
        r"老年|老人|儿童|妇女|青年",
        r"[正副][处科股]|科员|办事员|调研员|主任科员|[一二三四A-D][级类]",
    )
)
_PEOPLE_UNITS = ("人", "名", "位", "人次")
_OVERLAPS = re.compile(r"党|女|民族|学历|以上|以下|岁|骨干|代表|优秀|重点|贫困|困难|残疾")
_RANKED = re.compile(r"以上|以下|重点|优秀|示范")
_TITLES = re.compile(r"职称|教师|教授|医师|护士|院士|人才|学历|年龄|平均|累计|新增|新识别|模范|先进|称号|特困|孤儿")
_STATUS = re.compile(
    r"^(?:其中)?(?:已|新|正在|拟|完成|通过|获|评为|认定|成功|投产|在建|开工|竣工|签约|落地|净增|立案|调解|移送|办结|结案|整改|查处|受理|复核|重点|优秀|表彰)"
)


_WORKS = re.compile(r"^(?:其中)?(?:新建|改建|扩建|续建|改造|提升|改扩建|维修|加固|重建|提质)")


def are_disjoint(parts: Sequence[Mention]) -> bool:
    """Whether parts of a count can be added: things by default, people only along one known division."""
    if not all(part.figure.quantity.unit in _PEOPLE_UNITS or part.code.startswith("staff_") for part in parts):
        return not any(part.figure.quantity.unit in _PEOPLE_UNITS for part in parts)
    labels = [part.figure.label + part.figure.tail for part in parts]
    found = []
    for dimension in _DIMENSIONS:
        matches = [dimension.search(label) for label in labels]
        words = [match[0] for match in matches if match]
        if len(words) == len(labels):
            found.append(len(set(labels)) == len(labels))
    return bool(found) and found[0]


def are_of_one_division(parts: Sequence[Mention]) -> bool:
    """Whether the labels divide one whole by words that exclude each other: 省级, 市级, 县级 or 新建, 改建."""
    labels = [part.figure.label.removeprefix("其中") + part.figure.tail for part in parts]
    return any(
        len({match[0] for match in found if match}) == len(labels)
        for found in ([division.search(label) for label in labels] for division in (*_DIMENSIONS, _WORKS))
    )


def _overlaps(label: str, total: Mention) -> bool:
    """Whether a label tells of something beside the kind; what the total itself is called tells of nothing more."""
    return any(word not in total.figure.label for word in _OVERLAPS.findall(label))


def are_unknown_kinds(parts: Sequence[Mention], total: Mention) -> bool:
    """Three and more kinds of people by words of no known division: 汛前检查, 汛期值守, 汛后复查."""
    labels = [part.figure.label + part.figure.tail for part in parts]
    if len(parts) < 3 or len(set(labels)) < len(labels) or any(not label.strip("其中") for label in labels):
        return False
    known = [dimension for dimension in _DIMENSIONS if any(dimension.search(label) for label in labels)]
    return len(known) <= 1 and not any(_overlaps(label, total) or _TITLES.search(label) for label in labels)


def are_bracketed_kinds(parts: Sequence[Mention]) -> bool:
    """People split in brackets right behind their number, by words that exclude each other."""
    return len(parts) >= 2 and not any(_OVERLAPS.search(part.figure.label + part.figure.tail) for part in parts)


def name_the_satisfied(parts: Sequence[Mention]) -> bool:
    """很满意287份、满意21份 of 312: who was not satisfied is seldom named."""
    return any(re.search(r"满意(?![度率])", part.figure.label) for part in parts)


def may_overlap(parts: Sequence[Mention]) -> bool:
    """Whether a thing may be counted under two of the labels: 已投产 and 新开工 are states, not kinds."""
    if all(_WORKS.match(part.figure.label) for part in parts):
        return False
    return any(_STATUS.search(part.figure.label) or _STATUS.search(part.figure.tail) for part in parts)


def share_members(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether the same may be told under two of the labels: 党员 and 女职工, 省级 and 产值亿元以上."""
    labels = [part.figure.label + part.figure.tail for part in parts]
    if all(part.figure.quantity.unit in _PEOPLE_UNITS for part in parts):
        return any(_overlaps(label, total) for label in labels) and not are_disjoint(parts)
    ranked = sum(bool(_RANKED.search(label)) for label in labels)
    return total.kind == COUNT and 0 < ranked < len(labels)
