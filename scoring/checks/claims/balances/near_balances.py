# ruff: noqa: E501 - a pattern is read better in one piece
"""Balances by nearness: what is left over, what goes beyond, what stands at the end after what came and went.

The words say only what kind of figure it is (尚欠, 缺口, 超计划, 年底在册); which figures it follows from is told by
order and measure. So a finding needs more: no figures around explain the stated one, and its digits are those of the
right one with a typing error; or words that leave no doubt (审结114件，未结18件; all that came and went between two
dates of one stock).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY

from ...finding import Observation
from ...subject import Subject
from ..changes.near_changes import goes_from_to, is_measured
from ..changes.stated_changes import is_stated_change
from ..figures import is_mistyped
from ..nearby import is_reported, surroundings
from .terms import Signed, is_explained, made_of, rounding, told

_MOST_TERMS = 5
_BEHIND = r"[^，\d]{0,8}$"  # what may stand between the word and its figure: 尚欠施工单位

_LEFT = re.compile(
    r"(?:[尚还仍]有?[余剩欠缺差短]|剩余|[剩余]下|[剩尚空富]余|剩|(?:^|[尚还仍相])差|[尾余]款|尚在|[结节盈]余|[余欠缺差]额|缺口|[空缺]编|空缺|欠[缴付拨交]|(?:^|[尚仍])漏[^，\d]{1,2}|未(?!来|成年|婚)[^，\d]{1,6}|(?:^|[尚还仍]有?)待[^，\d]{1,4}|其余"
    r"|结转(?:下年|次年|来年)|节[约省支]|审减|核减|溢价|差价|价差|收支相抵|赤字|(?:^|实际)少(?=完成|处理|收|缴|发|征|付|支|拨|种|建|办|检|到))" + _BEHIND
)
_SOME_OF = re.compile(r"中(?:有|已|仍|尚|还)?$")  # 未参保农户中有1.2万户
_LEFT_BEFORE, _LEFT_BEHIND = re.compile(r"(?:[尚还仍]有|余)$"), re.compile(r"^[^，\d]{0,12}(?:未|没有|待|尚|正在|在[建办])")
_BEYOND = re.compile(r"(?:超(?!过|标|限|载|市|声|期|龄|前)|多(?=完成|收|征|缴|种|建|产|发|投|办)|短收|净[增减])" + _BEHIND)
_PLAN, _DONE = re.compile(r"计划|任务|目标|指标|预算|核定|原定|应"), re.compile(r"实|完成|达到|打成|建成|[已收支]")
_OPENING = re.compile(r"[年期月季]初|上[年期]|去年|20\d\d年[末底]|原[有存]|结转(?!下年)")
_STOCK = re.compile(r"[年期]初|上年[末底]|上年(?:结[转余存]|遗留|转来)")
_CLOSING = re.compile(r"[年期月季][末底]|12月31日|目前|现(?:[有存共]|$)|结[存余转]|库存|存栏|留存|余额|滚存|[在未][^，\d]{1,4}$")
_FLOW = re.compile(r"预算|计划|目标|任务|支出|收入|支付|完成|执行|使用|到位|下达|拨付|决算|投资|产值|(?:户籍|常住|总)人口|招生|毕业")
_NEW = re.compile(r"^(?:本年|当年|年内|全年|今年|当期|本期|又|再)*新(?!农|能源|区|城|型|华)")
_IN = re.compile(r"接受捐赠|受赠|获赠|新|增|收入|(?:^|[年期])收$|[暂收]存|接[下手收]|进账|[转调迁拨]入|购|接收|入库|资金到位|补充|扩|征|受理|登记|纳入|收到|招|聘|冒")
_OUT = re.compile(
    r"(?:^|[年期])支$|退|减|注销|核销|支出|[转调迁拨领售流]出|出[库圃栏]|撤|拆|报[废损]|作废|剔[旧除]|淘汰|死|亡|去世|病故|耗|结案|[办审完执]结|办[妥完]|[花用]去|[花用]掉|整改|合并|化解|解除|[清收偿归]还|收回|清[缴欠理退收]|上缴|发还|返还|移交|变卖|支付|使用|领用|处[置理]|消|脱|到期|离|辞|补缴"
)
_HANDED_OUT = re.compile(r"发放|投放|配[送发]|赠|分[发配]")  # things go, but loans come
_COMPARED = re.compile(r"比|较|相比|同期")
_NO_TERM = re.compile(r"[人户件亩生均]均|平均|每|单价|标准(?!化|厂房|间|件|地|田)|比|较|占")
_OF_ONE_SORT = re.compile(r"陈|旧|历年|以前年度|存量|其中|累计")
_APART = re.compile(r"累计|[共合总]计|其中")
_WHOLE = re.compile(r"预算|概算|合同|控制价|总价|到位|下达|安排")
_SPENT = re.compile(r"签约|成交|中标|支付|支出|完成支|使用|已[付拨用]|实[际付支用]|花费|用[去掉]")
_REST = re.compile(r"^[^，]{0,2}(?:节约|节省|尚欠|尚余|尚未支付|结余|剩余|余下|余额|未支付)(?:资金|财政资金|经费|投资|款|工程款)?$")
_THIRD = re.compile(r"扣|减|质保|保证金|收回|上缴|调[整剂]|另|其中|税|上年|结转|核|累计|不含|滚存")
_OWED, _PAID = re.compile(r"应[收缴付征退发]"), re.compile(r"[已实][^，]{0,2}[收缴付征退发]|到账|入库")
# Beasts are born and die, and a list of what mattered is no list of all.
_NOT_ALL_TOLD = re.compile(r"存栏|出栏|额度|主要|部分|左右|等[^，。；]{0,4}[\d，]|自然|以上|不含|调整后|冲抵|盘[盈亏]|利息|另|此外")
_LACK = re.compile(r"[空缺]编|空[缺置闲]|闲置|缺口")  # what comes fills it
_STOCK_WORDS = re.compile(
    r"20\d\d年|[年期月季][末底初]|12月31日|上年度?|去年|本年|目前|截[至止]|[现实共仍尚还]有?|剩余?下?|[余欠差待]|结[存余转]|滚存|库存|余额|在[册职岗编库]|总?[数人]数?|[为达的是到有]|未[^，\d]{1,4}"
)
_UNDONE = re.compile(r"[未待]([^的为有共\d])")
_WHY = re.compile(r"因|系|属|为|是")  # 未检17家因停产: perhaps only some of them
_DEED = re.compile(r"(?:未|欠|空|缺|短|漏)([^的为有共口税款费薪债账\d])")  # 未结, 欠缴, 空编


def near_balances(subject: Subject, found: Sequence[Observation]) -> Iterator[Observation]:
    """The wrong balances that no finding lies on yet."""
    for sentence in subject.mentions:
        for mention in sentence:
            if mention.kind not in (MONEY, COUNT) or not mention.exact:
                continue
            reading = _balance(subject, sentence, mention)
            reading = reading or _moved(subject, sentence, mention)
            if reading is not None and not is_reported(mention, found):
                yield told(mention, reading)


def _balance(subject: Subject, sentence: Sequence[Mention], result: Mention) -> Signed | None:
    """The terms that make another value than the figure states, where that is a fault beyond doubt."""
    label = result.figure.label
    closing = bool(_CLOSING.search(label)) and not _FLOW.search(label)
    left = _is_left(result)
    beyond = bool(_BEYOND.search(label)) and not is_measured(subject, result)
    if not (closing or left or beyond) or _COMPARED.search(label) or _NO_TERM.search(label):
        return None
    around = surroundings(subject, result)
    before = _before(subject, around, result)
    if not before:
        return None
    if closing or left:
        flow = _opening_and_terms(before) or _opening_and_terms(_told_before(around, result))
        if flow is not None:
            return _wrong_flow(result, *flow, around)
        if closing and (spent := _spent(before, result)):
            return spent
    if left or beyond:
        return _wrong_rest(result, [each for each in before if _may_be_term(each)], around, beyond=beyond)
    return None


def _is_left(result: Mention) -> bool:
    label, tail = result.figure.label, result.figure.tail
    if _OPENING.search(label) or _SOME_OF.search(label):
        return False
    return bool(_LEFT.search(label) or (_LEFT_BEFORE.search(label) and _LEFT_BEHIND.search(tail)))


def _before(subject: Subject, around: Sequence[Mention], result: Mention) -> list[Mention]:
    """The figures of the same measure it may follow from, in order; those of its own sentence where two are there."""
    depth = result.figure.depth
    own: list[Mention] = []
    earlier: list[Mention] = []
    for each in reversed([each for each in around if each.figure.end <= result.figure.start]):
        if each.figure.depth > depth or not same_measure(each, result) or not each.exact:
            continue
        if each.sentence is not result.sentence:
            if not subject.breakdowns_with(each):
                earlier.insert(0, each)
            continue
        if each.figure.group != result.figure.group and len(own) >= 2:
            break
        own.insert(0, each)
        if each.figure.depth < depth:
            break  # what stands right before the bracket
    if len(own) >= 2 or (own and result.figure.depth):
        return own[-_MOST_TERMS - 1 :]
    return [*earlier, *own][-3:]


def _told_before(around: Sequence[Mention], result: Mention) -> list[Mention]:
    """All of the measure in the sentence and the one before it, for what stood at the beginning is often told there."""
    alike = [each for each in around if each.figure.end <= result.figure.start and same_measure(each, result)]
    starts = sorted({each.sentence.start for each in around if each.sentence.start <= result.sentence.start})[-2:]
    figures = [each for each in alike if each.sentence.start in starts]
    return figures if all(each.exact and not each.figure.depth for each in (*figures, result)) else []


def _may_be_term(each: Mention) -> bool:
    label = each.figure.label
    return not _NO_TERM.search(label) and not each.figure.tail.startswith("/") and not (each.label.prior and not _STOCK.search(label))


def _opening_and_terms(before: Sequence[Mention]) -> tuple[Mention, list[Mention]] | None:
    """The last figure of the beginning, with what came and went behind it."""
    for at in range(len(before) - 1, -1, -1):
        label = before[at].figure.label
        if _OPENING.search(label) and not _FLOW.search(label) and not _COMPARED.search(label):
            terms = [each for each in before[at + 1 :] if not _NO_TERM.search(each.figure.label)]
            if any(each.figure.totals or "其中" in each.figure.gap for each in terms):
                return None
            return (before[at], terms) if 1 <= len(terms) <= _MOST_TERMS else None
    return None


def _sign(term: Mention) -> int:
    """1 for what came, -1 for what went, 0 where the words do not tell."""
    if _NEW.match(term.figure.label):
        return 1  # 新退休21人 joins the retired
    for words in (term.figure.label, term.figure.tail[:8]):
        ins, outs = (max((match.end() for match in verbs.finditer(words)), default=0) for verbs in (_IN, _OUT))
        if ins != outs:
            return 1 if ins > outs else -1
    return -1 if term.kind == COUNT and _HANDED_OUT.search(term.figure.label) else 0


def _wrong_flow(result: Mention, opening: Mention, terms: Sequence[Mention], around: Sequence[Mention]) -> Signed | None:
    undone = _UNDONE.search(result.figure.label)
    signs = [-1 if undone and undone[1] in each.figure.label else _sign(each) for each in terms]
    readings: list[Signed] = [
        [(1, opening), *zip(chosen, terms, strict=True)]
        for chosen in product(*((sign,) if sign and len(signs) > 1 else (1, -1) for sign in signs)) if len(set(chosen)) > 1 or len(chosen) == 1
    ]  # fmt: skip
    stated, slack = result.figure.quantity.value, rounding(result, (opening, *terms))
    if any(abs(made_of(each) - stated) <= slack for each in readings):
        return None
    if all(signs) and len(signs) > 1 and readings and not _LACK.search(opening.figure.label) and (
        _is_all_told(result, readings[0]) or _forgets_one(result, readings[0], slack)
    ):  # fmt: skip
        return readings[0]
    slips = [each for each in readings if made_of(each) >= 0 and _is_slip(result, made_of(each))]
    return slips[0] if len(slips) == 1 and not is_explained(result, around) else None


def _moved(subject: Subject, sentence: Sequence[Mention], result: Mention) -> Signed | None:
    """债务余额由3.85亿元降为2.56亿元，化解1.92亿元: what came or went beside the figures before and after it."""
    sign = 0 if is_stated_change(result) else _sign(result)
    for first in (result.index + 1, result.index - 2) if sign else ():
        if not 0 <= first < len(sentence) - 1:
            continue
        base, now = sentence[first], sentence[first + 1]
        if not all(each.exact and same_measure(each, result) for each in (base, now)) or not goes_from_to(base, now):
            continue
        reading: Signed = [(sign, now), (-sign, base)]
        if made_of(reading) > 0 and _is_slip(result, made_of(reading)) and not is_explained(result, surroundings(subject, result)):
            return reading if sign > 0 else [(1, base), (-1, now)]
    return None


def _is_all_told(result: Mention, reading: Signed) -> bool:
    """Whether all that came and went between two dates of one stock is told in one breath; then any error is one."""
    (_plus, opening), terms, true = reading[0], [term for _sign_of, term in reading[1:]], made_of(reading)
    text = opening.sentence.text[opening.start_in_sentence :]
    if result.sentence is not opening.sentence:
        text += result.sentence.text
    if "（" in text or "；" in text or _NOT_ALL_TOLD.search(text) or any(_APART.search(each.figure.gap) for each in terms):
        return False
    if _OF_ONE_SORT.search(result.figure.label) or not Decimal("0.5") < result.figure.quantity.value / (true or 1) < 2:
        return False
    own = _STOCK_WORDS.sub("", result.figure.label)
    return set(own) <= set(opening.figure.gap + opening.figure.tail + "".join(each.figure.label for each in terms))


def _forgets_one(result: Mention, reading: Signed, slack: Decimal) -> bool:
    """Whether one term was left out, or what came was taken for what went; 年末陈欠 may leave out what is new."""
    between = result.sentence.text[max(0, reading[0][1].start_in_sentence) : result.start_in_sentence]
    if "（" in between or _OF_ONE_SORT.search(result.figure.label):
        return False  # a remark may tell why
    if any(_APART.search(each.figure.label) for _sign_of, each in reading):
        return False
    true, (_plus, opening), terms = made_of(reading), reading[0], reading[1:]
    missing = true - result.figure.quantity.value
    changed = 2 * (true - opening.figure.quantity.value)
    errors = [changed, *(times * sign * term.figure.quantity.value for sign, term in terms for times in (1, 2))]
    return any(abs(missing - each) <= slack for each in errors)


def _spent(before: Sequence[Mention], result: Mention) -> Signed | None:
    """在圃苗木320万株，出圃214万株，损耗9万株，年底留圃106万株: what went in several ways, and one of them forgotten."""
    first, terms = before[0], before[1:]
    if len(terms) < 2 or first.sentence is not result.sentence or any(_sign(each) >= 0 for each in terms):
        return None
    reading: Signed = [(1, first), *((-1, each) for each in terms)]
    return reading if made_of(reading) > 0 and _forgets_one(result, reading, rounding(result, before)) else None


def _is_slip(result: Mention, true: Decimal) -> bool:
    """Mistyped, and not by a whole place: 300 is hardly meant to be 3,300."""
    stated = result.figure.quantity.value
    return bool(true) and Decimal("0.1") < stated / true < 10 and is_mistyped(result.figure.quantity, true)


def _wrong_rest(
    result: Mention, sources: Sequence[Mention], around: Sequence[Mention], *, beyond: bool
) -> Signed | None:
    total = next((each for each in reversed(sources[:-1]) if each.figure.totals), None)
    if total is not None:  # 新收113件，加上年结转9件共122件，审结114件: what made the total says nothing more
        sources = sources[sources.index(total) :]
        around = [each for each in around if each.figure.start >= total.figure.start]
    if len(sources) < 2:
        return None
    readings = [each for each in _rests(sources, beyond=beyond) if made_of(each) >= 0]
    stated = result.figure.quantity.value
    if any(abs(made_of(each) - stated) <= rounding(result, sources) for each in readings):
        return None
    if not readings or is_explained(result, around):
        return None
    if len(sources) == 2 and _is_beyond_doubt(result, *sources, beyond=beyond):
        return readings[0]
    apart = sources[0].sentence is not result.sentence
    if (apart or len(sources) > 3) and len(re.findall(r"\d", result.figure.quantity.number)) <= 2:
        return None
    return next((each for each in readings if _is_slip(result, made_of(each))), None)


def _rests(sources: Sequence[Mention], *, beyond: bool) -> list[Signed]:
    """The readings, the likeliest first: the first less all others, the last but one less the last, the first less it."""
    first, last = sources[0], sources[-1]
    pairs = [[(1, one), (-1, last)] for one in (sources[-2], first)]
    pairs = [pair if made_of(pair) >= 0 else [(1, pair[1][1]), (-1, pair[0][1])] for pair in pairs]
    if beyond or len(sources) == 2:
        return list(pairs)
    return [[(1, first), *((-1, each) for each in sources[1:])], *pairs]


def _is_plain_rest(result: Mention, whole: Mention, part: Mention) -> bool:
    """合同价623万元，已付498.4万元，尚欠148万元: budget or contract, spent, left, and no word of a third thing."""
    text = result.sentence.text
    money = [each for each in result.sentence.figures if each.quantity.kind == MONEY]
    true = whole.figure.quantity.value - part.figure.quantity.value
    return (
        result.kind == MONEY and len(money) == 3 and whole.sentence is result.sentence and "（" not in text
        and _are_whole_and_spent(whole.figure.label, part.figure.label) and bool(_REST.search(result.figure.label))
        and not _THIRD.search(text) and true > 0 and Decimal("0.33") < result.figure.quantity.value / true < 3
    )  # fmt: skip


def _are_whole_and_spent(whole: str, part: str) -> bool:
    return bool(_WHOLE.search(whole) and _SPENT.search(part)) or bool(_OWED.search(whole) and _PAID.search(part))


def _is_beyond_doubt(result: Mention, whole: Mention, part: Mention, *, beyond: bool) -> bool:
    """计划60眼，打成68眼，超计划6眼; 应缴…，实缴…，欠缴…; 共122件，审结114件，未结18件: one deed, done and not done."""
    if part.sentence is not result.sentence or part.index != result.index - 1:
        return False
    if beyond:
        return bool(_PLAN.search(whole.figure.label) and _DONE.search(part.figure.label) and "超" in result.figure.label)
    if part.figure.quantity.value > whole.figure.quantity.value:
        return False
    if _is_plain_rest(result, whole, part):
        return True
    deed = _DEED.search(result.figure.label)
    if deed is None or deed[1] not in part.figure.label or _WHY.match(result.figure.tail):
        return False
    return deed[1] in whole.figure.label or (whole.sentence is result.sentence and whole.index == part.index - 1)
