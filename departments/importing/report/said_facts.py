"""Facts that words tell instead of figures: 未发生因公出国（境）费, 全部为一般公共预算拨款."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from departments.prose.characters import fold

from .mentions import Mention

_NONE = r"(?:无|未发生|没有|没有发生|未安排|未产生)"
_NOTHING = r"(?:为零|均?为0(?![.\d])|未发生|没有发生)"
_PARTS = (
    ("three_public_abroad", "(?:因公)?出国(?:（境）|出?境)?"),
    ("vehicle_purchase", "公?务?用?车购置"),
    ("three_public_reception", "(?:公务)?接待费?"),
)
_NEAR, _CLOSE, _FAR = (rf"[^，。；\d]{{0,{most}}}" for most in (14, 6, 20))
_SAID_NONE = tuple(
    (code, re.compile(rf"{_NONE}{_NEAR}?{words}{_CLOSE}|{words}{_FAR}{_NOTHING}")) for code, words in _PARTS
)
_ALL_GENERAL = re.compile(
    r"^[^。；\d]{0,4}(?:全部|均|都)(?:为|是|来自|系)(?:县级|本级)?一般公共预算(?:财政)?(?:拨款|补助)"
)

SaidFact = tuple[str, str, Decimal, int, int]  # code, column, value in 万元, span


def said_facts(mentions: Iterable[Sequence[Mention]]) -> Iterator[SaidFact]:
    """What a sentence says without a figure, with the column of the total it is said of."""
    for sentence in mentions:
        wholes = [each for each in sentence if each.code == "three_public_total" and each.certain and each.column]
        if wholes:
            yield from _nothing_of(wholes[0], {each.code for each in sentence})
        for each in sentence:
            if each.code == "income_total" and each.certain and each.column and each.exact:
                start = each.sentence.start
                match = _ALL_GENERAL.match(fold(each.sentence.text)[each.figure.end - start :])
                if match is not None:
                    end = each.figure.end + match.end()
                    yield "income_general", each.column, each.figure.quantity.value, each.figure.start, end


def _nothing_of(whole: Mention, told: set[str]) -> Iterator[SaidFact]:
    text, start = whole.sentence.text, whole.sentence.start
    for code, pattern in _SAID_NONE:
        match = pattern.search(text) if code not in told else None
        if match is not None:
            yield code, whole.column, Decimal(0), start + match.start(), start + match.end()
