"""Shares: 占总收入的99%, 占比9.88%, 分别占…; the base is found by its meaning, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import PARENTS, kind_of, read_label
from departments.prose.quantities import COUNT, MONEY, PERCENT

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import CENT, Verdict, judge, percent, percent_like, shown, shown_percent
from ..nearby import span_of
from .bare_shares import over_all, wrong_together
from .near_shares import SUM_OF_PARTS, near_shares
from .ratios import Ratio

_SHARE = re.compile(
    r"占(?P<base>[^占，。；%]{0,30}?)的?(?:比重|比例|比率|百分比|份额|比)?(?:的|为|是|达到|达|约|近|仅|高达|超过|不足|到)*$"
)
_BASELESS = re.compile(r"^(?:占|所占|占比|所占比例|比例|比重|比)?(?:为|是|达到|达|约|仅)*$")
_WHOLE = re.compile(
    r"^(?:其|全部|全年|本年|当年|部门|单位)?(?:总额|总数|总量|总计|合计|全部|总数量|总人数|职工总数|总体|部门预算总额|预算总额|总预算|预算)$"
)


# Between base and percentage: 192名专任教师的25%.
_OF_IT = re.compile(r" ?[^，。；、\d（）的]{0,8}的(?:比重|比例|比|份额)?(?:约|为|是|达|达到)? ?")
_AND_MORE = re.compile(r"以上的?[合共]?占")
_LEFT = re.compile(r"结[转余]|节余|剩余")


@dataclass(frozen=True)
class Share:
    """A verified or verifiable share: the percentage, its part, and all figures that may be the base."""

    figure: Mention
    part: Mention
    bases: tuple[Mention, ...]
    base_code: str

    @property
    def span(self) -> tuple[int, int]:
        """From 占 to the percentage."""
        return self.figure.span


def find_shares(subject: Subject) -> list[Share]:
    """Every share of the text whose part and base are certain."""
    return subject.once("shares", lambda: _find_shares(subject))


def _find_shares(subject: Subject) -> list[Share]:
    shares: list[Share] = []
    for sentence in subject.mentions:
        for index, mention in enumerate(sentence):
            if mention.kind != PERCENT or mention.figure.quantity.in_range:
                continue
            label = mention.figure.label.replace("占比分别为", "分别占")
            match = _SHARE.search(label)
            if match is None:
                shares.extend(_of_amount(sentence, index))
                continue
            for figure, part in _parts(subject, sentence, index, label[: match.start()]):
                bases = _bases(subject, sentence, index, part, match["base"])
                if bases:
                    code = bases[0].code
                    shares.append(Share(figure, part, tuple(bases), code))
    return shares


def _of_amount(sentence: tuple[Mention, ...], index: int) -> Iterator[Share]:
    """52名，占职工总数80人的65%; 3150人，完成目标任务3000人的105%: the base stands right before the percentage."""
    if index < 2 or not _OF_IT.fullmatch(sentence[index].figure.gap):
        return
    base = sentence[index - 1]
    level = [each for each in sentence[: index - 1] if each.figure.depth == base.figure.depth]
    if not level:
        return
    part = level[-1]
    leads = re.match(r"占|为|完成|达到|达|超额完成", base.figure.label)
    if base.figure.label.startswith("超额") and sentence[index].figure.quantity.value < 100:
        return  # 超额完成1200座的25%: what is above the plan
    if leads and part.exact and base.exact and not part.is_change and same_measure(part, base):
        near = part.figure.group == base.figure.group
        if near and part.kind in (MONEY, COUNT) and len(base.figure.gap) <= 20:
            yield Share(sentence[index], part, (base,), base.code)


def _parts(
    subject: Subject, sentence: tuple[Mention, ...], index: int, before: str
) -> Iterator[tuple[Mention, Mention]]:
    """The percentage(s) with the figure each is the share of."""
    mention = sentence[index]
    together = before.endswith("分别")
    before = before.removesuffix("分别").removesuffix("所")
    if together:
        percents = [mention]
        for later in sentence[index + 1 :]:
            if later.kind != PERCENT or not re.fullmatch(r"[ 、和及与，]{1,3}", later.figure.gap):
                break
            percents.append(later)
        parts = _named_together(subject, sentence, index) or [
            each for each in sentence[:index]
            if each.kind in (MONEY, COUNT) and not each.is_change and each.figure.depth == mention.figure.depth
        ][-len(percents) :]  # fmt: skip
        if len(parts) == len(percents) > 1 and all(same_measure(each, parts[0]) for each in parts):
            yield from zip(percents, parts, strict=True)
        return
    if SUM_OF_PARTS.search(before):
        return  # 两类合占: no figure is told for what has the share
    label = read_label(before, names=subject.report.names)
    if before and (label.code or label.residue):
        named = subject.named(label.code) if label.certain else []
        near = [
            each
            for each in named
            if each.sentence.line == mention.sentence.line and each.figure.start < mention.figure.start
        ]
        if len({each.figure.quantity.value for each in near or named}) == 1:
            yield mention, (near or named)[-1]
        return
    for each in reversed(sentence[:index]):
        if each.figure.depth > mention.figure.depth:
            continue
        if each.kind == PERCENT and not _SHARE.search(each.figure.label):
            continue
        left = _LEFT.search(each.figure.label)  # 年末结转结余32.35万元，占…: an amount, though 结余 may be a difference
        if each.kind in (MONEY, COUNT) and (not each.is_change or left) and not each.figure.quantity.in_range:
            yield mention, each
        return


def _named_together(subject: Subject, sentence: tuple[Mention, ...], index: int) -> list[Mention]:
    """基本支出、项目支出分别占…: the figures of the lines named before 分别, empty where none are named."""
    clause = re.split(r"[，；。（）]", sentence[index].figure.gap.split("分别")[0])[-1]
    names = [name for name in re.split(r"[、和及与]", clause) if name.strip()]
    codes = [read_label(name, names=subject.report.names).code for name in names]
    if len(names) < 2 or not all(codes):
        return []
    found = [[each for each in sentence[:index] if each.code == code and not each.is_change] for code in codes]
    return [each[-1] for each in found] if all(found) else []


def _bases(subject: Subject, sentence: tuple[Mention, ...], index: int, part: Mention, words: str) -> list[Mention]:
    """Every figure the base words may mean, the likeliest first; empty where that is not certain."""
    label = read_label(words, names=subject.report.names)
    total = _total_of(subject, part)
    if "预算" in words and total is not None and total.column == "outturn":
        return _by_words(sentence, index, part, words)  # of what was spent a list tells, of the budget the share
    if not words or _BASELESS.match(words) or _WHOLE.match(words):
        return [total] if total is not None else _by_chart(subject, part)
    if label.code and not label.residue and not label.scope and kind_of(label.code) == part.kind:
        found = [each for each in subject.named(label.code) if each is not part and not each.label.residue]
        found = [each for each in found if each.column.startswith("prior") == part.column.startswith("prior")]
        if label.column:
            found = [each for each in found if each.column == label.column] or []
        return sorted(found, key=lambda each: _distance(each, part))
    if part.kind == COUNT and total is not None and not label.residue:
        return [total]
    if words in ("年初预算", "年初预算数", "年初部门预算", "年初预算总额") and part.code.startswith("budget_"):
        budgets = [each for code in ("expenditure_total", "income_total") for each in subject.named(code, "initial")]
        return budgets if len({each.figure.quantity.value for each in budgets}) == 1 else []
    found = _by_words(sentence, index, part, words)
    if not re.search(r"总|全部|所有", words):
        return found
    beside = [each for breakdown in subject.breakdowns_with(part) for each in breakdown.parts]
    return [each for each in found if each not in beside]


def _by_words(sentence: tuple[Mention, ...], index: int, part: Mention, words: str) -> list[Mention]:
    """占总投资的80%, 占年度计划的112%: the figures of the sentence that these words stand before."""
    core = re.sub(r"^(?:全部|全年|年度|本年|整个|全)+|(?:总数|总额|数|额)$", "", words)
    return [
        each for each in reversed(sentence[:index])
        if len(core) >= 2 and core in each.figure.label and each is not part and each.exact and same_measure(each, part)
        and not each.is_change and each.label.prior == part.label.prior
    ]  # fmt: skip


def _by_chart(subject: Subject, part: Mention) -> list[Mention]:
    """基本支出6820万元，占43.9%: without a base named, one of the lines above it in the chart."""
    if not part.certain or not part.code.startswith(("expenditure_", "income_")):
        return []
    found: list[Mention] = []
    code = part.code
    while code in PARENTS:
        code = PARENTS[code]
        found.extend(subject.named(code))
    return sorted(found, key=lambda each: _distance(each, part))


def _total_of(subject: Subject, part: Mention) -> Mention | None:
    for breakdown in subject.breakdowns_with(part):
        total = breakdown.total
        if len(breakdown.candidates) == 1 and breakdown.relation != "sum" and _is_no_less(total, part):
            return total
    return None


def _is_no_less(total: Mention, part: Mention) -> bool:
    """Whether a figure may be the whole of another: 人均241.3件 is none of 3,117件."""
    return total.figure.quantity.value >= part.figure.quantity.value


def _distance(base: Mention, part: Mention) -> tuple[bool, bool, bool, int]:
    """Same column first, then the same sentence, then figures before the part, then the nearest."""
    gap = part.figure.start - base.figure.start
    return (base.column != part.column, base.sentence is not part.sentence, gap < 0, abs(gap))


@check(
    "share", number=2, level=Level.WARNING,
    name=gettext_lazy("占比与金额一致"), source=gettext_lazy("算术核对：占比 = 部分 ÷ 总额 × 100%"),
    remedy=gettext_lazy("按算出的数改正占比，或者改正部分、总额中写错的一个。"),
)  # fmt: skip
def check_shares(subject: Subject) -> Iterator[Observation]:
    """A stated share against part ÷ base; right if rounded, a hint if only cut (check 2, 8, 9)."""
    for share in find_shares(subject):
        part = share.part.figure.quantity
        bases = [base for base in share.bases if base.figure.quantity.value > 0]
        if not bases or part.approx:
            continue
        verdicts = [
            judge(share.figure.figure.quantity, percent(part.value, base.figure.quantity.value)) for base in bases
        ]
        if Verdict.RIGHT in verdicts:
            continue
        cut = Verdict.CUT in verdicts
        ratios = [Ratio((share.part,), (base,)) for base in bases]
        if not cut and any(ratio.fits(share.figure) or ratio.is_of_a_wrong_unit(share.figure) for ratio in ratios):
            continue  # what rounding of the figures leaves open: 1.4万件 of 15.7万件; a wrong unit is told as such
        if share.part.figure.quantity.value > max(base.figure.quantity.value for base in bases) and not any(
            base.sentence is share.part.sentence for base in bases
        ):
            continue  # told elsewhere and smaller than its part: another thing of the same name
        base = bases[verdicts.index(Verdict.CUT)] if cut else bases[0]
        true = percent(part.value, base.figure.quantity.value)
        stated = shown(share.figure)
        yield Observation(
            *share.span, stated=stated, expected=shown_percent(true), level=Level.HINT if cut else None,
            message=_("%(part)s ÷ %(base)s = %(true)s，文中写“%(stated)s”%(note)s。") % {
                "part": shown(share.part), "base": shown(base), "true": shown_percent(true), "stated": stated,
                "note": _("，是截断而不是四舍五入") if cut else "",
            },
        )  # fmt: skip
    yield from _by_nearness(subject)


def _by_nearness(subject: Subject) -> Iterator[Observation]:
    """Shares whose part and base only order and shared words tell."""
    for wrong in near_shares(subject, [share.figure for share in find_shares(subject)]):
        if _AND_MORE.search(wrong.figure.figure.label):
            continue  # 非常满意261份、满意24份、基本满意3份，满意以上占98.96%: of more than one of them
        true, stated = percent_like(wrong.ratio.percent, wrong.figure), shown(wrong.figure)
        yield Observation(
            *span_of(wrong.figure, *wrong.ratio.parts, *wrong.ratio.wholes), stated=stated, expected=true,
            message=_("%(ratio)s = %(true)s，文中写“%(stated)s”。") % {
                "ratio": wrong.ratio.words, "true": true, "stated": stated,
            },
        )  # fmt: skip


@check(
    "shares_sum", number=3, level=Level.WARNING,
    name=gettext_lazy("各项占比合计为100%"), source=gettext_lazy("算术核对：完整拆分的各项占比之和为100%"),
    remedy=gettext_lazy("重新计算各项占比，合计应为100%（允许四舍五入的尾差）。"),
)  # fmt: skip
def check_share_sums(subject: Subject) -> Iterator[Observation]:
    """The shares of a full split add to 100 within what rounding explains, with their amounts or without."""
    yield from over_all(subject)
    yield from wrong_together(subject)
    for shares in _together(subject):
        base = shares[0].bases[0].figure.quantity.value
        parts = sum((share.part.figure.quantity.value for share in shares), Decimal(0))
        if len(shares) < 2 or abs(parts - base) > CENT:
            continue
        total = sum((share.figure.figure.quantity.value for share in shares), Decimal(0))
        slack = sum((share.figure.figure.quantity.step for share in shares), Decimal(0))
        if abs(total - 100) <= slack:
            continue
        listed = " + ".join(shown(share.figure) for share in shares)
        shown_total = f"{total.normalize():f}%"
        yield Observation(
            shares[0].part.span[0], shares[-1].span[1], stated=shown_total, expected="100%",
            message=_("各项金额之和等于总额，占比之和却是 %(listed)s = %(total)s，不是100%%。")
            % {"listed": listed, "total": shown_total},
        )  # fmt: skip


def _together(subject: Subject) -> Iterator[list[Share]]:
    """The exact shares of one sentence that are taken of the same amount."""
    groups: dict[tuple[int, Decimal], list[Share]] = {}
    for share in find_shares(subject):
        quantity = share.figure.figure.quantity
        if not quantity.approx:
            key = (share.figure.sentence.start, share.bases[0].figure.quantity.value)
            groups.setdefault(key, []).append(share)
    yield from groups.values()
