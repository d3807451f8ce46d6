# ruff: noqa: E501 - a pattern is read better in one piece
"""Amounts that stand in the text only: a list without its total, money moved from a source that no table has."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.characters import fold
from departments.prose.numbers import trimmed
from departments.prose.quantities import COUNT, MONEY

from .claims.figures import CENT, shown
from .finding import Level, Observation
from .registry import check
from .subject import Subject

_MOVED = re.compile(r"(?:从|由|在)(?P<source>[^，。；]{2,20}?(?:资金|结余|经费|账户|专户|款项))(?:中|里|内)?(?:调剂|调出|划拨|划转|借用|借支|挤占|垫付)")
_FEWEST = 3


@check(
    "list_without_total", number=38, level=Level.HINT, name=gettext_lazy("分项金额写明合计"),
    source=gettext_lazy("报告写作规范：分项列示的写明合计"), remedy=gettext_lazy("补写合计金额，便于与表格核对。"),
)  # fmt: skip
def check_totals(subject: Subject) -> Iterator[Observation]:
    """甲项目13个，共计780万元；乙项目7个，共计995万元；…: amounts of one kind, and nowhere what they come to."""
    for sentence in subject.mentions:
        pairs = _pairs(sentence)
        if len(pairs) < _FEWEST:
            continue
        amount = sum((money.figure.quantity.value for _count, money in pairs), Decimal(0))
        told = (each for other in subject.mentions for each in other if each.kind == MONEY)
        if any(abs(each.figure.quantity.value - amount) <= CENT for each in told):
            continue
        number = sum((count.figure.quantity.value for count, _money in pairs), Decimal(0))
        yield Observation(
            pairs[0][0].span[0], pairs[-1][1].figure.end, stated="", expected=f"{trimmed(amount)}万元",
            message=_("%(amounts)s = %(total)s万元（%(number)s%(unit)s），文中没有写合计。") % {
                "amounts": " + ".join(shown(money) for _count, money in pairs), "total": trimmed(amount),
                "number": number, "unit": pairs[0][0].figure.quantity.unit,
            },
        )  # fmt: skip


def _pairs(sentence: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """A number of things and what they come to, in the last clauses of a sentence, one pair between two semicolons."""
    found: list[tuple[Mention, Mention]] = []
    for first, second in pairwise(sentence):
        if (first.kind, second.kind) != (COUNT, MONEY) or not second.figure.totals or first.figure.depth:
            continue
        if not (first.exact and second.exact) or first.figure.group != second.figure.group:
            continue
        if found and second.figure.group == found[-1][1].figure.group:
            return []
        found.append((first, second))
    return found


@check(
    "money_moved", number=39, level=Level.HINT, name=gettext_lazy("调剂的资金在表格中反映"),
    source=gettext_lazy("财预〔2013〕53号：资金使用合规性，没有截留、挤占、挪用"),
    remedy=gettext_lazy("写明资金的来源、批准文件，并在收入、结转或调整数中反映。"),
)  # fmt: skip
def check_moved(subject: Subject) -> Iterator[Observation]:
    """从本系统改制结余资金中调剂248万元: an amount from a source that stands in no account of the report."""
    text = fold(subject.report.text)
    for match in _MOVED.finditer(text):
        amount = next(
            (each for sentence in subject.mentions for each in sentence
             if each.kind == MONEY and match.end() <= each.figure.start <= match.end() + 10), None
        )  # fmt: skip
        if amount is None:
            continue
        value = amount.figure.quantity.value
        told = subject.content.facts.values() if subject.content is not None else ()
        if any(abs(each - value) <= CENT for each in told):
            continue
        yield Observation(
            match.start(), amount.figure.end, stated=shown(amount), expected="",
            message=_("从“%(source)s”调剂%(amount)s，收入、结转和调整数中没有这笔资金。")
            % {"source": match["source"], "amount": shown(amount)},
        )  # fmt: skip
