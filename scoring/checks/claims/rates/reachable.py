# ruff: noqa: E501 - a pattern is read better in one piece
"""Percentages that cannot be: 满意率98.8% of 47 letters, 合格率102%."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..changes.near_changes import near_steps
from ..figures import Verdict, judge, percent, shown, shown_percent
from ..nearby import is_reported, words_of
from ..shares.ratios import fit_in
from .rate_reading import COUNT_RATE, END, SURVEY, figures_before
from .rate_words import rate_of_all
from .rates import by_word, wrong_rates

_REACHABLE = re.compile(rf"(?:满意率|满意度|回复率|办结率|合格率|好评率|答复率|回收率){END}")
# What may well be over 100 %: what was planned, due or there before is the whole, not all there is.
_RATE = re.compile(rf"(?P<of>[\u4e00-\u9fff]{{2,}}?)(?:率|(?<=满意)度){END}")
_MAY_BE_OVER = re.compile(
    r"(?:完成|执行|落实|实现|兑现|达成|控制|增长|增|增值|保值|产销|到位|开工|负荷|利用|入学|入园|参保|支付|使用|收缴|征收|回款|收取|缴费"
    r"|结案|审结|清收|回收|收回|变动|调整|周转|达产|贡献|自给|返还|招生|负债|担保|备付|流动|速动|资本|充足|偿付|配备|进度|采购|拨付|支出|收入"
    r"|投入|产出|招聘|到账|汇|税|利|费|上座|出租|装机|开行|储备|拨备|覆盖|回报|收益|升|降|差异|偏离|同比|环比|发展|价格|物价|景气|折算|任务|比|倍|超[^，]?|增[^，])$"
)
_DECLINE = re.compile(r"(?:下降|减少|降低|压减|压缩|降幅|减幅|回落)了?(?:为|达|达到)?$")
# These may turn into their opposite, and then fall by more than all.
_MAY_TURN = re.compile(r"利润|亏|盈|净|收益|差额|[顺逆]差|赤字|增[幅速长]")
_BASE_UNITS = ("件", "人", "名", "份", "户", "起", "个", "项", "家", "次", "宗", "人次")


@check(
    "impossible_percent", number=36, level=Level.WARNING, name=gettext_lazy("百分比与基数相容"),
    source=gettext_lazy("算术核对：n 个对象中的比例只能是 k ÷ n"), remedy=gettext_lazy("写明满意率等比率的基数，按基数重新计算。"),
)  # fmt: skip
def check_reachable(subject: Subject) -> Iterator[Observation]:
    """满意率98.8% of 47 letters: no whole number of 47 gives it; 合格率102%: there is no more than all."""
    told = wrong_rates(subject)
    of_figures = {id(each) for step in near_steps(subject) for each in step.stated.figures}  # checked as changes
    for sentence in subject.mentions:
        yield from (
            _over_all(rate) for rate in sentence
            if _is_over_all(rate) and not is_reported(rate, told) and id(rate) not in of_figures
        )  # fmt: skip
    for sentence in subject.mentions:
        for index, rate in enumerate(sentence):
            if rate.kind != PERCENT or not rate.exact or not _REACHABLE.search(rate.figure.label):
                continue
            counts = [
                each for each in figures_before(sentence, index, COUNT) if each.figure.quantity.unit in _BASE_UNITS
            ]
            if len(counts) == 2 and counts[0].figure.quantity != counts[1].figure.quantity and COUNT_RATE.search(rate.figure.label) and same_measure(*counts):
                continue  # how many of how many: checked as a rate
            if counts and by_word(rate, [each for each in counts if same_measure(each, counts[-1])]) is not None:
                continue
            if "满意度" in rate.figure.label and not SURVEY.search(sentence[0].sentence.text):
                continue
            if (
                not counts
                or not all(each.exact for each in counts)
                or any(each.figure.group != rate.figure.group for each in counts)
            ):
                continue
            survey = SURVEY.search(sentence[0].sentence.text)
            if _is_of_more(rate, counts):
                continue
            bases = {each.figure.quantity.value for each in counts}
            for size in range(2, 2 if survey else min(len(counts), 4) + 1):
                bases |= {
                    sum((each.figure.quantity.value for each in some), Decimal(0))
                    for some in combinations(counts, size) if all(same_measure(each, some[0]) for each in some)
                }  # fmt: skip
            if any(_can_be(rate, base) for base in bases):
                continue
            largest = max(bases)
            nearest = _nearest(rate, largest)
            yield Observation(
                *rate.span, stated=shown(rate), expected=nearest,
                message=_("按前面的数（%(counts)s）计算，得不出 %(stated)s：以 %(base)s 为基数，最接近的是 %(nearest)s。请写明基数。")
                % {
                    "counts": "、".join(shown(each) for each in counts), "stated": shown(rate), "base": largest,
                    "nearest": nearest,
                },
            )  # fmt: skip


def _is_of_more(rate: Mention, counts: Sequence[Mention]) -> bool:
    """Whether the words of the rate are not those of the counts: 产品合格率 of 36家企业."""
    text = rate.sentence.text
    if re.match(r"（?按[^，。；]{1,12}[计算]", text[rate.figure.end - rate.sentence.start :]):
        return True
    rest = _REACHABLE.sub("", rate.figure.label)
    said = "".join(words_of(each) for each in counts)
    asked = re.search(r"问卷|调查|测评", text[: rate.figure.label_start - rate.sentence.start])
    return not asked and bool(rest) and fit_in(rest, said) * 2 < 1


def _is_over_all(rate: Mention) -> bool:
    """Whether a rate over 100 % is of a part of something, or of all that had to be done, or a decline."""
    if rate.kind != PERCENT or rate.figure.quantity.value <= 100 or rate.figure.quantity.approx:
        return False
    if _DECLINE.search(rate.figure.label):
        return not _MAY_TURN.search(rate.sentence.text)
    match = _RATE.search(rate.figure.label)
    return match is not None and (_MAY_BE_OVER.search(match["of"]) is None or rate_of_all(rate))


def _over_all(rate: Mention) -> Observation:
    return Observation(
        *rate.span, stated=shown(rate), expected="100%",
        message=_("“%(rate)s”最高为100%%，文中写“%(stated)s”。") % {"rate": rate.figure.label, "stated": shown(rate)},
    )  # fmt: skip


def _can_be(rate: Mention, base: Decimal) -> bool:
    """Whether some whole number k of `base` gives the percentage at its own decimals."""
    quantity = rate.figure.quantity
    if base <= 0 or base > 20_000 or quantity.value > 100:
        return True
    k = int(quantity.value * base / 100)
    return any(
        judge(quantity, percent(Decimal(each), base)) != Verdict.WRONG
        for each in (k - 1, k, k + 1)
        if 0 <= each <= base
    )


def _nearest(rate: Mention, base: Decimal) -> str:
    k = (rate.figure.quantity.value * base / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{shown_percent(percent(k, base))}（{k}/{base}）"
