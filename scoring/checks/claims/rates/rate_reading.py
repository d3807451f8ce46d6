# ruff: noqa: E501 - a pattern is read better in one piece
"""What the checks of rates share: the names of rates, the words of plan and outturn, the figures before, the finding."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.importing.report.mentions import Mention

from ...finding import Observation
from ..figures import Verdict, judge, percent, shown, shown_percent

END = r"(?:为|是|达到|达|约|仅|分别为|：|完成|计算为)*$"
EXECUTION = re.compile(
    rf"(?:执行率|完成率|支付率|支出率|支出进度|执行进度|支付进度|完成比例|使用率|拨付率|收缴率|征缴率|征收率|兑付率|支出完成率|(?:完成|为|达)了?(?:年初|全年|年度|调整后)?预算数?的){END}"
)
CONTROL = re.compile(rf"(?<!人员)控制率{END}")
# A rate of one count of another; those with a formula of their own are left to other checks.
COUNT_RATE = re.compile(
    rf"(?!增长|控制|变动|满意|执行|利用|使用|支付|覆盖|占有|下降|好评|增幅|调整|结余)[\u4e00-\u9fff]{{2}}率{END}"
)
PLANNED = re.compile(
    r"重点工作|预算|计划|到位|下达|安排|应|目标|任务|年初|批复|指标|发放|收到|受理|交办|共|总|排查|检查|办理|抽检|立案|检测"
)
DONE = re.compile(
    r"实[种缴收到]|建成|落实|新建|支出|执行|决算|使用|支付|实际|已|完成|办结|结案|整改|回收|收回|拨付|合格|达标|发生|列支"
)
SURVEY = re.compile(r"问卷|调查|抽样|回收|走访|测评|回访")
_MOST_VALUES = 8


def figures_before(sentence: Sequence[Mention], index: int, kind: str) -> list[Mention]:
    """The figures of one kind before a place of the sentence: levels of this year."""
    return [
        each for each in sentence[:index]
        if each.kind == kind and not each.is_change and not each.figure.quantity.in_range and not each.label.prior
    ]  # fmt: skip


def matches(rate: Mention, pairs: Iterable[tuple[Mention, Mention]]) -> bool:
    """Whether one of the pairs, part over whole, gives the rate."""
    return any(
        whole.figure.quantity.value > 0
        and judge(rate.figure.quantity, percent(part.figure.quantity.value, whole.figure.quantity.value))
        != Verdict.WRONG
        for part, whole in pairs
    )


def one_of_each_value(figures: Iterable[Mention]) -> list[Mention]:
    """The first figure of each value, in order, and of a few values only: so many pairs are tried for each rate."""
    first: dict[Decimal, Mention] = {}
    for each in figures:
        if len(first) < _MOST_VALUES:
            first.setdefault(each.figure.quantity.value, each)
    return list(first.values())


def ordered_pairs(figures: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Each figure over each other one."""
    return [(a, b) for a in figures for b in figures if a is not b]


def wrong_rate(rate: Mention, done: Mention, planned: Mention, words: str) -> Observation:
    """The finding: what the two figures give, and what is stated."""
    true = percent(done.figure.quantity.value, planned.figure.quantity.value)
    return Observation(
        *rate.span, stated=shown(rate), expected=shown_percent(true),
        message=_("%(words)s：%(done)s ÷ %(planned)s = %(true)s，文中写“%(stated)s”。") % {
            "words": words, "done": shown(done), "planned": shown(planned), "true": shown_percent(true),
            "stated": shown(rate),
        },
    )  # fmt: skip
