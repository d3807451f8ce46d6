# ruff: noqa: E501 - a pattern is read better in one piece
"""What ties figures to a total: words that name all parts, that divide it, that open a list, or order alone."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum

from departments.importing.report.mentions import Mention
from departments.prose.numbers import read_chinese
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ..figures import sum_of
from .partitions import are_of_one_division
from .sum_runs import TOTAL_WORDS, Run


class Tie(IntEnum):
    """What binds parts to a total: order alone, words that open a list, that divide the total, that name all parts."""

    BARE = 0
    OPENED = 1
    DIVIDED = 2
    SAID = 3


_FARTHEST = 45  # characters between a total and its first part
_KINDS = r"(?P<number>[两二三四五六七八九十]|\d{1,2}) ?(?:[大个小]?(?:类|级|项|种|块|股|路|支|方面|部分|家|镇|乡|村|批次?|期|组)|个(?!月))"
_DIVIDED = re.compile(
    r"按[^，。；：]{1,14}[分看]|从[^，。；：]{1,12}看|分[^，。；：\d]{1,8}看|具体|依次|分别|[构组]成|明细|如下|分布|(?:来源|去向|投向|用途|情况|安排)[是为]"
)
_SAID = re.compile(r"(?<![充十部大])分[为成]|内分|(?:^|，)即")
_OPENED = re.compile(r"其中|包括|包含|含|主要|：|——|--|涉及|涵盖|分别|用于")
_TOGETHER = re.compile(r"共[^，。；]{0,5}$")  # 共化解1064件
_SUBJECT = re.compile(r"(?:以上|上述|[加合]起来|一|全[年县市区局]|[\d一二两三四五六七八九十]+ ?[大个小]?[类级项种块股路支方家镇乡村]面?)+")
_MADE_OF = re.compile(r"^[^，。；]{0,6}(?:组成|构成|汇成|共同|承担|负担|分担)")
_REMARK = re.compile(r"（[^（）]*）")
_REST = re.compile(r"其[他它余]")
_GENERIC = frozenset("的了达为有共计人年度县市区镇乡村局全支出收入资金经费项目数量额完成实现个新")
WHOLE = re.compile(r"全[年县市区镇乡局系]|总|共|各[类级项]|累计|合计")
_OPPOSITES = (("男", "女"), ("城", "农"), ("城", "乡"), ("左", "右"), ("上", "下"), ("公", "民"), ("内", "外"))


def tie_of(run: Run) -> Tie | None:
    """What binds the parts; None where the words say that something else does."""
    if run.relation == "bracket":
        return Tie.OPENED
    return _tie_behind(run) if run.relation == "sum" else _tie_before(run)


def _tie_behind(run: Run) -> Tie | None:
    """What binds parts to the total behind them."""
    number = _number_of_kinds(run)
    if number is not None:
        return Tie.SAID if number == len(run.parts) else None
    if TOTAL_WORDS.search(run.lead) and "累计" not in run.lead and not has_subject(run):
        return Tie.SAID
    whole = are_of_one_division(run.parts) and WHOLE.search(run.total.figure.label)
    return Tie.OPENED if whole or TOTAL_WORDS.search(run.lead) or _TOGETHER.search(run.lead) else Tie.BARE


def _tie_before(run: Run) -> Tie | None:
    """What binds parts to the total before them."""
    first, total = run.parts[0], run.total
    if len(_REMARK.sub("", run.lead)) > _FARTHEST:
        return None
    clause = re.split("[，。；]", run.lead)[-1] + first.figure.label
    if _number_of_kinds(run) == len(run.parts) or _numbered(run.parts) or _SAID.search(run.lead + first.figure.label):
        return Tie.SAID
    if (first.figure.label.startswith("由") or "由" in clause[:2]) and _MADE_OF.match(run.behind):
        return Tie.SAID
    if _exclude_each_other(run.parts) or _shares_make_a_whole(run) or _REST.match(run.parts[-1].figure.label):
        return Tie.SAID
    if _DIVIDED.search(run.lead + first.figure.label):
        return Tie.DIVIDED
    if first.figure.opens or _OPENED.search(run.lead[-12:] + first.figure.label[:4]):
        return Tie.OPENED
    between = run.sentence[total.index + 1 : first.index] if total.sentence is first.sentence else ()
    if any(each.kind in (MONEY, COUNT) and not each.is_change for each in between):
        return None
    return Tie.OPENED if are_of_one_division(run.parts) else Tie.BARE


def _number_of_kinds(run: Run) -> int | None:
    """The 3 of 三类人员共计, the 4 of …和优待金四块构成."""
    words = run.lead
    if run.relation != "sum":  # right before the first part or right behind the last
        words = re.split("[，。；]", run.lead)[-1].split("其中")[0] + "¦" + re.split("[，。；]", run.behind)[0]
    found = list(re.finditer(_KINDS, words))
    if not found:
        return None
    digits = found[-1]["number"]
    return int(digits) if digits.isdigit() else read_chinese(digits.replace("两", "二"))


def _numbered(parts: Sequence[Mention]) -> bool:
    gaps = [part.figure.gap for part in parts]
    return all(re.search(rf"{number}是", gap) for number, gap in zip("一二三四五六七八九十", gaps, strict=False))


def _exclude_each_other(parts: Sequence[Mention]) -> bool:
    """男婴 and 女婴, 城市低保 and 农村低保: two labels that are opposites and else the same."""
    if len(parts) != 2:
        return False
    one, other = (part.figure.label.removeprefix("其中") + part.figure.tail for part in parts)
    return any(
        (first in one and second in other and first not in other and second not in one)
        for pair in _OPPOSITES
        for first, second in (pair, (pair[1], pair[0]))
        if one and other and (one[-1] == other[-1] or one == first)
    )


def _shares_make_a_whole(run: Run) -> bool:
    """社会团体83家，占38.4%，民办非企业单位133家，占61.6%: the shares beside the parts make up the whole."""
    behind = [run.sentence[part.index + 1] for part in run.parts if part.index + 1 < len(run.sentence)]
    shares = [each for each in behind if each.kind == PERCENT and "占" in each.figure.gap]
    return len(shares) == len(run.parts) and abs(sum_of(shares) - 100) <= Decimal("0.1") * len(shares)


def has_subject(run: Run) -> bool:
    """Whether 合计 and 共 have a noun of their own before them, which may hold for some of the parts only."""
    label = re.split("合计|共|总|累计", run.total.figure.label)[0]
    return len(_SUBJECT.sub("", label)) >= 2


def supports(run: Run) -> int:
    """How many signs beside the order say that these are the parts of that total."""
    labels = [part.figure.label for part in run.parts]
    marks = {part.figure.gap[:1] for part in run.parts[1:]}
    common = set(run.total.figure.label).intersection(*labels) - _GENERIC
    return sum((
        2 * bool(common and not any(label[-2:] == run.total.figure.label[-2:] for label in labels)),
        len({label[-1:] for label in labels}) == 1,
        len(labels) >= 4,
        bool(WHOLE.search(run.total.figure.label) or re.search("[现实]有", run.total.figure.label)),
        run.relation == "list" and marks == {"、"} and run.parts[0].figure.gap[:1] != "、",
    ))  # fmt: skip
