# ruff: noqa: E501 - a pattern is read better in one piece
"""What the words of a rate say of its figures: X率 is of what was X, out of what was due, planned or given."""

import re

from departments.importing.report.breakdowns import same_measure
from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT

from ..nearby import shared_word
from ..shares.ratios import fit_in

_END = r"(?:已经|已|也|就|更|仍|约|近|仅|只|高|有|为|是|达|到|了|的|超过?|逾|不足|：|计算)*$"
_RATE = re.compile(rf"(?P<name>[^，]*?)(?:(?P<rate>率)|密度|进度|(?<=满意)度|(?<=[利益盖与])面){_END}")
_OF_PLAN = re.compile(
    r"(?<!超额)(?:完成|为|达到?|是|相当于)(?:了|到)?[^，]{0,10}?(?:任务|目标|计划|指标|预算)(?:总?[数量额值])?的$"
)
# Rates with a formula of their own, or of something that is not counted.
_OTHER_RATE = re.compile(
    r"(?:增长|增幅|增|下降|降低|降|变动|调整|控制|差异|结余|结转|死亡|出生|失业|自然|逾期|不良|贴现|毛利|收益|回报|负债|成新|流失|发病|患病"
    r"|误差|事故|犯罪|发案|返贫|利|(?<![办报缴纳退])税|(?<![缴收交])费|汇|折|效|频|功|概|速|浓|力|高|长|湿|温|精|拨备)$"
)
_NOT_SAID = re.compile(r"目标值|指标值|要求|力争|确保|不得|预计|拟|上年|去年|同期|由$|从$|比$|较$|全[市省国]平均")
# A rate of what was done in time is not that of what was done.
_QUALIFIERS = (
    re.compile(r"按时|按期|如期|及时|限时|准时|限内|期内|法定|即时|[^本近]日内|当[日场天]|小时"), re.compile(r"首次|一次|[初]次"), re.compile(r"满意"),
    re.compile(r"优"), re.compile(r"新增"), re.compile(r"[复二]次"), re.compile(r"当年"), re.compile(r"提前"), re.compile(r"动态"),
)  # fmt: skip
_QUALIFIED = re.compile(r"按时|按期|如期|及时|限时|准时|审?限内|期内|法定(?:期限)?|首次|一次性?|群众|当年|提前|动态|新增")
_GENERIC = re.compile(r"任务|目标|指标|计划|工作|预算|资金|经费|年度|全年|综合|总体|平均|整体|累计|实际|项目|合计|总|的|均|其中|本年|群众|场次|户数|人数|批次|件数|数量|资格")
COMPLETED = re.compile(r"(?:完成|执行|落实|实现|兑现|达成|完工|实施|建成|开工|竣工|办结|进展|推进)$|^$")
_DUE = re.compile(r"应(?![急用聘对邀变试援])|计划|任务|目标|指标|下达|核定|需要?|拟|定额|批复|安排|可收|可[^能以持]|要[^求点素]")
_GIVEN = re.compile(
    r"共|总|受理|接[收到报]|收到|抽|检查|排查|调查|督查|登记|在管|现有|实有|列入|纳入|申报|报名|上报|交办|转办|转来|立案|查处|发现|涉及|覆盖|发放|回收|全部|名单|送检|检测|挂牌|出生|新造|全县|全市|全镇|全区"
)
_DONE = re.compile(
    r"已|实(?![施现行验事名有践体])|完成|其中|年[底末内]|截至|均|通过|成功|达标|合格|目前|累计|收回|到位|办结|整改|有|到12月|按|中"
)
ALL_OF_IT = re.compile(r"全部|全数|悉数|一[户个人件项]不[少漏落]|无一|应[^，]尽[^，]|均已|全员|全覆盖")
_THINGS = ("人", "名", "户", "家", "个", "张", "件", "台", "辆", "套", "所", "处", "条", "座", "间", "份", "起", "宗")
_STOP = "人员户数件量额金资项目工作个合计款年月家名份率"
LEFT = re.compile(r"未|不|剩|余|尚|欠|缺|无")
_STRIPPED = re.compile(r"实际|已经|年[末底内]|截至|完成|累计|按期|其中|[实已应共为有的了到]")


def name_of(rate: Mention) -> str | None:
    """The words before 率, none for 为年计划的; None where the percentage is no rate of two figures."""
    label = rate.figure.label
    if _NOT_SAID.search(label):
        return None
    if _OF_PLAN.search(label):
        return ""
    match = _RATE.search(label)
    return None if match is None or (match["rate"] and _OTHER_RATE.search(match["name"])) else match["name"]


def stem_of(name: str) -> str:
    """What a rate is of, without 任务, 总体 and the like."""
    return _GENERIC.sub("", name)


