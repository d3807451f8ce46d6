"""Finds a list in a sheet by the heads of its columns; several words may head the same column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from departments.importing.tables.grid import Grid, head_of

Heads = Mapping[str, Sequence[str]]
DEEPEST = 200  # rows in which the heads are looked for
_END = ("填表人", "说明", "注：", "备注：")


@dataclass(frozen=True)
class FoundList:
    """`places` maps the key of a column to its position, `heads` holds the words over all columns."""

    first: int
    places: Mapping[str, int]
    heads: Sequence[str]

    def rows(self, grid: Grid) -> Iterator[int]:
        """The rows under the heads, up to the foot of the form."""
        for row in range(self.first, len(grid)):
            texts = [text for text in grid.shown_row(row) if text]
            if texts and texts[0].startswith(_END):
                return
            if texts:
                yield row


def find_list(
    grid: Grid, heads: Heads, required: Sequence[str], *, more: Callable[[Sequence[str]], int] = lambda words: 0
) -> FoundList | None:
    """The heads, of one to three rows, that name all required columns and as many others as they can.

    `more` counts columns that are known by other ways than their words.
    """
    best: tuple[tuple[int, int], FoundList] | None = None
    last = min(len(grid), DEEPEST)
    row = 0
    while row < last:
        for depth, words in enumerate(grid.heads(row), start=1):
            places = _places(words, heads)
            if not all(key in places for key in required):
                continue
            worth = (len(places) + more(words), -depth)
            if best is None:
                last = min(last, row + 3)  # the line above the heads may join them, so the next ones count as well
            if best is None or worth > best[0]:
                best = (worth, FoundList(row + depth, places, words))
        row += 1
    return best[1] if best else None


def _places(words: Sequence[str], heads: Heads) -> dict[str, int]:
    plain = [head_of(word) for word in words]
    found: dict[str, int] = {}
    for key, names in heads.items():
        at = next((at for name in names for at, word in enumerate(plain) if word == name), None)
        if at is not None and at not in found.values():
            found[key] = at
    return found
