"""Shares without amounts, of parts that exclude each other: 中央资金占60%，省级资金占25%，县级配套占25%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import PERCENT

from ..finding import Observation
from ..subject import Subject
from .figures import shown

_SHARE = re.compile(r"占(?:比|到|了)?(?:为|达)?$")
# Each is one way to divide a whole; labels that name one word each of the same division exclude each other.
_DIVISIONS = (
    re.compile(r"中央|省|市|县|乡镇|自筹|社会"),
    re.compile(r"基本支出|项目支出"),
    re.compile(r"人员|公用|项目"),
    re.compile(r"财政|自筹|其他"),
    re.compile(r"第?[一二三]产"),
)
_DIVIDES = re.compile(r"构成|组成|结构|按[^，。；]{1,10}(?:分|看|划分)[，：]|分为|分别|来源")
_LITTLE_OVER = Decimal(105)


def over_all(subject: Subject) -> Iterator[Observation]:
    """Shares of parts that exclude each other add up to more than 100 %; the amounts need not be told."""
    for sentence in subject.mentions:
        for run in _runs(sentence):
            total = sum((each.figure.quantity.value for each in run), Decimal(0))
            slack = sum((each.figure.quantity.step for each in run), Decimal(0))
            if total <= 100 + slack or not all(each.exact for each in run) or not _divide(run):
                continue
            yield Observation(
                run[0].span[0],
                run[-1].figure.end,
                stated=f"{trimmed(total)}%",
                expected="100%",
                message=_("%(listed)s = %(total)s%%，超过100%%。")
                % {"listed": " + ".join(shown(each) for each in run), "total": trimmed(total)},
            )


def _runs(sentence: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The stretches of two and more shares with no other figure between them."""
    run: list[Mention] = []
    for mention in sentence:
        is_share = mention.kind == PERCENT and bool(_SHARE.search(mention.figure.label))
        if is_share and (not run or mention.index == run[-1].index + 1):
            run.append(mention)
            continue
        if len(run) > 1:
            yield run
        run = [mention] if is_share else []
    if len(run) > 1:
        yield run


def _divide(shares: Sequence[Mention]) -> bool:
    """Whether each label names exactly one word of one division, each another one: 中央, 省级, 县级.

    Or three and more kinds that come to little over the whole and are of one noun (研究生学历, 本科学历), end with the
    rest (参军及其他), or are said to be all (支出结构上, 按去向分).
    """
    for division in _DIVISIONS:
        words = [set(division.findall(each.figure.label)) for each in shares]
        if all(len(each) == 1 for each in words) and len(set.union(*words)) == len(shares):
            return True
    names = [_SHARE.sub("", each.figure.label) for each in shares]
    of_one_noun = all(name[-2:] == names[0][-2:] and len(name) > 2 and "以上" not in name for name in names)
    with_the_rest = re.match(r"(?:[^占]{0,6}(?:及|和|等|与))?其[他它余]|.*及?以下", names[-1]) is not None
    said_to_divide = _DIVIDES.search(shares[0].figure.gap) is not None
    total = sum((each.figure.quantity.value for each in shares), Decimal(0))
    exclusive = of_one_noun or with_the_rest or said_to_divide
    return len(shares) >= 3 and exclusive and len(set(names)) == len(names) and total <= _LITTLE_OVER