def strength_of(stem: str, part: Mention, whole: Mention, *, beside: bool) -> int:
    """How surely a rate is that of part over whole: 0 not at all, 1 by a shared word, 2 given and done, 3 due and done."""
    done, due = around(part), around(whole)
    behind = whole.figure.start < part.figure.start
    larger = whole.figure.quantity.value >= part.figure.quantity.value
    tied = _tie(stem, part, whole)
    if not same_measure(part, whole):
        units = {part.figure.quantity.unit, whole.figure.quantity.unit}
        things = part.kind == whole.kind == COUNT and units <= set(_THINGS)
        return 2 if things and behind and larger and beside and tied == 2 and shared_word(stem, due) else 0
    is_due = bool(_DUE.search(due))
    named = bool(stem) and stem[-2:] in part.figure.label
    turned = part.index + 1 == whole.index and named and beside and larger  # 审减80万元，送审900万元，审减率
    in_order = (behind and (larger or is_due)) or (is_due and beside and larger) or turned
    if not in_order or not _rest_is_said(stem, done + due):
        return 0
    of_the_due = bool(shared_word(stem, due)) and (beside or bool(_DONE.search(done)))
    if is_due and (beside or tied == 2) and (tied or of_the_due or COMPLETED.search(stem)):
        return 3
    if not tied and beside and behind and larger and "中" in whole.figure.tail and "有" in part.figure.label:
        return 1  # 200个村中已有132个村实现5G信号覆盖，通达率
    if turned:
        return 1
    if not tied or not behind or not larger:
        return 0
    marked = bool(_GIVEN.search(due) or _DONE.search(done)) and (tied == 1 or _is_verb_said(stem, part))
    if tied == 2 or beside:
        return 2 if marked else 1
    return 0


def around(mention: Mention) -> str:
    """All words since the figure before and behind the figure."""
    return mention.figure.gap + mention.figure.tail


def _tie(stem: str, part: Mention, whole: Mention) -> int:
    """2 where the rate and its part share a word, 1 where the part ends with a verb of the rate: 实拆 and 拆除率."""
    shared = shared_word(stem, around(part))
    if _is_verb_said(stem, part) or (shared and shared not in around(whole)):
        return 2
    verb = _STRIPPED.sub("", part.figure.label)[-2:] or part.figure.label[-1:]
    own = stem[-2:] + "".join(char for char in stem if char not in around(whole))
    return 1 if any(char in own for char in verb if char not in _STOP) else 0


def _is_verb_said(stem: str, part: Mention) -> bool:
    """Whether the verb of a rate is said of its part: 建账 in full or as 建立能耗台账."""
    first, last = re.escape(stem[-2:-1]), re.escape(stem[-1:])
    return len(stem) >= 2 and re.search(f"{first}.{{0,8}}{last}", around(part)) is not None


def is_as_qualified(name: str, part: Mention) -> bool:
    """Whether a rate of what was done in time, at once, to satisfaction has a part that says so too."""
    text = part.sentence.text
    clause = re.split("[，；：。]", text[: part.start_in_sentence])[-1] + part.figure.tail
    return all(each.search(clause) for each in _QUALIFIERS if each.search(name))


def _rest_is_said(stem: str, words: str) -> bool:
    """Whether the words before the verb are those of the figures: 老年人接种率 is none of 接种3.2万剂."""
    rest = _QUALIFIED.sub("", stem[:-2])
    return not rest or fit_in(rest, words) * 2 >= 1


def _done_as_said(stem: str, part: Mention) -> bool:
    """收回190份 and 回收率: the verb of the rate in another order."""
    return fit_in(stem[-2:], part.figure.label) == 1


def is_tied(rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a rate says what its part or its whole says; 完成率 and its like go with all."""
    stem = stem_of(name_of(rate) or "")
    tied = bool(COMPLETED.search(stem) or _done_as_said(stem, part) or _tie(stem, part, whole) or shared_word(stem, around(whole)))
    return tied and _rest_is_said(stem, around(part) + around(whole))


def rate_of_all(rate: Mention) -> bool:
    """Whether all that was due is said to be done: 应公示188条，全部公示，公示率."""
    stem = stem_of(name_of(rate) or "")
    before = rate.sentence.text[: rate.start_in_sentence]
    pieces = [stem[start : start + 2] for start in range(len(stem) - 1)]
    due = [match.end() for piece in pieces for match in re.finditer(f"应[^，；。\\d]{{0,4}}{re.escape(piece)}", before)]
    return bool(due) and ALL_OF_IT.search(before, min(due)) is not None


def lacks(mention: Mention, verb: str) -> bool:
    """Whether a figure counts what did not come so far: 未达标, 不合格."""
    return bool(verb) and re.search(rf"[未不没无]{re.escape(verb)}|{re.escape(verb)}不", around(mention)) is not None


def named_in_full(name: str, part: Mention, whole: Mention) -> str:
    """The words that name the whole of a rate: 生活不能自理特困人员供养率, 对完工户厕逐户验收，通过…，合格率."""
    shared = shared_word(name, around(whole))
    if len(shared) >= 4 and shared not in around(part) and not stem_of(name).endswith(shared):
        return shared
    taken_up = shared_word(whole.figure.label, part.figure.gap)
    return taken_up if taken_up and re.search(f"[对从在这该][^，。]?{re.escape(taken_up)}", part.figure.gap) else ""
