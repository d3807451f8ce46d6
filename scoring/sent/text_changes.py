"""What changed between two texts, character by character, at a bounded cost: a page is shown in any case."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, NEW, GONE = "same", "new", "gone"
# Characters of one text times those of the other that are compared one by one, for a whole report.
BUDGET = 3_000_000
# A stretch that stayed between two changes and is shorter than this belongs to the change.
SHORTEST = 2
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: str
    text: str


class Budget:
    """How much comparing is left; what is too dear is shown as one piece gone and one new."""

    def __init__(self, left: int = BUDGET) -> None:
        self.left = left

    def spend(self, one: Sequence[object], other: Sequence[object]) -> bool:
        """Whether comparing these two is still affordable; takes the price if so."""
        price = len(one) * len(other)
        if price > self.left:
            return False
        self.left -= price
        return True


def compare_texts(old: str, new: str, budget: Budget | None = None) -> tuple[Piece, ...]:
    """The new text in pieces, with what went in between."""
    if old == new:
        return (Piece(SAME, new),) if new else ()
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    end_old, end_new = len(old) - tail, len(new) - tail
    middle = _middle(old[head:end_old], new[head:end_new], budget or Budget())
    pieces = [Piece(SAME, new[:head]), *middle, Piece(SAME, new[end_new:])]
    return tuple(_joined(piece for piece in pieces if piece.text))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _middle(old: str, new: str, budget: Budget) -> Iterator[Piece]:
    if not old or not new:
        yield from (Piece(GONE, old), Piece(NEW, new))
    elif len(old) * len(new) <= 40_000 and budget.spend(old, new):
        yield from _by(list(old), list(new), None)
    else:
        before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
        if budget.spend(before, after):
            yield from _by(before, after, budget)
        else:
            yield from (Piece(GONE, old), Piece(NEW, new))


def _by(old: Sequence[str], new: Sequence[str], budget: Budget | None) -> Iterator[Piece]:
    """Compare lists of characters, or of sentences; changed sentences by character while the budget lasts."""
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if kind == "equal":
            yield Piece(SAME, after)
        elif (
            kind == "replace"
            and budget is not None
            and len(before) * len(after) <= 40_000
            and budget.spend(before, after)
        ):
            yield from _by(list(before), list(after), None)
        else:
            yield Piece(GONE, before)
            yield Piece(NEW, after)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one kind as one; a short stay between two changes goes with them, for nobody reads confetti."""
    runs = [piece for piece in pieces if piece.text]
    result: list[Piece] = []
    for at, piece in enumerate(runs):
        inside = 0 < at < len(runs) - 1
        if piece.kind == SAME and inside and len(piece.text) < SHORTEST:
            result += [Piece(GONE, piece.text), Piece(NEW, piece.text)]
        else:
            result.append(piece)
    return _ordered(result)


def _ordered(pieces: Sequence[Piece]) -> list[Piece]:
    """Within a change first what went, then what came, each in one piece."""
    done: list[Piece] = []
    gone = new = ""
    for piece in (*pieces, Piece(SAME, "")):
        if piece.kind == GONE:
            gone += piece.text
        elif piece.kind == NEW:
            new += piece.text
        else:
            done += [each for each in (Piece(GONE, gone), Piece(NEW, new)) if each.text]
            gone = new = ""
            if piece.text and done and done[-1].kind == SAME:
                done[-1] = Piece(SAME, done[-1].text + piece.text)
            elif piece.text:
                done.append(piece)
    return done
