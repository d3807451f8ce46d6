# ruff: noqa: E501 - a pattern is read better in one piece
"""Lists in prose: the items of A、B和C, of “A”“B”《C》, and where a list that was opened ends.

Whether 和 separates two items or belongs to a name cannot always be told, so a list has a smallest and
a largest number of items.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from .characters import fold

_REMARK = re.compile(r"（[^（）]{0,200}）")
_AND = re.compile(r"(?<=.)(?:以及|和|及(?!时)|与|暨)(?=.)")
_ENDS_OPEN = re.compile(r"等(?:等)?(?:[^、，]{0,12})$")
_QUOTED = re.compile(r"[“《「『‘][^”》」』’]{1,60}[”》」』’]")
# Names of offices that hold an 和; nobody means two of them.
_ONE_NAME = re.compile(
    r"人力资源和社会保障|住房和城乡建设|文化和旅游|工业和信息化|教育和体育|教育和科技|自然资源和规划|卫生和计划生育|民族和宗教|发展和改革|科学和技术|农业和农村"
)
_FIRST_PLACE = 0xE000  # private characters stand for what is quoted, so that nothing in it separates items
_PLACE = "[\ue000-\uf8ff]"
_BESIDE = re.compile(rf"({_PLACE})(?:以及|和|及|与)?(?={_PLACE})")
_ENDS = re.compile(r"[，。；！？\n—]")
# A clause behind a list that may still be part of it.
_GOES_ON = re.compile(r"^\s*(?:和|及|以及|与|另|还|外加|加上|同时|并)")
_NAME_WITH_DIGITS = re.compile(r"[A-Za-z]+[\d.]+(?:/\d+)?|\d+(?=[号线路])|^\d+(?=千伏|kV|KV|吨级|兆瓦)")
_NO_NAME = re.compile(
    r"\d|[了着将被]|其中|进行|开展|负责|主要|根据|按照|通过|完成|实现|的|^(?:[由对把从已均都仍各是为但]|因(?!素)|在(?![线校岗编职建库])|向(?!阳)|共(?!青)|全部|[一二三四五六七八九十]是)|^等|等[^、]{4,}$"
)
_LONGEST_NAME = 22
ORGAN_ENDINGS = frozenset("股科室所站队庭馆园局办组院校镇乡村心司会区团部处厂场社")


@dataclass(frozen=True)
class ItemList:
    """Items of a list: as few as the commas say, as many as every 和 would make them."""

    items: tuple[str, ...]
    most: int
    open_ended: bool  # 等: more exist than are named
    quoted: int = 0  # how many items hold a quoted name or title
    fewest: int = 0
    end: int = 0  # in the text that was read; only of lists that were opened


def read_list(text: str) -> ItemList:
    """The items of a list written with 、 (or ， where no 、 stands), remarks in brackets left out."""
    bare = _REMARK.sub("", fold(text)).strip(" 。；，：")
    bare, quoted = _set_aside(bare)
    open_ended = bool(_ENDS_OPEN.search(bare))
    parts = re.split("[、；]" if "、" in bare or "；" in bare else "[，,]", bare)
    items = [part.strip() for part in parts if part.strip()]
    certain = sum(_parted(at, items) for at in range(len(items)))
    most = len(items) + max(certain, sum(_partable(at, items) for at in range(len(items))))
    return ItemList(
        tuple(_put_back(item, quoted) for item in items), most, open_ended,
        sum(1 for item in items if any(mark[0] in "“《「『‘" for mark in _held(item, quoted))), len(items) + certain,
    )  # fmt: skip


def _set_aside(text: str) -> tuple[str, list[str]]:
    quoted: list[str] = []
    text = re.sub(_PLACE, "□", text)  # of the writer's own: no place of ours

    def place(match: re.Match[str]) -> str:
        quoted.append(match[0])
        return chr(_FIRST_PLACE + len(quoted) - 1)

    return _ONE_NAME.sub(place, _BESIDE.sub(r"\1、", _QUOTED.sub(place, text))), quoted


def _put_back(item: str, quoted: list[str]) -> str:
    return re.sub(_PLACE, lambda match: quoted[ord(match[0]) - _FIRST_PLACE], item)


def _held(item: str, quoted: list[str]) -> list[str]:
    return [quoted[ord(mark) - _FIRST_PLACE] for mark in re.findall(_PLACE, item)]


def _parted(at: int, items: list[str]) -> int:
    """How many 和 in an item certainly separate two: 财务股和法规股, (第一分局、)第二分局和城郊, 食堂升级和厕所革命."""
    pieces = _AND.split(items[at])
    before = items[at - 1][-1:] if at else ""
    length = len(items[1]) if at >= 2 else 0  # names of one length, the last two like the others
    even = at == len(items) - 1 and length >= 3 and all(len(item) == length for item in (*items[1:at], *pieces))
    return sum(
        1 for left, right in pairwise(pieces)
        if even or (len(left) >= 3 and len(right) >= 2 and left[-1] in (right[-1], before))
    )  # fmt: skip


def _partable(at: int, items: list[str]) -> int:
    """How many 和 in an item may separate two names.

    Where the names end alike (财务股、职业与成人教育股、法规股), one before 和 would end so too; only the last
    two may share an ending (财务股、法规和审批股), if they are short.
    """
    pieces = _AND.split(items[at])
    others = [item[-1] for place, item in enumerate(items) if place != at]
    alike = len(others) >= 2 and sum(others.count(ending) > 1 or ending in ORGAN_ENDINGS for ending in others) * 2 > len(others)
    return sum(
        1 for left, right in pairwise(pieces)
        if not alike or left[-1:] in others or left[-1:] in ORGAN_ENDINGS
        or (at == len(items) - 1 and (len(left) < 4 or len(right) < 5))
    )  # fmt: skip


def opened_list(text: str) -> ItemList | None:
    """The list of names a text begins with, up to where it ends; None where no such list stands there.

    `most` is endless where the clause behind may belong to the list. 甲和乙 is one item that may be two.
    """
    bare = fold(text)
    for _nested in range(2):
        bare = _REMARK.sub(lambda match: "·" * len(match[0]), bare)
    first = _ENDS.search(bare)
    end = first.start() if first else len(bare)
    named = _names(bare[:end])
    if named is None:
        return None
    if "、" in bare[:end] or named.quoted > 1 or named.fewest > 1:
        if first and first[0] == "，" and _may_go_on(bare[end + 1 :], named):
            named = replace(named, most=10_000)
        return replace(named, end=end)
    by_commas = _list_by_commas(bare) if first and first[0] == "，" else None
    return by_commas or (replace(named, end=end) if named.most > 1 else None)


def _names(text: str) -> ItemList | None:
    named = read_list(text.replace("·", ""))
    return named if named.items and all(is_name(item) for item in named.items) else None


def _list_by_commas(bare: str) -> ItemList | None:
    """甲水库，乙水库，丙水库。 – only where all of it up to the end is names of one ending."""
    end = re.search(r"[。；！？\n]|$", bare).start()  # type: ignore[union-attr]  # always matches
    named = _names(bare[:end])
    if named is None or len(named.items) < 3 or len({item[-1] for item in named.items}) > 1:
        return None
    return replace(named, end=end)


def _may_go_on(text: str, named: ItemList) -> bool:
    clause = _ENDS.split(text, maxsplit=1)[0]
    if _GOES_ON.match(clause):
        return True
    pieces = [piece.strip() for piece in re.split("[、和及]", clause.replace("·", "")) if piece.strip()]
    endings = {item[-1] for item in named.items}
    return bool(pieces) and all(is_name(piece) and len(piece) <= 12 for piece in pieces) and pieces[-1][-1] in endings


def is_name(item: str) -> bool:
    """Whether an item of a list can be a name: short, no figure in it, nothing that only clauses have."""
    bare = _NAME_WITH_DIGITS.sub("", item)
    return len(item) <= _LONGEST_NAME and not _NO_NAME.search(_QUOTED.sub("", bare))
