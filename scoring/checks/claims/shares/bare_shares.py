"""Shares without amounts, of parts that exclude each other: 中央资金占60%，省级资金占25%，县级配套占25%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import COUNT, PERCENT

from ...finding import Observation
from ...subject import Subject
from ..figures import shown

_SHARE = re.compile(r"占(?:比|到|了)?(?:为|达)?$")
# Each is one way to divide a whole; labels that name one word each of the same division exclude each other.
_DIVISIONS = (
    re.compile(r"中央|国家|省|自治区|[市州]|县|乡镇|自筹|社会"),
    re.compile(r"基本支出|项目支出"),
    re.compile(r"人员|公用|项目"),
    re.compile(r"财政|自筹|其他"),
    re.compile(r"第?[一二三]产"),
)
_DIVIDES = re.compile(r"构成|组成|结构|按[^，。；]{1,10}(?:分|看|划分)[，：]|分为|分别|来源")
_LITTLE_OVER, _OVER_WITH_REST = Decimal(105), Decimal(110)
_ROUGHLY = Decimal(5)
_IN_TURN, _GOES_ON = re.compile(r"分别|依次"), re.compile(r"[、，和及与 ]{1,2}")
_SEX = re.compile(r"[男女](?=性|职工|生|$|占|干部|同志)")
_TOGETHER = re.compile(r"(?:合计|共计|合起来|加起来|一起|合|共)(?:占[^，。；\d]{0,12}|为)?$")


def wrong_together(subject: Subject) -> Iterator[Observation]:
    """甲占34.2%，乙占27.5%，两项合计占62.7%: the shares before add up to another one."""
    for sentence in subject.mentions:
        for at, stated in enumerate(sentence):
            if stated.kind != PERCENT or not stated.exact or not _TOGETHER.search(stated.figure.label):
                continue
            parts = _counted_before(sentence, at)
            total = sum((each.figure.quantity.value for each in parts), Decimal(0))
            slack = sum((each.figure.quantity.step for each in (*parts, stated)), Decimal(0))
            if parts and abs(total - stated.figure.quantity.value) > slack:
                listed = " + ".join(shown(each) for each in parts)
                yield Observation(
                    parts[0].span[0], stated.figure.end, stated=shown(stated), expected=f"{trimmed(total)}%",
                    message=_("%(listed)s = %(total)s%%，文中写“%(stated)s”。")
                    % {"listed": listed, "total": trimmed(total), "stated": shown(stated)},
                )  # fmt: skip


def _counted_before(sentence: Sequence[Mention], at: int) -> Sequence[Mention]:
    """The two shares before 两项合计占; none where there are more or fewer of them."""
    count = int(sentence[at - 1].figure.quantity.value) if at and sentence[at - 1].kind == COUNT else 0
    before = [each for each in sentence[: at - 1] if each.kind == PERCENT]
    if not 2 <= count <= len(before) or "前" in sentence[at - 1].figure.label:
        return ()
    parts = before[-count:]
    more = before[-count - 1] if len(before) > count else None
    shares = all(each.kind == PERCENT and each.exact and "占" in each.figure.label for each in parts)
    return parts if shares and (more is None or more.kind != PERCENT) else ()


def over_all(subject: Subject) -> Iterator[Observation]:
    """Shares of parts that exclude each other add up to more than 100 %; the amounts need not be told."""
    for sentence in subject.mentions:
        for run in _runs(sentence):
            total = sum((each.figure.quantity.value for each in run), Decimal(0))
            slack = sum((each.figure.quantity.step for each in run), Decimal(0))
            if not all(each.exact for each in run):
                if any(each.figure.quantity.in_range for each in run):
                    continue
                slack = _ROUGHLY  # 约占45%，约占38%，约占27%
            whole = _are_the_sexes(run) or _are_the_ages(run)
            if not (abs(total - 100) > slack if whole else total > 100 + slack and _divide(run)):
                continue
            yield Observation(
                run[0].span[0],
                run[-1].figure.end,
                stated=f"{trimmed(total)}%",
                expected="100%",
                message=_("各项占比之和 %(listed)s = %(total)s%%，不是100%%。")
                % {"listed": " + ".join(shown(each) for each in run), "total": trimmed(total)},
            )


def _runs(sentence: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The stretches of two and more shares with no other figure between them."""
    run: list[Mention] = []
    for mention in sentence:
        is_share = mention.kind == PERCENT and (bool(_SHARE.search(mention.figure.label)) or _is_in_turn(mention, run))
        if is_share and (not run or mention.index == run[-1].index + 1):
            run.append(mention)
            continue
        if len(run) > 1:
            yield run
        run = [mention] if is_share else []
    if len(run) > 1:
        yield run


def _are_the_ages(shares: Sequence[Mention]) -> bool:
    """35岁及以下占32%，36岁至50岁占46%，51岁及以上占17%: from the youngest to the oldest."""
    first, last = shares[0].figure.gap + shares[0].figure.label, shares[-1].figure.gap + shares[-1].figure.label
    ends = {"下" if "以下" in words else "上" if "以上" in words else "" for words in (first, last)}
    inner = any(each.figure.label.startswith("其中") for each in shares)
    return len(shares) >= 3 and ends == {"上", "下"} and not inner


def _are_the_sexes(shares: Sequence[Mention]) -> bool:
    """男性占58%，女性占32%: there is no third."""
    words = [_SEX.findall(each.figure.label) for each in shares]
    return len(shares) == 2 and sorted(words) in ([["女"], ["男"]], [["男"], ["女"]])


def _is_in_turn(mention: Mention, run: Sequence[Mention]) -> bool:
    """干渠、支渠、斗渠分别占总长的18%、33%和59%: the shares of things named before, their amounts not told."""
    first = run[0] if run else mention
    if "占" not in first.figure.label or not _IN_TURN.search(first.figure.label):
        return False
    return (first is mention and not mention.index) or (bool(run) and bool(_GOES_ON.fullmatch(mention.figure.gap)))


def _divide(shares: Sequence[Mention]) -> bool:
    """Whether each label names exactly one word of one division, each another one: 中央, 省级, 县级.

    Or three and more kinds that come to little over the whole and are of one noun (研究生学历, 本科学历), end with the
    rest (参军及其他), or are said to be all (支出结构上, 按去向分).
    """
    if _IN_TURN.search(shares[0].figure.label):
        return len(shares) >= 3  # 干渠、支渠、斗渠长度分别占渠道总长的18%、33%和59%
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
    most = _OVER_WITH_REST if with_the_rest else _LITTLE_OVER
    return len(shares) >= 3 and exclusive and len(set(names)) == len(names) and total <= most
