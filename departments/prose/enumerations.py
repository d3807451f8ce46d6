"""Lists in prose: the items of A、B和C, and ordinals such as 一是…二是….

Whether 和 separates two items or belongs to a name cannot always be told, so a list has a smallest and
a largest number of items.
"""

import re
from dataclasses import dataclass

from .characters import fold

_REMARK = re.compile(r"（[^（）]{0,200}）")
_AND = re.compile(r"(?<=.)(?:以及|和|及|与|暨)(?=.)")
_ENDS_OPEN = re.compile(r"等(?:等)?(?:[^、，]{0,12})$")
_ORDINAL = re.compile(r"(?:^|[。；，：！、\n])\s*([一二三四五六七八九十])是")
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class ItemList:
    """Items of a list: as few as the commas say, as many as every 和 would make them."""

    items: tuple[str, ...]
    most: int
    open_ended: bool  # 等: more exist than are named

    @property
    def fewest(self) -> int:
        return len(self.items)


def read_list(text: str) -> ItemList:
    """The items of a list written with 、 (or ， where no 、 stands), remarks in brackets left out."""
    bare = _REMARK.sub("", fold(text)).strip(" 。；，：")
    open_ended = bool(_ENDS_OPEN.search(bare))
    parts = re.split("[、；]" if "、" in bare or "；" in bare else "[，,]", bare)
    items = tuple(part.strip() for part in parts if part.strip())
    most = sum(1 + len(_AND.findall(item)) for item in items)
    return ItemList(items, most, open_ended)


def last_ordinal(text: str) -> int:
    """How far 一是…二是… counts in a text without a gap; 0 where there is no such list."""
    expected = 0
    for match in _ORDINAL.finditer(fold(text)):
        if expected < 10 and match[1] == _CHINESE[expected]:
            expected += 1
    return expected
