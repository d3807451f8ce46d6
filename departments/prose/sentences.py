"""Cuts prose into sentences and each sentence into figures with the words that lead to them.

A figure keeps its label (the words right before it), how deep in brackets it stands, and whether the
words before it open a list (其中, 包括, 分别是) or close one (合计, 共计).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .characters import QUOTE_MARKS, fold
from .quantities import Quantity, find_quantities

_SENTENCE_END = re.compile(r"[。！？\n]")
_REMARK = re.compile(r"（[^（）\d%]{0,40}）")
_OPENER = re.compile(
    r".*(其中|主要包括|包括|主要是|主要有|主要为|主要用于|共安排|分别是|分别为|分别用于|具体是|具体为|具体如下|具体包括|如下|"
    r"组成|构成|明细|分为|：|（[^（）]{0,4}含)(.*)",
    re.DOTALL,
)
_TOTAL = re.compile(
    r"(?:[一二两三四五六七八九十\d]+项)?(?:合计|共计|总计|累计|共)(?:为|是|达|约|：|支出|资金|经费|金额|获得|到位|投入)?$"
)
_OUT_OF = re.compile(r"[^，。；：（）、\d]{0,6}(?<!其)中[，：]")  # 实有71人中，行政29人
_DELIMITER = re.compile(r"[，,；：、。！？\n]")
_TAIL_END = re.compile(r"[，,；：、。！？\n（）]")
_BLANKS = re.compile(rf"[ {QUOTE_MARKS}]")


@dataclass(frozen=True)
class Figure:
    """A quantity with its surroundings; `label` is folded text without blanks, quotes and remarks."""

    quantity: Quantity
    label: str
    label_start: int
    gap: str  # everything since the previous figure, folded
    tail: str  # the words right behind it, up to the next delimiter
    depth: int
    group: int  # which part between ； it stands in
    opens: bool
    mainly: bool
    totals: bool
    closes: bool  # a bracket with figures was closed before it

    @property
    def start(self) -> int:
        """Where the figure begins in the text."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the figure ends in the text."""
        return self.quantity.end


@dataclass(frozen=True)
class Sentence:
    """A stretch up to 。 or the end of the line, with its figures in order."""

    start: int
    end: int
    text: str  # folded
    line: int
    figures: tuple[Figure, ...] = field(default=())


def squeeze(label: str) -> str:
    """A label without blanks and quotation marks, for looking it up."""
    return _BLANKS.sub("", label)


def read_sentences(text: str) -> list[Sentence]:
    """All sentences of a text that hold anything but blanks; spans point into `text`."""
    folded = fold(text)
    quantities = find_quantities(text)
    sentences: list[Sentence] = []
    position = line = index = 0
    for end in _ends(folded):
        if folded[position:end].strip():
            own: list[Quantity] = []
            while index < len(quantities) and quantities[index].end <= end:
                if quantities[index].start >= position:
                    own.append(quantities[index])
                index += 1
            figures = tuple(_figures(folded, position, end, own))
            sentences.append(Sentence(position, end, folded[position:end], line, figures))
        line += folded.count("\n", position, end)
        position = end
    return sentences


def _ends(text: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text):
        yield match.end()
    yield len(text)


def _figures(text: str, start: int, end: int, quantities: list[Quantity]) -> Iterator[Figure]:
    previous = start
    depth = group = 0
    for quantity in quantities:
        if quantity.start < previous:
            continue
        gap = text[previous : quantity.start]
        depth = max(0, depth + gap.count("（") - gap.count("）"))
        group += gap.count("；")
        bare = _REMARK.sub(lambda match: "\x00" * len(match[0]), gap)  # remarks keep their width
        cut = max((match.end() for match in _DELIMITER.finditer(bare)), default=0)
        cut = max(cut, bare.rfind("（") + 1, bare.rfind("）") + 1)
        label = squeeze(bare[cut:].replace("\x00", ""))
        stop = _TAIL_END.search(text, quantity.end, min(end, quantity.end + 30))
        tail_end = stop.start() if stop else min(end, quantity.end + 30)
        opener = _opener(bare, cut)
        yield Figure(
            quantity=quantity, label=label, label_start=previous + cut, gap=gap,
            tail=squeeze(text[quantity.end : tail_end]), depth=depth, group=group,
            opens=bool(opener), mainly="主要" in opener, closes="）" in bare,
            totals=bool(_TOTAL.search(squeeze(bare.replace("\x00", "")))),
        )  # fmt: skip
        previous = quantity.end


def _opener(gap: str, cut: int) -> str:
    """The word that opens a list right before the label: 其中，A 5万元, but not 主要包括甲、乙；丙5万元."""
    if _OUT_OF.match(gap) and cut >= _OUT_OF.match(gap).end():  # type: ignore[union-attr]  # matched just before
        return "其中"
    stretch = gap[gap.rfind("；", 0, cut) + 1 :].replace("\x00", "")
    match = _OPENER.match(stretch)
    if match is None:
        # 17个（金牌5个，…）: a bracket right behind a figure lists its parts
        return "（" if gap.startswith("（") and "）" not in gap and "，" not in gap and cut == 1 else ""
    between = match[2].strip("，,：、（ ")
    return match[1] if len(between) <= 40 and "，" not in between and "," not in between else ""
